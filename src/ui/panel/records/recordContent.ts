/** Bytes of keys, values and headers as a person reads them: a line, a text, pretty JSON, a hex dump. Pure. */
import type { Content, Preview, RecordDetail, RecordRow, ValueFormat } from './recordsMessages.ts';
import type { StoredRecord } from './rowStore.ts';

const previewBytes = 400;
const previewHexBytes = 24;
/** More than this of one value is shown only when it is asked for. */
export const shownBytes = 256 * 1024;
const shownHexBytes = 64 * 1024;

export function rowOf({ id, record, size }: StoredRecord): RecordRow {
  const { timestamp, partition, offset, headers } = record;
  const [key, value] = [record.key && previewOf(record.key), record.value && previewOf(record.value)];
  return { id, timestamp, partition, offset, key, value, headers: headers.length, size };
}

/** The beginning of it, in one line. */
export function previewOf(bytes: Uint8Array): Preview {
  const start = bytes.subarray(0, previewBytes);
  if (!isText(start, bytes.length > previewBytes)) {
    const hex = [...bytes.subarray(0, previewHexBytes)].map(hexOf).join(' ');
    return { text: bytes.length > previewHexBytes ? `${hex} …` : hex, binary: true };
  }
  return { text: Buffer.from(start).toString().replaceAll(/\s+/g, ' '), binary: false };
}

export function detailOf(stored: StoredRecord, format: ValueFormat, whole: boolean): RecordDetail {
  const { id, record, size } = stored;
  const { batch } = record;
  return {
    id,
    partition: record.partition,
    offset: record.offset,
    timestamp: record.timestamp,
    timestampType: batch.timestampType,
    size,
    leaderEpoch: batch.leaderEpoch,
    compression: batch.compression,
    batchRecords: batch.records,
    transactional: batch.transactional,
    key: record.key && contentOf(record.key, 'raw', whole),
    headers: record.headers.map(({ key, value }) => ({ key, value: contentOf(value, 'raw', whole) })),
    value: record.value && contentOf(record.value, format, whole),
    format,
  };
}

export function contentOf(bytes: Uint8Array, format: ValueFormat, whole: boolean): Content {
  const kind = kindOf(bytes);
  if (format === 'hex' || kind === 'binary') {
    const most = whole ? bytes.length : shownHexBytes;
    return { kind, text: hexDump(bytes.subarray(0, most)), bytes: bytes.length, cut: bytes.length > most };
  }
  const cut = !whole && bytes.length > shownBytes;
  const text = Buffer.from(cut ? bytes.subarray(0, shownBytes) : bytes).toString();
  // What is cut cannot be read as JSON.
  const shown =
    format === 'pretty' && kind === 'json' && !cut ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
  return { kind, text: shown, bytes: bytes.length, cut };
}

/** JSON only for objects and lists: a number or a word is no less text for being JSON, too. */
function kindOf(bytes: Uint8Array): Content['kind'] {
  if (!isText(bytes, false)) return 'binary';
  const [first] = bytes;
  if (first !== 0x7b && first !== 0x5b) return 'text';
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return 'json';
  } catch {
    return 'text';
  }
}

/** Whether it is UTF-8 without control characters; `isCut` allows a character that is cut at the end. */
export function isText(bytes: Uint8Array, isCut: boolean): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}

/** Sixteen bytes a line: offset, hex, and what of it is ASCII. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += 16) {
    const part = [...bytes.subarray(start, start + 16)];
    const hex = part.map(hexOf).join(' ').padEnd(47);
    const ascii = part
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join('');
    lines.push(`${start.toString(16).padStart(8, '0')}  ${hex}  ${ascii}`);
  }
  return lines.join('\n');
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
