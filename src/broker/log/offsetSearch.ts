/**
 * Finds records by time, for ListOffsets: the segment by its newest timestamp, the batch by its header, and only then the
 * record, the one place on a read path where a batch is opened.
 */
import type { Compression } from '../../protocol/compression.ts';
import {
  RecordError,
  readBaseOffset,
  readLeaderEpoch,
  readMaxTimestamp,
} from '../../protocol/recordBatch.ts';
import { decodeRecords } from '../../protocol/records.ts';
import type { Segment } from './segment.ts';

export interface TimestampedOffset {
  readonly offset: number;
  readonly timestamp: number;
  /** Of the batch; -1 when unknown. */
  readonly leaderEpoch: number;
}

/** First record from `logStartOffset` on whose timestamp is at least `timestamp`. */
export function findTimestamp(
  segments: readonly Segment[],
  timestamp: number,
  logStartOffset: number,
  compression: Compression | undefined,
): TimestampedOffset | undefined {
  for (const segment of segments) {
    let place = segment.findTimestamp(timestamp, logStartOffset);
    for (; !segment.isEnd(place); place = segment.next(place)) {
      if (readMaxTimestamp(segment.bytes(place), place.position) < timestamp) continue;
      const found = findInBatch(segment.batch(place), timestamp, logStartOffset, compression);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** First of the records that carry the newest timestamp of the log. */
export function findMaxTimestamp(
  segments: readonly Segment[],
  logStartOffset: number,
  compression: Compression | undefined,
): TimestampedOffset | undefined {
  const newest = segments.reduce((max, segment) => Math.max(max, segment.maxTimestamp), -1);
  return newest < 0 ? undefined : findTimestamp(segments, newest, logStartOffset, compression);
}

function findInBatch(
  batch: Buffer,
  timestamp: number,
  logStartOffset: number,
  compression: Compression | undefined,
): TimestampedOffset | undefined {
  const leaderEpoch = readLeaderEpoch(batch, 0);
  try {
    for (const record of decodeRecords(batch, compression)) {
      if (record.timestamp < timestamp || record.offset < logStartOffset) continue;
      return { offset: record.offset, timestamp: record.timestamp, leaderEpoch };
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    // A batch that cannot be opened (no codec at hand, or a producer's garbage) is answered by its header: the consumer
    // starts at most one batch early.
    return {
      offset: Math.max(readBaseOffset(batch, 0), logStartOffset),
      timestamp: readMaxTimestamp(batch, 0),
      leaderEpoch,
    };
  }
}
