/**
 * `@platformatic/kafka` 2.12.1 as the tests use it. It speaks flexible versions only and fetches by topic id,
 * so it proves what KafkaJS cannot; it is also the client the extension itself uses.
 */
import {
  Admin,
  Consumer,
  type ConsumerOptions,
  type Message,
  type MessagesStream,
  Producer,
  type ProducerOptions,
  type StreamOptions,
} from '@platformatic/kafka';
import { bootstrapServers } from '../cluster.ts';
import { type CleanUp, eventually, unique } from '../support.ts';

type BytesProducer = Producer<Buffer, Buffer, Buffer, Buffer>;
type BytesConsumer = Consumer<Buffer, Buffer, Buffer, Buffer>;
export type Received = Message<Buffer, Buffer, Buffer, Buffer>;

export function openProducer(
  clean: CleanUp,
  options: Partial<ProducerOptions<Buffer, Buffer, Buffer, Buffer>> = {},
): BytesProducer {
  const producer: BytesProducer = new Producer({ ...base(), ...options });
  clean.defer(() => producer.close());
  return producer;
}

export function openAdmin(clean: CleanUp): Admin {
  const admin = new Admin(base());
  clean.defer(() => admin.close());
  return admin;
}

type ReaderOptions = Partial<ConsumerOptions<Buffer, Buffer, Buffer, Buffer>>;

/** Heartbeats and fetches are frequent, so that a rebalance is noticed soon. */
export function openConsumer(clean: CleanUp, groupId: string, options: ReaderOptions = {}): BytesConsumer {
  const timing = {
    sessionTimeout: 10_000,
    rebalanceTimeout: 10_000,
    heartbeatInterval: 500,
    maxWaitTime: 300,
  };
  const consumer: BytesConsumer = new Consumer({ ...base(), ...timing, groupId, ...options });
  clean.defer(() => consumer.close(true));
  return consumer;
}

/** Reads from the beginning, or from the commits when `mode` says so; the array grows while records arrive. */
export async function collect(
  consumer: BytesConsumer,
  topic: string,
  options: Partial<StreamOptions> = {},
): Promise<{
  readonly received: readonly Received[];
  readonly stream: MessagesStream<Buffer, Buffer, Buffer, Buffer>;
}> {
  const received: Received[] = [];
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', ...options });
  stream.on('data', (message) => {
    received.push(message);
  });
  stream.on('error', () => undefined);
  return { received, stream };
}

export async function readAll(clean: CleanUp, topic: string, count: number): Promise<readonly Received[]> {
  const consumer = openConsumer(clean, unique('conformance.reader'));
  const { received } = await collect(consumer, topic);
  await eventually(
    `${count} records of ${topic}`,
    () => (received.length >= count ? true : undefined),
    30_000,
  );
  return received;
}

/** A fresh topic on three replicas; resolves once every partition has a leader. */
export async function createTopic(clean: CleanUp, partitions = 1): Promise<string> {
  const topic = unique('conformance.topic');
  const admin = openAdmin(clean);
  await admin.createTopics({ topics: [topic], partitions, replicas: 3 });
  await eventually(`leaders of ${topic}`, async () => {
    const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
    const led = metadata.topics.get(topic)?.partitions.filter(({ leader }) => leader >= 0);
    return led?.length === partitions ? true : undefined;
  });
  return topic;
}

export function bytes(text: string): Buffer {
  return Buffer.from(text);
}

export function texts(received: readonly Received[]): readonly string[] {
  return received.map((message) => message.value.toString());
}

function base() {
  return {
    clientId: 'conformance',
    bootstrapBrokers: [...bootstrapServers()],
    retries: 5,
    retryDelay: 200,
  };
}
