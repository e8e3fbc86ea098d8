/** Where Java and Kotlin programs name topics: Kafka's own clients and Streams, and the frameworks on them. */
import type { Rule } from './rules.ts';

/** Packages of Kafka libraries; a plain `org.springframework.messaging` is RabbitMQ's too. */
export const jvmLibraries =
  /kafka|^io\.smallrye\.reactive\.messaging|^org\.eclipse\.microprofile\.reactive\.messaging|^io\.confluent|^org\.springframework\.cloud\.stream|^io\.cloudevents\.kafka|^akka\.|^org\.apache\.pekko|^org\.apache\.spark|^io\.ktor\.|redpanda/i;

/** What serves several brokers: it opens no file, and is not foreign in one. */
export const jvmNeutral =
  /^(?!(?:org\.springframework\.(?:amqp|jms|pulsar|data|integration\.(?!kafka)|mail|web|http|ws|jdbc)|com\.rabbitmq|org\.apache\.(?:pulsar|activemq|camel|qpid|rocketmq|http)|(?:jakarta|javax)\.(?:jms|mail|websocket|ws)|org\.eclipse\.paho|com\.hivemq|io\.nats|redis|io\.lettuce|org\.redisson|com\.amazonaws|software\.amazon|io\.awspring|com\.google\.(?:cloud|api|pubsub|firebase)|com\.azure|com\.solace|com\.hazelcast|org\.zeromq|io\.moquette|io\.vertx\.(?!kafka)|io\.smallrye\.reactive\.messaging\.(?:amqp|mqtt|rabbitmq|pulsar|jms)|io\.micronaut\.(?:rabbitmq|mqtt|nats|jms|pulsar|http|websocket)|com\.intuit|okhttp3|retrofit2|io\.ktor\.(?:websocket|client)|io\.netty|org\.java_websocket)(?:\.|$))/;

const spring = /^org\.springframework(\.|$)/;
const streams = /kafka\.streams|kafkastreams/i;
const flink = /^org\.apache\.flink/;
const micronaut = /^io\.micronaut/;
const spark = /^org\.apache\.spark/;
const beam = /^org\.apache\.beam/;

/** `addSource(AutoOffsetReset.EARLIEST, "source", "orders")`: the topics begin one place later. */
const offsetReset = /\b(?:AutoOffsetReset|EARLIEST|LATEST)\b|Reset$/;
const notOffsetReset = /^(?!.*(?:\b(?:AutoOffsetReset|EARLIEST|LATEST)\b|Reset$))/;

const template =
  /^(?!.*(?:mail|sms|cache|rest|jdbc|jms|rabbit|amqp|redis|mongo|simp|sqs|sns|pulsar)).*(?:template|operations)|^ops$/i;
const consumer = /consumer$|^consumer|receiver|streamprocessor$/i;
const builder = /builder|topology|^streams?$|^sb$/i;

const annotations: readonly Rule[] = [
  { form: 'annotation', name: /^(?:KafkaListener|KafkaListeners|BatchKafkaListener)$/, places: ['topics'] },
  { form: 'annotation', name: /^(?:TopicPartition)$/, places: ['topic'] },
  { form: 'annotation', name: /^(?:EmbeddedKafka|KafkaTest)$/, places: ['topics', 'value', '0'] },
  { form: 'annotation', name: /^Topic$/, places: ['0+', 'value'], library: micronaut },
  {
    form: 'annotation',
    name: /^(?:ConsumesFrom|KafkaTopic|InjectKafkaTopic|SendTo)$/,
    places: ['0', 'value', 'topic', 'name'],
  },
  { form: 'annotation', name: /^(?:InputTopic|OutputTopic)$/, places: ['0', 'value', 'topic'] },
];

const clients: readonly Rule[] = [
  { form: 'new', name: /^ProducerRecord$/, places: ['0', 'topic'] },
  { form: 'new', name: /^(?:ConsumerRecord|MockConsumerRecord)$/, places: ['0', 'topic'] },
  {
    form: 'new',
    name: /^(?:TopicPartition|TopicPartitionOffset|TopicIdPartition|TopicAndPartition)$/,
    places: ['0', 'topic'],
  },
  { form: 'new', name: /^(?:NewTopic|TopicDescription|TopicListing)$/, places: ['0', 'name'] },
  { form: 'new', name: /^SourceRecord$/, places: ['2', 'topic'], arguments: [4, 10] },
  { form: 'new', name: /^SinkRecord$/, places: ['0', 'topic'], arguments: [4, 12] },
  { form: 'call', name: /^named$/, on: /^TopicName$/, places: ['0'] },
  { form: 'new', name: /^(?:KafkaMessage|Record|KafkaProducerRecord)$/, places: ['topic'] },
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['0'] },
  { form: 'call', name: /^(?:partitionsFor)$/, on: /consumer|producer|template/i, places: ['0'] },
  {
    form: 'call',
    name: /^(?:describeTopics|deleteTopics|createTopics|listOffsets|topicNameValues|ofTopicNames)$/,
    on: /admin|client|TopicCollection/i,
    places: ['0'],
  },
  { form: 'call', name: /^ofTopicNames$/, places: ['0'] },
  { form: 'call', name: /^createPartitions$/, places: ['0.@keys'] },
  { form: 'call', name: /^subscription$/, places: ['0'], library: /^reactor\.kafka/ },
  { form: 'new', name: /^ConfigResource$/, first: /\bTOPIC$/, places: ['1'] },
];

