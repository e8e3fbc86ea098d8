/** Fetch by raw frames: limits, whole batches, waiting, order, epochs and sessions (KIP-227). */
import assert from 'node:assert/strict';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw, connectTo, software } from './connection.ts';
import { fetchOf, fetchOne, fetchVersion } from './fetching.ts';
import { batchOf, connectLeader, createRawTopic, produce, valuesIn } from './topics.ts';

describe('Fetch: what comes back', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('batches come whole and as they were written, even when the offset is inside one', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const batch = batchOf(['a', 'b', 'c']);
    await produce(leader, topic, batch);
    const partition = await fetchOne(leader, topic, { offset: 2 });
    assert.equal(partition.records?.length, batch.length);
    assert.deepEqual(
      partition.records?.subarray(16),
      batch.subarray(16),
      'nothing behind the epoch was touched',
    );
    assert.equal(partition.records?.readBigInt64BE(0), 0n);
  });

  it('the first batch comes even when it alone is larger than every limit (KIP-74)', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['x'.repeat(5000)]));
    await produce(leader, topic, batchOf(['y'.repeat(5000)]));
    const limited = await fetchOne(leader, topic, { maxBytes: 1, partitionMaxBytes: 1 });
    assert.deepEqual(valuesIn(limited.records), ['x'.repeat(5000)]);
  });

  it('a partition gives no more than its limit, in whole batches or with the last one cut', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    for (const value of ['a', 'b', 'c', 'd']) await produce(leader, topic, batchOf([value.repeat(1000)]));
    const size = batchOf(['a'.repeat(1000)]).length;
    const limited = await fetchOne(leader, topic, { partitionMaxBytes: 2 * size });
    assert.equal(limited.records?.length, 2 * size);
  });

  it('nothing is at the end, and an offset outside the log is OFFSET_OUT_OF_RANGE', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['a', 'b']));
    const end = await fetchOne(leader, topic, { offset: 2 });
    assert.deepEqual([end.errorCode, end.records?.length ?? 0, end.highWatermark], [0, 0, 2]);
    for (const offset of [3, -1]) {
      const outside = await fetchOne(leader, topic, { offset });
      assert.equal(outside.errorCode, 1, `at ${offset}`);
    }
  });

  it('unknown topics, partitions and topic ids, and brokers that do not lead', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const missing = { name: unique('conformance.missing'), id: Buffer.alloc(16, 9).toString('base64url') };
    assert.equal((await fetchOne(leader, missing)).errorCode, 3);
    assert.equal((await fetchOne(leader, topic, { partition: 5 })).errorCode, 3);
    const byId = await leader.request(fetchApi, 13, fetchOf(missing));
    assert.equal(byId.responses[0]?.partitions[0]?.errorCode, 100, 'UNKNOWN_TOPIC_ID');
    const follower = await connectTo(clean, topic.partitions[0]?.follower ?? '');
    const refused = await follower.request(fetchApi, 10, fetchOf(topic));
    assert.equal(refused.responses[0]?.partitions[0]?.errorCode, 6);
  });

  it('a leader epoch that has not come yet is UNKNOWN_LEADER_EPOCH', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    assert.equal((await fetchOne(leader, topic, { currentLeaderEpoch: 0 })).errorCode, 0);
    assert.equal((await fetchOne(leader, topic, { currentLeaderEpoch: 5 })).errorCode, 75);
    const partitions = [{ partitionIndex: 0, currentLeaderEpoch: 5, timestamp: -1 }];
    const request = { replicaId: -1, topics: [{ name: topic.name, partitions }] };
    const offsets = await leader.request(listOffsetsApi, 6, request);
    assert.equal(offsets.topics[0]?.partitions[0]?.errorCode, 75);
  });
});

