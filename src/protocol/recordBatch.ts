/**
 * The 61-byte header of a record batch (message format v2), read and written in place: functions over (buffer, position),
 * so that no object is made per batch. Must not parse records: that is `records.ts`.
 */

/** Where each header field stands, in bytes from the batch's first byte (Kafka's DefaultRecordBatch). */
const batchLengthOffset = 8;
const leaderEpochOffset = 12;
const magicOffset = 16;
const crcOffset = 17;
const attributesOffset = 21;
const lastOffsetDeltaOffset = 23;
const baseTimestampOffset = 27;
const maxTimestampOffset = 35;
const producerIdOffset = 43;
const producerEpochOffset = 51;
const baseSequenceOffset = 53;
const countOffset = 57;

/** Bytes before the first record. */
export const batchHeaderSize = 61;
/** Bytes of baseOffset and batchLength, which batchLength itself does not count. */
const batchOverhead = 12;
/** The CRC covers a batch from its attributes to its end. */
export const crcStart = attributesOffset;

/** Bits of the attributes field. */
export const compressionMask = 0x07;
export const logAppendTimeBit = 0x08;
export const transactionalBit = 0x10;
export const controlBit = 0x20;
/** The base timestamp is a delete horizon (KIP-534). */
export const deleteHorizonBit = 0x40;

export const noProducerId = -1;
export const noTimestamp = -1;
export const noSequence = -1;

/** Kafka's error numbers for records that cannot be used; kept as values here so that this file imports nothing. */
const corruptMessage = 2;
const invalidRecord = 87;

/** Malformed records. `code` is Kafka's error number (2 CORRUPT_MESSAGE or 87 INVALID_RECORD). */
export class RecordError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'RecordError';
    this.code = code;
  }
  /** The bytes are not a batch at all: lengths or magic make no sense. */
  static corrupt(message: string): RecordError {
    return new RecordError(corruptMessage, message);
  }
  /** A batch, but its contents break a rule. */
  static invalid(message: string): RecordError {
    return new RecordError(invalidRecord, message);
  }
}

/**
 * Size in bytes of the whole batch at `position`, or 0 when the bytes end before it does (Kafka ignores such a tail).
 * @throws RecordError when the length field or the magic byte is impossible.
 */
export function batchSizeAt(buffer: Buffer, position: number): number {
  const remaining = buffer.length - position;
  if (remaining < magicOffset + 1) return 0;
  const size = readBatchSize(buffer, position);
  if (size < batchOverhead + 14) throw RecordError.corrupt(`Record batch of ${size} bytes is too small`);
  const magic = readMagic(buffer, position);
  if (magic > 2 || magic < 0) throw RecordError.corrupt(`Record batch has unknown magic ${magic}`);
  if (magic === 2 && size < batchHeaderSize) {
    throw RecordError.corrupt(`Record batch of ${size} bytes is shorter than its header`);
  }
  return size <= remaining ? size : 0;
}

/** Whether a whole batch stands at `position`; advance by `readBatchSize`. Throws as `batchSizeAt`. */
export function hasBatchAt(buffer: Buffer, position: number): boolean {
  return batchSizeAt(buffer, position) > 0;
}

/**
 * Positions of the whole batches in `buffer`, in order; a partial tail is left out.
 * @throws RecordError as `batchSizeAt`.
 */
export function* batchPositions(buffer: Buffer): Generator<number, void, undefined> {
  for (let position = 0; hasBatchAt(buffer, position); position += readBatchSize(buffer, position))
    yield position;
}

/** One batch as a view; `position` must be the start of a whole batch. */
export function batchView(buffer: Buffer, position: number): Buffer {
  return buffer.subarray(position, position + readBatchSize(buffer, position));
}

export function readBaseOffset(buffer: Buffer, position: number): number {
  return readInt64(buffer, position);
}

/** Total size in bytes, header and overhead included. */
export function readBatchSize(buffer: Buffer, position: number): number {
  return batchOverhead + buffer.readInt32BE(position + batchLengthOffset);
}

export function readLeaderEpoch(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position + leaderEpochOffset);
}

export function readMagic(buffer: Buffer, position: number): number {
  return buffer.readInt8(position + magicOffset);
}

export function readCrc(buffer: Buffer, position: number): number {
  return buffer.readUInt32BE(position + crcOffset);
}

export function readAttributes(buffer: Buffer, position: number): number {
  return buffer.readInt16BE(position + attributesOffset);
}

/** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd; 5 to 7 are not defined by Kafka. */
export function readCompressionCodec(buffer: Buffer, position: number): number {
  return readAttributes(buffer, position) & compressionMask;
}

export function isLogAppendTime(buffer: Buffer, position: number): boolean {
  return (readAttributes(buffer, position) & logAppendTimeBit) !== 0;
}

