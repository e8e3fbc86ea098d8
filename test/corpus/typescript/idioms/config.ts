import { Kafka, Partitioners, type Producer, type EachMessagePayload } from 'kafkajs';
import { z } from 'zod';

const envSchema = z.object({
  KAFKA_BROKERS: z.string().default('localhost:9092'),
  ORDERS_TOPIC: z.string().default('orders.v1'),
  DLQ_TOPIC: z.string().default('orders.dlq'),
});

const env = envSchema.parse(process.env);

export const TOPICS = {
  ORDERS: env.ORDERS_TOPIC,
  PAYMENTS: 'payments.v1',
  REFUNDS: 'refunds.v1',
} as const;

type TopicName = (typeof TOPICS)[keyof typeof TOPICS];

const kafka = new Kafka({ clientId: 'shop', brokers: env.KAFKA_BROKERS.split(',') });

export class EventBus {
  private producer: Producer;
  private handlers = new Map<TopicName, (p: EachMessagePayload) => Promise<void>>();

  constructor() {
    this.producer = kafka.producer({ createPartitioner: Partitioners.LegacyPartitioner });
  }

  on(topic: TopicName, handler: (p: EachMessagePayload) => Promise<void>): this {
    this.handlers.set(topic, handler);
    return this;
  }

  async publish<T>(topic: TopicName, key: string, value: T): Promise<void> {
    await this.producer.send({ topic, messages: [{ key, value: JSON.stringify(value) }] });
  }

  async start(): Promise<void> {
    const consumer = kafka.consumer({ groupId: 'shop-group' });
    await consumer.connect();
    for (const topic of Object.values(TOPICS)) {
      await consumer.subscribe({ topic, fromBeginning: false });
    }
    await consumer.run({
      eachMessage: async (payload) => {
        try {
          await this.handlers.get(payload.topic as TopicName)?.(payload);
        } catch (error) {
          await this.producer.send({ topic: env.DLQ_TOPIC, messages: [{ value: payload.message.value }] });
        }
      },
    });
  }
}

const bus = new EventBus().on(TOPICS.REFUNDS, async () => {});
void bus.publish('payments.v1', 'k', {});
