const { Kafka, logLevel } = require('kafkajs');
const express = require('express');
const { v4: uuid } = require('uuid');

const TOPIC = process.env.KAFKA_TOPIC || 'test-topic';
const { METRICS_TOPIC = 'http_metrics' } = process.env;

const kafka = new Kafka({
  logLevel: logLevel.ERROR,
  brokers: [`${process.env.HOST_IP || 'localhost'}:9092`],
  clientId: 'example-producer',
});

const producer = kafka.producer();
const app = express();
app.use(express.json());

const createMessage = (num) => ({
  key: `key-${num}`,
  value: `value-${num}-${new Date().toISOString()}`,
});

const sendMessage = () =>
  producer
    .send({
      topic: TOPIC,
      messages: Array(10).fill().map((_, i) => createMessage(i)),
    })
    .then(console.log)
    .catch((e) => console.error(`[example/producer] ${e.message}`, e));

app.post('/track', async (req, res) => {
  await producer.send({ topic: METRICS_TOPIC, messages: [{ value: 'hit' }] });
  await producer.send({
    messages: [{ key: uuid(), value: JSON.stringify(req.body) }],
    acks: -1,
    topic: 'trackEvents',
  });
  // await producer.send({ topic: 'track-old', messages: [] });
  res.json({ topic: 'tracking', ok: true });
});

const run = async () => {
  await producer.connect();
  setInterval(sendMessage, 3000);
  app.listen(3000, () => console.log('listening, topic is', TOPIC));
};

run();

['SIGTERM', 'SIGINT'].forEach((type) => {
  process.once(type, async () => {
    await producer.disconnect();
    process.kill(process.pid, type);
  });
});
