/** Moves of partitions begin, are listed and are called off (KIP-455, KIP-860). */
import assert from 'node:assert/strict';
import {
  alterReassignments,
  listReassignments,
} from '../../../../src/broker/controller/alterReassignments.ts';
import { fenceBroker } from '../../../../src/broker/controller/brokerChanges.ts';
import { assertError } from '../testCluster.ts';
import { TestState } from './controllerState.ts';

type Partition = Parameters<TestState['topic']>[1][number];

/** Broker 1 leads `orders` on 1 and 2; 3 and 4 hold nothing of it. */
function serving(change: Partition = {}): TestState {
  const state = new TestState().brokers(1, 2, 3, 4);
  state.topic('orders', [{ replicas: [1, 2], isr: [1, 2], leader: 1, ...change }]);
  return state;
}

function move(
  state: TestState,
  replicas: readonly number[] | null,
  more: { readonly name?: string; readonly partition?: number; readonly mayChangeFactor?: boolean } = {},
) {
  const { name = 'orders', partition = 0, mayChangeFactor = true } = more;
  const { records, response } = alterReassignments(state, {
    timeoutMs: 0,
    allowReplicationFactorChange: mayChangeFactor,
    topics: [{ name, partitions: [{ partitionIndex: partition, replicas }] }],
  });
  state.replay(...records);
  return response.responses[0]?.partitions[0]?.errorCode;
}

function partition(state: TestState) {
  const found = state.image.topicsByName.get('orders')?.partitions[0];
  assert.ok(found !== undefined);
  return found;
}

describe('AlterPartitionReassignments', () => {
  it('adds the new replicas and waits for them; leader and leader epoch stay', () => {
    const state = serving();
    assertError(move(state, [3, 1]), 'NONE');
    const { replicas, addingReplicas, removingReplicas, isr, leader, leaderEpoch } = partition(state);
    assert.deepEqual([replicas, addingReplicas, removingReplicas], [[3, 1, 2], [3], [2]]);
    assert.deepEqual([isr, leader, leaderEpoch], [[1, 2], 1, 0]);
  });

  it('is done at once when nobody is new: who leaves is fenced by a new leader epoch', () => {
    const state = serving();
    assertError(move(state, [2]), 'NONE');
    const { replicas, removingReplicas, isr, leader, leaderEpoch } = partition(state);
    assert.deepEqual([replicas, removingReplicas, isr, leader, leaderEpoch], [[2], [], [2], 2, 1]);
  });

  it('reorders replicas without a new leader epoch', () => {
    const state = serving();
    assertError(move(state, [2, 1]), 'NONE');
    const { replicas, leader, leaderEpoch } = partition(state);
    assert.deepEqual([replicas, leader, leaderEpoch], [[2, 1], 1, 0]);
  });

  it('writes nothing when the partition is where it should be', () => {
    const state = serving();
    const { offset } = state.image;
    assertError(move(state, [1, 2]), 'NONE');
    assert.equal(state.image.offset, offset);
  });

  it('takes the place of a move that is under way', () => {
    const state = serving();
    move(state, [3, 1]);
    assertError(move(state, [4, 1]), 'NONE');
    const { replicas, addingReplicas, removingReplicas } = partition(state);
    assert.deepEqual([replicas, addingReplicas, removingReplicas], [[4, 1, 2, 3], [4], [2, 3]]);
  });

  it('goes to brokers that are fenced, too: they come back', () => {
    const state = serving();
    state.replay(...fenceBroker(state, 3));
    assertError(move(state, [3]), 'NONE');
  });

  const refusals: readonly (readonly [string, Parameters<typeof assertError>[1], ...unknown[]])[] = [
    ['a topic that is not there', 'UNKNOWN_TOPIC_OR_PARTITION', [1], { name: 'nothing' }],
    ['a partition that is not there', 'UNKNOWN_TOPIC_OR_PARTITION', [1], { partition: 7 }],
    ['no replicas', 'INVALID_REPLICA_ASSIGNMENT', []],
    ['a replica twice', 'INVALID_REPLICA_ASSIGNMENT', [1, 1]],
    ['a broker that is not registered', 'INVALID_REPLICA_ASSIGNMENT', [1, 9]],
    [
      'another replication factor where that was not asked for',
      'INVALID_REPLICATION_FACTOR',
      [1],
      { mayChangeFactor: false },
    ],
    ['to call off what is not under way', 'NO_REASSIGNMENT_IN_PROGRESS', null],
  ];
  for (const [what, error, replicas, more] of refusals) {
    it(`refuses ${what}: ${error}`, () => {
      const state = serving();
      const { offset } = state.image;
      assertError(move(state, replicas as readonly number[] | null, more ?? {}), error);
      assert.equal(state.image.offset, offset, 'nothing is written');
    });
  }

  it('counts for the replication factor what a move under way comes to', () => {
    const state = serving();
    move(state, [3, 1]);
    assertError(move(state, [4, 1], { mayChangeFactor: false }), 'NONE');
  });

  it('is called off: the new replicas leave, and a leader among them is replaced', () => {
    const moving = {
      replicas: [3, 1, 2],
      addingReplicas: [3],
      removingReplicas: [2],
      isr: [1, 3],
      leader: 3,
    };
    const state = serving(moving);
    assertError(move(state, null), 'NONE');
    const { replicas, addingReplicas, removingReplicas, isr, leader } = partition(state);
    assert.deepEqual([replicas, addingReplicas, removingReplicas, isr, leader], [[1, 2], [], [], [1], 1]);
  });

  it('is not called off where only the new replicas have every record', () => {
    const moving = { replicas: [3, 1, 2], addingReplicas: [3], removingReplicas: [2], isr: [3], leader: 3 };
    assertError(move(serving(moving), null), 'INVALID_REPLICA_ASSIGNMENT');
    const state = serving(moving);
    const name = 'unclean.leader.election.enable';
    state.replay({ type: 'Config', value: { resourceType: 2, resourceName: 'orders', name, value: 'true' } });
    assertError(move(state, null), 'NONE');
    assert.deepEqual([partition(state).isr, partition(state).leader], [[1], 1]);
  });
});

describe('ListPartitionReassignments', () => {
  const list = (state: TestState, topics: Parameters<typeof listReassignments>[1]['topics']) =>
    listReassignments(state, { topics, timeoutMs: 0 }).response.topics;

  it('lists what moves, of all topics or of those that are named', () => {
    const state = serving();
    assert.deepEqual(list(state, null), []);
    move(state, [3, 1]);
    const moving = [
      {
        name: 'orders',
        partitions: [{ partitionIndex: 0, replicas: [3, 1, 2], addingReplicas: [3], removingReplicas: [2] }],
      },
    ];
    assert.deepEqual(list(state, null), moving);
    assert.deepEqual(list(state, [{ name: 'orders', partitionIndexes: [0, 7] }]), moving);
    assert.deepEqual(list(state, [{ name: 'orders', partitionIndexes: [7] }]), []);
    assert.deepEqual(list(state, [{ name: 'nothing', partitionIndexes: [0] }]), []);
  });
});
