/** DeleteRecords inside the cluster: who is waited for, what followers learn, and what a restart remembers. */
import assert from 'node:assert/strict';
import { deleteRecordsApi } from '../../../../src/protocol/messages/deleteRecords.ts';
import { fetchApi } from '../../../../src/protocol/messages/fetch.ts';
import { assertError, fetchBody, TestCluster } from '../testCluster.ts';

function started(): TestCluster {
  const test = TestCluster.started();
  test.createTopic('orders', [[1, 2, 3]]);
  test.produce(1, 'orders', ['a', 'b', 'c']);
  test.produce(1, 'orders', ['d']);
  return test;
}

function begin(test: TestCluster, offset: number, timeoutMs = 5_000) {
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, offset }] }];
  return test.client(1).begin(deleteRecordsApi, { topics, timeoutMs });
}

function outcome({ response }: ReturnType<typeof begin>) {
  const [partition] = response?.topics[0]?.partitions ?? [];
  return partition;
}

describe('DeleteRecords', () => {
  it('is answered once every replica begins there, at once rather than with the next long poll', () => {
    const test = started();
    const before = test.now;
    const pending = begin(test, 2);
    test.until('an answer', () => pending.response !== undefined, 100);
    assert.ok(test.now - before < 100);
    assert.deepEqual(outcome(pending), { partitionIndex: 0, lowWatermark: 2, errorCode: 0 });
    for (const node of [1, 2, 3]) assert.equal(test.replica(node, 'orders').log.logStartOffset, 2);
  });

  it('times out while a replica that is alive does not follow, and tells how far all are', () => {
    const test = started();
    test.network.isCut = (from, to) => from === 3 && to === 1;
    const pending = begin(test, 3, 300);
    test.until('an answer', () => pending.response !== undefined, 400);
    assertError(outcome(pending)?.errorCode, 'REQUEST_TIMED_OUT');
    assert.equal(outcome(pending)?.lowWatermark, 0);
    assert.equal(test.replica(1, 'orders').log.logStartOffset, 3, 'the leader has deleted all the same');
  });

  it('does not wait for a broker that is dead, which begins there when it returns', () => {
    const test = started();
    test.cluster.killNode(3);
    test.until('the broker is fenced', () => test.cluster.broker(1)?.image.isActive(3) === false);
    const pending = begin(test, 3);
    test.until('an answer', () => pending.response !== undefined, 1_000);
    assert.deepEqual(outcome(pending), { partitionIndex: 0, lowWatermark: 3, errorCode: 0 });
    test.cluster.startNode(3);
    test.until('it is in sync', () => test.replica(1, 'orders').isr.length === 3);
    assert.equal(test.replica(3, 'orders').log.logStartOffset, 3);
  });

  it('is over when the broker that is waited for dies', () => {
    const test = started();
    test.network.isCut = (from, to) => from === 3 && to === 1;
    const pending = begin(test, 3, 20_000);
    test.advance(100);
    assert.equal(pending.response, undefined);
    test.cluster.killNode(3);
    test.until('an answer', () => pending.response !== undefined, 10_000);
    assert.deepEqual(outcome(pending), { partitionIndex: 0, lowWatermark: 3, errorCode: 0 });
  });

  it('outlives the leader, and a restart of all nodes', () => {
    const test = started();
    const pending = begin(test, 2);
    test.until('an answer', () => pending.response !== undefined);
    for (const node of [1, 2, 3]) test.cluster.killNode(node);
    for (const node of [1, 2, 3]) test.cluster.startNode(node);
    const leads = () =>
      [1, 2, 3].find((node) => {
        const id = test.topicId('orders');
        return test.cluster.broker(node)?.replicas.find(id, 0)?.role === 'leader';
      });
    test.until('a leader', () => test.cluster.isReady && leads() !== undefined);
    const leader = leads() as number;
    assert.equal(test.replica(leader, 'orders').log.logStartOffset, 2);
    const read = (offset: number) =>
      test.ask(leader, fetchApi, fetchBody('orders', offset), 12).responses[0]?.partitions[0];
    assertError(read(1)?.errorCode, 'OFFSET_OUT_OF_RANGE');
    test.until('the high watermark', () => (read(2)?.records?.length ?? 0) > 0);
  });

  it('ends with NOT_LEADER_OR_FOLLOWER when the leadership goes meanwhile', () => {
    const test = started();
    test.network.isCut = (from, to) => from === 3 && to === 1;
    const pending = begin(test, 3, 20_000);
    test.cluster.stopNode(1);
    test.until('an answer', () => pending.response !== undefined, 10_000);
    assertError(outcome(pending)?.errorCode, 'NOT_LEADER_OR_FOLLOWER');
    assert.equal(outcome(pending)?.lowWatermark, -1);
  });
});
