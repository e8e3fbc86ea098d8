/** DescribeTopicPartitions: topics in pages, and what a page says of a partition (KIP-966). */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { describeTopicPartitionsApi } from '../../../src/protocol/messages/describeTopicPartitions.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw } from './connection.ts';
import { createRawTopic } from './topics.ts';

const everyOperation = 3576;

interface Page {
  readonly limit?: number;
  readonly from?: { readonly topicName: string; readonly partitionIndex: number };
}

describe('every version: DescribeTopicPartitions', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('DescribeTopicPartitions v0', async () => {
    const topic = await createRawTopic(clean);
    const { topics, nextCursor } = await ask([topic.name]);
    assert.equal(nextCursor, null);
    const [described] = topics;
    const [partition] = described?.partitions ?? [];
    const replicaNodes = partition?.replicaNodes ?? [];
    assert.deepEqual([...replicaNodes].sort(), [1, 2, 3]);
    assert.deepEqual(described, {
      errorCode: 0,
      name: topic.name,
      topicId: topic.id,
      isInternal: false,
      topicAuthorizedOperations: everyOperation,
      partitions: [
        {
          errorCode: 0,
          partitionIndex: 0,
          leaderId: topic.partitions[0]?.leaderId,
          leaderEpoch: 0,
          replicaNodes,
          isrNodes: replicaNodes,
          eligibleLeaderReplicas: [],
          lastKnownElr: [],
          offlineReplicas: [],
        },
      ],
    });
  });

  it('goes page by page, topics by name, and says where the next page begins', async () => {
    const made = [await createRawTopic(clean, 3), await createRawTopic(clean, 2)];
    const [first = '', second = ''] = made.map(({ name }) => name).sort();
    const count = made.find(({ name }) => name === first)?.partitions.length ?? 0;
    const pages = async (page: Page) => {
      const { topics, nextCursor } = await ask([second, first], page);
      return {
        listed: topics.map(({ name, partitions }) => [
          name,
          partitions.map(({ partitionIndex }) => partitionIndex),
        ]),
        nextCursor,
      };
    };
    assert.deepEqual(await pages({ limit: 1 }), {
      listed: [[first, [0]]],
      nextCursor: { topicName: first, partitionIndex: 1 },
    });
    assert.deepEqual(await pages({ limit: 1, from: { topicName: first, partitionIndex: count - 1 } }), {
      listed: [[first, [count - 1]]],
      nextCursor: { topicName: second, partitionIndex: 0 },
    });
    const rest = await pages({ from: { topicName: second, partitionIndex: 1 } });
    assert.deepEqual(rest.listed[0], [second, count === 3 ? [1] : [1, 2]]);
    assert.equal(rest.nextCursor, null);
    assert.equal((await pages({ limit: 0 })).listed.length, 1, 'at least one partition');
  });

  it('without names it describes every topic from the cursor on', async () => {
    const topic = await createRawTopic(clean);
    const { topics } = await ask([], { limit: 1, from: { topicName: topic.name, partitionIndex: 0 } });
    assert.deepEqual(
      topics.map(({ name }) => name),
      [topic.name],
    );
  });

  it('names what it does not know', async () => {
    const missing = unique('conformance.missing');
    const { topics } = await ask([missing, '! illegal']);
    assert.deepEqual(
      topics.map(({ name, errorCode, topicId, topicAuthorizedOperations }) => [
        name,
        errorCode,
        topicId,
        topicAuthorizedOperations,
      ]),
      [
        ['! illegal', 17, zeroUuid, everyOperation],
        [missing, 3, zeroUuid, everyOperation],
      ],
    );
  });

  it('a cursor outside the topics that are asked for, or before a partition, is INVALID_REQUEST', async () => {
    const topic = await createRawTopic(clean);
    for (const from of [
      { topicName: 'another', partitionIndex: 0 },
      { topicName: topic.name, partitionIndex: -1 },
    ]) {
      const { topics } = await ask([topic.name], { from });
      assert.deepEqual(
        topics.map(({ name, errorCode, partitions }) => [name, errorCode, partitions]),
        [[topic.name, 42, []]],
      );
    }
  });

  async function ask(names: readonly string[], { limit = 2000, from }: Page = {}) {
    const connection = await connectRaw(clean);
    return connection.request(describeTopicPartitionsApi, 0, {
      topics: names.map((name) => ({ name })),
      responsePartitionLimit: limit,
      cursor: from ?? null,
    });
  }
});
