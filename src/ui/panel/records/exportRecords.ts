/** Records as a JSON list or as CSV (RFC 4180), piece by piece. Pure. */
import { isText } from './recordContent.ts';
import type { StoredRecord } from './rowStore.ts';

export function* exportRecords(rows: Iterable<StoredRecord>, format: 'json' | 'csv'): Generator<string> {
  yield format === 'json' ? '[' : `${csvColumns.join(',')}\r\n`;
  let first = true;
  for (const row of rows) {
    yield format === 'json' ? `${first ? '\n' : ',\n'}${JSON.stringify(jsonOf(row))}` : csvOf(row);
    first = false;
  }
  if (format === 'json') yield '\n]\n';
}

function jsonOf({ record }: StoredRecord): object {
  const { topic, partition, offset, timestamp, key, value, headers } = record;
  return {
    topic,
    partition,
    offset,
    timestamp: new Date(timestamp).toISOString(),
    key: key && readable(key),
    headers: Object.fromEntries(headers.map((header) => [header.key, readable(header.value)])),
    value: value && (jsonIn(value) ?? readable(value)),
  };
}

const csvColumns = ['topic', 'partition', 'offset', 'timestamp', 'key', 'headers', 'value'];

function csvOf({ record }: StoredRecord): string {
  const { topic, partition, offset, timestamp, key, value, headers } = record;
  const pairs = headers.map((header) => [header.key, readable(header.value)]);
  const fields = [
    topic,
    String(partition),
    String(offset),
    new Date(timestamp).toISOString(),
    key === null ? '' : readable(key),
    pairs.length === 0 ? '' : JSON.stringify(Object.fromEntries(pairs)),
    value === null ? '' : readable(value),
  ];
  return `${fields.map(csvField).join(',')}\r\n`;
}

/** A field that a spreadsheet would take for a formula begins with an apostrophe. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Text as it is; bytes that are not text as `base64:…`. */
function readable(bytes: Uint8Array): string {
  return isText(bytes, false)
    ? Buffer.from(bytes).toString()
    : `base64:${Buffer.from(bytes).toString('base64')}`;
}

/** undefined for what is no JSON object or list. */
function jsonIn(bytes: Uint8Array): unknown {
  if (bytes[0] !== 0x7b && bytes[0] !== 0x5b) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
