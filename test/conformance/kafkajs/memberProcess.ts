/**
 * A group member in a process of its own, so that a test can kill it as a crash would: its sockets close
 * and it never says goodbye. Arguments: bootstrap servers, group, topic. Prints one JSON line per record.
 */
import kafkajs from 'kafkajs';

const [bootstrap = '', groupId = '', topic = ''] = process.argv.slice(2);
const kafka = new kafkajs.Kafka({
  clientId: 'victim',
  brokers: bootstrap.split(','),
  logLevel: kafkajs.logLevel.NOTHING,
});
const consumer = kafka.consumer({
  groupId,
  sessionTimeout: 6000,
  heartbeatInterval: 500,
  maxWaitTimeInMs: 300,
});
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    console.log(JSON.stringify({ partition, value: message.value?.toString() }));
  },
});
