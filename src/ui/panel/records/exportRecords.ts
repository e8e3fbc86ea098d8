/** Records as JSON or CSV, written piece by piece: neither the text nor the file is ever held as a whole. */
import { setImmediate as turn } from 'node:timers/promises';
import type { StoredRecord } from '../../../client/model.ts';
import { bufferOf, isReadable, textOf } from './recordBytes.ts';

export type ExportFormat = 'json' | 'csv';

export interface ExportTarget {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
}

/** Characters that are gathered before they are written. */
const piece = 64 * 1024;

/** `onProgress` hears after each piece how many records have been written. */
export async function writeRecords(
  records: readonly StoredRecord[],
  format: ExportFormat,
  target: ExportTarget,
  onProgress: (done: number) => void,
): Promise<void> {
  const { head, foot, between, text } = formats[format];
  let gathered: string = head;
  for (const [index, record] of records.entries()) {
    gathered += `${index === 0 ? '' : between}${text(record)}`;
    if (gathered.length >= piece) {
      await target.write(gathered);
      gathered = '';
      onProgress(index + 1);
      await turn();
    }
  }
  await target.write(gathered + foot);
}

const formats = {
  json: { head: '[\n', between: ',\n', foot: '\n]\n', text: jsonOf },
  csv: {
    head: 'timestamp,partition,offset,key,value,headers,size\r\n',
    between: '\r\n',
    foot: '\r\n',
    text: csvOf,
  },
} as const;

/**
 * One object. A value that is JSON stands there as it is, digit for digit; other text is a string, and bytes that are no
 * text are `{"base64": …}`.
 */
export function jsonOf(record: StoredRecord): string {
  const { partition, offset, timestamp, key, value, headers } = record;
  const fields = [
    `"partition":${partition}`,
    `"offset":${offset}`,
    `"timestamp":${JSON.stringify(isoTime(timestamp))}`,
    `"key":${key === null ? 'null' : stringOf(key)}`,
    `"value":${value === null ? 'null' : jsonValue(value)}`,
    `"headers":[${headers.map((header) => `{"key":${JSON.stringify(header.key)},"value":${stringOf(header.value)}}`).join(',')}]`,
  ];
  return `{${fields.join(',')}}`;
}

function jsonValue(bytes: Uint8Array): string {
  if (!isReadable(bytes)) {
    return stringOf(bytes);
  }
  const text = textOf(bytes);
  try {
    JSON.parse(text);
    return text.trim();
  } catch {
    return JSON.stringify(text);
  }
}

function stringOf(bytes: Uint8Array): string {
  return isReadable(bytes)
    ? JSON.stringify(textOf(bytes))
    : `{"base64":${JSON.stringify(bufferOf(bytes).toString('base64'))}}`;
}

export function csvOf(record: StoredRecord): string {
  const { partition, offset, timestamp, key, value, headers, size } = record;
  const names = headers.map((header) => [header.key, plainText(header.value)] as const);
  return [
    isoTime(timestamp),
    String(partition),
    String(offset),
    key === null ? '' : cell(plainText(key)),
    value === null ? '' : cell(plainText(value)),
    names.length === 0 ? '' : cell(JSON.stringify(Object.fromEntries(names))),
    String(size),
  ].join(',');
}

function plainText(bytes: Uint8Array): string {
  return isReadable(bytes) ? textOf(bytes) : bufferOf(bytes).toString('base64');
}

/**
 * In quotes; an empty text, too, so that it differs from none. A spreadsheet takes what begins with = + - @ and some
 * blanks for a formula: an apostrophe before it keeps it a text (OWASP, "CSV Injection").
 */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function isoTime(timestamp: number): string {
  const time = new Date(timestamp);
  return Number.isNaN(time.getTime()) ? String(timestamp) : time.toISOString();
}
