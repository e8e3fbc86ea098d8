/** The cap on memory: what goes, in which order, on which replicas, and who is refused when nothing may go. */
import assert from 'node:assert/strict';
import { errorCodes } from '../../../src/protocol/errors.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { assertError, batchOf, produceBody, TestCluster } from './testCluster.ts';

const mebibyte = 1024 * 1024;
const limit = 8 * mebibyte;
const big = 'x'.repeat(200_000);

function started(topics: Readonly<Record<string, Readonly<Record<string, string>>>>): TestCluster {
  const test = TestCluster.started({
    memoryLimitBytes: limit,
    configs: { 'log.segment.bytes': String(mebibyte) },
  });
  for (const [name, configs] of Object.entries(topics)) test.createTopic(name, [[1, 2, 3]], configs);
  return test;
}

/** Big records of a given time to the leader, node 1. */
function fill(test: TestCluster, topic: string, records: number, time = test.now, acks = -1) {
  let last: ReturnType<TestCluster['produce']>;
  for (let count = 0; count < records; count++) {
    const body = produceBody(topic, batchOf([big], time), acks);
    last = test.ask(1, produceApi, body, 12).responses[0]?.partitionResponses[0];
  }
  return last;
}

function starts(test: TestCluster, topic: string): readonly number[] {
  return [1, 2, 3].map((node) => test.replica(node, topic).log.logStartOffset);
}

