import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import config from './config';

const kafka = new Kafka({ clientId: 'billing', brokers: ['localhost:9092'], logLevel: logLevel.INFO });

const TOPICS = {
  invoices: 'billing.invoices',
  payments: 'billing.payments',
} as const;

const EXTRA: readonly string[] = ['billing.refunds', ...Object.values(TOPICS)];

export async function start(): Promise<void> {
  const consumer = kafka.consumer({ groupId: 'billing-group' });
  await consumer.connect();
  await consumer.subscribe({ topics: [...EXTRA], fromBeginning: true });
  await consumer.subscribe({ topic: /billing\..*/ });
  await consumer.subscribe({ topics: [/^legacy-.*/i, 'legacy'] });
  await consumer.subscribe({ topic: config.topics.orders });
  for (const topic of ['loop.a', 'loop.b']) {
    await consumer.subscribe({ topic, fromBeginning: false });
  }
  await consumer.run({
    eachMessage: async ({ topic, partition, message }: EachMessagePayload) => {
      console.log({ topic, partition, offset: message.offset });
      if (topic === TOPICS.invoices) return;
      consumer.pause([{ topic, partitions: [partition] }]);
    },
  });
  consumer.seek({ topic: TOPICS.payments, partition: 0, offset: '12' });
  consumer.pause([{ topic: 'billing.slow' }]);
  consumer.on(consumer.events.HEARTBEAT, () => undefined);
}

export async function admin(): Promise<void> {
  const admin = kafka.admin();
  await admin.createTopics({
    waitForLeaders: true,
    topics: Object.values(TOPICS).map((topic) => ({ topic, numPartitions: 3, replicationFactor: 1 })),
  });
  await admin.createTopics({ topics: [{ topic: 'admin.made', configEntries: [{ name: 'cleanup.policy', value: 'compact' }] }] });
  await admin.deleteTopics({ topics: ['admin.deleted'] });
  await admin.fetchTopicOffsets('admin.offsets');
  await admin.fetchOffsets({ groupId: 'billing-group', topics: ['admin.fetched'] });
  await admin.createPartitions({ topicPartitions: [{ topic: 'admin.wider', count: 6 }] });
  await admin.setOffsets({ groupId: 'g', topic: 'admin.set', partitions: [] });
  const known = await admin.listTopics();
  if (!known.includes('not.seen')) await admin.disconnect();
}
