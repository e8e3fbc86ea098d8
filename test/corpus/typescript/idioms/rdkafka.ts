import * as KafkaDriver from 'node-rdkafka';
import pino from 'pino';

const log = pino();
const topicName = process.env.TOPIC_NAME || 'metrics.raw';

export function startConsumer(onData: (m: KafkaDriver.Message) => void) {
  const consumer = new KafkaDriver.KafkaConsumer({ 'group.id': 'metrics', 'metadata.broker.list': 'localhost:9092' }, { 'auto.offset.reset': 'earliest' });
  consumer.connect();
  consumer
    .on('ready', () => {
      consumer.subscribe([topicName, 'metrics.late']);
      consumer.consume();
    })
    .on('data', onData);
  return consumer;
}

export function produce(value: Buffer) {
  const producer = new KafkaDriver.Producer({ 'metadata.broker.list': 'localhost:9092' });
  producer.on('event.error', (e) => log.error(e));
  producer.produce('metrics.cooked', null, value, 'key', Date.now());
  const stream = KafkaDriver.Producer.createWriteStream({}, {}, { topic: 'metrics.stream' });
  stream.write(value);
  const admin = KafkaDriver.AdminClient.create({ 'client.id': 'kafka-admin' });
  admin.createTopic({ topic: 'metrics.new', num_partitions: 1, replication_factor: 1 }, () => {});
}
