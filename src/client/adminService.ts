/**
 * What an administrator asks of a cluster, embedded and remote alike. Types only. A call rejects with a
 * `KafkaError` when nothing of it could be done; where only parts fail, the parts that work are answered and
 * the others stand beside them with their errors.
 */
import type { KafkaError } from './errors.ts';
import type { PartitionOffset, TopicPartition } from './model.ts';

export interface AdminService {
  /**
   * Every config of each topic, sorted by name. Asked in pieces, so that 10,000 topics stay small answers.
   * `values` and `errors` are by topic name; e.g. `UNKNOWN_TOPIC_OR_PARTITION`.
   */
  describeTopicConfigs(
    topics: readonly string[],
    options?: DescribeConfigsOptions,
  ): Promise<Parts<string, readonly ConfigEntry[]>>;

  /** Every config of each broker, by node id; each broker is asked itself. */
  describeBrokerConfigs(
    brokers: readonly number[],
    options?: DescribeConfigsOptions,
  ): Promise<Parts<number, readonly ConfigEntry[]>>;

  /**
   * Sets and removes (so that the default holds again) configs of a topic; all others stay (KIP-339).
   * @throws {KafkaError} `INVALID_CONFIG`, `UNKNOWN_TOPIC_OR_PARTITION` …; then nothing was changed
   */
  alterTopicConfigs(topic: string, change: ConfigChange, options?: ValidateOption): Promise<void>;

  /**
   * As `alterTopicConfigs`, for one broker or, with `'all'`, the dynamic default of all brokers.
   * @throws {KafkaError} `INVALID_REQUEST` for a config that brokers read only when they start
   */
  alterBrokerConfigs(broker: number | 'all', change: ConfigChange, options?: ValidateOption): Promise<void>;

  /**
   * Partitions are only ever added: `total` is how many there are afterwards.
   * @throws {KafkaError} `INVALID_PARTITIONS` when the topic has as many or more
   */
  createPartitions(topic: string, total: number, options?: ValidateOption): Promise<void>;

  /** Deletes what lies before each offset; -1 = everything up to the high watermark. Answers the new starts of the logs. */
  deleteRecords(offsets: readonly PartitionOffset[]): Promise<PartitionParts<LowWatermark>>;

  /** The first record at or after a time, or a special place, of each partition. */
  offsetsForTimes(
    partitions: readonly TopicPartition[],
    time: OffsetTime,
    options?: IsolationOption,
  ): Promise<PartitionParts<TimedOffset>>;

  /**
   * Commits offsets for a group from outside. Creates the group when there is none.
   * A group that has members refuses: the error is `UNKNOWN_MEMBER_ID` and says so in words.
   */
  alterGroupOffsets(
    groupId: string,
    offsets: readonly PartitionOffset[],
  ): Promise<PartitionParts<TopicPartition>>;

  /** Forgets committed offsets. `GROUP_SUBSCRIBED_TO_TOPIC` for a topic that members of the group read. */
  deleteGroupOffsets(
    groupId: string,
    partitions: readonly TopicPartition[],
  ): Promise<PartitionParts<TopicPartition>>;

  /** Answers the groups that could not be deleted: `NON_EMPTY_GROUP`, `GROUP_ID_NOT_FOUND` … */
  deleteGroups(groupIds: readonly string[]): Promise<ReadonlyMap<string, KafkaError>>;

  /**
   * Makes members leave, as if they had asked to. A member that is alive joins again by itself.
   * Answers those that could not be removed, in the order of `members`; e.g. `UNKNOWN_MEMBER_ID`.
   * @throws {KafkaError} when the group as a whole refuses
   */
  removeMembers(
    groupId: string,
    members: readonly MemberIdentity[],
    reason?: string,
  ): Promise<readonly (MemberIdentity & { readonly error: KafkaError })[]>;

  /** @throws {KafkaError} `UNSUPPORTED` where there is no quorum to ask (before Kafka 3.3, ZooKeeper) */
  describeQuorum(): Promise<QuorumInfo>;

  /** What lies in each broker's directories; all topics unless told. By node id. */
  describeLogDirs(topics?: readonly string[]): Promise<Parts<number, readonly LogDir[]>>;

  /** Who has produced to each partition lately, with idempotence or in transactions; asked from the leaders. */
  describeProducers(partitions: readonly TopicPartition[]): Promise<PartitionParts<PartitionProducers>>;
}

/** What worked and what did not, by key; every key that was asked for is in one of the two. */
export interface Parts<Key, Value> {
  readonly values: ReadonlyMap<Key, Value>;
  readonly errors: ReadonlyMap<Key, KafkaError>;
}

