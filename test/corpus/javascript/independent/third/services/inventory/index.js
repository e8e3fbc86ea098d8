import { Kafka } from 'kafkajs';
import mongoose from 'mongoose';
import { Item } from './models/item.js';

const ORDER_CREATED = 'shop-order-created';
const ORDER_CANCELLED = 'shop-order-cancelled';
const STOCK_LOW = 'shop-stock-low';

const kafka = new Kafka({ clientId: 'inventory', brokers: ['kafka-0:9092', 'kafka-1:9092'] });
const consumer = kafka.consumer({ groupId: 'inventory' });
const producer = kafka.producer();

const handlers = {
  async [ORDER_CREATED](order) {
    for (const line of order.lines) {
      const item = await Item.findOneAndUpdate(
        { sku: line.sku },
        { $inc: { stock: -line.qty } },
        { new: true },
      );
      if (item.stock < item.threshold) {
        await producer.send({ topic: STOCK_LOW, messages: [{ key: item.sku, value: String(item.stock) }] });
      }
    }
  },
  async [ORDER_CANCELLED](order) {
    await Promise.all(order.lines.map((l) => Item.updateOne({ sku: l.sku }, { $inc: { stock: l.qty } })));
  },
};

await mongoose.connect(process.env.MONGO_URL, { dbName: 'inventory' });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [ORDER_CREATED, ORDER_CANCELLED] });
await consumer.run({
  eachMessage: async ({ topic, message }) => {
    await handlers[topic](JSON.parse(message.value.toString()));
  },
});
