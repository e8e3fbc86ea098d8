'use strict';
const kafka = require('kafka-node');
const { KafkaClient, Producer, ConsumerGroup } = kafka;

const client = new KafkaClient({ kafkaHost: 'localhost:9092', clientId: 'legacy' });
const producer = new Producer(client, { requireAcks: 1 });
const payloads = [
  { topic: 'legacy.clicks', messages: 'hi', partition: 0 },
  { topic: 'legacy.views', messages: ['a', 'b'] },
];

producer.on('ready', function () {
  producer.send(payloads, function (error, data) { console.log(error, data); });
  producer.createTopics(['legacy.made'], true, () => {});
});
producer.on('error', function (error) { throw error; });

const consumer = new kafka.Consumer(client, [{ topic: 'legacy.in', partition: 0 }], { autoCommit: false, groupId: 'g' });
consumer.addTopics(['legacy.added'], () => {});
consumer.pauseTopics(['legacy.paused']);
const group = new ConsumerGroup({ groupId: 'legacy-group', kafkaHost: 'localhost:9092' }, ['legacy.group', 'legacy.group2']);
group.on('message', (message) => console.log(message.topic));
const offset = new kafka.Offset(client);
offset.fetch([{ topic: 'legacy.offset', partition: 0, time: Date.now() }], () => {});
offset.fetchLatestOffsets(['legacy.latest'], () => {});
client.loadMetadataForTopics(['legacy.meta'], () => {});
