// The shop's front end: publishes orders, and shows how they come along.
import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'web', brokers: ['127.0.0.1:9092'] });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: 'web-orders' });

export async function publish(order) {
  await producer.send({ topic: 'orderCreated', messages: [{ key: order.id, value: JSON.stringify(order) }] });
}

export async function follow(show) {
  await consumer.subscribe({ topics: ['ecommerce.order.event.created.v1'] });
  await consumer.run({ eachMessage: async ({ message }) => show(JSON.parse(message.value.toString())) });
}
