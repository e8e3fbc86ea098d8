import { Kafka, Producer, CompressionTypes, Partitioners, type ProducerRecord } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { Order } from '../domain/order';

const kafka = new Kafka({
  clientId: 'order-service',
  brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(','),
});

const ORDER_TOPIC = process.env.ORDER_TOPIC ?? 'orderCreated';
const AUDIT_TOPIC = process.env['AUDIT_TOPIC'] || "audit_log";

export class OrderProducer {
  private readonly producer: Producer;
  private readonly cancelTopic = 'order-cancelled';

  constructor() {
    this.producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      transactionalId: 'order-tx',
    });
  }

  async created(order: Order): Promise<void> {
    await this.producer.send({
      topic: ORDER_TOPIC,
      compression: CompressionTypes.GZIP,
      messages: [
        { key: order.id, value: JSON.stringify(order), headers: { 'event-type': 'order.created' } },
      ],
    });
    await this.producer.send({ topic: AUDIT_TOPIC, messages: [{ value: 'order created' }] });
  }

  async cancelled(id: string): Promise<void> {
    // await this.producer.send({ topic: 'order-cancelled-old', messages: [] });
    await this.producer.send({
      topic: this.cancelTopic,
      messages: [{ key: id, value: `cancelled ${id}` }],
    });
  }

  async bulk(orders: Order[]): Promise<void> {
    await this.producer.sendBatch({
      topicMessages: [
        {
          topic: 'orders.bulk',
          messages: orders.map((o) => ({ key: o.id, value: JSON.stringify({ topic: 'inner', ...o }) })),
        },
        { topic: `orders.stats`, messages: [{ value: String(orders.length) }] },
      ],
    });
  }

  async record(): Promise<void> {
    const record: ProducerRecord = {
      topic: 'shop.order.log.snapshot.v1',
      messages: [{ key: randomUUID(), value: 'snapshot' }],
    };
    await this.producer.send(record);
  }
}
