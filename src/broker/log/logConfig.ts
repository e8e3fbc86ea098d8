/** The settings that one partition's log obeys: numbers of a topic's configs, already parsed. Knows no config names' syntax. */

export interface LogConfig {
  /** `cleanup.policy`: delete old segments, keep the newest record per key, both, or neither. */
  readonly cleanupPolicy: readonly ('delete' | 'compact')[];
  /** `segment.bytes`: a segment is closed before it would grow beyond this. */
  readonly segmentBytes: number;
  /** `segment.ms`: a segment is closed when records this much newer than its first arrive. */
  readonly segmentMs: number;
  /** `segment.jitter.ms`: a segment is closed up to this much earlier, by chance. */
  readonly segmentJitterMs: number;
  /** `retention.ms`, -1 for no limit. */
  readonly retentionMs: number;
  /** `retention.bytes`, -1 for no limit. */
  readonly retentionBytes: number;
  /** `max.message.bytes`: limit on one batch as it arrives, compressed or not. */
  readonly maxMessageBytes: number;
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime';
  /** `message.timestamp.before.max.ms` and `.after.max.ms` (KIP-937): how far from now a record's time may be. */
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
  /** `min.cleanable.dirty.ratio`: a log is cleaned once more than this share of its bytes is dirty. */
  readonly minCleanableDirtyRatio: number;
  /** `min.compaction.lag.ms`: records newer than this are not cleaned. */
  readonly minCompactionLagMs: number;
  /** `max.compaction.lag.ms`: records older than this are cleaned whatever the ratio. */
  readonly maxCompactionLagMs: number;
  /** `delete.retention.ms`: how long a tombstone stays after it was first cleaned. */
  readonly deleteRetentionMs: number;
  /** `min.insync.replicas`: below it, a produce with acks=all is refused and nothing more is committed. */
  readonly minInsyncReplicas: number;
  /** `producer.id.expiration.ms`: an idempotent producer silent for this long is forgotten. */
  readonly producerIdExpirationMs: number;
}

/** Kafka 4's defaults. */
export const defaultLogConfig: LogConfig = {
  cleanupPolicy: ['delete'],
  segmentBytes: 1024 * 1024 * 1024,
  segmentMs: 7 * 24 * 3600 * 1000,
  segmentJitterMs: 0,
  retentionMs: 7 * 24 * 3600 * 1000,
  retentionBytes: -1,
  maxMessageBytes: 1024 * 1024 + 12,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampAfterMaxMs: 3600 * 1000,
  minCleanableDirtyRatio: 0.5,
  minCompactionLagMs: 0,
  maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
  deleteRetentionMs: 24 * 3600 * 1000,
  minInsyncReplicas: 1,
  producerIdExpirationMs: 24 * 3600 * 1000,
};

/**
 * How much newer than a segment's first record the last one may be. A compacted log closes its segments in time for
 * max.compaction.lag.ms, since the active one is never cleaned.
 */
export function longestSegmentMs({ cleanupPolicy, segmentMs, maxCompactionLagMs }: LogConfig): number {
  return cleanupPolicy.includes('compact') ? Math.min(maxCompactionLagMs, segmentMs) : segmentMs;
}
