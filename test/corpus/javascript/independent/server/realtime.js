const express = require('express');
const http = require('http');
const amqp = require('amqplib');
const mqtt = require('mqtt');
const { Server } = require('socket.io');
const { createClient } = require('redis');
const AWS = require('aws-sdk');

const app = express();
const server = http.createServer(app);
const io = new Server(server);
const TOPIC = 'chat.topic';

io.on('connection', (socket) => {
  socket.join('room-1');
  socket.on('topic', ({ topic }) => io.to('room-1').emit('topic-changed', { topic }));
});

async function rabbit() {
  const conn = await amqp.connect('amqp://localhost');
  const channel = await conn.createChannel();
  await channel.assertExchange(TOPIC, 'topic', { durable: true });
  channel.publish(TOPIC, 'chat.created', Buffer.from('x'));
  channel.consume('chat-queue', (m) => channel.ack(m));
}

const client = mqtt.connect('mqtt://test.mosquitto.org');
client.on('connect', () => {
  client.subscribe('presence');
  client.subscribe({ 'chat/online': { qos: 1 } });
  client.publish('presence', 'Hello mqtt');
});

async function redis() {
  const sub = createClient();
  await sub.connect();
  await sub.subscribe('chat-channel', (m) => console.log({ topic: 'chat', messages: [m] }));
}

new AWS.SNS().publish({ TopicArn: 'arn:aws:sns:us-east-1:1:chat', Message: 'hi' });
module.exports = { rabbit, redis, topics: ['chat', 'help'] };
