const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');
const winston = require('winston');

const GROUP_ID = 'config-group';
const CLIENT_ID = 'config-client';

const logger = winston.createLogger({ defaultMeta: { service: 'kafka-config' } });

const toWinston = (level) => (level === logLevel.ERROR ? 'error' : 'info');

const kafka = new Kafka({
  clientId: CLIENT_ID,
  brokers: ['kafka-1:9092', 'kafka-2:9092'],
  sasl: { mechanism: 'scram-sha-256', username: 'app', password: process.env.KAFKA_PASSWORD },
  logCreator: () => ({ level, log }) => logger.log({ level: toWinston(level), message: log.message }),
});

const registry = new SchemaRegistry({ host: 'http://registry:8081' });

async function encode(subject, value) {
  const id = await registry.getLatestSchemaId(subject || 'customers-value');
  return registry.encode(id, value);
}

module.exports.listen = async (topics, handler) => {
  const consumer = kafka.consumer({ groupId: GROUP_ID });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: false });
  logger.info('subscribed to topics', { topics: topics.join() });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      if (message.headers.type.toString() !== 'customer-created') return;
      await handler(topic, message.value);
    },
  });
};

module.exports.emit = async (topic, key) => {
  const producer = kafka.producer({ transactionalId: 'config-tx' });
  const value = await encode('customers-value', { name: 'customer', kind: 'created' });
  await producer.send({ topic, messages: [{ key: key || 'customer-key', value, headers: { type: 'customer-created' } }] });
};
