import { describe, it, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { Kafka } from 'kafkajs';
import { SensorPublisher } from '../src/sensor-publisher.js';

const TOPIC = 'sensor-readings';

describe('SensorPublisher', () => {
  const kafka = new Kafka({ clientId: 'spec', brokers: [process.env.TEST_KAFKA ?? 'localhost:9092'] });
  const consumer = kafka.consumer({ groupId: `spec-${process.pid}` });
  const seen = [];
  let publisher;

  before(async () => {
    const admin = kafka.admin();
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 1 }] });
    await admin.disconnect();
    publisher = new SensorPublisher(kafka, { name: 'unit' });
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(message) });
  });

  after(() => Promise.all([publisher.close(), consumer.disconnect()]));

  it('keys by sensor', async () => {
    await publisher.publish({ sensor: 's-7', value: 21.4 });
    while (seen.length === 0) await new Promise((r) => setTimeout(r, 50));
    assert.equal(seen[0].key.toString(), 's-7');
    assert.equal(seen[0].value.toString(), '21.4');
  });

  it('does not publish invalid readings', async () => {
    const before = seen.length;
    await publisher.publish({ sensor: 's-7', value: NaN });
    assert.equal(seen.length, before);
  });
});