describe('Fetch: waiting', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('waits for the first record, and is answered when it comes', async () => {
    const topic = await createRawTopic(clean);
    const consumer = await connectLeader(clean, topic);
    const producer = await connectLeader(clean, topic);
    await produce(producer, topic, batchOf(['old']));
    const started = Date.now();
    const waiting = consumer.send(
      fetchApi,
      fetchVersion,
      fetchOf(topic, { offset: 1, maxWaitMs: 10_000, minBytes: 1 }),
    );
    await produce(producer, topic, batchOf(['new']));
    const response = await waiting();
    assert.deepEqual(valuesIn(response.responses[0]?.partitions[0]?.records), ['new']);
    assert.ok(Date.now() - started < 9000, 'long before its time was up');
  });

  it('waits until minBytes are there', async () => {
    const topic = await createRawTopic(clean);
    const consumer = await connectLeader(clean, topic);
    const producer = await connectLeader(clean, topic);
    const wanted = { maxWaitMs: 10_000, minBytes: 2500 };
    const waiting = consumer.send(fetchApi, fetchVersion, fetchOf(topic, wanted));
    for (const value of ['a', 'b', 'c']) await produce(producer, topic, batchOf([value.repeat(1000)]));
    const response = await waiting();
    assert.equal(valuesIn(response.responses[0]?.partitions[0]?.records).length, 3);
  });

  it('is answered empty when its time is up', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const started = Date.now();
    const partition = await fetchOne(leader, topic, { maxWaitMs: 400, minBytes: 1 });
    const tookMs = Date.now() - started;
    assert.deepEqual([partition.errorCode, partition.records?.length ?? 0], [0, 0]);
    assert.ok(tookMs >= 350 && tookMs < 5000, `took ${tookMs} ms`);
  });

  it('holds back what is behind it on its connection, and nothing on other connections', async () => {
    const topic = await createRawTopic(clean);
    const consumer = await connectLeader(clean, topic);
    const other = await connectRaw(clean);
    const fetched = consumer.send(fetchApi, fetchVersion, fetchOf(topic, { maxWaitMs: 1500, minBytes: 1 }));
    const behind = consumer.send(apiVersionsApi, 0, software);
    assert.equal((await other.request(apiVersionsApi, 0, software)).errorCode, 0);
    assert.equal(consumer.waiting, 0, 'the answer behind the fetch has not overtaken it');
    assert.equal((await fetched()).errorCode, 0);
    assert.equal((await behind()).errorCode, 0);
  });

  it('an error in one partition answers at once', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const started = Date.now();
    const partition = await fetchOne(leader, topic, { offset: 99, maxWaitMs: 10_000, minBytes: 1 });
    assert.equal(partition.errorCode, 1);
    assert.ok(Date.now() - started < 9000);
  });
});

describe('Fetch: sessions', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('an incremental fetch leaves out what has not changed and brings what has', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['a']));
    const opened = await leader.request(fetchApi, fetchVersion, fetchOf(topic, { sessionEpoch: 0 }));
    assert.equal(opened.errorCode, 0);
    assert.ok(opened.sessionId > 0);
    assert.equal(opened.responses.length, 1);
    const { sessionId } = opened;
    const advance = fetchOf(topic, { offset: 1, sessionId, sessionEpoch: 1 });
    const unchanged = await leader.request(fetchApi, fetchVersion, advance);
    assert.deepEqual([unchanged.errorCode, unchanged.sessionId, unchanged.responses], [0, sessionId, []]);
    await produce(leader, topic, batchOf(['b']));
    const request = {
      ...fetchOf(topic, { sessionId, sessionEpoch: 2, maxWaitMs: 2000, minBytes: 1 }),
      topics: [],
    };
    const changed = await leader.request(fetchApi, fetchVersion, request);
    assert.deepEqual(valuesIn(changed.responses[0]?.partitions[0]?.records), ['b']);
  });

  it('a forgotten partition is no longer answered', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['a']));
    const { sessionId } = await leader.request(fetchApi, fetchVersion, fetchOf(topic, { sessionEpoch: 0 }));
    const forget = {
      ...fetchOf(topic, { sessionId, sessionEpoch: 1 }),
      topics: [],
      forgottenTopicsData: [{ topic: topic.name, topicId: topic.id, partitions: [0] }],
    };
    const response = await leader.request(fetchApi, fetchVersion, forget);
    assert.deepEqual([response.errorCode, response.responses], [0, []]);
  });

  it('a session nobody opened, and an epoch out of turn', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const unknown = fetchOf(topic, { sessionId: 123_456_789, sessionEpoch: 1 });
    assert.equal((await leader.request(fetchApi, fetchVersion, unknown)).errorCode, 70);
    const { sessionId } = await leader.request(fetchApi, fetchVersion, fetchOf(topic, { sessionEpoch: 0 }));
    const outOfTurn = fetchOf(topic, { sessionId, sessionEpoch: 5 });
    assert.equal((await leader.request(fetchApi, fetchVersion, outOfTurn)).errorCode, 71);
  });

  it('epoch -1 closes the session and answers in full', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    await produce(leader, topic, batchOf(['a']));
    const { sessionId } = await leader.request(fetchApi, fetchVersion, fetchOf(topic, { sessionEpoch: 0 }));
    const closing = fetchOf(topic, { sessionId, sessionEpoch: -1 });
    const last = await leader.request(fetchApi, fetchVersion, closing);
    assert.deepEqual([last.errorCode, last.sessionId, last.responses.length], [0, 0, 1]);
    const after = fetchOf(topic, { sessionId, sessionEpoch: 1 });
    assert.equal((await leader.request(fetchApi, fetchVersion, after)).errorCode, 70);
  });
});
