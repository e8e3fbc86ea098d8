/** Where Ruby programs name topics: ruby-kafka, rdkafka, WaterDrop, Karafka, Racecar, DeliveryBoy, Phobos, Deimos. */
import type { Rule } from './rules.ts';

/** Modules are constants here: a program says `Karafka` where another imports it. */
export const rubyLibraries =
  /ka(?:ra)?fka|WaterDrop|Racecar|DeliveryBoy|Phobos|Deimos|Poseidon|^ApplicationConsumer$/i;

/** Every constant but those of other brokers. */
export const rubyNeutral =
  /^(?!(?:Bunny|MarchHare|AMQP|Hutch|Sneakers|Advanced|MQTT|PahoMqtt|Redis|Sidekiq|Resque|NATS|STOMP|Stomp|Aws|Shoryuken|Google|Pulsar|ActionCable|Faye|Pusher)\b)/;

/** What Karafka's routes and consumers say has no receiver. */
const none = /(?!)/;
const producer = /producer|ka(?:ra)?fka|waterdrop|delivery_?boy|phobos|client/i;
const consumer = /consumer|ka(?:ra)?fka/i;
const admin = /admin|ka(?:ra)?fka|client|cluster/i;

/** ruby-kafka, rdkafka, WaterDrop, DeliveryBoy, Phobos: producers. */
const producers: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:produce|produce_a?sync|produce_many_a?sync|buffer|buffer_many|deliver|deliver_message|deliver_async!?|publish|async_publish)$/,
    on: producer,
    bare: true,
    places: ['topic'],
  },
  { form: 'call', name: /^(?:publish_list|async_publish_list)$/, on: producer, places: ['topic'] },
  { form: 'call', name: /^call$/, on: /^(?:Sync|Async)Producer$/, places: ['topic'] },
  { form: 'new', name: /^MessageToSend$/, places: ['0'], library: /^Poseidon$/ },
];

/** ruby-kafka and rdkafka: consumers and what they read from. */
const consumers: readonly Rule[] = [
  { form: 'call', name: /^subscribe$/, on: consumer, places: ['0+'] },
  { form: 'call', name: /^(?:each_message|fetch_messages)$/, on: consumer, places: ['topic'] },
  {
    form: 'call',
    name: /^(?:pause|resume|paused\?|seek|query_watermark_offsets)$/,
    on: consumer,
    places: ['0'],
  },
  { form: 'call', name: /^(?:add_topic|add_topic_and_partitions_with_offsets)$/, places: ['0'] },
];

const admins: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:create_topic|delete_topic|describe_topic|alter_topic|create_partitions|create_partitions_for|partitions_for|last_offset_for|read_topic|watermark_offsets|topic_info)$/,
    on: admin,
    places: ['0'],
  },
  { form: 'call', name: /^partition_count$/, on: producer, places: ['0'] },
];

/** Karafka: routes, and the tests of its consumers. */
const karafka: readonly Rule[] = [
  { form: 'call', name: /^(?:topic|active_job_topic)$/, on: none, bare: true, places: ['0'] },
  { form: 'call', name: /^dead_letter_queue$/, places: ['topic'] },
  { form: 'call', name: /^consumer_for$/, on: /^karafka$/, places: ['0'] },
  { form: 'call', name: /^produce$/, on: /^karafka$/, places: ['topic'] },
  { form: 'new', name: /^Iterator$/, places: ['0'], library: /^Karafka$/ },
];

/** Racecar's consumers name their topics in the class. */
const racecar: readonly Rule[] = [
  { form: 'call', name: /^subscribes_to$/, on: none, bare: true, places: ['0+'] },
];

export const rubyRules: readonly Rule[] = [...producers, ...consumers, ...admins, ...karafka, ...racecar];
