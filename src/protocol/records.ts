/**
 * The records inside a batch: parsed lazily for viewers, replay and compaction, and built for internal topics and tests.
 * Must not be used on the produce and fetch paths, which only look at batch headers (`recordBatch.ts`).
 */
import type { Compression } from './compression.ts';
import { compressionCodec } from './compression.ts';
import { crc32c } from './crc32c.ts';
import {
  batchHeaderSize,
  batchSizeAt,
  compressionMask,
  controlBit,
  crcStart,
  deleteHorizonBit,
  isLogAppendTime,
  logAppendTimeBit,
  noProducerId,
  noSequence,
  noTimestamp,
  RecordError,
  readBaseOffset,
  readBaseTimestamp,
  readCompressionCodec,
  readMagic,
  readMaxTimestamp,
  readRecordCount,
  transactionalBit,
  writeAttributes,
  writeBaseOffset,
  writeBatchSize,
  writeCounts,
  writeCrc,
  writeLeaderEpoch,
  writeMagic,
  writeProducer,
  writeTimestamps,
} from './recordBatch.ts';
import { VarintReader, VarintWriter, varintSize } from './recordVarints.ts';

export interface RecordHeader {
  readonly key: string;
  readonly value: Buffer | null;
}

/** One record; `key`, `value` and header values are views of the batch (or of its decompressed bytes). */
export interface DecodedRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/** A record to be written. `timestamp` in milliseconds, -1 for none; `offsetDelta` only to leave gaps (compaction). */
export interface NewRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: readonly RecordHeader[];
  readonly timestamp?: number;
  readonly offsetDelta?: number;
}

export interface NewBatch {
  readonly records: readonly NewRecord[];
  readonly baseOffset?: number;
  readonly leaderEpoch?: number;
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly control?: boolean;
  /** The time the leader wrote it, when its topic has LogAppendTime. */
  readonly logAppendTime?: number;
  /** Set by compaction: from when on tombstones, or the marker, may go (KIP-534). Takes the base timestamp's place. */
  readonly deleteHorizon?: number;
  /** Set by compaction, which may have removed the last record. */
  readonly lastOffsetDelta?: number;
  /** Codec number, 1 gzip to 4 zstd; `compression` must then be given. */
  readonly codec?: 1 | 2 | 3 | 4;
  readonly compression?: Compression;
}

/** What a batch may expand to unless the caller says otherwise. */
const defaultMaxBytes = 64 * 1024 * 1024;
/** A record has at least a length, attributes, two deltas, two lengths and a header count. */
const smallestRecord = 7;

/**
 * The records of the one batch that `batch` starts with, parsed as they are asked for.
 * @param compression opens compressed batches; without it they are a RecordError.
 * @param maxBytes limit on the uncompressed size.
 * @throws RecordError on malformed input, also when codecs fail.
 */
export function* decodeRecords(
  batch: Buffer,
  compression?: Compression,
  maxBytes = defaultMaxBytes,
): Generator<DecodedRecord, void, undefined> {
  const size = batchSizeAt(batch, 0);
  if (size === 0) throw RecordError.corrupt('Record batch is cut short');
  if (readMagic(batch, 0) !== 2) throw RecordError.invalid('Only record batches of magic 2 can be read');
  const count = readRecordCount(batch, 0);
  const reader = new VarintReader(openRecords(batch.subarray(0, size), compression, maxBytes));
  if (count < 0 || count * smallestRecord > reader.remaining) {
    throw RecordError.invalid(`Record batch announces ${count} records in ${reader.remaining} bytes`);
  }
  const baseOffset = readBaseOffset(batch, 0);
  const baseTimestamp = readBaseTimestamp(batch, 0);
  const appendTime = isLogAppendTime(batch, 0) ? readMaxTimestamp(batch, 0) : undefined;
  for (let index = 0; index < count; index++)
    yield decodeRecord(reader, baseOffset, baseTimestamp, appendTime);
  if (reader.remaining > 0) throw RecordError.invalid(`${reader.remaining} bytes follow the last record`);
}

