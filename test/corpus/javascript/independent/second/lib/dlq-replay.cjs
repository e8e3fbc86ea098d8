const { Kafka } = require('@confluentinc/kafka-javascript').KafkaJS;
const readline = require('readline/promises');

const DLQ = 'shipments-dlq';

async function confirm(question) {
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await rl.question(question);
  rl.close();
  return /^y/i.test(answer);
}

async function replay(limit) {
  const kafka = new Kafka({ kafkaJS: { brokers: [process.env.KAFKA_BOOTSTRAP] } });
  const consumer = kafka.consumer({ kafkaJS: { groupId: 'dlq-replay', fromBeginning: true } });
  const producer = kafka.producer();
  await consumer.connect();
  await producer.connect();
  await consumer.subscribe({ topics: [DLQ] });

  let n = 0;
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (n++ >= limit) return;
      const target = message.headers['x-original-topic']?.toString() ?? 'shipments';
      await producer.send({ topic: target, messages: [{ key: message.key, value: message.value }] });
    },
  });
}

confirm('Replay the shipments DLQ? ').then((ok) => ok && replay(Number(process.argv[2] ?? 100)));
