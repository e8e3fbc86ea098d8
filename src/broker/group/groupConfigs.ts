/**
 * What a broker's settings say about groups. Plain numbers: where they come from is the owner's business.
 */

export interface GroupConfigs {
  /** `group.initial.rebalance.delay.ms`: how long the first join of an empty group waits for more members. */
  readonly initialRebalanceDelayMs: number;
  /** `group.min.session.timeout.ms` and `group.max.session.timeout.ms`: else INVALID_SESSION_TIMEOUT. */
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
  /** `group.max.size`: members of one group, else GROUP_MAX_SIZE_REACHED. */
  readonly maxSize: number;
  /** `offset.metadata.max.bytes`; Kafka compares it with the length of the Java string. */
  readonly offsetMetadataMaxSize: number;
  /** `offsets.retention.minutes`, in milliseconds. */
  readonly offsetsRetentionMs: number;
  /** `offsets.retention.check.interval.ms`. */
  readonly offsetsRetentionCheckIntervalMs: number;
}

/** Kafka 4.4's defaults. */
export const defaultGroupConfigs: GroupConfigs = {
  initialRebalanceDelayMs: 3_000,
  minSessionTimeoutMs: 6_000,
  maxSessionTimeoutMs: 1_800_000,
  maxSize: 2 ** 31 - 1,
  offsetMetadataMaxSize: 4_096,
  offsetsRetentionMs: 10_080 * 60_000,
  offsetsRetentionCheckIntervalMs: 600_000,
};

/**
 * How long a member that joins for the first time may wait for its answer before the coordinator takes it for gone.
 * It cannot heartbeat while it waits and its connection cannot be watched; Kafka has no setting for it.
 */
export const newMemberJoinTimeoutMs = 5 * 60_000;
