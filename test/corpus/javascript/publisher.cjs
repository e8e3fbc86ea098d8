const { Kafka } = require('kafkajs');
const topicOf = { created: 'user.created', deleted: 'user.deleted' };
const env = (name, fallback) => process.env[name] || fallback;

const kafka = new Kafka({ clientId: env('CLIENT_ID', 'users'), brokers: env('BROKERS', 'a:9092,b:9092').split(',') });
const p = kafka.producer();

async function publish({ topic, key, value }) {
  await p.send({ topic, messages: [{ key, value }] });
}

const announce = (kind, user) => p.send({ topic: topicOf[kind], messages: [{ value: JSON.stringify(user) }] });

module.exports = {
  announce,
  async welcome(user) {
    await publish({ topic: 'user.welcome', key: 'k', value: user.id });
    await publish({ topic: env('MAIL_TOPIC', 'user.mail'), key: 'k', value: user.id });
    const name = user.isNew ? 'user.new' : 'user.old';
    await publish({ topic: name, key: user.id, value: 'v' });
  },
  async later(response) {
    const { Kafka: Other } = await import('kafkajs');
    response.send({ topic: 'a reply', title: 'no record' });
    return new Other({ brokers: [] });
  },
};
