import { Kafka, EachBatchPayload, Producer } from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { postEntry } from './domain';

const registry = new SchemaRegistry({ host: process.env.SCHEMA_REGISTRY_URL! });

const IN = 'ledger.postings';
const OUT = { balances: 'ledger.balances', failures: 'ledger.postings.failed' } as const;

export async function startLedger(kafka: Kafka) {
  const consumer = kafka.consumer({ groupId: 'ledger', readUncommitted: false });
  const producer = kafka.producer({ transactionalId: 'ledger-tx-0', maxInFlightRequests: 1, idempotent: true });
  await Promise.all([consumer.connect(), producer.connect()]);
  await consumer.subscribe({ topic: IN });
  await consumer.run({ autoCommit: false, eachBatch: (p) => handle(p, producer) });
}

async function handle({ batch, heartbeat, isRunning, isStale }: EachBatchPayload, producer: Producer) {
  for (const message of batch.messages) {
    if (!isRunning() || isStale()) break;
    const tx = await producer.transaction();
    try {
      const posting = await registry.decode(message.value!);
      const balance = postEntry(posting);
      await tx.send({ topic: OUT.balances, messages: [{ key: balance.account, value: JSON.stringify(balance) }] });
      await tx.sendOffsets({
        consumerGroupId: 'ledger',
        topics: [
          { topic: batch.topic, partitions: [{ partition: batch.partition, offset: String(+message.offset + 1) }] },
        ],
      });
      await tx.commit();
    } catch (e) {
      await tx.abort();
      await producer.send({
        topic: OUT.failures,
        messages: [{ key: message.key, value: message.value, headers: { error: String(e) } }],
      });
    }
    await heartbeat();
  }
}
