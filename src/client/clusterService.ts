/**
 * What the views ask of a cluster, embedded and remote alike. Types only: the tree, the panel and their
 * tests depend on this and not on the client library behind it. Every rejection is a `KafkaError`.
 */
import type { KafkaError } from './errors.ts';
import type {
  ClusterInfo,
  ClusterProfile,
  GroupDetail,
  GroupSummary,
  NewTopic,
  OffsetForTime,
  PartitionOffsets,
  ReceivedRecord,
  RecordToSend,
  SentRecord,
} from './model.ts';
import type { TopicPartition } from './offsets.ts';

export interface ClusterService {
  readonly profile: ClusterProfile;

  /** Brokers, controller and every topic, internal ones too. Never creates a topic. */
  metadata(): Promise<ClusterInfo>;

  /** Low and high offsets; a partition that cannot say (no leader, just deleted) is left out. */
  offsets(topics: readonly string[]): Promise<readonly PartitionOffsets[]>;

  /** Where records of these partitions begin that are at least as new as `timestamp` (milliseconds since the epoch). */
  offsetsForTime(partitions: readonly TopicPartition[], timestamp: number): Promise<readonly OffsetForTime[]>;

  createTopic(topic: NewTopic): Promise<void>;
  deleteTopics(names: readonly string[]): Promise<void>;

  /**
   * acks=all. Answers in the order of `records`. Records without partition go where Kafka's default
   * partitioner sends them; an unknown topic is created if the cluster's `auto.create.topics.enable` says so.
   */
  produce(records: readonly RecordToSend[]): Promise<readonly SentRecord[]>;

  groups(): Promise<readonly GroupSummary[]>;

  /** Members, and per partition: end, committed, lag, owner. A group nobody knows has state `Dead`. */
  describeGroup(groupId: string): Promise<GroupDetail>;

  /** All groups described at once: a handful of requests however many groups there are. */
  describeGroups(): Promise<readonly GroupDetail[]>;

  /**
   * Starts reading. Without `groupId` it browses: no group appears on the cluster and nothing is committed.
   * With one it joins as a real member and commits what `onRecord` has returned from.
   */
  consume(options: ConsumeOptions, handlers: ConsumeHandlers): Promise<Consumption>;

  close(): Promise<void>;
}

/** Where to start where there is no committed offset; a `Map` value wins for its partition when browsing. */
export type ConsumeFrom = 'earliest' | 'latest';

export interface PartitionOffset extends TopicPartition {
  readonly offset: number;
}

export interface ConsumeOptions {
  readonly groupId?: string | undefined;
  readonly topics: readonly string[];
  readonly from: ConsumeFrom;
  /** Browsing only: read these partitions and no others, each from this offset. */
  readonly partitions?: readonly PartitionOffset[] | undefined;
}

export interface ConsumeHandlers {
  /** Browsing only: awaited before each record, so that whoever is slow, or pauses, is not run over. */
  turn?(): Promise<void> | undefined;
  onRecord(record: ReceivedRecord): void;
  /** Failures that reading goes on after (`retriable`) and the one that ended it. */
  onError(error: KafkaError): void;
}

export interface Consumption {
  /** Stops reading; a group member leaves its group. Resolves when no more handler will be called. */
  close(): Promise<void>;
}
