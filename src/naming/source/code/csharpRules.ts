/** Where C# programs name topics: Confluent's client, Streamiz, KafkaFlow, MassTransit, Azure Functions, and others. */

import type { Found } from '../recogniser.ts';
import type { Text } from './program.ts';
import type { Rule } from './rules.ts';

/** Namespaces are imported as a whole, so that they tell of a file, and not of a name in it. */
export const csharpLibraries = /kafka|^Streamiz\./i;

const flow = /^KafkaFlow(?:\.|$)/;
const massTransit = /^MassTransit(?:\.|$)/;
const streamiz = /^Streamiz\./;

/** Confluent's producer, and wrappers around one; KafkaFlow's has another order of arguments. */
const producer = /^(?!IMessageProducer$|ITopicProducer$).*(?:producer|kafka)/i;
const consumer = /consumer|kafka/i;
const admin = /admin|kafka/i;

/** Confluent.Kafka, and what speaks of its types. */
const confluent: readonly Rule[] = [
  { form: 'call', name: /^Produce(?:Async)?$/, on: producer, places: ['0', 'topic'], arguments: [2, 4] },
  { form: 'call', name: /^Subscribe$/, on: consumer, places: ['0', 'topic', 'topics'] },
  {
    form: 'new',
    name: /^TopicPartition(?:Offset|Timestamp|OffsetError|Error|OffsetLeaderEpoch)?$/,
    places: ['0', 'topic'],
  },
  { form: 'new', name: /^TopicSpecification$/, places: ['Name'] },
  { form: 'call', name: /^CreateTopicsAsync$/, places: ['Name'] },
  { form: 'new', name: /^PartitionsSpecification$/, places: ['Topic'] },
  {
    form: 'new',
    name: /^(?:ConsumeResult|DeliveryResult|DeliveryReport|TopicMetadata)$/,
    places: ['Topic', 'topic'],
  },
  { form: 'call', name: /^DeleteTopicsAsync$/, places: ['0', 'topics'] },
  { form: 'call', name: /^GetMetadata$/, on: admin, places: ['0', 'topic'], arguments: [2, 2] },
  { form: 'call', name: /^OfTopicNames$/, on: /^TopicCollection$/, places: ['0'] },
  { form: 'new', name: /^SerializationContext$/, places: ['1', 'topic'] },
];

/** Classes around a client, by names that people give them. */
const wrappers: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:Publish|Send|SendMessage|PublishMessage)(?:Async)?$/,
    on: /kafka/i,
    places: ['0', 'topic'],
    arguments: [2, 6],
  },
  { form: 'annotation', name: /^Kafka(?:Topic|Consumer|Listener|Message)$/, places: ['0', 'topic', 'Topic'] },
];

const streams: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:Stream|Table|GlobalTable)$/,
    on: /builder/i,
    places: ['0', 'topic'],
    library: streamiz,
  },
  { form: 'call', name: /^(?:To|Through|Repartition)$/, places: ['0', 'topicName'], library: streamiz },
  {
    form: 'call',
    name: /^Create(?:Input|Output|MultiInput)Topic$/,
    places: ['0', 'topicName'],
    library: streamiz,
  },
];

const kafkaFlow: readonly Rule[] = [
  { form: 'call', name: /^(?:Topics?|DefaultTopic|ManualAssignPartitions)$/, places: ['0+'], library: flow },
  { form: 'call', name: /^CreateTopicIfNotExists$/, places: ['0'], library: flow },
  // Without a topic the first argument is the key.
  {
    form: 'call',
    name: /^Produce(?:Async)?$/,
    on: /^IMessageProducer$|^GetProducer$/,
    places: ['0', 'topic'],
    arguments: [3, 6],
    unless: /header/i,
    library: flow,
  },
];

const massTransitRules: readonly Rule[] = [
  { form: 'call', name: /^(?:AddProducer|TopicEndpoint)$/, places: ['0', 'topicName'], library: massTransit },
  // `topicProducerProvider.GetProducer<OrderPlaced>(new Uri("topic:orders"))`
  { form: 'new', name: /^Uri$/, places: ['0'], separator: 'topic:', library: massTransit },
];

/** Azure Functions: the broker's address comes first. */
const azure: readonly Rule[] = [
  { form: 'annotation', name: /^Kafka(?:Trigger|Output)?$/, places: ['1', 'topic', 'Topic'] },
];

const wolverine: readonly Rule[] = [
  {
    form: 'call',
    name: /^(?:ListenToKafkaTopics?|ToKafkaTopic|UseKafkaTopic)$/,
    places: ['0+', 'topicName'],
  },
];

/** Silverback, Akka.NET, Orleans, Brighter, CAP, KafkaNet. */
const others: readonly Rule[] = [
  { form: 'new', name: /^Kafka(?:Producer|Consumer)Endpoint$/, places: ['0+'], library: /^Silverback/ },
  { form: 'call', name: /^(?:ConsumeFrom|ProduceTo)$/, places: ['0+'], library: /^Silverback.*Kafka/ },
  {
    form: 'call',
    name: /^(?:Topics|Assignment)$/,
    on: /^Subscriptions$/,
    places: ['0+'],
    library: /^Akka\./,
  },
  { form: 'new', name: /^ProducerRecord$/, places: ['0', 'topic'], library: /^Akka\./ },
  { form: 'call', name: /^AddTopic$/, places: ['0'], library: /^Orleans\..*Kafka/ },
  { form: 'new', name: /^RoutingKey$/, places: ['0'], library: /Brighter.*Kafka/ },
  { form: 'annotation', name: /^CapSubscribe$/, places: ['0'], library: /^DotNetCore\.CAP/ },
  { form: 'call', name: /^SendMessageAsync$/, on: producer, places: ['0'], library: /^KafkaNet/ },
  { form: 'new', name: /^ConsumerOptions$/, places: ['0'], library: /^KafkaNet/ },
];

export const csharpRules: readonly Rule[] = [
  ...confluent,
  ...wrappers,
  ...streams,
  ...kafkaFlow,
  ...massTransitRules,
  ...azure,
  ...wolverine,
  ...others,
];

/** Azure reads `%Orders%` from the settings. */
export function withoutSettings({ value, start, end }: Text): Found {
  return { names: value.includes('%') ? [] : [{ name: value, start, end }] };
}
