import { describe, expect, it, vi } from 'vitest';
import Confluent, { KafkaJS } from '@confluentinc/kafka-javascript';
import { publishOrder } from '../src/orders';

describe('orders', () => {
  it('goes to its topic', async () => {
    const send = vi.fn();
    await publishOrder({ send } as unknown as KafkaJS.Producer, { id: 'o-1', topic: 'books' });
    expect(send).toHaveBeenCalledWith({ topic: 'orders.v1', messages: [{ key: 'o-1', value: expect.anything() }] });
  });

  it('reads', () => {
    const consumer = new Confluent.KafkaConsumer({ 'group.id': 'spec', 'metadata.broker.list': 'x:9092' }, {});
    consumer.on('ready', () => consumer.subscribe(['orders.v1', 'orders.v2']));
    consumer.assign([{ topic: 'orders.v3', partition: 0 }]);
    const producer = new Confluent.Producer({ 'client.id': 'spec' });
    producer.produce('orders.v4', null, Buffer.from('value'), 'key', Date.now());
    producer.setPollInterval(100);
  });
});
