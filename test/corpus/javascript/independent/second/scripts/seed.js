#!/usr/bin/env node
const { Kafka } = require('kafkajs');
const { faker } = require('@faker-js/faker');
const yargs = require('yargs');

const argv = yargs.option('count', { type: 'number', default: 1000 }).argv;

const generators = {
  'crm.customers': () => ({ id: faker.string.uuid(), name: faker.person.fullName() }),
  'crm.contacts': () => ({ id: faker.string.uuid(), email: faker.internet.email() }),
  'crm.deals': () => ({ id: faker.string.uuid(), amount: faker.number.int({ max: 5000 }) }),
};

(async () => {
  const kafka = new Kafka({ clientId: 'seeder', brokers: ['localhost:9092'] });
  const producer = kafka.producer();
  await producer.connect();

  for (const [topic, generate] of Object.entries(generators)) {
    const messages = Array.from({ length: argv.count }, () => {
      const row = generate();
      return { key: row.id, value: JSON.stringify(row) };
    });
    await producer.send({ topic, messages });
    console.log(`${topic}: ${messages.length}`);
  }

  await producer.disconnect();
})();