/** One batch with its CRC, uncompressed unless a codec is given. Offsets count up from `baseOffset` (default 0). */
export function encodeBatch(batch: NewBatch): Buffer {
  const baseTimestamp = batch.deleteHorizon ?? batch.records[0]?.timestamp ?? noTimestamp;
  const plain = encodeRecords(batch.records, baseTimestamp);
  const codec = batch.codec ?? 0;
  if (batch.codec !== undefined && batch.compression === undefined) {
    throw new TypeError('A compressed batch needs its compression handed in');
  }
  const records =
    batch.codec === undefined || batch.compression === undefined
      ? plain
      : batch.compression.compress(batch.codec, plain);
  const bytes = Buffer.alloc(batchHeaderSize + records.length);
  bytes.set(records, batchHeaderSize);
  writeBatchSize(bytes, 0, bytes.length);
  writeMagic(bytes, 0);
  writeAttributes(
    bytes,
    0,
    (codec & compressionMask) |
      (batch.logAppendTime === undefined ? 0 : logAppendTimeBit) |
      (batch.transactional ? transactionalBit : 0) |
      (batch.control ? controlBit : 0) |
      (batch.deleteHorizon === undefined ? 0 : deleteHorizonBit),
  );
  const lastOffsetDelta =
    batch.lastOffsetDelta ??
    batch.records.reduce((last, record, index) => Math.max(last, record.offsetDelta ?? index), 0);
  writeCounts(bytes, 0, lastOffsetDelta, batch.records.length);
  const newest = batch.records.reduce(
    (max, record) => Math.max(max, record.timestamp ?? noTimestamp),
    noTimestamp,
  );
  writeTimestamps(bytes, 0, baseTimestamp, batch.logAppendTime ?? newest);
  const { producerId = noProducerId, producerEpoch = -1, baseSequence = noSequence } = batch;
  writeProducer(bytes, 0, producerId, producerEpoch, baseSequence);
  writeCrc(bytes, 0, crc32c(bytes, crcStart));
  // Outside the CRC: the leader of a partition writes both when it appends.
  writeBaseOffset(bytes, 0, batch.baseOffset ?? 0);
  writeLeaderEpoch(bytes, 0, batch.leaderEpoch ?? -1);
  return bytes;
}

function openRecords(batch: Buffer, compression: Compression | undefined, maxBytes: number): Buffer {
  const records = batch.subarray(batchHeaderSize);
  const number = readCompressionCodec(batch, 0);
  if (number === 0) return records;
  const codec = compressionCodec(number);
  if (codec === undefined) throw RecordError.invalid(`Unknown compression codec ${number}`);
  if (compression === undefined)
    throw RecordError.invalid('Record batch is compressed and no codec is at hand');
  try {
    return compression.decompress(codec, records, maxBytes);
  } catch (error) {
    throw RecordError.invalid(
      `Record batch cannot be decompressed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function decodeRecord(
  outer: VarintReader,
  baseOffset: number,
  baseTimestamp: number,
  appendTime: number | undefined,
): DecodedRecord {
  const reader = new VarintReader(outer.bytes(outer.varint()) ?? rejectNullRecord());
  reader.skip(1);
  const timestamp = baseTimestamp + reader.varlong();
  const offset = baseOffset + reader.varint();
  const key = reader.bytes(reader.varint());
  const value = reader.bytes(reader.varint());
  const headers = decodeHeaders(reader);
  if (reader.remaining > 0)
    throw RecordError.invalid(`Record at offset ${offset} is longer than its contents`);
  return { offset, timestamp: appendTime ?? timestamp, key, value, headers };
}

function rejectNullRecord(): never {
  throw RecordError.invalid('Record of negative length');
}

const noHeaders: readonly RecordHeader[] = [];

function decodeHeaders(reader: VarintReader): readonly RecordHeader[] {
  const count = reader.varint();
  if (count === 0) return noHeaders;
  if (count < 0) throw RecordError.invalid(`Record announces ${count} headers`);
  // No room is made for as many as are announced: the bytes end first.
  const headers: RecordHeader[] = [];
  for (let index = 0; index < count; index++) {
    const key = reader.bytes(reader.varint());
    if (key === null) throw RecordError.invalid('Record header without a key');
    headers.push({ key: key.toString('utf8'), value: reader.bytes(reader.varint()) });
  }
  return headers;
}

function encodeRecords(records: readonly NewRecord[], baseTimestamp: number): Buffer {
  const sizes = records.map((record, index) => recordSize(record, index, baseTimestamp));
  const total = sizes.reduce((sum, size) => sum + varintSize(size) + size, 0);
  const writer = new VarintWriter(total);
  records.forEach((record, index) => {
    writer.varint(sizes[index] ?? 0);
    writer.byte(0);
    writer.varint((record.timestamp ?? noTimestamp) - baseTimestamp);
    writer.varint(record.offsetDelta ?? index);
    writer.bytes(record.key);
    writer.bytes(record.value);
    writer.varint(record.headers?.length ?? 0);
    for (const header of record.headers ?? noHeaders) {
      writer.bytes(Buffer.from(header.key, 'utf8'));
      writer.bytes(header.value);
    }
  });
  return writer.buffer;
}

function recordSize(record: NewRecord, index: number, baseTimestamp: number): number {
  let size = 1 + varintSize((record.timestamp ?? noTimestamp) - baseTimestamp);
  size +=
    varintSize(record.offsetDelta ?? index) + fieldSize(record.key?.length) + fieldSize(record.value?.length);
  size += varintSize(record.headers?.length ?? 0);
  for (const header of record.headers ?? noHeaders) {
    size += fieldSize(Buffer.byteLength(header.key, 'utf8')) + fieldSize(header.value?.length);
  }
  return size;
}

function fieldSize(length: number | undefined): number {
  return length === undefined ? 1 : varintSize(length) + length;
}
