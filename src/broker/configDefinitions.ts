/**
 * Kafka's configs that mean something here: name, type, default, the broker config a topic's default comes
 * from, and what it does. One table for validation, for DescribeConfigs and for the code that reads values.
 */

export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST';

export interface ConfigDefinition {
  readonly name: string;
  readonly type: ConfigType;
  readonly default: string;
  readonly documentation: string;
  /** For topic configs: the broker config that gives the default of a topic that sets nothing. */
  readonly brokerConfig?: string;
  /** The only values that are legal; of each item, for a LIST. */
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

const longMax = '9223372036854775807';

/** Every config of a topic, as Kafka 4.4 names them. */
export const topicConfigs = definitions([
  {
    name: 'cleanup.policy',
    type: 'LIST',
    default: 'delete',
    brokerConfig: 'log.cleanup.policy',
    values: ['compact', 'delete'],
    documentation:
      'What happens to old segments: "delete" drops them by age or size, "compact" keeps the last record of each key.',
  },
  {
    name: 'compression.type',
    type: 'STRING',
    default: 'producer',
    brokerConfig: 'compression.type',
    values: ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'],
    documentation: 'How batches are kept: "producer" keeps what the producer chose.',
  },
  {
    name: 'delete.retention.ms',
    type: 'LONG',
    default: '86400000',
    brokerConfig: 'log.cleaner.delete.retention.ms',
    min: 0,
    documentation: 'How long a tombstone of a compacted topic stays readable.',
  },
  {
    name: 'file.delete.delay.ms',
    type: 'LONG',
    default: '60000',
    brokerConfig: 'log.segment.delete.delay.ms',
    min: 0,
    documentation: 'How long a deleted segment stays on disk.',
  },
  {
    name: 'flush.messages',
    type: 'LONG',
    default: longMax,
    brokerConfig: 'log.flush.interval.messages',
    min: 1,
    documentation: 'After how many records the log is forced to disk.',
  },
  {
    name: 'flush.ms',
    type: 'LONG',
    default: longMax,
    brokerConfig: 'log.flush.interval.ms',
    min: 0,
    documentation: 'After how long the log is forced to disk.',
  },
  {
    name: 'index.interval.bytes',
    type: 'INT',
    default: '4096',
    brokerConfig: 'log.index.interval.bytes',
    min: 0,
    documentation: 'How many bytes of log lie between two entries of the offset index.',
  },
  {
    name: 'max.compaction.lag.ms',
    type: 'LONG',
    default: longMax,
    brokerConfig: 'log.cleaner.max.compaction.lag.ms',
    min: 1,
    documentation: 'How long a record may stay uncompacted.',
  },
  {
    name: 'max.message.bytes',
    type: 'INT',
    default: '1048588',
    brokerConfig: 'message.max.bytes',
    min: 0,
    documentation: 'The largest record batch the topic takes, compressed, in bytes.',
  },
  {
    name: 'message.timestamp.after.max.ms',
    type: 'LONG',
    default: '3600000',
    brokerConfig: 'log.message.timestamp.after.max.ms',
    min: 0,
    documentation: "How far a record's timestamp may lie in the broker's future.",
  },
  {
    name: 'message.timestamp.before.max.ms',
    type: 'LONG',
    default: longMax,
    brokerConfig: 'log.message.timestamp.before.max.ms',
    min: 0,
    documentation: "How far a record's timestamp may lie in the broker's past.",
  },
  {
    name: 'message.timestamp.type',
    type: 'STRING',
    default: 'CreateTime',
    brokerConfig: 'log.message.timestamp.type',
    values: ['CreateTime', 'LogAppendTime'],
    documentation: 'Whose clock stamps records: the producer ("CreateTime") or the broker ("LogAppendTime").',
  },
  {
    name: 'min.cleanable.dirty.ratio',
    type: 'DOUBLE',
    default: '0.5',
    brokerConfig: 'log.cleaner.min.cleanable.ratio',
    min: 0,
    max: 1,
    documentation: 'How much of a compacted log may be uncompacted before it is cleaned.',
  },
  {
    name: 'min.compaction.lag.ms',
    type: 'LONG',
    default: '0',
    brokerConfig: 'log.cleaner.min.compaction.lag.ms',
    min: 0,
    documentation: 'How long a record stays uncompacted at least.',
  },
  {
    name: 'min.insync.replicas',
    type: 'INT',
    default: '1',
    brokerConfig: 'min.insync.replicas',
    min: 1,
    documentation: 'How many replicas must be in sync for a produce with acks=all to be taken.',
  },
  {
    name: 'preallocate',
    type: 'BOOLEAN',
    default: 'false',
    brokerConfig: 'log.preallocate',
    documentation: 'Whether a new segment file takes its whole size at once.',
  },
  {
    name: 'retention.bytes',
    type: 'LONG',
    default: '-1',
    brokerConfig: 'log.retention.bytes',
    min: -1,
    documentation: 'How large a partition may grow before its oldest segments go; -1 is without limit.',
  },
  {
    name: 'retention.ms',
    type: 'LONG',
    default: '604800000',
    brokerConfig: 'log.retention.ms',
    min: -1,
    documentation: 'How long records are kept before their segment goes; -1 is for ever.',
  },
  {
    name: 'segment.bytes',
    type: 'INT',
    default: '1073741824',
    brokerConfig: 'log.segment.bytes',
    min: 1024 * 1024,
    documentation: 'How large a segment grows before the next one begins.',
  },
  {
    name: 'segment.index.bytes',
    type: 'INT',
    default: '10485760',
    brokerConfig: 'log.index.size.max.bytes',
    min: 4,
    documentation: 'How large the offset index of a segment grows.',
  },
  {
    name: 'segment.jitter.ms',
    type: 'LONG',
    default: '0',
    brokerConfig: 'log.roll.jitter.ms',
    min: 0,
    documentation: 'A random part of segment.ms, so that segments do not all roll at once.',
  },
  {
    name: 'segment.ms',
    type: 'LONG',
    default: '604800000',
    brokerConfig: 'log.roll.ms',
    min: 1,
    documentation: 'How old a segment grows before the next one begins.',
  },
  {
    name: 'unclean.leader.election.enable',
    type: 'BOOLEAN',
    default: 'false',
    brokerConfig: 'unclean.leader.election.enable',
    documentation: 'Whether a replica that is not in sync may lead when no other is left, losing records.',
  },
]);

/** Broker configs that have no topic config beside them. */
const ownBrokerConfigs = definitions([
  {
    name: 'auto.create.topics.enable',
    type: 'BOOLEAN',
    default: 'true',
    documentation: 'Whether producing to, or asking for, an unknown topic creates it.',
  },
  {
    name: 'broker.heartbeat.interval.ms',
    type: 'INT',
    default: '2000',
    documentation: 'How often a broker tells the controller that it lives.',
  },
  {
    name: 'broker.session.timeout.ms',
    type: 'INT',
    default: '9000',
    documentation: 'After how long without a heartbeat the controller fences a broker.',
  },
  {
    name: 'connections.max.idle.ms',
    type: 'LONG',
    default: '600000',
    documentation: 'After how long without a request a connection is closed.',
  },
  {
    name: 'controller.quorum.election.timeout.ms',
    type: 'INT',
    default: '1000',
    documentation: 'How long a candidate for controller waits for votes before it stands again.',
  },
  {
    name: 'controller.quorum.fetch.timeout.ms',
    type: 'INT',
    default: '2000',
    documentation: 'After how long without an answer of the active controller a voter calls an election.',
  },
  {
    name: 'default.replication.factor',
    type: 'INT',
    default: '1',
    min: 1,
    documentation: 'How many replicas a topic gets that does not say.',
  },
  {
    name: 'delete.topic.enable',
    type: 'BOOLEAN',
    default: 'true',
    documentation: 'Whether topics can be deleted.',
  },
  {
    name: 'group.initial.rebalance.delay.ms',
    type: 'INT',
    default: '3000',
    min: 0,
    documentation: 'How long an empty group waits for more members before its first rebalance.',
  },
  {
    name: 'group.max.session.timeout.ms',
    type: 'INT',
    default: '1800000',
    documentation: 'The longest session timeout a group member may ask for.',
  },
  {
    name: 'group.max.size',
    type: 'INT',
    default: '2147483647',
    min: 1,
    documentation: 'How many members a group may have.',
  },
  {
    name: 'group.min.session.timeout.ms',
    type: 'INT',
    default: '6000',
    documentation: 'The shortest session timeout a group member may ask for.',
  },
  {
    name: 'log.cleaner.backoff.ms',
    type: 'LONG',
    default: '15000',
    min: 0,
    documentation: 'How long the cleaner waits when no compacted log needs cleaning.',
  },
  {
    name: 'log.retention.check.interval.ms',
    type: 'LONG',
    default: '300000',
    min: 1,
    documentation: 'How often segments are looked at for deletion.',
  },
  {
    name: 'metadata.log.max.record.bytes.between.snapshots',
    type: 'LONG',
    default: '20971520',
    min: 1,
    documentation: 'After how many bytes of committed metadata records a node writes a snapshot.',
  },
  {
    name: 'metadata.log.max.snapshot.interval.ms',
    type: 'LONG',
    default: '3600000',
    min: 0,
    documentation: 'How long after a snapshot the next one is written, if anything has changed; 0 for never.',
  },
  {
    name: 'metadata.log.segment.bytes',
    type: 'INT',
    default: '1073741824',
    documentation: 'How large a segment of the metadata log grows before the next one begins.',
  },
  {
    name: 'metadata.max.retention.bytes',
    type: 'LONG',
    default: '104857600',
    documentation: 'How large metadata log and snapshots may grow, -1 for any size; the latest stays.',
  },
  {
    name: 'metadata.max.retention.ms',
    type: 'LONG',
    default: '604800000',
    documentation: 'How old a snapshot may grow before it goes; the latest stays. -1 for no limit.',
  },
  {
    name: 'num.partitions',
    type: 'INT',
    default: '1',
    min: 1,
    documentation: 'How many partitions a topic gets that does not say.',
  },
  {
    name: 'offsets.retention.minutes',
    type: 'INT',
    default: '10080',
    min: 1,
    documentation: 'How long committed offsets of a group without members are kept.',
  },
  {
    name: 'offsets.topic.num.partitions',
    type: 'INT',
    default: '50',
    min: 1,
    documentation: 'How many partitions __consumer_offsets gets.',
  },
  {
    name: 'offsets.topic.replication.factor',
    type: 'SHORT',
    default: '3',
    min: 1,
    documentation: 'How many replicas __consumer_offsets gets.',
  },
  {
    name: 'producer.id.expiration.ms',
    type: 'INT',
    default: '86400000',
    min: 1,
    documentation: 'After how long without a record a partition forgets an idempotent producer.',
  },
  {
    name: 'replica.fetch.max.bytes',
    type: 'INT',
    default: '1048576',
    documentation: 'How many bytes a follower fetches from one partition at once.',
  },
  {
    name: 'replica.fetch.response.max.bytes',
    type: 'INT',
    default: '10485760',
    documentation: 'How many bytes a follower fetches at once.',
  },
  {
    name: 'replica.fetch.wait.max.ms',
    type: 'INT',
    default: '500',
    documentation: "How long a follower's fetch waits at the leader for new records.",
  },
  {
    name: 'replica.lag.time.max.ms',
    type: 'LONG',
    default: '30000',
    documentation: 'How long a follower may be behind before it is out of sync.',
  },
  {
    name: 'socket.request.max.bytes',
    type: 'INT',
    default: '104857600',
    min: 1,
    documentation: 'The largest request the broker reads.',
  },
]);

/** Every config of a broker: its own, and those that give topics their defaults. */
export const brokerConfigs: ReadonlyMap<string, ConfigDefinition> = new Map([
  ...ownBrokerConfigs,
  ...[...topicConfigs.values()].flatMap((topic): [string, ConfigDefinition][] => {
    const { brokerConfig, ...definition } = topic;
    return brokerConfig === undefined ? [] : [[brokerConfig, { ...definition, name: brokerConfig }]];
  }),
]);

function definitions(list: readonly ConfigDefinition[]): ReadonlyMap<string, ConfigDefinition> {
  return new Map(list.map((definition) => [definition.name, definition]));
}
