/** The settings that one partition's log obeys: numbers of a topic's configs, already parsed. Knows no config names' syntax. */

export interface LogConfig {
  /** `cleanup.policy`: delete old segments, keep the newest record per key, both, or neither. */
  readonly cleanupPolicy: readonly ('delete' | 'compact')[];
  /** `segment.bytes`: a segment is closed before it would grow beyond this. */
  readonly segmentBytes: number;
  /** `segment.ms`: a segment is closed when records this much newer than its first arrive. */
  readonly segmentMs: number;
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
  /** `producer.id.expiration.ms`: an idempotent producer silent for this long is forgotten. */
  readonly producerIdExpirationMs: number;
}

/** Kafka 4's defaults. */
export const defaultLogConfig: LogConfig = {
  cleanupPolicy: ['delete'],
  segmentBytes: 1024 * 1024 * 1024,
  segmentMs: 7 * 24 * 3600 * 1000,
  retentionMs: 7 * 24 * 3600 * 1000,
  retentionBytes: -1,
  maxMessageBytes: 1024 * 1024 + 12,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampAfterMaxMs: 3600 * 1000,
  producerIdExpirationMs: 24 * 3600 * 1000,
};
