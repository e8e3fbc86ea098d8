/** A consumed record as a few readable lines. Pure: words come through the localizer, bytes by their formats. */
import type { ReceivedRecord } from '../../client/model.ts';
import { decode, type Format } from '../../kafkaFile/formats.ts';
import type { Problem } from '../../kafkaFile/syntax.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';

export interface RecordFormats {
  readonly keyFormat: Format;
  readonly valueFormat: Format;
}

/** More of one value than this is a matter for the Messages view. */
const longestText = 16_384;

/** Partition, offset and time on the first line; key, headers and value below, as far as there are any. */
export function recordText(record: ReceivedRecord, formats: RecordFormats, l10n: Localizer): string {
  const place = l10n.t('partition {0}  offset {1}', record.partition, record.offset);
  const lines = [`${place}  ${timeText(record.timestamp)}`];
  const add = (label: string, text: string | undefined): void => {
    if (text !== undefined) {
      lines.push(`    ${label}: ${text.replaceAll(/\r\n|\n|\r/g, '\n      ')}`);
    }
  };
  add(
    l10n.t('key'),
    formats.keyFormat.name === 'none' ? undefined : bytesText(record.key, formats.keyFormat, l10n),
  );
  add(l10n.t('headers'), headersText(record));
  if (formats.valueFormat.name !== 'none') {
    const value =
      record.value === null ? l10n.t('(tombstone)') : bytesText(record.value, formats.valueFormat, l10n);
    add(l10n.t('value'), value);
  }
  return lines.join('\n');
}

function bytesText(bytes: Uint8Array | null, format: Format, l10n: Localizer): string | undefined {
  if (bytes === null) {
    return undefined;
  }
  const isLong = format.name === 'string' && bytes.length > longestText;
  const read = decode(isLong ? bytes.subarray(0, longestText) : bytes, format);
  if ('problem' in read) {
    return problemText(read.problem, l10n);
  }
  return isLong
    ? `${read.value}\n${l10n.t('(the first {0} of {1} bytes)', longestText, bytes.length)}`
    : read.value;
}

function headersText({ headers }: ReceivedRecord): string | undefined {
  return headers.length === 0
    ? undefined
    : headers.map(({ key, value }) => `${key}=${Buffer.from(value).toString()}`).join(', ');
}

/** Local time with milliseconds: records of one burst are told apart by them. */
function timeText(timestamp: number): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) {
    return String(timestamp);
  }
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1, 2)}-${pad(time.getDate(), 2)}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => pad(part, 2)).join(':');
  return `${date} ${clock}.${pad(time.getMilliseconds(), 3)}`;
}

/** A problem's sentence in the user's language. */
export function problemText(problem: Problem, l10n: Localizer): string {
  return l10n.t(problem.template, ...problem.values);
}
