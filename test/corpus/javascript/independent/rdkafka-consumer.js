'use strict';

/*
 * node-rdkafka demo
 *   consumer.subscribe(['in-a-comment']);
 */
var Kafka = require('node-rdkafka');

var topicName = 'rdkafka-test';
var counter = 0;

var consumer = new Kafka.KafkaConsumer({
  'group.id': 'librd-test',
  'metadata.broker.list': 'localhost:9092',
  'enable.auto.commit': false,
  'rebalance_cb': true
}, { 'auto.offset.reset': 'earliest' });

consumer.on('event.log', function (log) {
  console.log(log);
});

consumer.on('ready', function (arg) {
  console.log('consumer ready.' + JSON.stringify(arg));
  consumer.subscribe([topicName, 'rdkafka_second']);
  consumer.consume();
});

consumer.on('data', function (m) {
  counter++;
  if (counter % 100 === 0) {
    console.log('calling commit on topic', m.topic);
    consumer.commit(m);
  }
});

var producer = new Kafka.Producer({ 'metadata.broker.list': 'localhost:9092', 'dr_cb': true, 'client.id': 'librd' });
producer.connect();
producer.on('ready', function () {
  producer.produce(
    'rdkafka.output',
    null,
    Buffer.from('Awesome message'),
    'Stormwind',
    Date.now()
  );
  producer.produce(topicName, -1, Buffer.from('second'), 'key-2');
});

var admin = Kafka.AdminClient.create({ 'client.id': 'kafka-admin', 'metadata.broker.list': 'localhost:9092' });
admin.createTopic({ topic: 'rdkafka created', num_partitions: 1, replication_factor: 1 }, function (err) {
  if (err) console.error('create failed', err);
});
consumer.connect();
