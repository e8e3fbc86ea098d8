/**
 * What compaction leaves of one batch (the rules of Kafka's Cleaner and KIP-534). A batch that loses records keeps its
 * offsets, producer, sequence and epochs: gaps appear inside it, and nothing moves. Knows nothing of segments.
 */
import { type Compression, compressionCodec } from '../../protocol/compression.ts';
import { crc32c } from '../../protocol/crc32c.ts';
import {
  batchHeaderSize,
  compressionMask,
  crcStart,
  deleteHorizonBit,
  isControl,
  isLogAppendTime,
  isTransactional,
  noTimestamp,
  RecordError,
  readAttributes,
  readBaseOffset,
  readBaseSequence,
  readCompressionCodec,
  readDeleteHorizon,
  readLastOffset,
  readLastOffsetDelta,
  readLeaderEpoch,
  readMaxTimestamp,
  readProducerEpoch,
  readProducerId,
  readRecordCount,
  writeAttributes,
  writeBatchSize,
  writeCounts,
  writeCrc,
  writeTimestamps,
} from '../../protocol/recordBatch.ts';
import { type DecodedRecord, decodeRecords, encodeBatch } from '../../protocol/records.ts';
import type { OffsetMap } from './offsetMap.ts';

export interface CleaningRules {
  readonly lastOffsets: OffsetMap;
  /** When this round began, in milliseconds. */
  readonly now: number;
  /** `delete.retention.ms` */
  readonly deleteRetentionMs: number;
  /** Opens compressed batches; without it they stay whole. */
  readonly compression: Compression | undefined;
  /** The offset after the last that this round may clean. */
  readonly upperBound: number;
  /** Whether a batch holds the last that its producer has before that offset. */
  isLastOfProducer(batch: Buffer): boolean;
}

/** Beyond any clock, and such that the distance to a record's time is still exact. */
const latestHorizon = 2 ** 52 - 1;

/**
 * @param isDiscardable whether its transaction lets it go: aborted records, a marker without records
 * @returns the batch itself when all of it stays, a smaller one, or undefined when nothing is left
 */
export function cleanBatch(batch: Buffer, isDiscardable: boolean, rules: CleaningRules): Buffer | undefined {
  if (readRecordCount(batch, 0) === 0) return isNeededEmpty(batch, rules) ? batch : undefined;
  const horizon = readDeleteHorizon(batch, 0);
  // A consumer that has begun to read a transaction must find its marker, within the same time as a tombstone.
  const isOver = !isControl(batch, 0) || (horizon !== undefined && horizon <= rules.now);
  const retained = isDiscardable && isOver ? [] : retainedRecords(batch, rules);
  if (retained === undefined) return batch;
  if (retained.length === 0) return isNeededEmpty(batch, rules) ? emptied(batch) : undefined;
  const isGoing = isControl(batch, 0) ? isDiscardable : retained.some(({ value }) => value === null);
  const newHorizon = isGoing ? Math.min(rules.now + rules.deleteRetentionMs, latestHorizon) : undefined;
  if (retained.length === readRecordCount(batch, 0) && (horizon ?? newHorizon) === horizon) return batch;
  return rewritten(batch, retained, horizon ?? newHorizon, rules.compression);
}

/**
 * The keyed records of a batch, for the map of last offsets.
 * @returns undefined when it cannot be opened: no codec at hand, or a producer's garbage
 */
export function openBatch(batch: Buffer, compression: Compression | undefined): DecodedRecord[] | undefined {
  try {
    return [...decodeRecords(batch, compression)];
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** An empty batch tells a new leader the producer's last sequence, and readers how far a cleaned log goes. */
function isNeededEmpty(batch: Buffer, rules: CleaningRules): boolean {
  return rules.isLastOfProducer(batch) || readLastOffset(batch, 0) + 1 === rules.upperBound;
}

function retainedRecords(batch: Buffer, rules: CleaningRules): readonly DecodedRecord[] | undefined {
  const records = openBatch(batch, rules.compression);
  if (records === undefined || isControl(batch, 0)) return records;
  const horizon = readDeleteHorizon(batch, 0);
  const keepsTombstones = horizon === undefined || rules.now < horizon;
  return records.filter(({ key, value, offset }) => {
    if (offset > rules.lastOffsets.latestOffset) return true;
    if (key === null || offset < rules.lastOffsets.get(key)) return false;
    return value !== null || keepsTombstones;
  });
}

function rewritten(
  batch: Buffer,
  records: readonly DecodedRecord[],
  deleteHorizon: number | undefined,
  compression: Compression | undefined,
): Buffer {
  const baseOffset = readBaseOffset(batch, 0);
  const codec = compressionCodec(readCompressionCodec(batch, 0));
  return encodeBatch({
    records: records.map((record) => ({ ...record, offsetDelta: record.offset - baseOffset })),
    baseOffset,
    leaderEpoch: readLeaderEpoch(batch, 0),
    producerId: readProducerId(batch, 0),
    producerEpoch: readProducerEpoch(batch, 0),
    baseSequence: readBaseSequence(batch, 0),
    transactional: isTransactional(batch, 0),
    control: isControl(batch, 0),
    lastOffsetDelta: readLastOffsetDelta(batch, 0),
    ...(isLogAppendTime(batch, 0) ? { logAppendTime: readMaxTimestamp(batch, 0) } : {}),
    ...(deleteHorizon === undefined ? {} : { deleteHorizon }),
    ...(codec === undefined || compression === undefined ? {} : { codec, compression }),
  });
}

/** The header alone: offsets, epochs, producer and newest time. */
function emptied(batch: Buffer): Buffer {
  const bytes = Buffer.from(batch.subarray(0, batchHeaderSize));
  writeBatchSize(bytes, 0, batchHeaderSize);
  writeAttributes(bytes, 0, readAttributes(batch, 0) & ~(compressionMask | deleteHorizonBit));
  writeTimestamps(bytes, 0, noTimestamp, readMaxTimestamp(batch, 0));
  writeCounts(bytes, 0, readLastOffsetDelta(batch, 0), 0);
  writeCrc(bytes, 0, crc32c(bytes, crcStart));
  return bytes;
}
