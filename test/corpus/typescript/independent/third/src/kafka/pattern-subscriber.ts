import { Kafka, EachMessagePayload } from 'kafkajs';
import { Counter, Registry } from 'prom-client';

const registry = new Registry();
const messages = new Counter({
  name: 'tenant_messages_total',
  help: 'messages per topic and partition',
  labelNames: ['topic', 'partition'],
  registers: [registry],
});

export async function countTenantTraffic(kafka: Kafka, tenant: string, shard: number) {
  const consumer = kafka.consumer({ groupId: 'tenant-metrics', metadataMaxAge: 60_000 });
  await consumer.connect();
  await consumer.subscribe({ topic: /^tenant-.*-events$/, fromBeginning: false });
  await consumer.subscribe({ topics: [/billing\..+/i] });
  await consumer.run({
    eachMessage: async ({ topic, partition }: EachMessagePayload) => {
      messages.inc({ topic, partition: String(partition) });
    },
  });

  const producer = kafka.producer();
  await producer.connect();
  const topic = resolveTopic(tenant, shard);
  await producer.send({ topic, messages: [{ key: 'started', value: new Date().toISOString() }] });
  return registry;
}

function resolveTopic(tenant: string, shard: number): string {
  return [tenant, shard].join('.');
}
