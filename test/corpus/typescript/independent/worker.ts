import { Kafka, logLevel, EachMessagePayload } from 'kafkajs';
import { handlers } from './handlers.js';

export const TOPICS = {
  userSignedUp: 'user-signed-up',
  userDeleted: 'user-deleted',
  mail: {
    requested: 'mail.requested',
  },
} as const;

enum BillingTopic {
  Charged = 'card-charged',
  Failed = 'card-failed',
}

const kafka = new Kafka({
  clientId: 'worker',
  brokers: ['kafka-1:9092', 'kafka-2:9092'],
  logLevel: logLevel.INFO,
});

const consumer = kafka.consumer({ groupId: 'worker-group' });
const admin = kafka.admin();

async function run(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topic: TOPICS.userSignedUp, fromBeginning: true });
  await consumer.subscribe({ topics: [TOPICS.userDeleted, TOPICS.mail.requested] });
  await consumer.subscribe({ topics: [BillingTopic.Charged, BillingTopic.Failed] });
  await consumer.subscribe({
    topics: [
      'newsletter_opt_in',
      /^tenant-.*$/,
      'newsletter_opt_out',
    ],
    fromBeginning: false,
  });

  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachMessage: async ({ topic, partition, message }: EachMessagePayload) => {
      console.log(`[${topic}:${partition}] ${message.offset}`);
      const handler = handlers[topic];
      if (!handler) throw new Error('no handler for topic ' + topic);
      await handler(message.value?.toString() ?? '');
    },
  });

  consumer.pause([{ topic: 'newsletter_opt_in' }]);
  consumer.seek({ topic: TOPICS.userSignedUp, partition: 0, offset: '12' });
}

async function lag(): Promise<void> {
  const offsets = await admin.fetchTopicOffsets('lag_probe');
  console.table(offsets);
}

run().then(lag).catch((e) => {
  console.error('worker failed', e);
  process.exit(1);
});
