/** A cluster reading to draw trees from, and words without a language. */
import type { PartitionInfo, TopicInfo } from '../../../../src/client/model.ts';
import type { ClusterReading } from '../../../../src/ui/explorer/snapshot.ts';
import { type Words, wordsFor } from '../../../../src/ui/explorer/words.ts';

export const words: Words = wordsFor(
  {
    t: (message, ...values) =>
      message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
  },
  'en',
);

export const orders = 'ecommerce.order.event.created.v1';

export function partition(number: number, change: Partial<PartitionInfo> = {}): PartitionInfo {
  return {
    partition: number,
    leader: number + 1,
    leaderEpoch: 0,
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    offlineReplicas: [],
    error: undefined,
    ...change,
  };
}

export function topic(name: string, partitions: readonly PartitionInfo[], internal = false): TopicInfo {
  return { name, id: name, internal, partitions };
}

export function reading(change: Partial<ClusterReading> = {}): ClusterReading {
  return {
    cluster: {
      clusterId: 'c',
      controllerId: 1,
      brokers: [1, 2, 3].map((id) => ({ id, host: '127.0.0.1', port: 9091 + id, rack: undefined })),
      topics: [
        topic('__consumer_offsets', [partition(0)], true),
        topic(
          orders,
          [0, 1, 2].map((number) => partition(number)),
        ),
      ],
    },
    offsets: [0, 1, 2].map((number) => ({ topic: orders, partition: number, low: 0, high: 1000 + number })),
    groups: [
      {
        groupId: 'billing',
        state: 'Stable',
        protocolType: 'consumer',
        protocol: 'range',
        coordinator: 2,
        members: ['a', 'b'].map((memberId, index) => ({
          memberId,
          clientId: `billing-${2 - index}`,
          host: '127.0.0.1',
          assignment: index === 0 ? [{ topic: orders, partitions: [0, 1] }] : [],
        })),
        partitions: [0, 1, 2].map((number) => ({
          topic: orders,
          partition: number,
          end: 1000 + number,
          committed: 1000,
          lag: number,
          memberId: number < 2 ? 'a' : undefined,
        })),
      },
    ],
    ...change,
  };
}
