const express = require('express');
const { body, validationResult } = require('express-validator');
const { KafkaClient, Producer, Consumer, KeyedMessage } = require('kafka-node');

const router = express.Router();
const client = new KafkaClient({ kafkaHost: process.env.KAFKA_HOST || 'localhost:9092' });
const producer = new Producer(client, { partitionerType: 3 });

producer.on('ready', () => {
  client.createTopics([{ topic: 'votes', partitions: 3, replicationFactor: 1 }], (err, res) => {
    if (err) console.error('create failed', err, res);
  });
});

router.post('/', body('candidate').isString(), (req, res, next) => {
  const errors = validationResult(req);
  if (!errors.isEmpty()) return res.status(422).json(errors.array());

  const payloads = [
    {
      topic: 'votes',
      messages: [new KeyedMessage(req.body.candidate, JSON.stringify(req.body))],
      timestamp: Date.now(),
    },
  ];
  producer.send(payloads, (err, data) => {
    if (err) return next(err);
    res.status(201).json(data);
  });
});

const tally = {};
const consumer = new Consumer(
  client,
  [{ topic: 'votes', partition: 0 }, { topic: 'vote-corrections', partition: 0, offset: 0 }],
  { autoCommit: true, groupId: 'tally' },
);
consumer.on('message', (m) => {
  tally[m.key] = (tally[m.key] || 0) + 1;
});

router.get('/tally', (req, res) => res.json(tally));

module.exports = router;
