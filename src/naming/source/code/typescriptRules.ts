/** Where TypeScript and JavaScript programs name topics: the Kafka clients of npm, NestJS, and infrastructure as code. */
import type { Rule } from './rules.ts';

/** `import { x } from "y"` is the module `y/x`: a name with Kafka in it is as good as a package's. */
export const typescriptLibraries = /kafka|^sinek(?:\/|$)/i;

/** The program's own modules; Nest's, whose decorators and clients are every broker's; what tests expect with. */
export const typescriptNeutral =
  /^[.~#/]|^@\/|^(?:src|app|lib)\/|^@(?:app|apps|src|lib|libs|shared|common|core)\/|^@nestjs\/|^(?:vitest|@jest\/globals|chai|sinon|(?:node:)?assert)(?:\/|$)/;

const producer = /producer|transaction|^txn?$|kafka/i;
const consumer = /consumer|kafka/i;
const admin = /admin|kafka/i;
const anyClient = /producer|consumer|admin|client|kafka/i;

/** Any call but those that print, store or draw what they are given. */
const handsOver =
  /^(?!(?:stringify|parse|log|info|debug|warn|error|trace|dispatch|save|insert\w*|update\w*|set[A-Z]\w*State|setState|use[A-Z]\w*|json|render|assign)$)./;

/**
 * Records and partitions of any client, wherever they are handed over: to a client, to a wrapper around one, to the
 * expectation of a test.
 */
const records: readonly Rule[] = [
  { form: 'call', name: handsOver, places: ['topic', 'topicMessages.topic'], beside: /^messages$/ },
  {
    form: 'call',
    name: handsOver,
    places: ['topic'],
    beside: /^(?:partition|numPartitions|replicationFactor)$/,
  },
  {
    form: 'struct',
    name: /^(?:Producer|Consumer)Record$|^TopicMessages$|^I?(?:TopicConfig|TopicPartition\w*|TopicMetadata)$|^ConsumerSubscribeTopic$|^EachMessagePayload$|^NewTopic$|^ProduceRequest$|^MessageToProduce$|^ProducerBatch$|^KafkaMessage$/,
    places: ['topic', 'topicMessages.topic'],
  },
  { form: 'struct', name: /^ConsumerSubscribeTopics?$/, places: ['topics', 'topic'] },
];

/** KafkaJS, which @confluentinc/kafka-javascript speaks, too. */
const kafkaJs: readonly Rule[] = [
  { form: 'call', name: /^(?:send|sendBatch)$/, on: producer, places: ['topic', 'topicMessages.topic'] },
  { form: 'call', name: /^sendOffsets$/, on: producer, places: ['topics.topic'] },
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['topic', 'topics'] },
  {
    form: 'call',
    name: /^(?:seek|pause|resume|paused|commitOffsets|assign|incrementalAssign|incrementalUnassign|committed|position|offsetsStore|commit|commitSync|commitMessage)$/,
    on: consumer,
    places: ['topic'],
  },
  { form: 'call', name: /^createTopics$/, on: anyClient, places: ['topics.topic'] },
  { form: 'call', name: /^createPartitions$/, on: admin, places: ['topicPartitions.topic'] },
  {
    form: 'call',
    name: /^(?:deleteTopics|fetchTopicMetadata|fetchOffsets)$/,
    on: admin,
    places: ['topics', 'topics.topic', 'topic'],
  },
  {
    form: 'call',
    name: /^(?:fetchTopicOffsets|fetchTopicOffsetsByTimestamp|fetchTopicOffsetsByTime)$/,
    on: admin,
    places: ['0'],
  },
  { form: 'call', name: /^(?:resetOffsets|setOffsets|deleteTopicRecords)$/, on: admin, places: ['topic'] },
  { form: 'call', name: /^alterPartitionReassignments$/, on: admin, places: ['topics.topic'] },
  { form: 'call', name: /^(?:describeConfigs|alterConfigs)$/, on: admin, places: ['resources.name'] },
];

/** Wrappers with the name of what they wrap: `kafkaProducer.send("orders", event)`. */
const wrappers: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:send|sendMessage|produce|publish)$/,
    on: producer,
    places: ['0', 'topic'],
    arguments: [2, 6],
  },
  { form: 'call', name: /^(?:produce|publish|sendMessage)$/, on: producer, places: ['topic'] },
  { form: 'call', name: /^(?:subscribe|consume)$/, on: consumer, places: ['0'] },
];

