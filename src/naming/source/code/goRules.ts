/** Where Go programs name topics: sarama, kafka-go, franz-go, confluent-kafka-go, goka, Watermill. */
import type { Rule } from './rules.ts';

export const goLibraries = /kafka|sarama|franz-go|goka|redpanda/i;

/** All but other brokers' clients and what else sends and subscribes. */
export const goNeutral =
  /^(?!.*(?:nats|mqtt|amqp|rabbitmq|redis|pulsar|pubsub|nsq|\bsqs\b|\bsns\b|kinesis|stomp|aws-sdk|cloud\.google|azure|zeromq|websocket|watermill-(?!kafka)))/i;

const confluent = /confluent-kafka-go/;
const franz = /franz-go/;
const goka = /goka/;
const kafkaGo = /segmentio\/kafka-go/;
const sarama = /sarama/;
const watermill = /watermill/;

const saramaRules: readonly Rule[] = [
  {
    form: 'struct',
    name: /^(?:Producer|Consumer)Message$|^AbortedTransaction$/,
    places: ['Topic'],
    library: sarama,
  },
  { form: 'struct', name: /^ConfigResource$/, places: ['Name'], library: sarama },
  {
    form: 'call',
    name: /^(?:ConsumePartition|ExpectConsumePartition|YieldMessage|Partitions|WritablePartitions|Leader|GetOffset|ManagePartition|MarkOffset|ResetOffset|CreateTopic|DeleteTopic|CreatePartitions|DeleteRecords|AlterPartitionReassignments|ListPartitionReassignments|Replicas|InSyncReplicas|RefreshMetadata|CreatePartition)$/,
    on: /consumer|client|admin|offset|session|sarama|broker|mock|^(?:c|m|s|sess|ca|pom)$/i,
    places: ['0'],
    library: sarama,
  },
  {
    form: 'call',
    name: /^(?:DescribeTopics|RefreshMetadata)$/,
    on: /client|admin|^c$/i,
    places: ['0+'],
    library: sarama,
  },
  { form: 'call', name: /^Consume$/, places: ['1'], arguments: [3, 3], library: sarama },
  {
    form: 'call',
    name: /^SetTopicMetadata$|^SetLeader$|^SetMessage$|^SetOffset$/,
    places: ['0', '0.@keys'],
    library: sarama,
  },
  { form: 'call', name: /^ListConsumerGroupOffsets$/, places: ['1.@keys'], library: sarama },
  { form: 'call', name: /^NewConsumer$/, places: ['2'], arguments: [4, 4], library: sarama },
];

const kafkaGoRules: readonly Rule[] = [
  {
    form: 'struct',
    name: /^(?:Message|Writer|WriterConfig|ReaderConfig|TopicConfig|TopicPartition|TopicPartitionsConfig|OffsetFetchRequest|FetchRequest|ProduceRequest|Partition)$/,
    places: ['Topic', 'GroupTopics', 'Name'],
    library: kafkaGo,
  },
  { form: 'struct', name: /^ConsumerGroupConfig$/, places: ['Topics'], library: kafkaGo },
  {
    form: 'struct',
    name: /^(?:DeleteTopicsRequest|MetadataRequest|ListOffsetsRequest|OffsetCommitRequest|OffsetFetchRequest)$/,
    places: ['Topics', 'Topics.@keys'],
    library: kafkaGo,
  },
  {
    form: 'call',
    name: /^(?:DialLeader|DialPartition|LookupPartition|LookupLeader)$/,
    places: ['3'],
    library: kafkaGo,
  },
  { form: 'call', name: /^(?:DeleteTopics|ReadPartitions)$/, places: ['0+'], library: kafkaGo },
  { form: 'call', name: /^LookupPartitions$/, places: ['3'], library: kafkaGo },
];

const franzRules: readonly Rule[] = [
  { form: 'struct', name: /^(?:Record|FetchTopic)$/, places: ['Topic'], library: franz },
  {
    form: 'call',
    name: /^(?:ConsumeTopics|AddConsumeTopics|DefaultProduceTopic|DefaultProduceTopicAlways|PauseFetchTopics|ResumeFetchTopics|PurgeTopicsFromClient|PurgeTopicsFromConsuming|PurgeTopicsFromProducing|SeedTopics)$/,
    places: ['0+'],
    library: franz,
  },
  {
    form: 'call',
    name: /^(?:ConsumePartitions|AddConsumePartitions|PauseFetchPartitions|SetOffsets|RemoveConsumePartitions)$/,
    places: ['0.@keys'],
    library: franz,
  },
  // kadm
  {
    form: 'call',
    name: /^(?:CreateTopic|CreateTopics|ValidateCreateTopics)$/,
    places: ['4+'],
    library: franz,
  },
  {
    form: 'call',
    name: /^(?:DeleteTopics|DeleteTopic|ListTopics|ListTopicsWithInternal|ListStartOffsets|ListEndOffsets|ListCommittedOffsets|DescribeTopicConfigs|Metadata|ListOffsetsAfterMilli)$/,
    on: /adm|client|^(?:cl|c|a)$/i,
    places: ['1+'],
    library: franz,
  },
  { form: 'call', name: /^(?:UpdatePartitions|CreatePartitions)$/, places: ['2+'], library: franz },
];

