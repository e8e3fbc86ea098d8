const kafka = require('kafka-node');
const async = require('async');
const influx = require('./influx');

const options = {
  kafkaHost: process.env.KAFKA_HOST,
  groupId: 'influx-writer',
  protocol: ['roundrobin'],
  fromOffset: 'latest',
  sessionTimeout: 15000,
};

const group = new kafka.ConsumerGroup(options, ['cpu-metrics', 'mem-metrics', 'disk-metrics']);

const queue = async.queue((message, done) => {
  const point = JSON.parse(message.value);
  influx
    .writePoints([{ measurement: point.name, tags: { host: point.host }, fields: { value: point.value } }])
    .then(() => done())
    .catch(done);
}, 10);

queue.drain(() => group.resume());

group.on('message', (message) => {
  queue.push(message);
  if (queue.length() > 1000) group.pause();
});

group.on('error', (err) => console.error('consumer group', err));
group.on('offsetOutOfRange', (topic) => console.warn('offset out of range', topic));

const producer = new kafka.HighLevelProducer(new kafka.KafkaClient({ kafkaHost: process.env.KAFKA_HOST }));

setInterval(() => {
  producer.send([{ topic: 'influx-writer-heartbeat', messages: String(queue.length()) }], () => {});
}, 30000);
