'use strict';

const { Kafka, logLevel } = require('kafkajs');
const { toWinstonLogCreator } = require('./log');
const sharp = require('sharp');
const s3 = require('./s3');

const kafka = new Kafka({
  clientId: 'image-worker',
  brokers: process.env.KAFKA_BROKERS.split(','),
  logLevel: logLevel.INFO,
  logCreator: toWinstonLogCreator,
});

const consumer = kafka.consumer({ groupId: 'image-worker' });
const producer = kafka.producer();

const topics = {
  uploads: process.env.UPLOADS_TOPIC || 'image-uploads',
  resized: 'image-resized',
  errors: 'image-errors',
};

async function processMessage({ message }) {
  const { bucket, key } = JSON.parse(message.value.toString());
  try {
    const original = await s3.get(bucket, key);
    const small = await sharp(original).resize(320).toBuffer();
    await s3.put(bucket, `thumbs/${key}`, small);
    await producer.send({ topic: topics.resized, messages: [{ key, value: small.length.toString() }] });
  } catch (err) {
    await producer.send({
      topic: topics.errors,
      messages: [{ key, value: err.stack, headers: { bucket } }],
    });
  }
}

const run = async () => {
  await Promise.all([consumer.connect(), producer.connect()]);
  await consumer.subscribe({ topic: topics.uploads, fromBeginning: true });
  await consumer.run({ eachMessage: processMessage });
};

['SIGINT', 'SIGTERM'].forEach((signal) => {
  process.once(signal, async () => {
    await consumer.disconnect();
    process.exit(0);
  });
});

run().catch((e) => console.error(`[image-worker] ${e.message}`, e));
