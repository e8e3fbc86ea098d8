/**
 * KafkaJS 2.2.4 as the tests use it: quiet, impatient, closed after the test, and with the codecs it
 * leaves to plug-ins. It knows no flexible version of the protocol, so it proves the older encodings.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { compressionsAlgorithms } from '@platformatic/kafka';
import kafkajs, {
  type Admin,
  type Consumer,
  type ConsumerConfig,
  type KafkaMessage,
  type Producer,
  type ProducerConfig,
} from 'kafkajs';
import { bootstrapServers } from '../cluster.ts';
import { type CleanUp, eventually, unique } from '../support.ts';

plugCodecs();

export function kafka(): kafkajs.Kafka {
  return new kafkajs.Kafka({
    clientId: 'conformance',
    brokers: [...bootstrapServers()],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 100, retries: 8 },
  });
}

export async function connectProducer(clean: CleanUp, config: ProducerConfig = {}): Promise<Producer> {
  const producer = kafka().producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    ...config,
  });
  await producer.connect();
  clean.defer(() => producer.disconnect());
  return producer;
}

export async function connectAdmin(clean: CleanUp): Promise<Admin> {
  const admin = kafka().admin();
  await admin.connect();
  clean.defer(() => admin.disconnect());
  return admin;
}

/** Heartbeats and fetches are frequent, so that a rebalance is noticed soon. */
export async function connectConsumer(clean: CleanUp, config: ConsumerConfig): Promise<Consumer> {
  const consumer = kafka().consumer({ heartbeatInterval: 500, maxWaitTimeInMs: 300, ...config });
  await consumer.connect();
  // KafkaJS leaves when a rebalance that is under way has ended, which after the test is nobody's concern.
  clean.defer(() => Promise.race([consumer.disconnect(), sleep(8_000, undefined, { ref: false })]));
  return consumer;
}

/** A fresh topic of `partitions` partitions on three replicas; resolves once every partition has a leader. */
export async function createTopic(clean: CleanUp, partitions = 1): Promise<string> {
  const topic = unique('conformance.topic');
  const admin = await connectAdmin(clean);
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: 3 }] });
  return topic;
}

export interface Received extends Pick<KafkaMessage, 'key' | 'value' | 'offset' | 'timestamp'> {
  readonly partition: number;
  readonly headers: KafkaMessage['headers'];
}

/** Reads a topic from its beginning in a group of its own until `count` records have arrived. */
export async function readAll(clean: CleanUp, topic: string, count: number): Promise<readonly Received[]> {
  const consumer = await connectConsumer(clean, { groupId: unique('conformance.reader') });
  const received = await collect(consumer, topic);
  await eventually(
    `${count} records of ${topic}`,
    () => (received.length >= count ? true : undefined),
    30_000,
  );
  return received;
}

/** Subscribes from the beginning and runs; the array grows while records arrive. */
export async function collect(consumer: Consumer, topic: string): Promise<readonly Received[]> {
  const received: Received[] = [];
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const { key, value, offset, timestamp, headers } = message;
      received.push({ partition, key, value, offset, timestamp, headers });
    },
  });
  return received;
}

export function texts(received: readonly Received[]): readonly (string | undefined)[] {
  return received.map((record) => record.value?.toString());
}

/** KafkaJS brings gzip only; the other three come from the second client's codecs. */
function plugCodecs(): void {
  const { CompressionTypes, CompressionCodecs } = kafkajs;
  const plug = (algorithm: 'snappy' | 'lz4' | 'zstd') => () => ({
    compress: async (encoder: { readonly buffer: Buffer }) =>
      compressionsAlgorithms[algorithm].compressSync(encoder.buffer),
    decompress: async (bytes: Buffer) => compressionsAlgorithms[algorithm].decompressSync(bytes),
  });
  CompressionCodecs[CompressionTypes.Snappy] = plug('snappy');
  CompressionCodecs[CompressionTypes.LZ4] = plug('lz4');
  CompressionCodecs[CompressionTypes.ZSTD] = plug('zstd');
}
