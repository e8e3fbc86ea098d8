const { Kafka } = require('kafkajs');
const { SchemaRegistry, SchemaType } = require('@kafkajs/confluent-schema-registry');

const registry = new SchemaRegistry({ host: process.env.REGISTRY });
const config = {
  source: { brokers: process.env.SRC, topic: 'eu.accounts' },
  target: { brokers: process.env.DST, topic: 'us.accounts-replica' },
};

class Replicator {
  constructor({ source, target }) {
    this.source = source;
    this.target = target;
    this.consumer = new Kafka({ brokers: source.brokers.split(',') }).consumer({ groupId: 'replicator' });
    this.producer = new Kafka({ brokers: target.brokers.split(',') }).producer();
  }

  async start() {
    await Promise.all([this.consumer.connect(), this.producer.connect()]);
    await this.consumer.subscribe({ topic: config.source.topic, fromBeginning: true });
    await this.consumer.run({
      eachMessage: async ({ message }) => {
        const decoded = await registry.decode(message.value);
        delete decoded.taxId;
        await this.producer.send({
          topic: config.target.topic,
          messages: [{ key: message.key, value: JSON.stringify(decoded) }],
        });
      },
    });
  }
}

exports.main = async () => new Replicator(config).start();
exports.SchemaType = SchemaType;
