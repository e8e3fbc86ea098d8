'use strict';

const fs = require('fs');
const { Kafka, Partitioners } = require('kafkajs');
const topics = require('./topics.json');

let producer;

function createKafka({ name, env = process.env }) {
  return new Kafka({
    clientId: name,
    brokers: (env.KAFKA_BROKERS || 'localhost:9092').split(','),
    ssl: env.KAFKA_CA ? { ca: [fs.readFileSync(env.KAFKA_CA, 'utf-8')] } : undefined,
  });
}

async function publish(eventType, payload) {
  const topic = topics[eventType];
  if (!topic) throw new Error(`no topic for event "${eventType}"`);
  if (!producer) {
    producer = createKafka({ name: 'event-bus' }).producer({
      createPartitioner: Partitioners.LegacyPartitioner,
    });
    await producer.connect();
  }
  await producer.send({ topic, messages: [{ value: JSON.stringify({ type: 'event', payload }) }] });
}

module.exports = { createKafka, publish };
