const { expect } = require('chai');
const sinon = require('sinon');
const { Kafka } = require('kafkajs');
const { GenericContainer } = require('testcontainers');
const { startEnricher } = require('../../src/enricher');

describe('enricher', function () {
  this.timeout(90000);
  let redpanda, kafka, stop;
  const geo = { lookup: sinon.stub().resolves({ country: 'DE' }) };

  before(async () => {
    redpanda = await new GenericContainer('redpandadata/redpanda:v23.3.5').withExposedPorts(9092).start();
    kafka = new Kafka({ brokers: [`localhost:${redpanda.getMappedPort(9092)}`] });
    stop = await startEnricher(kafka, geo);
  });

  after(async () => {
    await stop();
    await redpanda.stop();
  });

  it('adds the country', async () => {
    const out = [];
    const consumer = kafka.consumer({ groupId: 'test-' + Date.now() });
    await consumer.connect();
    await consumer.subscribe({ topics: ['visits.enriched', 'visits.unknown-ip'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => out.push(JSON.parse(message.value)) });

    const producer = kafka.producer();
    await producer.connect();
    await producer.sendBatch({
      topicMessages: [
        { topic: 'visits.raw', messages: [{ key: 'a', value: JSON.stringify({ ip: '10.0.0.1' }) }] },
        { topic: 'visits.raw-mobile', messages: [{ key: 'b', value: JSON.stringify({ ip: '10.0.0.2' }) }] },
      ],
    });

    while (out.length < 2) await new Promise((r) => setTimeout(r, 100));
    expect(out[0].country).to.equal('DE');
    sinon.assert.calledTwice(geo.lookup);
  });
});
