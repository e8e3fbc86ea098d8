/**
 * What a cluster looks like from outside, embedded and remote alike: plain data that the explorer,
 * the panel and the tests share. No behaviour and no imports.
 */

/** Where a cluster is, what to call it, and how to get in. It holds secrets: it is never stored, shown or logged as a whole. */
export interface ClusterProfile {
  /** Stable id: `embedded`, or a nanoid for clusters the user added. */
  readonly id: string;
  readonly name: string;
  /** `host:port` of at least one broker. */
  readonly bootstrapServers: readonly string[];
  readonly security?: ClusterSecurity;
  /** Nothing may be written or changed, whatever the user presses. */
  readonly readOnly?: boolean;
}

/** Kafka's `security.protocol` in two halves: without `tls` it is PLAINTEXT, without `sasl` nobody logs in. */
export interface ClusterSecurity {
  readonly tls?: TlsOptions;
  readonly sasl?: SaslOptions;
}

export interface TlsOptions {
  /** PEM texts. Without `ca` the certificates that Node.js trusts. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Of `key`. */
  readonly passphrase?: string;
  /** The name the certificate must have, where it is not the broker's address. */
  readonly serverName?: string;
  /** Any name will do, if only the authority is right: Kafka's empty `ssl.endpoint.identification.algorithm`. */
  readonly anyName?: boolean;
  /** Believes any certificate: to find out whether TLS is spoken at all, never to send anything. */
  readonly insecure?: boolean;
}

export type SaslOptions =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: string }
  /** A token is fetched with client credentials (RFC 6749, 4.4) when one is needed. */
  | {
      readonly mechanism: 'OAUTHBEARER';
      readonly tokenEndpoint: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    };

export interface BrokerInfo {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

export interface PartitionInfo {
  readonly partition: number;
  /** -1 when the partition has no leader. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly offlineReplicas: readonly number[];
  /** KafkaError name when this partition could not be described, e.g. `LEADER_NOT_AVAILABLE`. */
  readonly error: string | undefined;
}

export interface TopicInfo {
  readonly name: string;
  readonly id: string;
  readonly internal: boolean;
  readonly partitions: readonly PartitionInfo[];
}

export interface ClusterInfo {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly BrokerInfo[];
  readonly topics: readonly TopicInfo[];
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface PartitionOffset extends TopicPartition {
  readonly offset: number;
}

/** Offsets of one partition; `low` is the log start offset, `high` the high watermark. */
export interface PartitionOffsets extends TopicPartition {
  readonly low: number;
  readonly high: number;
}

export interface GroupSummary {
  readonly groupId: string;
  /** `Stable`, `PreparingRebalance`, `CompletingRebalance`, `Empty`, `Dead`; KIP-848: `Assigning`, `Reconciling`. */
  readonly state: string;
  readonly protocolType: string;
}

export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  /** Of a static member (KIP-345). */
  readonly groupInstanceId?: string | undefined;
  /** What it asked for when it joined; undefined when the group's protocol is not the consumers'. */
  readonly subscribedTopics?: readonly string[] | undefined;
  /** Its `client.rack`, where it told one. */
  readonly rackId?: string | undefined;
  /** KIP-848: the epoch it has reached. A classic group's generation cannot be known from outside. */
  readonly epoch?: number | undefined;
}

export interface GroupPartition {
  readonly topic: string;
  readonly partition: number;
  /** The partition's high watermark; undefined while it has no leader. */
  readonly end: number | undefined;
  /** undefined when the group has committed nothing here. */
  readonly committed: number | undefined;
  /** end − committed, never below 0; undefined without a commit or an end. */
  readonly lag: number | undefined;
  /** The member that owns the partition now. */
  readonly memberId: string | undefined;
}

export interface GroupDetail extends GroupSummary {
  /** The chosen assignor, e.g. `range`. */
  readonly protocol: string;
  readonly coordinator: number;
  /** `consumer` is the protocol of KIP-848. */
  readonly type?: 'classic' | 'consumer' | undefined;
  /** KIP-848: the group's epoch. A classic group's generation cannot be known from outside. */
  readonly epoch?: number | undefined;
  readonly members: readonly GroupMember[];
  readonly partitions: readonly GroupPartition[];
}

export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array;
}

export interface RecordToSend {
  readonly topic: string;
  /** undefined = chosen from the key as Kafka's default partitioner does (murmur2), else sticky. */
  readonly partition?: number | undefined;
  readonly key?: Uint8Array | undefined;
  /** null = tombstone. */
  readonly value: Uint8Array | null;
  readonly headers?: readonly RecordHeader[];
  /** Milliseconds since the epoch; now when absent. */
  readonly timestamp?: number | undefined;
}

/** Kafka's `acks`: who has to have a record before it counts as sent. With `0` no broker answers at all. */
export type Acks = 'all' | '1' | '0';

export interface SentRecord {
  readonly topic: string;
  readonly partition: number;
  /** -1 when nobody said: acks=0. */
  readonly offset: number;
  /** Replicas that were in sync when it was sent, as the metadata had it, of all of them. */
  readonly inSync: number;
  readonly replicas: number;
}

/** What a batch says of all its records; one object a batch. */
export interface BatchInfo {
  /** Epoch of the leader that wrote it; -1 when unknown. */
  readonly leaderEpoch: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd' | 'unknown';
  readonly records: number;
  readonly transactional: boolean;
}

export interface ReceivedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
  readonly batch: BatchInfo;
}

/** The first offset whose record has a timestamp at or after the one asked for; undefined when there is none. */
export interface OffsetForTime extends TopicPartition {
  readonly offset: number | undefined;
}

/** The batch a record is stored in, as a whole. */
export interface StoredBatch extends BatchInfo {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** As stored, compressed, with its header. */
  readonly bytes: number;
  /** Of an idempotent producer; undefined for any other. */
  readonly producerId: number | undefined;
}

/** A record with what is known of how it is stored. */
export interface StoredRecord extends ReceivedRecord {
  /** Bytes of key, value, and keys and values of headers. */
  readonly size: number;
  /** Bytes in its batch before compression. */
  readonly storedSize: number;
  readonly batch: StoredBatch;
}

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs?: Readonly<Record<string, string>>;
}
