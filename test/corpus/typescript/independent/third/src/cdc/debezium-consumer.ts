import { Kafka } from 'kafkajs';
import { Client } from '@elastic/elasticsearch';
import { env } from './env';

interface Change<T> {
  payload: { op: 'c' | 'u' | 'd' | 'r'; before: T | null; after: T | null };
}

// debezium: <server>.<schema>.<table>
const tableTopics = new Map<string, string>([
  ['shop.public.products', 'products-index'],
  ['shop.public.categories', 'categories-index'],
  ['shop.public.stock_items', 'stock-index'],
]);

export async function startIndexer(es: Client) {
  const kafka = new Kafka({ clientId: 'search-indexer', brokers: env.brokers, connectionTimeout: 5000 });
  const consumer = kafka.consumer({ groupId: 'search-indexer-v3', maxWaitTimeInMs: 500 });
  await consumer.connect();
  for (const topic of tableTopics.keys()) {
    await consumer.subscribe({ topic, fromBeginning: true });
  }

  await consumer.run({
    eachBatchAutoResolve: true,
    eachBatch: async ({ batch, resolveOffset }) => {
      const index = tableTopics.get(batch.topic)!;
      const operations = batch.messages.flatMap((m) => {
        if (!m.value) return [];
        const { payload } = JSON.parse(m.value.toString()) as Change<{ id: string }>;
        return payload.op === 'd'
          ? [{ delete: { _index: index, _id: payload.before!.id } }]
          : [{ index: { _index: index, _id: payload.after!.id } }, payload.after];
      });
      await es.bulk({ operations });
      resolveOffset(batch.lastOffset());
    },
  });
}
