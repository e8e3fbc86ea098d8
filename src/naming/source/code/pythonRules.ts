/** Where Python programs name topics: the Kafka clients of PyPI, Faust, FastStream, Quix, and the big data tools. */
import type { Rule } from './rules.ts';

/** `from x import y` is the module `x.y`. */
export const pythonLibraries = /kafka|^faust\b|^quixstreams\b|^faststream\.confluent\b|^redpanda/i;

/** Every module but those of other brokers and of the network: nothing tells the program's own from the rest. */
export const pythonNeutral =
  /^(?!(?:pika|aio_pika|aiormq|amqp|aioamqp|kombu|celery|paho|aiomqtt|asyncio_mqtt|gmqtt|amqtt|hbmqtt|pulsar|nats|stan|redis|aioredis|google|boto3|botocore|aioboto3|aiobotocore|azure|stomp|proton|zmq|gnsq|nsq|rq|dramatiq|requests|httpx|aiohttp|websockets?|socketio|socket|smtplib|faststream\.(?:rabbit|nats|redis|mqtt))\b)/;

/** A broker of FastStream's takes the message first. */
const producer = /producer|kafka(?!\w*(?:broker|publisher))|^p$/i;
const consumer = /consumer|kafka|^c$/i;
const admin = /admin|kafka|^a$/i;

/** kafka-python, confluent-kafka, aiokafka: what is made. */
const made: readonly Rule[] = [
  { form: 'call', name: /^(?:KafkaConsumer|AIOKafkaConsumer)$/, places: ['0+'] },
  { form: 'call', name: /^(?:TopicPartition|NewTopic|ClusterMetadata)$/, places: ['0', 'topic', 'name'] },
  { form: 'call', name: /^NewPartitions$/, places: ['0', 'topic'], arguments: [2, 3] },
  { form: 'call', name: /^(?:ConsumerRecord|ProducerRecord)$/, places: ['topic', '0'] },
  { form: 'call', name: /^ConfigResource$/, places: ['1', 'name'], first: /TOPIC|^topic$/ },
  { form: 'call', name: /^TopicCollection$/, places: ['0', 'topic_names'] },
  { form: 'call', name: /^SerializationContext$/, places: ['0', 'topic'] },
];

/** The same libraries: what is called. */
const clients: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:produce|send|send_and_wait|asend|publish)$/,
    on: producer,
    places: ['0', 'topic'],
  },
  { form: 'call', name: /^send_batch$/, on: producer, places: ['1', 'topic'] },
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['0', 'topics'] },
  {
    form: 'call',
    name: /^(?:partitions_for|partitions_for_topic|list_topics)$/,
    on: /producer|consumer|admin|kafka|client/i,
    places: ['0', 'topic'],
  },
  {
    form: 'call',
    name: /^(?:create_topics|delete_topics|describe_topics)$/,
    on: /admin|kafka|client/i,
    places: ['0', 'topics', 'new_topics'],
  },
  { form: 'call', name: /^create_partitions$/, on: admin, places: ['0.@keys'] },
  { form: 'call', name: /^delete_topic$/, on: admin, places: ['0'] },
];

/** Faust and Quix Streams, whose application makes the topics. */
const streams: readonly Rule[] = [
  {
    form: 'call',
    name: /^topic$/,
    on: /^_?app|application|faust/i,
    places: ['0+', 'name'],
    library: /^faust|^quix/,
  },
  { form: 'call', name: /^(?:agent|send)$/, on: /^_?app|faust/i, places: ['0'], library: /^faust/ },
];

/** FastStream and FastKafka. */
const fastStream: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:subscriber|publisher)$/,
    on: /broker|router|kafka/i,
    places: ['0+', 'topic'],
    library: /^faststream/,
  },
  {
    form: 'call',
    name: /^(?:publish|request)$/,
    on: /broker|kafka|^br$/i,
    places: ['1', 'topic'],
    library: /^faststream/,
  },
  {
    form: 'call',
    name: /^publish_batch$/,
    on: /broker|kafka|^br$/i,
    places: ['topic'],
    library: /^faststream/,
  },
  { form: 'call', name: /^(?:consumes|produces)$/, places: ['topic'], library: /^fastkafka/ },
];

/** Spark, whose options are strings: `subscribePattern` is a regular expression. */
const spark: readonly Rule[] = [
  {
    form: 'call',
    name: /^option$/,
    places: ['1'],
    first: /^(?:subscribe|topic)$/,
    separator: ',',
    library: /^spark\.kafka$/,
  },
  {
    form: 'call',
    name: /^options$/,
    places: ['subscribe', 'topic'],
    separator: ',',
    library: /^spark\.kafka$/,
  },
];

/** Flink, Beam, Bytewax, Airflow. */
const pipelines: readonly Rule[] = [
  { form: 'call', name: /^(?:set_topics?)$/, places: ['0+'], library: /^pyflink/ },
  { form: 'call', name: /^FlinkKafka(?:Consumer|Producer)\w*$/, places: ['0', 'topics', 'topic'] },
  { form: 'call', name: /^(?:ReadFromKafka|WriteToKafka)$/, places: ['topics', 'topic', '1'] },
  {
    form: 'call',
    name: /^(?:KafkaSource|KafkaSink)$/,
    places: ['1', 'topics', 'topic'],
    library: /^bytewax/,
  },
  { form: 'call', name: /^(?:input|output)$/, places: ['topics', 'topic'], library: /^bytewax/ },
  {
    form: 'call',
    name: /^(?:ProduceToTopicOperator|ConsumeFromTopicOperator|AwaitMessage\w*)$/,
    places: ['topic', 'topics'],
  },
];

/** Infrastructure as code: AWS CDK's event sources, Pulumi's topics. */
const infrastructure: readonly Rule[] = [
  { form: 'call', name: /^(?:ManagedKafkaEventSource|SelfManagedKafkaEventSource)$/, places: ['topic'] },
  { form: 'call', name: /^Topic$/, places: ['name'], library: /^pulumi_kafka/ },
];

export const pythonRules: readonly Rule[] = [
  ...made,
  ...clients,
  ...streams,
  ...fastStream,
  ...spark,
  ...pipelines,
  ...infrastructure,
];