const confluentRules: readonly Rule[] = [
  {
    form: 'struct',
    name: /^(?:TopicPartition|TopicSpecification|PartitionsSpecification)$/,
    places: ['Topic'],
    library: confluent,
  },
  { form: 'struct', name: /^ConfigResource$/, places: ['Name'], library: confluent },
  {
    form: 'call',
    name: /^(?:Subscribe|SubscribeTopics)$/,
    places: ['0'],
    arguments: [2, 2],
    library: confluent,
  },
  {
    form: 'call',
    name: /^(?:GetMetadata|QueryWatermarkOffsets|GetWatermarkOffsets|CreateTopic)$/,
    places: ['0'],
    library: confluent,
  },
  { form: 'call', name: /^DeleteTopics$/, places: ['1'], library: confluent },
  { form: 'call', name: /^NewTopicCollectionOfTopicNames$/, places: ['0'], library: confluent },
];

const gokaRules: readonly Rule[] = [
  { form: 'call', name: /^(?:Stream|Table)$/, on: goka, places: ['0'], library: goka },
  { form: 'call', name: /^(?:Input|Output|Join|Lookup|Visitor)$/, on: goka, places: ['0'], library: goka },
  { form: 'call', name: /^Inputs$/, on: goka, places: ['0'], library: goka },
  { form: 'call', name: /^(?:NewEmitter|NewView)$/, on: goka, places: ['1'], library: goka },
  {
    form: 'call',
    name: /^(?:EnsureStreamExists|EnsureTableExists|EnsureTopicExists|Consume|ConsumeString|NewQueueTracker)$/,
    on: /tester|manager|topic|^(?:gkt|tm|tt|tmgr|mgr)$/i,
    places: ['0'],
    library: goka,
  },
  { form: 'call', name: /^Emit$/, on: /ctx|context/i, places: ['0'], library: goka },
];

const watermillRules: readonly Rule[] = [
  { form: 'call', name: /^Publish$/, on: /pub/i, places: ['0'], library: watermill },
  { form: 'call', name: /^Subscribe$/, on: /sub/i, places: ['1'], library: watermill },
  { form: 'call', name: /^(?:AddNoPublisherHandler|AddConsumerHandler)$/, places: ['1'], library: watermill },
  { form: 'call', name: /^AddHandler$/, places: ['1', '3'], library: watermill },
];

/** CloudEvents over Kafka. */
const cloudEventsRules: readonly Rule[] = [
  {
    form: 'call',
    name: /^NewSender(?:FromClient|FromSyncProducer)?$/,
    places: ['2'],
    library: /cloudevents/,
    arguments: [3, 5],
  },
  {
    form: 'call',
    name: /^NewConsumer(?:FromClient)?$/,
    places: ['3'],
    library: /cloudevents/,
    arguments: [4, 5],
  },
  { form: 'call', name: /^NewProtocol$/, places: ['2', '3'], library: /cloudevents/ },
  { form: 'call', name: /^(?:WithSenderTopic|WithReceiverTopics)$/, places: ['0'], library: /cloudevents/ },
];

/** Records and clients of the other libraries, and wrappers that look like them. */
const anyRules: readonly Rule[] = [
  {
    form: 'struct',
    name: /^(?:ProducerMessage|ConsumerMessage|ReaderConfig|WriterConfig|TopicPartition|TopicSpecification)$/,
    places: ['Topic', 'GroupTopics'],
  },
];

/** Fields that are set one by one. */
const setters: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:Topic|GroupTopics|Topics)=$/,
    on: /Message$|Config$|^TopicPartition$|Writer$|Reader$|Record$|^TopicSpecification$/,
    places: ['0'],
  },
];

export const goRules: readonly Rule[] = [
  ...saramaRules,
  ...kafkaGoRules,
  ...franzRules,
  ...confluentRules,
  ...gokaRules,
  ...watermillRules,
  ...cloudEventsRules,
  ...anyRules,
  ...setters,
];
