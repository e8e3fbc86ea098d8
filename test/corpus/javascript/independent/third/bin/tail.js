#!/usr/bin/env node
// usage: tail.js [seconds] -- prints the transcoder topics, newest first
const { Kafka, logLevel } = require('kafkajs');
const chalk = require('chalk');

const seconds = Number(process.argv[2] || 60);
const colors = new Map([
  ['transcoder.jobs', chalk.cyan],
  ['transcoder.progress', chalk.gray],
  ['transcoder.failures', chalk.red],
]);

async function main() {
  const kafka = new Kafka({ brokers: ['localhost:9092'], logLevel: logLevel.ERROR });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `tail-${process.env.USER}` });
  await admin.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [...colors.keys()] });
  consumer.run({
    eachMessage: async ({ topic, message }) => {
      console.log(colors.get(topic)(`${topic} ${message.key} ${message.value}`));
    },
  });

  for (const topic of colors.keys()) {
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, Date.now() - seconds * 1000);
    offsets.forEach(({ partition, offset }) => consumer.seek({ topic, partition, offset }));
  }
  await admin.disconnect();
}

main();
