import { CompressionTypes, Kafka, type Message, type Producer } from 'kafkajs';
import { randomUUID } from 'node:crypto';

export const ORDER_CREATED = 'order.created';
const PREFIX = 'shop';

enum Topics {
  Shipped = 'order.shipped',
  Cancelled = 'order.cancelled',
  Unused = 'order.unused',
}

/** producer.send({ topic: 'in.a.comment', messages: [] }) */
export class OrderProducer {
  private readonly producer: Producer;
  private readonly refundTopic = `${PREFIX}.refunds`;

  constructor(kafka: Kafka, private readonly auditTopic = 'audit') {
    this.producer = kafka.producer({ transactionalId: 'order-tx', idempotent: true });
  }

  async created(id: string, order: unknown): Promise<void> {
    const message: Message = { key: id, value: JSON.stringify(order), headers: { topic: 'not-a-topic' } };
    await this.producer.send({ topic: ORDER_CREATED, compression: CompressionTypes.GZIP, messages: [message] });
    await this.producer.send({
      // topic: 'commented.out',
      topic: this.auditTopic,
      messages: [{ key: 'order', value: 'created' }],
    });
  }

  async shipped(id: string): Promise<void> {
    const transaction = await this.producer.transaction();
    try {
      await transaction.send({ topic: Topics.Shipped, messages: [{ key: id, value: null }] });
      await transaction.sendBatch({
        topicMessages: [
          { topic: Topics['Cancelled'], messages: [] },
          { topic: this.refundTopic, messages: [{ value: 'x' }] },
        ],
      });
      await transaction.sendOffsets({
        consumerGroupId: 'order-group',
        topics: [{ topic: 'payments', partitions: [{ partition: 0, offset: '42' }] }],
      });
      await transaction.commit();
    } catch {
      await transaction.abort();
    }
  }

  private async emit(topic: string, value: string): Promise<void> {
    await this.producer.send({ topic, messages: [{ key: randomUUID(), value }] });
  }

  async heartbeat(): Promise<void> {
    await this.emit('order.heartbeat', 'alive');
    await this.emit(process.env.PULSE_TOPIC ?? 'order.pulse', 'alive');
  }

  async dynamic(region: string, name: string): Promise<void> {
    await this.producer.send({ topic: `orders-${region}`, messages: [] });
    await this.producer.send({ topic: name, messages: [] });
  }
}
