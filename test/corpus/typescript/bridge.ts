// Both sides in one file: MQTT and RabbitMQ are not ours.
import * as amqp from 'amqplib';
import mqtt from 'mqtt';
import Redis from 'ioredis';
import { Kafka, Partitioners, ProducerRecord } from 'kafkajs';

const kafka = new Kafka({ brokers: ['localhost:9092'] });
const sink = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const client = mqtt.connect('mqtt://localhost');
const redis = new Redis();

client.subscribe('devices/+/state');
client.subscribe({ 'devices/a': { qos: 1 } });
client.on('message', async (topic, payload) => {
  await sink.send({ topic: 'device.states', messages: [{ key: topic, value: payload }] });
  client.publish('devices/ack', 'ok');
  await redis.publish('channel', 'payload');
});

export async function tee(): Promise<void> {
  const connection = await amqp.connect('amqp://localhost');
  const producer = await connection.createChannel();
  producer.publish('exchange', 'routing.key', Buffer.from(''));
  producer.sendToQueue('queue', Buffer.from(''));
  await producer.assertExchange('exchange', 'topic');
  const record: ProducerRecord = { topic: 'device.tee', messages: [] };
  await sink.send(record);
}
