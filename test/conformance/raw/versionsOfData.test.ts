/** Every version of the APIs that move records: well-formed in, fully decoded out, with the expected content. */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { bootstrapServers } from '../cluster.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw } from './connection.ts';
import { batchOf, connectLeader, createRawTopic, produce, recordTimestamp, valuesIn } from './topics.ts';
import { versionsOf } from './versions.ts';

describe('every version: Metadata', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(metadataApi)) {
    it(`v${version} by name`, async () => {
      const topic = await createRawTopic(clean, 2);
      const connection = await connectRaw(clean);
      const request = { topics: [{ name: topic.name, topicId: zeroUuid }] };
      const response = await connection.request(metadataApi, version, request);
      const brokers = [...response.brokers].sort((left, right) => left.nodeId - right.nodeId);
      assert.deepEqual(
        brokers.map(({ host, port }) => `${host}:${port}`),
        bootstrapServers(),
      );
      const [found] = response.topics;
      assert.equal(found?.errorCode, 0);
      assert.equal(found?.name, topic.name);
      assert.equal(found?.isInternal, false);
      assert.deepEqual(found?.partitions.map(({ partitionIndex }) => partitionIndex).sort(), [0, 1]);
      for (const partition of found?.partitions ?? []) {
        assert.equal(partition.errorCode, 0);
        assert.equal(partition.replicaNodes.length, 3);
        assert.equal(partition.isrNodes.length, 3);
        assert.equal(partition.leaderId, topic.partitions[partition.partitionIndex]?.leaderId);
        if (version >= 7) assert.equal(partition.leaderEpoch, 0);
      }
      if (version >= 1) assert.ok(brokers.some(({ nodeId }) => nodeId === response.controllerId));
      if (version >= 2) assert.match(response.clusterId ?? '', /^[A-Za-z0-9_-]{22}$/);
      if (version >= 10) assert.equal(found?.topicId, topic.id);
    });

    it(`v${version} of all topics, and of one that is not there`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const all = await connection.request(metadataApi, version, { topics: version === 0 ? [] : null });
      assert.ok(all.topics.some(({ name }) => name === topic.name));
      if (version < 4) return; // before v4 asking for a topic may create it
      const missing = unique('conformance.missing');
      const request = { topics: [{ name: missing, topicId: zeroUuid }], allowAutoTopicCreation: false };
      const [found] = (await connection.request(metadataApi, version, request)).topics;
      assert.deepEqual([found?.errorCode, found?.name, found?.partitions], [3, missing, []]);
    });
  }

  for (const version of versionsOf(metadataApi, 12)) {
    it(`v${version} by topic id`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const byId = (topicId: string) =>
        connection.request(metadataApi, version, {
          topics: [{ name: null, topicId }],
          allowAutoTopicCreation: false,
        });
      const [found] = (await byId(topic.id)).topics;
      assert.deepEqual([found?.errorCode, found?.name, found?.partitions.length], [0, topic.name, 1]);
      const unknown = Buffer.alloc(16, 7).toString('base64url');
      const [missing] = (await byId(unknown)).topics;
      assert.deepEqual([missing?.errorCode, missing?.name, missing?.topicId], [100, null, unknown]);
    });
  }

  it('v1 of no topics names none', async () => {
    const connection = await connectRaw(clean);
    assert.deepEqual((await connection.request(metadataApi, 1, { topics: [] })).topics, []);
  });
});

describe('every version: Produce, Fetch and ListOffsets', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(produceApi)) {
    it(`Produce v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      for (const baseOffset of [0, 2]) {
        const partitionData = [{ index: 0, records: batchOf(['a', 'b']) }];
        const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
        const response = await leader.request(produceApi, version, { acks: -1, timeoutMs: 5000, topicData });
        const [answered] = response.responses;
        assert.equal(version < 13 ? answered?.name : answered?.topicId, version < 13 ? topic.name : topic.id);
        const [partition] = answered?.partitionResponses ?? [];
        assert.equal(partition?.index, 0);
        assert.equal(partition?.errorCode, 0);
        assert.equal(partition?.baseOffset, baseOffset);
        assert.equal(partition?.logAppendTimeMs, -1, 'CreateTime: the leader sets no time');
        if (version >= 5) assert.equal(partition?.logStartOffset, 0);
        assert.equal(response.throttleTimeMs, 0);
      }
    });
  }

  for (const version of versionsOf(fetchApi)) {
    it(`Fetch v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      await produce(leader, topic, batchOf(['a', 'b']));
      await produce(leader, topic, batchOf(['c']));
      const partitions = [
        { partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000, replicaDirectoryId: zeroUuid },
      ];
      const topics = [{ topic: topic.name, topicId: topic.id, partitions }];
      const wait = { maxWaitMs: 1000, minBytes: 1, maxBytes: 1_000_000 };
      const response = await leader.request(fetchApi, version, { ...wait, topics, forgottenTopicsData: [] });
      assert.equal(response.errorCode, 0);
      assert.equal(response.sessionId, 0, 'no session was asked for');
      const [answered] = response.responses;
      assert.equal(version < 13 ? answered?.topic : answered?.topicId, version < 13 ? topic.name : topic.id);
      const [partition] = answered?.partitions ?? [];
      assert.equal(partition?.errorCode, 0);
      assert.equal(partition?.highWatermark, 3);
      assert.equal(partition?.lastStableOffset, 3);
      if (version >= 5) assert.equal(partition?.logStartOffset, 0);
      assert.deepEqual(valuesIn(partition?.records), ['a', 'b', 'c']);
      assert.equal(partition?.records?.readInt32BE(12), 0, 'the leader wrote its epoch into the batch');
    });
  }

  for (const version of versionsOf(listOffsetsApi)) {
    it(`ListOffsets v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      await produce(leader, topic, batchOf(['a', 'b', 'c']));
      const marks = new Map([
        [-1, 3],
        [-2, 0],
        [recordTimestamp, 0],
        [recordTimestamp + 1, -1],
      ]);
      if (version >= 7) marks.set(-3, 0);
      for (const [timestamp, offset] of marks) {
        const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp }] }];
        const response = await leader.request(listOffsetsApi, version, {
          replicaId: -1,
          topics,
          timeoutMs: 1000,
        });
        const [partition] = response.topics[0]?.partitions ?? [];
        assert.equal(partition?.errorCode, 0);
        assert.equal(partition?.offset, offset, `of timestamp ${timestamp}`);
        if (version >= 4) assert.equal(partition?.leaderEpoch, offset === -1 ? -1 : 0);
      }
    });
  }
});

describe('every version: InitProducerId', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(initProducerIdApi)) {
    it(`v${version} gives a new identity each time`, async () => {
      const connection = await connectRaw(clean);
      const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
      const first = await connection.request(initProducerIdApi, version, request);
      const second = await connection.request(initProducerIdApi, version, request);
      assert.deepEqual([first.errorCode, first.producerEpoch], [0, 0]);
      assert.ok(first.producerId >= 0);
      assert.notEqual(second.producerId, first.producerId);
    });
  }
});