describe('memory limit', () => {
  it('counts replicas once and drops nothing below the limit', () => {
    const test = started({ orders: {} });
    fill(test, 'orders', 30);
    const { heldBytes, droppedBytes, refusing } = test.cluster.memoryLimit.use;
    assert.ok(heldBytes > 6_000_000 && heldBytes < 7_000_000, `${heldBytes} bytes`);
    assert.deepEqual([droppedBytes, refusing], [0, false]);
    assert.deepEqual(starts(test, 'orders'), [0, 0, 0]);
  });

  it('drops the oldest segments, on every replica, and goes on taking records', () => {
    const test = started({ orders: {} });
    assert.equal(fill(test, 'orders', 100)?.errorCode, 0);
    const use = test.cluster.memoryLimit.use;
    assert.ok(use.heldBytes <= limit, `${use.heldBytes} bytes`);
    assert.ok(use.droppedBytes > 10_000_000 && !use.refusing);
    const [first = 0, ...others] = starts(test, 'orders');
    assert.ok(first > 50);
    assert.deepEqual(others, [first, first]);
  });

  it('takes the topic whose records are older, whoever was written to last', () => {
    const test = started({ old: {}, recent: {} });
    fill(test, 'recent', 20, test.now);
    fill(test, 'old', 30, test.now - 60_000);
    assert.deepEqual(starts(test, 'recent'), [0, 0, 0]);
    assert.ok(starts(test, 'old').every((start) => start > 0));
  });

  it('rolls an active segment that is the oldest of all', () => {
    const test = started({ old: {}, recent: {} });
    fill(test, 'old', 2, test.now - 60_000);
    fill(test, 'recent', 60, test.now);
    assert.deepEqual(starts(test, 'old'), [2, 2, 2]);
    assert.equal(fill(test, 'old', 1)?.baseOffset, 2);
  });

  it('leaves compacted topics alone, and refuses producers with a reason when nothing else is there', () => {
    const test = started({ table: { 'cleanup.policy': 'compact' }, orders: {} });
    const keyed = (key: number) =>
      test.ask(1, produceApi, produceBody('table', keyedBatch(`${key}`, test.now)), 12).responses[0]
        ?.partitionResponses[0];
    let answered = keyed(0);
    for (let key = 1; key < 60 && answered?.errorCode === 0; key++) answered = keyed(key);
    assertError(answered?.errorCode, 'POLICY_VIOLATION');
    assert.match(answered?.errorMessage ?? '', /memory limit of 8 MiB/);
    assert.deepEqual(starts(test, 'table'), [0, 0, 0]);
    assert.equal(test.cluster.memoryLimit.use.refusing, true);
    assertError(fill(test, 'orders', 1)?.errorCode, 'POLICY_VIOLATION');
  });

  it('serves again once there is room', () => {
    const test = started({ table: { 'cleanup.policy': 'compact' } });
    fillTable(test);
    assert.equal(test.cluster.memoryLimit.use.refusing, true);
    for (const node of [1, 2, 3]) test.replica(node, 'table').log.truncateFullyAndStartAt(0);
    assert.equal(test.cluster.memoryLimit.use.refusing, false);
  });

  it('lets groups commit when producers are refused', () => {
    const test = started({ table: { 'cleanup.policy': 'compact' } });
    const { coordinator, commit } = groupOf(test);
    assert.equal(commit(), 0);
    fillTable(test);
    assert.equal(test.cluster.memoryLimit.use.refusing, true);
    assert.equal(commit(), 0);
    assert.ok(coordinator > 0);
  });

  it('frees what a dead broker holds, too: its log lies in the same memory', () => {
    const test = started({ orders: {} });
    fill(test, 'orders', 20);
    test.cluster.killNode(3);
    test.until('it is out of the ISR', () => test.replica(1, 'orders').isr.length === 2);
    assert.equal(fill(test, 'orders', 60)?.errorCode, 0);
    assert.ok(test.cluster.memoryLimit.use.heldBytes <= limit);
    test.cluster.startNode(3);
    test.until('it is in sync again', () => test.replica(1, 'orders').isr.length === 3);
    const [first, , third] = starts(test, 'orders');
    assert.equal(third, first);
  });

  it('drops nothing that is not committed', () => {
    const test = started({ orders: {} });
    test.network.isCut = (_from, to) => to === 1;
    let answered = fill(test, 'orders', 1, test.now, 1);
    for (let count = 0; count < 60 && answered?.errorCode === errorCodes.NONE; count++) {
      answered = fill(test, 'orders', 1, test.now, 1);
    }
    assertError(answered?.errorCode, 'POLICY_VIOLATION');
    assert.equal(test.replica(1, 'orders').log.logStartOffset, 0);
  });

  it('drops nothing for a batch that is refused anyway, or that would never fit', () => {
    const test = started({ orders: {}, huge: { 'max.message.bytes': '100000000' } });
    fill(test, 'orders', 30);
    const tooLarge = batchOf(['y'.repeat(10_000_000)], test.now);
    const produced = (topic: string) =>
      test.ask(1, produceApi, produceBody(topic, tooLarge), 12).responses[0]?.partitionResponses[0]
        ?.errorCode;
    assertError(produced('orders'), 'MESSAGE_TOO_LARGE');
    assertError(produced('huge'), 'POLICY_VIOLATION');
    assert.deepEqual(starts(test, 'orders'), [0, 0, 0]);
  });

  it('without a limit drops and refuses nothing', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2, 3]]);
    assert.equal(fill(test, 'orders', 60)?.errorCode, 0);
    assert.deepEqual(starts(test, 'orders'), [0, 0, 0]);
  });
});

function keyedBatch(key: string, timestamp: number): Buffer {
  return batchOf([big], timestamp, {}, key);
}

function fillTable(test: TestCluster): void {
  for (let key = 0; key < 60; key++) {
    test.ask(1, produceApi, produceBody('table', keyedBatch(`${key}`, test.now)), 12);
  }
}

/** A group's coordinator, ready to take commits. */
function groupOf(test: TestCluster) {
  const commit = (node: number): number | undefined => {
    const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: null }];
    const body = { groupId: 'billing', memberId: '', topics: [{ name: 'table', topicId: '', partitions }] };
    return test.ask(node, offsetCommitApi, body, 9).topics[0]?.partitions[0]?.errorCode;
  };
  test.ask(1, findCoordinatorApi, { coordinatorKeys: ['billing'] }, 4);
  let coordinator = 0;
  test.until('a coordinator', () => {
    coordinator = [1, 2, 3].find((node) => commit(node) === 0) ?? 0;
    if (coordinator === 0) test.advance(100);
    return coordinator !== 0;
  });
  return { coordinator, commit: () => commit(coordinator) };
}
