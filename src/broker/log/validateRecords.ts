/**
 * What a leader checks before it appends: layout, CRC, counts, sizes and timestamps, all from the batch header (Kafka's
 * LogValidator). Records are opened only where a rule is about them: keys on compacted topics. Changes nothing.
 */
import type { Compression } from '../../protocol/compression.ts';
import { compressionCodec } from '../../protocol/compression.ts';
import { crc32c } from '../../protocol/crc32c.ts';
import { errorCodes } from '../../protocol/errors.ts';
import {
  batchSizeAt,
  batchView,
  crcStart,
  isControl,
  isLogAppendTime,
  noTimestamp,
  RecordError,
  readBaseOffset,
  readBaseSequence,
  readBaseTimestamp,
  readCompressionCodec,
  readCrc,
  readLastOffsetDelta,
  readMagic,
  readMaxTimestamp,
  readProducerId,
  readRecordCount,
} from '../../protocol/recordBatch.ts';
import { decodeRecords } from '../../protocol/records.ts';
import type { LogConfig } from './logConfig.ts';

/** Who hands in the records: a client's Produce, a group or transaction coordinator, or the Raft leader. */
export type AppendOrigin = 'client' | 'coordinator' | 'raft';

/** One record that breaks a rule, as Produce responses report it (KIP-467). */
export interface RecordFault {
  readonly batchIndex: number;
  readonly message: string;
}

export interface Rejection {
  /** Kafka's error number, never 0. */
  readonly error: number;
  readonly message: string;
  readonly recordErrors?: readonly RecordFault[];
}

interface ValidationContext {
  readonly config: LogConfig;
  readonly origin: AppendOrigin;
  readonly now: number;
  readonly compression: Compression | undefined;
}

/**
 * Why `records` cannot be appended, or undefined when every whole batch in it can. A partial batch at the end is ignored,
 * as in Kafka. Clients must send exactly one batch of magic 2 (Produce 3 and later).
 */
export function validateRecords(records: Buffer, context: ValidationContext): Rejection | undefined {
  try {
    let position = 0;
    for (;;) {
      const size = batchSizeAt(records, position);
      if (size === 0) break;
      const rejection = validateBatch(records, position, size, context);
      if (rejection !== undefined) return rejection;
      position += size;
      if (context.origin === 'client' && batchSizeAt(records, position) > 0) {
        return invalid('A Produce request carries exactly one record batch per partition');
      }
    }
    return position === 0 ? invalid('No record batch to append') : undefined;
  } catch (error) {
    if (error instanceof RecordError) return { error: error.code, message: error.message };
    throw error;
  }
}

function validateBatch(
  records: Buffer,
  position: number,
  size: number,
  context: ValidationContext,
): Rejection | undefined {
  const { config, origin } = context;
  const magic = readMagic(records, position);
  if (magic !== 2) return invalid(`Record batches must have magic 2, not ${magic}`);
  if (origin === 'client' && readBaseOffset(records, position) !== 0) {
    return invalid(`The base offset of a produced batch must be 0, not ${readBaseOffset(records, position)}`);
  }
  if (origin !== 'raft' && size > config.maxMessageBytes) {
    const message = `Record batch of ${size} bytes exceeds max.message.bytes, ${config.maxMessageBytes}`;
    return { error: errorCodes.MESSAGE_TOO_LARGE, message };
  }
  const expected = readCrc(records, position);
  const actual = crc32c(records, position + crcStart, position + size);
  if (expected !== actual) {
    return {
      error: errorCodes.CORRUPT_MESSAGE,
      message: `Record batch has CRC ${expected}, its bytes ${actual}`,
    };
  }
  // What the quorum writes is one decision, neither to be split nor to be refused: it gets a segment of its own.
  if (origin !== 'raft' && size > config.segmentBytes) {
    const message = `Record batch of ${size} bytes exceeds segment.bytes, ${config.segmentBytes}`;
    return { error: errorCodes.RECORD_LIST_TOO_LARGE, message };
  }
  return (
    (origin === 'client' ? validateClientBatch(records, position) : validateOffsets(records, position)) ??
    validateTimestamps(records, position, context) ??
    validateKeys(records, position, context)
  );
}

function validateClientBatch(records: Buffer, position: number): Rejection | undefined {
  const count = readRecordCount(records, position);
  const lastOffsetDelta = readLastOffsetDelta(records, position);
  if (count <= 0 || count !== lastOffsetDelta + 1) {
    return invalid(`Record batch announces ${count} records, the last with offset delta ${lastOffsetDelta}`);
  }
  if (isControl(records, position)) return invalid('Clients are not allowed to write control records');
  if (readProducerId(records, position) >= 0 && readBaseSequence(records, position) < 0) {
    return invalid('A batch with a producer id must have a sequence number');
  }
  const codec = readCompressionCodec(records, position);
  if (codec !== 0 && compressionCodec(codec) === undefined) {
    return { error: errorCodes.UNSUPPORTED_COMPRESSION_TYPE, message: `Unknown compression codec ${codec}` };
  }
  return undefined;
}

function validateOffsets(records: Buffer, position: number): Rejection | undefined {
  const lastOffsetDelta = readLastOffsetDelta(records, position);
  return lastOffsetDelta < 0
    ? invalid(`Record batch has a last offset delta of ${lastOffsetDelta}`)
    : undefined;
}

/**
 * `message.timestamp.before.max.ms` and `after.max.ms`, judged by the header: the first record's time and the newest one.
 * The oldest record may stand in between; Kafka, which opens every batch, would see it.
 */
function validateTimestamps(
  records: Buffer,
  position: number,
  { config, now }: ValidationContext,
): Rejection | undefined {
  const newest = readMaxTimestamp(records, position);
  const first = readBaseTimestamp(records, position);
  if (config.messageTimestampType === 'CreateTime' && newest !== noTimestamp) {
    const oldestAllowed = now - config.messageTimestampBeforeMaxMs;
    const newestAllowed = now + config.messageTimestampAfterMaxMs;
    if (first >= oldestAllowed && newest <= newestAllowed) return undefined;
    const wrong = newest > newestAllowed ? newest : first;
    const message = `Timestamp ${wrong} is out of range [${oldestAllowed}, ${newestAllowed}]`;
    return { error: errorCodes.INVALID_TIMESTAMP, message };
  }
  if (!isLogAppendTime(records, position)) return undefined;
  const message = 'Producers must not set the timestamp type to LogAppendTime';
  return { error: errorCodes.INVALID_TIMESTAMP, message };
}

/** Compaction keeps the newest record of each key, so a record without one has no place on such a topic. */
function validateKeys(
  records: Buffer,
  position: number,
  { config, compression }: ValidationContext,
): Rejection | undefined {
  if (!config.cleanupPolicy.includes('compact') || isControl(records, position)) return undefined;
  // Without codecs at hand a compressed batch passes through, as on every other topic.
  if (readCompressionCodec(records, position) !== 0 && compression === undefined) return undefined;
  const recordErrors: RecordFault[] = [];
  let batchIndex = 0;
  for (const record of decodeRecords(batchView(records, position), compression)) {
    if (record.key === null)
      recordErrors.push({ batchIndex, message: 'Compacted topics take no record without a key' });
    batchIndex++;
  }
  if (recordErrors.length === 0) return undefined;
  const message = 'One or more records have been rejected: compacted topics take no record without a key';
  return { error: errorCodes.INVALID_RECORD, message, recordErrors };
}

function invalid(message: string): Rejection {
  return { error: errorCodes.INVALID_RECORD, message };
}
