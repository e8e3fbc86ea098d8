import mqtt from 'mqtt';
import { Kafka } from 'kafkajs';
import Redis from 'ioredis';
import amqp from 'amqplib';

const client = mqtt.connect('mqtt://localhost');
const redis = new Redis();
const producer = new Kafka({ brokers: ['b:9092'] }).producer();
client.subscribe('home/+/temperature');
client.on('message', async (topic, payload) => {
  await producer.send({ topic: 'iot-temperature', messages: [{ key: topic, value: payload }] });
  await redis.publish('iot', payload.toString());
});
const ch = await (await amqp.connect('amqp://localhost')).createChannel();
ch.publish('logs', 'info', Buffer.from('x'));
ch.sendToQueue('jobs', Buffer.from('x'));
client.publish('home/ack', 'ok');
