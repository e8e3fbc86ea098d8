/** DeleteRecords by raw frames: what is gone, who may ask, what it may not touch (KIP-107). */
import assert from 'node:assert/strict';
import { deleteRecordsApi } from '../../../src/protocol/messages/deleteRecords.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw, connectTo, type RawConnection } from './connection.ts';
import { fetchOne } from './fetching.ts';
import {
  batchOf,
  connectCoordinator,
  connectLeader,
  createRawTopic,
  produce,
  type RawTopic,
  valuesIn,
} from './topics.ts';

const highWatermark = -1;

describe('DeleteRecords', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  async function topicWithRecords(configs: Readonly<Record<string, string>> = {}) {
    const topic = await createRawTopic(clean, 1, configs);
    const leader = await connectLeader(clean, topic);
    for (const values of [['a', 'b', 'c'], ['d']]) await produce(leader, topic, keyed(values));
    return { topic, leader };
  }

  it('makes an offset inside a batch the first one; the batch still comes whole', async () => {
    const { topic, leader } = await topicWithRecords();
    assert.deepEqual(await deleteBefore(leader, topic, 2), { errorCode: 0, lowWatermark: 2 });
    assert.equal(await offsetOf(leader, topic, -2), 2);
    assert.equal(await offsetOf(leader, topic, -1), 4);
    assert.equal(await offsetOf(leader, topic, 0), 2, 'records before the start are not found by time');
    const gone = await fetchOne(leader, topic, { offset: 1 });
    assert.deepEqual(
      [gone.errorCode, gone.highWatermark, gone.lastStableOffset, gone.logStartOffset],
      [1, -1, -1, -1],
    );
    const fetched = await fetchOne(leader, topic, { offset: 2 });
    assert.deepEqual([fetched.errorCode, fetched.logStartOffset], [0, 2]);
    assert.deepEqual(valuesIn(fetched.records), ['a', 'b', 'c', 'd']);
  });

  it('-1 stands for the high watermark, and the log goes on from there', async () => {
    const { topic, leader } = await topicWithRecords();
    assert.deepEqual(await deleteBefore(leader, topic, highWatermark), { errorCode: 0, lowWatermark: 4 });
    assert.equal(await offsetOf(leader, topic, -2), 4);
    const answered = await produce(leader, topic, keyed(['e']));
    assert.deepEqual([answered.errorCode, answered.baseOffset, answered.logStartOffset], [0, 4, 4]);
    assert.deepEqual(valuesIn((await fetchOne(leader, topic, { offset: 4 })).records), ['e']);
  });

  it('never moves the start back', async () => {
    const { topic, leader } = await topicWithRecords();
    await deleteBefore(leader, topic, 3);
    assert.deepEqual(await deleteBefore(leader, topic, 1), { errorCode: 0, lowWatermark: 3 });
    assert.equal(await offsetOf(leader, topic, -2), 3);
  });

  it('beyond the high watermark, or below 0, is OFFSET_OUT_OF_RANGE', async () => {
    const { topic, leader } = await topicWithRecords();
    for (const offset of [5, -2]) {
      assert.deepEqual(await deleteBefore(leader, topic, offset), { errorCode: 1, lowWatermark: -1 });
    }
    assert.equal(await offsetOf(leader, topic, -2), 0);
  });

  it('of a compacted topic is POLICY_VIOLATION, unless it is deleted from as well', async () => {
    const compacted = await topicWithRecords({ 'cleanup.policy': 'compact' });
    assert.deepEqual(await deleteBefore(compacted.leader, compacted.topic, 2), {
      errorCode: 44,
      lowWatermark: -1,
    });
    const both = await topicWithRecords({ 'cleanup.policy': 'compact,delete' });
    assert.deepEqual(await deleteBefore(both.leader, both.topic, 2), { errorCode: 0, lowWatermark: 2 });
  });

  it('is for the leader; unknown topics and partitions are not known', async () => {
    const { topic, leader } = await topicWithRecords();
    const follower = await connectTo(clean, topic.partitions[0]?.follower ?? '');
    assert.deepEqual(await deleteBefore(follower, topic, 2), { errorCode: 6, lowWatermark: -1 });
    const unknown = { name: unique('conformance.unknown') };
    assert.deepEqual(await deleteBefore(leader, unknown, 2), { errorCode: 3, lowWatermark: -1 });
    assert.deepEqual(await deleteBefore(leader, topic, 2, 9), { errorCode: 3, lowWatermark: -1 });
  });

  it('of what the brokers keep for themselves is INVALID_TOPIC_EXCEPTION', async () => {
    const coordinator = await connectCoordinator(clean, unique('conformance.group'));
    const answered = await deleteBefore(coordinator, { name: '__consumer_offsets' }, highWatermark);
    assert.deepEqual(answered, { errorCode: 17, lowWatermark: -1 });
  });

  it('answers one partition whatever becomes of another', async () => {
    const topic = await createRawTopic(clean, 2);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['a']));
    const partitions = [
      { partitionIndex: 0, offset: 1 },
      { partitionIndex: 7, offset: 1 },
    ];
    const request = { topics: [{ name: topic.name, partitions }], timeoutMs: 10_000 };
    const response = await leader.request(deleteRecordsApi, 2, request);
    const answered = response.topics[0]?.partitions.map((each) => [each.partitionIndex, each.errorCode]);
    assert.deepEqual(answered?.sort(), [
      [0, 0],
      [7, 3],
    ]);
  });

  it('of nothing is nothing', async () => {
    const connection = await connectRaw(clean);
    const response = await connection.request(deleteRecordsApi, 2, { topics: [], timeoutMs: 1000 });
    assert.deepEqual(response.topics, []);
  });
});

/** A compacted topic takes only records with keys. */
function keyed(values: readonly string[]): Buffer {
  return batchOf(values, {}, 'key');
}

async function deleteBefore(
  leader: RawConnection,
  topic: Pick<RawTopic, 'name'>,
  offset: number,
  partitionIndex = 0,
) {
  const topics = [{ name: topic.name, partitions: [{ partitionIndex, offset }] }];
  const response = await leader.request(deleteRecordsApi, 2, { topics, timeoutMs: 10_000 });
  const [partition] = response.topics[0]?.partitions ?? [];
  assert.equal(response.topics[0]?.name, topic.name);
  assert.equal(partition?.partitionIndex, partitionIndex);
  return { errorCode: partition?.errorCode, lowWatermark: partition?.lowWatermark };
}

async function offsetOf(leader: RawConnection, topic: RawTopic, timestamp: number) {
  const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp }] }];
  const response = await leader.request(listOffsetsApi, 9, { replicaId: -1, topics });
  return response.topics[0]?.partitions[0]?.offset;
}