export interface PartitionFailure extends TopicPartition {
  readonly error: KafkaError;
}

/** What worked and what did not; every partition that was asked for is in one of the two. */
export interface PartitionParts<Item extends TopicPartition> {
  readonly items: readonly Item[];
  readonly failures: readonly PartitionFailure[];
}

export interface DescribeConfigsOptions {
  /** Only these; every config unless told. */
  readonly names?: readonly string[] | undefined;
  /** Kafka's English documentation of each config; false unless told, since it is long. */
  readonly documentation?: boolean | undefined;
}

export interface ValidateOption {
  /** Only checks whether the change would be accepted. */
  readonly validateOnly?: boolean | undefined;
}

/** `read_committed` sees nothing of transactions that are open or were aborted. */
export type Isolation = 'read_uncommitted' | 'read_committed';

export interface IsolationOption {
  /** `read_uncommitted` unless told. */
  readonly isolation?: Isolation | undefined;
}

export interface ConfigChange {
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Back to the default. */
  readonly delete?: readonly string[] | undefined;
}

/** Where a value comes from; the first of these that has one wins, from above. */
export type ConfigSource =
  | 'dynamic-topic'
  | 'dynamic-broker-logger'
  | 'dynamic-broker'
  | 'dynamic-default-broker'
  | 'static-broker'
  | 'default'
  | 'dynamic-client-metrics'
  | 'group'
  | 'unknown';

export type ConfigType =
  | 'boolean'
  | 'string'
  | 'int'
  | 'short'
  | 'long'
  | 'double'
  | 'list'
  | 'class'
  | 'password'
  | 'unknown';

export interface ConfigSynonym {
  readonly name: string;
  readonly value: string | undefined;
  readonly source: ConfigSource;
}

export interface ConfigEntry {
  readonly name: string;
  /** undefined for sensitive configs, and where there is no value. */
  readonly value: string | undefined;
  readonly source: ConfigSource;
  /** Nobody has set it: its source is `default`. */
  readonly isDefault: boolean;
  readonly sensitive: boolean;
  readonly readOnly: boolean;
  readonly type: ConfigType;
  /** Every place that has a value, the one that wins first. */
  readonly synonyms: readonly ConfigSynonym[];
  readonly documentation: string | undefined;
}

export interface LowWatermark extends TopicPartition {
  readonly lowWatermark: number;
}

/** Milliseconds since the epoch, or a place; `max-timestamp` is the record with the latest timestamp (Kafka 3.0). */
export type OffsetTime = number | 'earliest' | 'latest' | 'max-timestamp';

export interface TimedOffset extends TopicPartition {
  /** undefined when no record is that late, or there is none at all. */
  readonly offset: number | undefined;
  /** Of that record; undefined for `earliest` and `latest`. */
  readonly timestamp: number | undefined;
  /** Epoch of the leader that wrote the record; undefined when the broker does not know. */
  readonly leaderEpoch: number | undefined;
}

/** A static member is named by its instance id alone, any other by its member id. */
export interface MemberIdentity {
  readonly memberId?: string | undefined;
  readonly groupInstanceId?: string | undefined;
}

export interface QuorumReplica {
  readonly id: number;
  /** The end of its metadata log as the leader knows it; undefined when it does not. */
  readonly logEndOffset: number | undefined;
  /** Records behind the leader. */
  readonly lag: number | undefined;
  /** Milliseconds since the epoch; undefined before the first fetch, and from before Kafka 3.5. */
  readonly lastFetchTimestamp: number | undefined;
  readonly lastCaughtUpTimestamp: number | undefined;
}

export interface QuorumInfo {
  readonly leader: number;
  readonly epoch: number;
  readonly highWatermark: number;
  readonly voters: readonly QuorumReplica[];
  readonly observers: readonly QuorumReplica[];
}

export interface LogDir {
  readonly path: string;
  /** This directory cannot be read, e.g. `KAFKA_STORAGE_ERROR`; then it has no replicas here. */
  readonly error: KafkaError | undefined;
  /** Bytes of the disk; undefined before Kafka 3.3. */
  readonly totalBytes: number | undefined;
  readonly usableBytes: number | undefined;
  readonly replicas: readonly ReplicaSize[];
}

export interface ReplicaSize extends TopicPartition {
  readonly bytes: number;
  /** How far (offsets) this replica is behind the high watermark. */
  readonly lag: number;
  /** It is being moved here from another directory. */
  readonly future: boolean;
}

export interface ActiveProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastTimestamp: number;
  /** First offset of its open transaction; undefined without one. */
  readonly transactionStart: number | undefined;
}

export interface PartitionProducers extends TopicPartition {
  readonly producers: readonly ActiveProducer[];
}
