const kafka = require('kafka-node');
const async = require('async');

const client = new kafka.KafkaClient({ kafkaHost: 'kafka:9092', clientId: 'legacy' });

const consumer = new kafka.Consumer(
  client,
  [
    { topic: 'legacy_clicks', partition: 0 },
    { topic: 'legacy_views', partition: 1, offset: 12 },
  ],
  { autoCommit: false, groupId: 'legacy-group' },
);

const group = new kafka.ConsumerGroup(
  { kafkaHost: 'kafka:9092', groupId: 'legacy-cg', sessionTimeout: 15000 },
  ['legacyOrders', 'legacy.returns'],
);

const producer = new kafka.HighLevelProducer(client);

consumer.on('message', (message) => {
  console.log('topic %s value %s', message.topic, message.value);
});

group.on('error', (err) => console.error('group error', err));

producer.on('ready', () => {
  const payloads = [
    { topic: 'legacy-out', messages: 'hi', partition: 0 },
  ];
  producer.send(payloads, (err, data) => {
    if (err) throw err;
    console.log(data);
  });
});

async.parallel([(cb) => consumer.close(true, cb), (cb) => group.close(true, cb)], (err) => {
  if (err) console.error('close failed', err);
  process.exit(0);
});