/** @platformatic/kafka. */
const platformatic: readonly Rule[] = [
  { form: 'call', name: /^send$/, on: producer, places: ['messages.topic'] },
  {
    form: 'call',
    name: /^(?:consume|listOffsets\w*|startLagMonitoring|getLag)$/,
    on: consumer,
    places: ['topics'],
  },
  { form: 'call', name: /^(?:commit)$/, on: consumer, places: ['offsets.topic'] },
  {
    form: 'call',
    name: /^(?:createTopics|metadata|listOffsets)$/,
    on: anyClient,
    places: ['topics', 'topics.name'],
  },
];

/** node-rdkafka, and the callback interface of @confluentinc/kafka-javascript. */
const rdkafka: readonly Rule[] = [
  { form: 'call', name: /^(?:createReadStream)$/, places: ['topics', '2'] },
  { form: 'call', name: /^createWriteStream$/, places: ['topic'] },
  { form: 'call', name: /^createTopic$/, on: anyClient, places: ['topic'] },
  { form: 'call', name: /^(?:deleteTopic|createPartitions|deleteTopicRecords)$/, on: admin, places: ['0'] },
  { form: 'call', name: /^getMetadata$/, on: anyClient, places: ['topic'] },
  { form: 'call', name: /^(?:queryWatermarkOffsets|getWatermarkOffsets)$/, on: anyClient, places: ['0'] },
  { form: 'call', name: /^Topic$/, on: producer, places: ['0'] },
];

/** kafka-node. */
const kafkaNode: readonly Rule[] = [
  { form: 'new', name: /^(?:Consumer|HighLevelConsumer)$/, places: ['1.topic'] },
  { form: 'new', name: /^(?:ConsumerGroup|ConsumerGroupStream)$/, places: ['1'] },
  { form: 'call', name: /^(?:addTopics)$/, on: consumer, places: ['0', '0.topic'] },
  { form: 'call', name: /^(?:removeTopics|pauseTopics|resumeTopics)$/, on: consumer, places: ['0'] },
  { form: 'call', name: /^setOffset$/, on: consumer, places: ['0'] },
  { form: 'call', name: /^createTopics$/, on: anyClient, places: ['0', '0.topic'] },
  {
    form: 'call',
    name: /^(?:loadMetadataForTopics|topicExists|refreshMetadata)$/,
    on: anyClient,
    places: ['0'],
  },
  {
    form: 'call',
    name: /^(?:fetch|fetchLatestOffsets|fetchEarliestOffsets)$/,
    on: /offset/i,
    places: ['0', '0.topic'],
  },
  { form: 'call', name: /^(?:commit|fetchCommits|fetchCommitsV1)$/, on: /offset/i, places: ['1.topic'] },
];

/** NestJS. */
const nest: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:EventPattern|MessagePattern)$/,
    places: ['0'],
    unless: /Transport\.(?!KAFKA\b)/,
  },
  {
    form: 'call',
    name: /^(?:SubscribeTo|KafkaSubscribe|KafkaListener)$/,
    places: ['0', 'topic', 'topics'],
  },
  {
    form: 'call',
    name: /^(?:emit|send)$/,
    on: /ClientKafka|kafka_?(?:client|proxy)|^kafka$/i,
    places: ['0'],
  },
  { form: 'call', name: /^subscribeToResponseOf$/, places: ['0'] },
];

/** Confluent's serializers, which take the topic for the subject. */
const schemaRegistry: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:serialize|deserialize)$/,
    on: /serializer|serde/i,
    places: ['0'],
    arguments: [2, 3],
    library: /confluentinc/,
  },
];

/** Streams on Node: kafka-streams; sinek's clients take their topics when they are made. */
const streams: readonly Rule[] = [
  { form: 'call', name: /^(?:getKStream|getKTable|getGKTable)$/, places: ['0'] },
  { form: 'call', name: /^to$/, on: /stream|table/i, places: ['0'], library: /kafka-streams/ },
  { form: 'new', name: /^NConsumer$/, places: ['0'] },
  { form: 'new', name: /^NProducer$/, places: ['1'] },
];

/** Infrastructure as code: AWS CDK's event sources, Pulumi's topics. */
const infrastructure: readonly Rule[] = [
  { form: 'new', name: /^(?:ManagedKafkaEventSource|SelfManagedKafkaEventSource)$/, places: ['topic'] },
  { form: 'new', name: /^Topic$/, places: ['1.name'], library: /^@pulumi\/kafka/ },
  { form: 'new', name: /^KafkaTopic$/, places: ['1.topicName', '2.topicName'] },
];

export const typescriptRules: readonly Rule[] = [
  ...records,
  ...kafkaJs,
  ...wrappers,
  ...platformatic,
  ...rdkafka,
  ...kafkaNode,
  ...nest,
  ...schemaRegistry,
  ...streams,
  ...infrastructure,
];
