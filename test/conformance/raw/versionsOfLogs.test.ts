/** Every version of the APIs that look into logs and cut them: DeleteRecords, DescribeLogDirs, DescribeProducers. */
import assert from 'node:assert/strict';
import { deleteRecordsApi } from '../../../src/protocol/messages/deleteRecords.ts';
import { describeLogDirsApi } from '../../../src/protocol/messages/describeLogDirs.ts';
import { describeProducersApi } from '../../../src/protocol/messages/describeProducers.ts';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { connectRaw, connectTo, type RawConnection } from './connection.ts';
import { batchOf, connectLeader, createRawTopic, produce, type RawTopic, recordTimestamp } from './topics.ts';
import { versionsOf } from './versions.ts';

describe('every version: DeleteRecords, DescribeLogDirs, DescribeProducers', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(deleteRecordsApi)) {
    it(`DeleteRecords v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      await produce(leader, topic, batchOf(['a', 'b']));
      const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, offset: 1 }] }];
      const response = await leader.request(deleteRecordsApi, version, { topics, timeoutMs: 10_000 });
      const partitions = [{ partitionIndex: 0, lowWatermark: 1, errorCode: 0 }];
      assert.deepEqual(response, { throttleTimeMs: 0, topics: [{ name: topic.name, partitions }] });
    });
  }

  for (const version of versionsOf(describeLogDirsApi)) {
    it(`DescribeLogDirs v${version}`, async () => {
      const topic = await createRawTopic(clean, 2);
      const leader = await connectLeader(clean, topic);
      const batch = batchOf(['a', 'b']);
      await produce(leader, topic, batch);
      const asked = [{ topic: topic.name, partitions: [0, 5] }];
      const response = await leader.request(describeLogDirsApi, version, { topics: asked });
      assert.equal(response.errorCode, 0);
      const [directory] = response.results;
      assert.deepEqual([response.results.length, directory?.errorCode], [1, 0]);
      assert.match(directory?.logDir ?? '', /^\/./);
      const partition = { partitionIndex: 0, partitionSize: batch.length, offsetLag: 0, isFutureKey: false };
      assert.deepEqual(directory?.topics, [{ name: topic.name, partitions: [partition] }]);
      if (version >= 4) {
        const { totalBytes = 0, usableBytes = 0 } = directory ?? {};
        assert.ok(totalBytes >= usableBytes && usableBytes > 0, `${usableBytes} of ${totalBytes}`);
      }
      if (version >= 5) assert.equal(directory?.isCordoned, false);
    });

    it(`DescribeLogDirs v${version} of all topics, and of one that is not there`, async () => {
      const topic = await createRawTopic(clean, 2);
      const leader = await connectLeader(clean, topic);
      const all = await eventually('both replicas', async () => {
        const response = await leader.request(describeLogDirsApi, version, { topics: null });
        const found = response.results[0]?.topics.find(({ name }) => name === topic.name);
        return found?.partitions.length === 2 ? response : undefined;
      });
      const names = all.results[0]?.topics.map(({ name }) => name) ?? [];
      assert.ok(!names.includes('__cluster_metadata'), 'the metadata log is the quorum’s, not a topic’s');
      const missing = [{ topic: unique('conformance.missing'), partitions: [0] }];
      const none = await leader.request(describeLogDirsApi, version, { topics: missing });
      assert.deepEqual(none.results[0]?.topics, []);
    });
  }

  it('DescribeProducers v0 of the leader and of a follower', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const follower = await connectTo(clean, topic.partitions[0]?.follower ?? '');
    await produce(leader, topic, batchOf(['not idempotent']));
    assert.deepEqual(await producersOf(leader, topic), { errorCode: 0, errorMessage: null, producers: [] });
    const { producerId } = await newProducer();
    for (const baseSequence of [0, 2]) {
      const batch = batchOf(['a', 'b'], { producerId, producerEpoch: 0, baseSequence });
      assert.equal((await produce(leader, topic, batch)).errorCode, 0);
    }
    const producer = {
      producerId,
      producerEpoch: 0,
      lastSequence: 3,
      lastTimestamp: recordTimestamp,
      coordinatorEpoch: -1,
      currentTxnStartOffset: -1,
    };
    assert.deepEqual((await producersOf(leader, topic)).producers, [producer]);
    await eventually('the follower knows the producer', async () => {
      const { errorCode, producers } = await producersOf(follower, topic);
      assert.equal(errorCode, 0);
      assert.deepEqual(producers, [producer]);
      return true;
    });
  });

  it('DescribeProducers: a producer stays known when its records are deleted, and a new epoch starts anew', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const { producerId } = await newProducer();
    await produce(leader, topic, batchOf(['a', 'b'], { producerId, producerEpoch: 0, baseSequence: 0 }));
    const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, offset: -1 }] }];
    await leader.request(deleteRecordsApi, 2, { topics, timeoutMs: 10_000 });
    const known = (await producersOf(leader, topic)).producers;
    assert.deepEqual(
      known?.map((each) => [each.producerEpoch, each.lastSequence]),
      [[0, 1]],
    );
    await produce(leader, topic, batchOf(['c'], { producerId, producerEpoch: 1, baseSequence: 0 }));
    const bumped = (await producersOf(leader, topic)).producers;
    assert.deepEqual(
      bumped?.map((each) => [each.producerEpoch, each.lastSequence]),
      [[1, 0]],
    );
  });

  it('DescribeProducers of what is not there', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    assert.equal((await producersOf(leader, topic, 4)).errorCode, 3);
    const missing = { name: unique('conformance.missing') };
    assert.equal((await producersOf(leader, missing)).errorCode, 3);
  });

  for (const version of versionsOf(listOffsetsApi, 8)) {
    it(`ListOffsets v${version} of the marks of tiered storage, where nothing is tiered`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      await produce(leader, topic, batchOf(['a', 'b', 'c']));
      const deleted = [{ name: topic.name, partitions: [{ partitionIndex: 0, offset: 2 }] }];
      await leader.request(deleteRecordsApi, 2, { topics: deleted, timeoutMs: 10_000 });
      const ask = async (timestamp: number) => {
        const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp }] }];
        const request = { replicaId: -1, topics, timeoutMs: 5000 };
        const [answered] =
          (await leader.request(listOffsetsApi, version, request)).topics[0]?.partitions ?? [];
        return [answered?.errorCode, answered?.offset, answered?.timestamp, answered?.leaderEpoch];
      };
      assert.deepEqual(await ask(-2), [0, 2, -1, 0], 'earliest');
      assert.deepEqual(await ask(-4), [0, 2, -1, 0], 'earliest local');
      if (version >= 9) assert.deepEqual(await ask(-5), [0, -1, -1, -1], 'latest tiered');
      if (version >= 11) assert.deepEqual(await ask(-6), [0, -1, -1, -1], 'earliest pending upload');
    });
  }

  async function newProducer() {
    const connection = await connectRaw(clean);
    const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
    return eventually('a producer id', async () => {
      const response = await connection.request(initProducerIdApi, 4, request);
      return response.errorCode === 0 ? response : undefined;
    });
  }
});

async function producersOf(connection: RawConnection, { name }: Pick<RawTopic, 'name'>, index = 0) {
  const request = { topics: [{ name, partitionIndexes: [index] }] };
  const response = await connection.request(describeProducersApi, 0, request);
  const [partition] = response.topics[0]?.partitions ?? [];
  const { errorCode, errorMessage, activeProducers: producers } = partition ?? {};
  return { errorCode, errorMessage, producers };
}
