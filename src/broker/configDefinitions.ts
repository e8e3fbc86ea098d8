/**
 * Kafka's configs of a broker that mean something here: name, type, default, and what it does. One table for
 * validation, for DescribeConfigs and for the code that reads values; topics' own are in topicConfigDefinitions.ts.
 */
import { type ConfigDefinition, definitions } from './configDefinition.ts';
import { topicConfigs } from './topicConfigDefinitions.ts';

/** Broker configs that give no topic its default. */
const ownBrokerConfigs = definitions([
  {
    name: 'auto.create.topics.enable',
    type: 'BOOLEAN',
    default: 'true',
    documentation: 'Whether producing to, or asking for, an unknown topic creates it.',
  },
  {
    name: 'auto.leader.rebalance.enable',
    type: 'BOOLEAN',
    default: 'true',
    documentation: 'Whether leadership goes back to preferred leaders by itself.',
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
    name: 'connections.max.reauth.ms',
    type: 'LONG',
    default: '0',
    documentation: 'How long a login holds before it must be renewed; 0 for as long as its connection.',
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
    name: 'leader.imbalance.check.interval.seconds',
    type: 'LONG',
    default: '300',
    min: 1,
    documentation: 'How often the controller looks for partitions that their preferred leader does not lead.',
  },
  {
    name: 'log.cleaner.backoff.ms',
    type: 'LONG',
    default: '15000',
    dynamic: true,
    min: 0,
    documentation: 'How long the cleaner waits when no compacted log needs cleaning.',
  },
  {
    name: 'log.flush.scheduler.interval.ms',
    type: 'LONG',
    default: '9223372036854775807',
    documentation: 'How often logs are looked at for what must be forced to disk.',
  },
  {
    name: 'log.retention.check.interval.ms',
    type: 'LONG',
    default: '300000',
    min: 1,
    documentation: 'How often segments are looked at for deletion.',
  },
  {
    name: 'log.retention.hours',
    type: 'INT',
    default: '168',
    documentation: 'How many hours records are kept, where neither minutes nor milliseconds are set.',
  },
  {
    name: 'log.retention.minutes',
    type: 'INT',
    default: null,
    documentation: 'How many minutes records are kept, where no milliseconds are set.',
  },
  {
    name: 'log.roll.hours',
    type: 'INT',
    default: '168',
    min: 1,
    documentation: 'How many hours a segment grows, where no milliseconds are set.',
  },
  {
    name: 'log.roll.jitter.hours',
    type: 'INT',
    default: '0',
    min: 0,
    documentation: 'A random part of log.roll.hours, where no milliseconds are set.',
  },
  {
    name: 'max.request.partition.size.limit',
    type: 'INT',
    default: '2000',
    min: 1,
    documentation: 'How many partitions one answer to DescribeTopicPartitions holds at most.',
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
    dynamic: true,
    min: 1,
    documentation: 'After how long without a record an idempotent producer is forgotten.',
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

/**
 * What differs from the topic's config in those that say in milliseconds what others say in hours: they have no default
 * of their own, and their own limits.
 */
const timesInMilliseconds = new Map<string, Partial<ConfigDefinition>>([
  ['log.flush.interval.ms', {}],
  [
    'log.retention.ms',
    {
      illegal: (value) =>
        value === '0' ? 'log.retention.ms must be unlimited (-1) or, greater than or equal to 1' : undefined,
    },
  ],
  ['log.roll.jitter.ms', { min: 0 }],
  ['log.roll.ms', { min: 1 }],
]);

/** Every config of a broker: its own, and those that give topics their defaults, which may be changed at any time. */
export const brokerConfigs: ReadonlyMap<string, ConfigDefinition> = new Map([
  ...ownBrokerConfigs,
  ...[...topicConfigs.values()].flatMap((topic): [string, ConfigDefinition][] =>
    topic.brokerConfig === undefined ? [] : [[topic.brokerConfig, defaultOf(topic, topic.brokerConfig)]],
  ),
]);

/** The broker config that gives a topic's config its default. */
function defaultOf(topic: ConfigDefinition, name: string): ConfigDefinition {
  const { brokerConfig: _, ...definition } = topic;
  const shared = { ...definition, name, dynamic: true };
  const own = timesInMilliseconds.get(name);
  if (own === undefined) return shared;
  const { min: _min, ...unlimited } = shared;
  return { ...unlimited, default: null, ...own };
}