const springRules: readonly Rule[] = [
  { form: 'call', name: /^(?:name)$/, on: /^TopicBuilder$/, places: ['0'], library: spring },
  {
    form: 'call',
    name: /^(?:send|sendAndReceive|sendMessage)$/,
    on: template,
    places: ['0'],
    arguments: [2, 6],
    library: spring,
  },
  { form: 'call', name: /^(?:setDefaultTopic)$/, places: ['0'], library: spring },
  { form: 'call', name: /^(?:receive)$/, on: template, places: ['0'], arguments: [3, 4], library: spring },
  {
    form: 'new',
    name: /^(?:ContainerProperties|TopicPartitionOffset|TopicPartitionInitialOffset)$/,
    places: ['0', '1+'],
    library: spring,
  },
  { form: 'new', name: /^EmbeddedKafkaBroker$/, places: ['2+'], library: spring },
  {
    form: 'new',
    name: /^(?:EmbeddedKafkaZKBroker|EmbeddedKafkaKraftBroker)$/,
    places: ['2+'],
    library: spring,
  },
  { form: 'call', name: /^createContainer$/, places: ['0+'], library: spring },
  {
    form: 'call',
    name: /^(?:getSingleRecord|getRecords)$/,
    on: /KafkaTestUtils/,
    places: ['1'],
    library: spring,
  },
  { form: 'call', name: /^(?:consumeFromAnEmbeddedTopic)$/, places: ['1'], library: spring },
  { form: 'call', name: /^(?:consumeFromEmbeddedTopics|addTopics)$/, places: ['1+', '0'], library: spring },
];

/** Spark, whose options are strings: `subscribePattern` is a regular expression. */
const sparkRules: readonly Rule[] = [
  {
    form: 'call',
    name: /^option$/,
    first: /^(?:subscribe|topic)$/,
    places: ['1'],
    separator: ',',
    library: spark,
  },
];

/** A message names its topic in a header. */
const headers: readonly Rule[] = [
  {
    form: 'call',
    name: /^setHeader$|^setHeaderIfAbsent$/,
    first: /\bTOPIC$|^kafka_topic$/,
    places: ['1'],
    library: spring,
  },
];

const streamsRules: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:stream|table|globalTable)$/,
    on: builder,
    bare: true,
    places: ['0'],
    library: streams,
  },
  { form: 'call', name: /^(?:to|through)$/, places: ['0'], library: streams, arguments: [1, 2] },
  { form: 'call', name: /^addSource$/, first: notOffsetReset, places: ['1+'], library: streams },
  { form: 'call', name: /^addSource$/, first: offsetReset, places: ['2+'], library: streams },
  { form: 'call', name: /^addSink$/, places: ['1'], library: streams },
  { form: 'call', name: /^(?:createInputTopic|createOutputTopic)$/, places: ['0'], library: streams },
  { form: 'new', name: /^(?:TestInputTopic|TestOutputTopic)$/, places: ['1'], library: streams },
  { form: 'call', name: /^(?:readOutput|pipeInput)$/, on: /driver/i, places: ['0'], library: streams },
];

const frameworks: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:setTopics|setTopic|topic|topics)$/,
    places: ['0+'],
    library: flink,
    on: /kafka|source|sink|builder|serializ/i,
  },
  { form: 'new', name: /^(?:FlinkKafkaConsumer|FlinkKafkaProducer)\w*$/, places: ['0'], library: flink },
  { form: 'call', name: /^(?:withTopic|withTopics)$/, places: ['0'], library: beam },
  {
    form: 'call',
    name: /^(?:topics|topic|plainTopic)$/,
    on: /Subscriptions|ConsumerSettings|ProducerSettings/,
    places: ['0+'],
  },
  { form: 'call', name: /^create$/, on: /^KafkaProducerRecord$/, places: ['0'] },
  { form: 'call', name: /^of$/, on: /^KafkaRecord$/, places: ['0'], arguments: [3, 3] },
  {
    form: 'call',
    name: /^(?:withTopic|setTopic)$/,
    on: /kafka|record|producer|consumer|message|sink|source|serial|builder|config/i,
    places: ['0'],
  },
  {
    form: 'call',
    name: /^(?:fromTopics?|consume(?:Strings|Integers|Doubles)?|produce(?:Strings|Integers)?|usingGenerator)$/,
    on: /companion|consume|produce|task/i,
    places: ['0'],
    library: /smallrye/,
  },
];

export const jvmRules: readonly Rule[] = [
  ...annotations,
  ...clients,
  ...springRules,
  ...headers,
  ...streamsRules,
  ...sparkRules,
  ...frameworks,
];
