/** Where Rust programs name topics: rdkafka, kafka, rskafka, samsa, and the libraries beside them. */
import type { Found } from '../recogniser.ts';
import type { Text } from './program.ts';
import type { Rule } from './rules.ts';

export const rustLibraries = /kafka|^samsa(?:::|$)|^schema_registry_converter(?:::|$)/i;

/** Every module but those of other brokers. */
export const rustNeutral =
  /^(?!(?:lapin|amqprs|amqp\w*|rumqtt\w*|paho_mqtt|mqtt\w*|async_nats|nats|redis|fred|deadpool_redis|pulsar|google_cloud_\w+|gcloud_\w+|aws_sdk_\w+|rusoto_\w+|azure_\w+|zmq|zeromq|fluvio|stomp\w*|iggy|rabbitmq_stream_client|tokio::sync|std::sync)(?:::|$))/;

const rdkafka = /kafka/i;
const samsa = /^samsa/;

/** rdkafka's configuration makes clients whose type is told elsewhere. */
const consumer = /consumer|kafka|^ClientConfig$/i;
const admin = /admin|controller|kafka|^client$/i;

/** rdkafka, and rdkafka-like names of wrappers around it. */
const rdkafkaRules: readonly Rule[] = [
  { form: 'call', name: /^to$/, on: /^(?:Future|Base)Record$/, places: ['0'] },
  { form: 'struct', name: /^(?:Future|Base)Record$/, places: ['topic'] },
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['0'] },
  {
    form: 'call',
    name: /^(?:add_partition|add_partition_offset|add_partition_range|add_topic_unassigned|set_partition_offset|find_partition|elements_for_topic)$/,
    on: /partition|assignment|^(?:tpl|list|offsets)$/i,
    places: ['0'],
  },
  { form: 'call', name: /^new$/, on: /^New(?:Topic|Partitions)$/, places: ['0'] },
  { form: 'struct', name: /^New(?:Topic|Partitions)$/, places: ['name', 'topic_name'] },
  { form: 'call', name: /^Topic$/, on: /^(?:Owned)?ResourceSpecifier$/, places: ['0'] },
  { form: 'call', name: /^delete_topics$/, on: admin, places: ['0'] },
  {
    form: 'call',
    name: /^(?:fetch_metadata|fetch_watermarks|fetch_group_offsets|split_partition_queue|seek|store_offset)$/,
    on: /consumer|producer|client|kafka/i,
    places: ['0'],
    library: rdkafka,
  },
  { form: 'call', name: /^create_topic$/, on: /mock|cluster/i, places: ['0'] },
  { form: 'call', name: /^new$/, on: /^OwnedMessage$/, places: ['2'] },
];

/** kafka, the client without librdkafka. */
const kafkaRust: readonly Rule[] = [
  { form: 'call', name: /^from_(?:key_)?value$/, on: /^Record$/, places: ['0'] },
  { form: 'struct', name: /^Record$/, places: ['topic'] },
  { form: 'call', name: /^with_topic(?:_partitions)?$/, places: ['0'] },
  {
    form: 'call',
    name: /^new$/,
    on: /^(?:ProduceMessage|FetchPartition|PartitionOffset|CommitOffset)$/,
    places: ['0'],
  },
  {
    form: 'call',
    name: /^(?:fetch_offsets|fetch_topic_offsets|load_metadata|consume_message|commit_offset)$/,
    on: /client|consumer|kafka/i,
    places: ['0', '1'],
  },
];

/** rskafka. */
const rskafka: readonly Rule[] = [
  { form: 'call', name: /^partition_client$/, places: ['0'] },
  { form: 'call', name: /^(?:create_topic|delete_topic)$/, on: admin, places: ['0'] },
];

/** samsa. */
const samsaRules: readonly Rule[] = [
  { form: 'call', name: /^assign$/, on: /^TopicPartitionsBuilder$|^new$/, places: ['0'], library: samsa },
  { form: 'struct', name: /^ProduceMessage$/, places: ['topic'], library: samsa },
  { form: 'call', name: /^(?:create|delete)_topics?$/, places: ['1', '2'], library: samsa },
];

/** kafka-protocol's names, the subjects of schema_registry_converter, sea-streamer's streams. */
const others: readonly Rule[] = [
  { form: 'call', name: /^TopicName$/, places: ['0'], library: /^kafka_protocol/ },
  { form: 'call', name: /^TopicNameStrategy(?:WithSchema)?$/, places: ['0'] },
  { form: 'call', name: /^new$/, on: /^StreamKey$/, places: ['0'], library: /^sea_streamer.*kafka/i },
];

/** Functions and classes around a client, by names that people give them. */
const wrappers: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:publish|produce|send|send_message|send_event)$/,
    on: /kafka/i,
    places: ['0'],
    arguments: [2, 5],
  },
];

export const rustRules: readonly Rule[] = [
  ...rdkafkaRules,
  ...kafkaRust,
  ...rskafka,
  ...samsaRules,
  ...others,
  ...wrappers,
];

/** What `{:?}` and the like stand for is not known. */
export function withoutGaps({ value, start, end }: Text): Found {
  return { names: /[{}]/.test(value) ? [] : [{ name: value, start, end }] };
}