export function isTransactional(buffer: Buffer, position: number): boolean {
  return (readAttributes(buffer, position) & transactionalBit) !== 0;
}

export function isControl(buffer: Buffer, position: number): boolean {
  return (readAttributes(buffer, position) & controlBit) !== 0;
}

export function readLastOffsetDelta(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position + lastOffsetDeltaOffset);
}

/** Offset of the last record (or of the last that stood there before compaction). */
export function readLastOffset(buffer: Buffer, position: number): number {
  return readBaseOffset(buffer, position) + readLastOffsetDelta(buffer, position);
}

/** Timestamp that the records' deltas count from; with attribute bit 6, the time after which tombstones may go. */
export function readBaseTimestamp(buffer: Buffer, position: number): number {
  return readInt64(buffer, position + baseTimestampOffset);
}

/** The time from which compaction may remove this batch's tombstones or its marker; undefined while none is set (KIP-534). */
export function readDeleteHorizon(buffer: Buffer, position: number): number | undefined {
  const hasHorizon = (readAttributes(buffer, position) & deleteHorizonBit) !== 0;
  return hasHorizon ? readBaseTimestamp(buffer, position) : undefined;
}

export function readMaxTimestamp(buffer: Buffer, position: number): number {
  return readInt64(buffer, position + maxTimestampOffset);
}

export function readProducerId(buffer: Buffer, position: number): number {
  return readInt64(buffer, position + producerIdOffset);
}

export function readProducerEpoch(buffer: Buffer, position: number): number {
  return buffer.readInt16BE(position + producerEpochOffset);
}

export function readBaseSequence(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position + baseSequenceOffset);
}

/** Sequence number of the last record: sequences wrap from 2^31-1 to 0. */
export function readLastSequence(buffer: Buffer, position: number): number {
  const base = readBaseSequence(buffer, position);
  return base === noSequence ? noSequence : (base + readLastOffsetDelta(buffer, position)) % 0x80000000;
}

export function readRecordCount(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position + countOffset);
}

/** Outside the CRC, as `writeLeaderEpoch` is: assigning offsets leaves every other byte as the producer sent it. */
export function writeBaseOffset(buffer: Buffer, position: number, offset: number): void {
  writeInt64(buffer, position, offset);
}

export function writeLeaderEpoch(buffer: Buffer, position: number, leaderEpoch: number): void {
  buffer.writeInt32BE(leaderEpoch, position + leaderEpochOffset);
}

export function writeBatchSize(buffer: Buffer, position: number, size: number): void {
  buffer.writeInt32BE(size - batchOverhead, position + batchLengthOffset);
}

export function writeMagic(buffer: Buffer, position: number): void {
  buffer.writeInt8(2, position + magicOffset);
}

export function writeCrc(buffer: Buffer, position: number, crc: number): void {
  buffer.writeUInt32BE(crc, position + crcOffset);
}

/** Inside the CRC, as are all fields below: recompute it afterwards. */
export function writeAttributes(buffer: Buffer, position: number, attributes: number): void {
  buffer.writeInt16BE(attributes, position + attributesOffset);
}

export function writeTimestamps(buffer: Buffer, position: number, base: number, max: number): void {
  writeInt64(buffer, position + baseTimestampOffset, base);
  writeInt64(buffer, position + maxTimestampOffset, max);
}

export function writeMaxTimestamp(buffer: Buffer, position: number, max: number): void {
  writeInt64(buffer, position + maxTimestampOffset, max);
}

export function writeProducer(
  buffer: Buffer,
  position: number,
  id: number,
  epoch: number,
  sequence: number,
): void {
  writeInt64(buffer, position + producerIdOffset, id);
  buffer.writeInt16BE(epoch, position + producerEpochOffset);
  buffer.writeInt32BE(sequence, position + baseSequenceOffset);
}

export function writeCounts(buffer: Buffer, position: number, lastOffsetDelta: number, count: number): void {
  buffer.writeInt32BE(lastOffsetDelta, position + lastOffsetDeltaOffset);
  buffer.writeInt32BE(count, position + countOffset);
}

/** int64 as a number: exact, or a typed error when a number cannot hold it (beyond 2^53). */
function readInt64(buffer: Buffer, position: number): number {
  const high = buffer.readInt32BE(position);
  if (high < -0x200000 || high > 0x1fffff) throw RecordError.invalid('A 64-bit field is beyond 2^53');
  return high * 0x100000000 + buffer.readUInt32BE(position + 4);
}

function writeInt64(buffer: Buffer, position: number, value: number): void {
  buffer.writeInt32BE(Math.floor(value / 0x100000000), position);
  buffer.writeUInt32BE(value >>> 0, position + 4);
}
