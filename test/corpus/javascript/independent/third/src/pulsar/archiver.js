const Pulsar = require('pulsar-client');
const { PubSub } = require('@google-cloud/pubsub');

const pubsub = new PubSub();

(async () => {
  const client = new Pulsar.Client({ serviceUrl: 'pulsar://localhost:6650' });

  const consumer = await client.subscribe({
    topic: 'persistent://public/default/documents',
    subscription: 'archiver',
    subscriptionType: 'Shared',
  });

  const producer = await client.createProducer({ topic: 'archived-documents', batchingEnabled: true });

  for (;;) {
    const msg = await consumer.receive();
    const id = JSON.parse(msg.getData().toString()).id;
    await producer.send({ data: Buffer.from(id) });
    await pubsub.topic('archive-audit').publishMessage({ data: Buffer.from(id) });
    consumer.acknowledge(msg);
  }
})();
