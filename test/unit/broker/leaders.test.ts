/** Who leads in a whole cluster: after clean stops and crashes, after moves, and when preferred leaders come back. */
import assert from 'node:assert/strict';
import type { PartitionRegistration } from '../../../src/broker/controller/metadataImage.ts';
import { alterPartitionReassignmentsApi } from '../../../src/protocol/messages/alterPartitionReassignments.ts';
import { TestCluster } from './testCluster.ts';

function registration(test: TestCluster): PartitionRegistration | undefined {
  const newest = test.running.sort((a, b) => b.image.offset - a.image.offset)[0];
  return newest?.image.topicsByName.get('orders')?.partitions[0];
}

function becomes(
  test: TestCluster,
  what: string,
  holds: (partition: PartitionRegistration) => boolean,
): void {
  test.until(what, () => {
    const partition = registration(test);
    return partition !== undefined && holds(partition);
  });
}

function started(replicas: readonly number[], configs: Readonly<Record<string, string>> = {}): TestCluster {
  const test = TestCluster.started({ configs });
  test.createTopic('orders', [replicas]);
  assert.equal(test.produce(replicas[0] ?? 0, 'orders', ['a', 'b'])?.errorCode, 0);
  return test;
}

function stop(test: TestCluster, nodeId: number): void {
  test.cluster.stopNode(nodeId);
  test.until(`${nodeId} has stopped`, () => test.cluster.nodeState(nodeId) === 'stopped');
}

function move(test: TestCluster, replicas: readonly number[]): void {
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas }] }];
  const { responses } = test.ask(test.controllerId, alterPartitionReassignmentsApi, { topics });
  assert.equal(responses[0]?.partitions[0]?.errorCode, 0);
}

describe('the mark of a clean stop', () => {
  it('is the broker epoch, and the next start takes it away once it touches what it holds', () => {
    const test = started([2]);
    const epoch = test.cluster.broker(2)?.brokerEpoch;
    assert.equal(test.cluster.disk(2).cleanShutdownEpoch, undefined);
    stop(test, 2);
    assert.equal(test.cluster.disk(2).cleanShutdownEpoch, epoch);
    test.cluster.startNode(2);
    test.until('2 has joined', () => test.cluster.isReady);
    assert.equal(test.cluster.disk(2).cleanShutdownEpoch, undefined);
  });

  it('outlasts starts that find no controller, however they end', () => {
    for (const end of [stop, (test: TestCluster, nodeId: number) => test.cluster.killNode(nodeId)]) {
      const test = started([2]);
      stop(test, 2);
      const mark = test.cluster.disk(2).cleanShutdownEpoch;
      test.network.isCut = (from, to) => from === 2 || to === 2;
      test.cluster.startNode(2);
      test.advance(1_000);
      end(test, 2);
      assert.equal(test.cluster.disk(2).cleanShutdownEpoch, mark);
    }
  });

  it('is not left by a crash', () => {
    const test = started([2]);
    test.cluster.killNode(2);
    assert.equal(test.cluster.disk(2).cleanShutdownEpoch, undefined);
  });

  it('tells whether the last replica lost anything', () => {
    for (const [end, recoveryState] of [
      [stop, 0],
      [(test: TestCluster, nodeId: number) => test.cluster.killNode(nodeId), 1],
    ] as const) {
      const test = started([2]);
      end(test, 2);
      becomes(test, 'nobody leads', ({ leader, elr }) => leader === -1 && elr.includes(2));
      test.cluster.startNode(2);
      becomes(test, '2 leads', ({ leader }) => leader === 2);
      assert.equal(registration(test)?.leaderRecoveryState, recoveryState);
      assert.equal(test.replica(2, 'orders').log.logEndOffset, 2);
    }
  });
});

describe('a partition that moves', () => {
  it('takes its records along, and leaves nothing behind', () => {
    const test = started([1]);
    const id = test.topicId('orders');
    move(test, [2, 3]);
    becomes(test, 'it is there', ({ replicas }) => replicas.join() === '2,3');
    test.until('the log is gone', () => test.cluster.disk(1).log(id, 0) === undefined);
    for (const nodeId of [2, 3]) assert.equal(test.cluster.disk(nodeId).log(id, 0)?.logEndOffset, 2);
    assert.equal(test.produce(2, 'orders', ['c'])?.baseOffset, 2);
  });

  it('is gone from a broker that was away meanwhile, as soon as that one is back', () => {
    const test = started([1, 2]);
    const id = test.topicId('orders');
    stop(test, 2);
    move(test, [1]);
    assert.ok(test.cluster.disk(2).log(id, 0) !== undefined);
    test.cluster.startNode(2);
    test.until('the log is gone', () => test.cluster.disk(2).log(id, 0) === undefined);
  });
});

describe('preferred leaders', () => {
  for (const [enabled, leader] of [
    ['true', 1],
    ['false', 2],
  ] as const) {
    it(`auto.leader.rebalance.enable=${enabled}: ${leader} leads once 1 is back`, () => {
      const test = started([1, 2], {
        'auto.leader.rebalance.enable': enabled,
        'leader.imbalance.check.interval.seconds': '5',
      });
      stop(test, 1);
      becomes(test, '2 leads', (partition) => partition.leader === 2);
      test.cluster.startNode(1);
      becomes(test, '1 is in sync', ({ isr }) => isr.length === 2);
      test.advance(20_000);
      assert.equal(registration(test)?.leader, leader);
    });
  }
});

describe('another min.insync.replicas', () => {
  it('makes a leader forget who was eligible, and go on', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2]], { 'min.insync.replicas': '2' });
    stop(test, 2);
    becomes(test, '2 is eligible', ({ isr, elr }) => isr.join() === '1' && elr.join() === '2');
    const value = { resourceType: 2, resourceName: 'orders', name: 'min.insync.replicas', value: '1' };
    test.cluster.broker(test.controllerId)?.controller?.apply(
      () => ({ records: [{ type: 'Config', value }], response: undefined }),
      () => {},
    );
    becomes(test, 'nobody is', ({ elr }) => elr.length === 0);
    test.cluster.startNode(2);
    becomes(test, '2 is in sync', ({ isr }) => isr.length === 2);
  });
});

describe('A broker that is fenced', () => {
  it('makes whoever waits for many partitions look once, not once for each', () => {
    const partitions = 50;
    const test = TestCluster.started();
    test.createTopic('orders', Array(partitions).fill([1, 2]));
    const leader = test.cluster.broker(1);
    assert.ok(leader !== undefined);
    const keys = Array.from({ length: partitions }, (_, index) => `${test.topicId('orders')}:${index}`);
    let tries = 0;
    const operation = {
      tryComplete: () => {
        tries += 1;
        return false;
      },
      expire: () => {},
    };
    leader.purgatory.tryCompleteElseWatch(operation, keys, Number.POSITIVE_INFINITY);
    test.cluster.killNode(3);
    test.until('it is fenced', () => !leader.image.isActive(3));
    assert.ok(tries > 1 && tries < partitions, `${tries} tries`);
  });
});
