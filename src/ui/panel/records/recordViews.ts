/** A record as the webview gets it: a row of the table, or all of it. Pure. */
import type { StoredRecord } from '../../../client/model.ts';
import { hexOf, isReadable, textOf, wholeCharacters } from './recordBytes.ts';
import type { RecordBytes, RecordDetail, RecordRow, ValueKind } from './recordsMessages.ts';

const shownKey = 120;
const shownValue = 320;
const shownHex = 24;
/** Bytes of a key or value that are sent unless all are asked for. */
export const firstBytes = 256 * 1024;
/** More of one value is not sent at all: a string in a webview has its limits. */
const mostBytes = 64 * 1024 * 1024;
const mostHeaders = 500;
const longestHeader = 8 * 1024;

export function rowOf(record: StoredRecord): RecordRow {
  const { partition, offset, timestamp, key, value, headers, size } = record;
  const binaryKey = key !== null && !isReadable(key);
  const kind = kindOf(value);
  return {
    partition,
    offset,
    timestamp,
    key: key === null ? null : binaryKey ? hexOf(key, shownHex) : oneLine(key, shownKey),
    binaryKey,
    value: value === null ? '' : kind === 'binary' ? hexOf(value, shownHex) : oneLine(value, shownValue),
    kind,
    headers: headers.length,
    size,
  };
}

/** `all` = more than the first 256 KB of key and value. */
export function detailOf(record: StoredRecord, all: boolean): RecordDetail {
  const { batch, headers } = record;
  const most = all ? mostBytes : firstBytes;
  return {
    partition: record.partition,
    offset: record.offset,
    timestamp: record.timestamp,
    timestampType: batch.timestampType,
    size: record.size,
    batchRecords: batch.records,
    batchBytes: batch.bytes,
    codec: batch.compression,
    leaderEpoch: batch.leaderEpoch,
    transactional: batch.transactional,
    key: record.key && bytesOf(record.key, most),
    headers: headers.slice(0, mostHeaders).map(({ key, value }) => ({ key, value: headerText(value) })),
    moreHeaders: Math.max(0, headers.length - mostHeaders),
    value: record.value && bytesOf(record.value, most),
  };
}

/** The text of a header's value, or its bytes in hex. */
function headerText(value: Uint8Array): string {
  return isReadable(value)
    ? textOf(wholeCharacters(value.subarray(0, longestHeader)))
    : hexOf(value, longestHeader);
}

/** A copy: the record's own bytes lie in a buffer with its neighbours', all of which would travel. */
function bytesOf(bytes: Uint8Array, most: number): RecordBytes {
  const text = isReadable(bytes);
  const part = bytes.subarray(0, most);
  const cut = part.length < bytes.length && text ? wholeCharacters(part) : part;
  return { bytes: new Uint8Array(cut), size: bytes.length, text };
}

function kindOf(value: Uint8Array | null): ValueKind {
  if (value === null) {
    return 'tombstone';
  }
  return value.length === 0 ? 'empty' : isReadable(value) ? 'text' : 'binary';
}

function oneLine(bytes: Uint8Array, most: number): string {
  const text = textOf(wholeCharacters(bytes.subarray(0, most * 3)));
  return text.slice(0, most).replace(/\s+/g, ' ');
}
