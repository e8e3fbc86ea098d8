/** Where PHP programs name topics: php-rdkafka, longlang/phpkafka, kafka-php, Laravel Kafka, Enqueue, and others. */
import type { Rule } from './rules.ts';

export const phpLibraries = /kafka/i;

/** Every namespace but those of other brokers. */
export const phpNeutral =
  /^(?!(?:PhpAmqpLib|AMQP\w*|Bunny|OldSound|Predis|Redis\w*|PhpMqtt|Mosquitto|Bluerhinos|Pheanstalk|Stomp|Aws|Google|Pulsar|Nats|Basis|Interop\\Amqp|Enqueue\\(?!RdKafka)\w+|Illuminate\\Support\\Facades\\(?:Redis|Queue|Mail|Event|Broadcast))(?:\\|$))/;

const producer = /producer|kafka/i;
const consumer = /consumer|kafka/i;

/** php-rdkafka, and the SimpleKafkaClient extension. */
const rdkafka: readonly Rule[] = [
  { form: 'call', name: /^(?:newTopic|getTopicHandle)$/, places: ['0'] },
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['0+'] },
  { form: 'call', name: /^queryWatermarkOffsets$/, places: ['0'] },
  { form: 'new', name: /^(?:TopicPartition|NewTopic)$/, places: ['0'] },
];

/** longlang/phpkafka, also in Hyperf. */
const phpKafka: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:send|produce|publish)$/,
    on: producer,
    places: ['0', 'topic'],
    arguments: [2, 8],
  },
  { form: 'call', name: /^setTopics?$/, on: /config|consumer|producer|kafka/i, places: ['0'] },
  { form: 'new', name: /^ProduceMessage$/, places: ['0', 'topic'] },
  { form: 'annotation', name: /^Consumer$/, places: ['topic'] },
];

/** nmred/kafka-php: lists of records. */
const kafkaPhp: readonly Rule[] = [
  { form: 'call', name: /^send$/, on: producer, places: ['topic'] },
  { form: 'new', name: /^Producer$/, places: ['topic'] },
];

/** mateusjunges/laravel-kafka. */
const laravel: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:onTopic|publishOn|assertPublishedOn|assertPublishedOnTimes|assertPublishedTimesOn|withDlq)$/,
    places: ['0', 'topic'],
  },
  { form: 'call', name: /^(?:consumer|createConsumer)$/, on: /^Kafka$/, places: ['0', 'topics'] },
  { form: 'new', name: /^(?:Message|ConsumedMessage)$/, places: ['topicName'] },
];

/** jobcloud/php-kafka-lib. */
const jobcloud: readonly Rule[] = [
  { form: 'call', name: /^create$/, on: /^KafkaProducerMessage$/, places: ['0'] },
  { form: 'call', name: /^with(?:Additional)?Subscription$/, places: ['0'] },
  { form: 'new', name: /^TopicSubscription$/, places: ['0'] },
];

/** Enqueue's transport, where a queue is a topic; Ecotone's attributes. */
const frameworks: readonly Rule[] = [
  { form: 'call', name: /^create(?:Topic|Queue)$/, places: ['0'], library: /RdKafka/ },
  { form: 'annotation', name: /^KafkaConsumer$/, places: ['1', 'topics'] },
  {
    form: 'call',
    name: /^createWithDefaults$/,
    on: /^KafkaPublisherConfiguration$/,
    places: ['0', 'topicName'],
  },
  { form: 'call', name: /^createWithReferenceName$/, on: /^TopicConfiguration$/, places: ['1'] },
];

export const phpRules: readonly Rule[] = [
  ...rdkafka,
  ...phpKafka,
  ...kafkaPhp,
  ...laravel,
  ...jobcloud,
  ...frameworks,
];
