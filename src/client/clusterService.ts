/**
 * What the views ask of a cluster, embedded and remote alike. Types only: the tree, the panel and their
 * tests depend on this and not on the client library behind it. Every rejection is a `KafkaError`.
 */
import type { AdminService, IsolationOption, ValidateOption } from './adminService.ts';
import type { KafkaError } from './errors.ts';
import type {
  Acks,
  ClusterInfo,
  ClusterProfile,
  GroupDetail,
  GroupSummary,
  NewTopic,
  OffsetForTime,
  PartitionOffset,
  PartitionOffsets,
  ReceivedRecord,
  RecordToSend,
  SentRecord,
  StoredRecord,
  TopicPartition,
} from './model.ts';

export interface ClusterService {
  readonly profile: ClusterProfile;

  /** Configs, offsets by time, what changes topics and groups, and what lies below them. */
  readonly admin: AdminService;

  /** Brokers, controller and every topic, internal ones too. Never creates a topic. */
  metadata(): Promise<ClusterInfo>;

  /** Low and high offsets; a partition that cannot say (no leader, just deleted) is left out. */
  offsets(topics: readonly string[]): Promise<readonly PartitionOffsets[]>;

  /**
   * Where records of these partitions begin that are at least as new as `timestamp` (milliseconds since the epoch).
   * A partition that cannot say is left out; `admin.offsetsForTimes` tells why.
   */
  offsetsForTime(partitions: readonly TopicPartition[], timestamp: number): Promise<readonly OffsetForTime[]>;

  createTopic(topic: NewTopic, options?: ValidateOption): Promise<void>;
  deleteTopics(names: readonly string[]): Promise<void>;

  /**
   * Answers in the order of `records`. Records without partition go where Kafka's default
   * partitioner sends them; an unknown topic is created if the cluster's `auto.create.topics.enable` says so.
   */
  produce(records: readonly RecordToSend[], options?: ProduceOptions): Promise<readonly SentRecord[]>;

  groups(): Promise<readonly GroupSummary[]>;

  /** Members, and per partition: end, committed, lag, owner. A group nobody knows has state `Dead`. @throws {KafkaError} while its coordinator moves */
  describeGroup(groupId: string): Promise<GroupDetail>;

  /** All groups described at once: a handful of requests however many groups there are. */
  describeGroups(): Promise<readonly GroupDetail[]>;

  /**
   * Starts reading. Without `groupId` it browses: no group appears on the cluster and nothing is committed.
   * With one it joins as a real member and commits what `onRecord` has returned from.
   */
  consume(options: ConsumeOptions, handlers: ConsumeHandlers): Promise<Consumption>;

  /**
   * Reads partitions in pieces, as fast as `onRecords` takes them, and ends by itself when each has reached
   * its `until`. No group is joined. Connections of its own, which are closed at the end.
   */
  read(options: ReadOptions, handlers: ReadHandlers): Promise<Reading>;

  close(): Promise<void>;
}

export interface ProduceOptions {
  /** `all` unless told, as an idempotent producer. With `1` or `0` a retry may write a record twice, as Kafka's own producer may. */
  readonly acks?: Acks | undefined;
  /** Something failed that may pass: it is sent again. */
  onRetry?(reason: KafkaError): void;
}

/** Where to start where there is no committed offset; a `Map` value wins for its partition when browsing. */
export type ConsumeFrom = 'earliest' | 'latest';

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

/** From `offset` to before `until`; without `until`, what is there and then what comes (tail). */
export interface ReadRange extends PartitionOffset {
  readonly until?: number | undefined;
}

export interface ReadOptions extends IsolationOption {
  readonly ranges: readonly ReadRange[];
  /** Bytes a broker may send in one answer, before decompression; 4 MB unless told. It bounds what is held. */
  readonly maxBytes?: number | undefined;
  /** The same for one partition of an answer; 256 KB unless told. */
  readonly maxPartitionBytes?: number | undefined;
}

export interface ReadHandlers {
  /**
   * What an answer brought: in order within each partition, partitions by turns. While its promise is
   * pending nothing more is delivered and, beyond one answer of each broker, nothing is fetched.
   */
  onRecords(records: readonly StoredRecord[]): Promise<void> | void;
  /** A partition has been read to its `until`; called after its last records. */
  onEnd?(partition: TopicPartition): void;
  /** Failures that reading goes on after (`retriable`, and `OFFSET_OUT_OF_RANGE`) and those that end a partition or all. */
  onError(error: KafkaError): void;
}

export interface Reading {
  /** Resolves when every range has ended or failed for good, or the reading was closed. Never rejects. */
  readonly done: Promise<void>;
  /** Nothing is delivered until `resume`. */
  pause(): void;
  resume(): void;
  /** Resolves when no more handler will be called. */
  close(): Promise<void>;
}
