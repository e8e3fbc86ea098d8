/** Who leads when a broker comes or goes (Kafka's PartitionChangeBuilder). */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { electLeader, newPartition, recovering } from '../../../../src/broker/controller/elections.ts';
import {
  mergePartition,
  noLeaderChange,
  type PartitionRegistration,
} from '../../../../src/broker/controller/metadataImage.ts';

const id = { topicId: 'A'.repeat(22), partitionId: 0 };

function partition(change: Partial<PartitionRegistration>): PartitionRegistration {
  return {
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    removingReplicas: [],
    addingReplicas: [],
    leader: 1,
    leaderRecoveryState: 0,
    leaderEpoch: 4,
    partitionEpoch: 9,
    ...change,
  };
}

interface Circumstances {
  readonly leaving: readonly number[];
  readonly alive: readonly number[];
  readonly unclean: boolean;
}

/** What becomes of the partition when `leaving` go and only `alive` may lead. */
function elect(
  before: PartitionRegistration,
  { leaving = [], alive = [1, 2, 3], unclean = false }: Partial<Circumstances>,
): PartitionRegistration | undefined {
  const rules = { mayLead: (broker: number) => alive.includes(broker), unclean };
  const change = electLeader(id, before, rules, new Set(leaving));
  return change === undefined ? undefined : mergePartition(before, change);
}

describe('electLeader', () => {
  it('changes nothing for who is not in sync', () => {
    assert.equal(elect(partition({ isr: [1, 2] }), { leaving: [3], alive: [1, 2] }), undefined);
  });

  it('takes a follower out of the ISR and leaves leader and leader epoch', () => {
    const after = elect(partition({}), { leaving: [2], alive: [1, 3] });
    assert.deepEqual(
      [after?.isr, after?.leader, after?.leaderEpoch, after?.partitionEpoch],
      [[1, 3], 1, 4, 10],
    );
  });

  it('elects the first in-sync replica in the order of the assignment, in a new epoch', () => {
    const after = elect(partition({ replicas: [1, 3, 2] }), { leaving: [1], alive: [2, 3] });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderEpoch], [[2, 3], 3, 5]);
  });

  it('passes over replicas that are not in sync or may not lead', () => {
    const before = partition({ replicas: [1, 2, 3, 4], isr: [1, 3, 4] });
    assert.equal(elect(before, { leaving: [1], alive: [2, 4] })?.leader, 4);
  });

  it('leaves nobody to lead when nobody in sync may, and keeps the last in-sync replica', () => {
    const after = elect(partition({ isr: [1] }), { leaving: [1], alive: [2, 3] });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderEpoch], [[1], -1, 5]);
  });

  it('lets the last in-sync replica lead again when it returns', () => {
    const offline = partition({ isr: [1], leader: -1 });
    assert.equal(elect(offline, { alive: [2] }), undefined);
    assert.deepEqual(elect(offline, { alive: [1] })?.leader, 1);
  });

  it('elects whoever lives when the topic allows it, alone in sync and recovering', () => {
    const after = elect(partition({ isr: [1] }), { leaving: [1], alive: [3], unclean: true });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderRecoveryState], [[3], 3, recovering]);
  });

  it('elects cleanly where that is possible, also when the topic allows otherwise', () => {
    const after = elect(partition({}), { leaving: [1], alive: [2, 3], unclean: true });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderRecoveryState], [[2, 3], 2, 0]);
  });

  it('moves a leader that may no longer lead, as in a controlled shutdown', () => {
    assert.equal(elect(partition({}), { leaving: [1], alive: [1, 2, 3] })?.leader, 2);
  });

  it('never loses what is committed: the leader is in sync, and so is somebody who was', () => {
    const brokers = fc.subarray([1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(brokers, brokers, brokers, fc.nat(4), (isr, alive, leaving, at) => {
        const replicas = [3, 1, 5, 2, 4];
        fc.pre(isr.length > 0);
        const leader = isr[at % isr.length] ?? -1;
        const before = partition({ replicas, isr, leader });
        const after = elect(before, { leaving, alive }) ?? before;
        assert.ok(after.isr.length > 0);
        assert.ok(after.isr.every((replica) => isr.includes(replica)));
        assert.ok(after.leader === -1 || after.isr.includes(after.leader));
        if (after.leader !== before.leader) assert.equal(after.leaderEpoch, before.leaderEpoch + 1);
      }),
    );
  });

  it('names no leader where it stays', () => {
    const rules = { mayLead: () => true, unclean: false };
    assert.equal(electLeader(id, partition({}), rules, new Set([3]))?.leader, noLeaderChange);
  });
});

describe('newPartition', () => {
  it('is led by the first replica, and all are in sync', () => {
    const { leader, isr, leaderEpoch, partitionEpoch } = newPartition(id, [2, 3, 1], () => true);
    assert.deepEqual(
      { leader, isr, leaderEpoch, partitionEpoch },
      {
        leader: 2,
        isr: [2, 3, 1],
        leaderEpoch: 0,
        partitionEpoch: 0,
      },
    );
  });

  it('starts with the replicas that live', () => {
    const { leader, isr, replicas } = newPartition(id, [2, 3, 1], (broker) => broker !== 2);
    assert.deepEqual({ leader, isr, replicas }, { leader: 3, isr: [3, 1], replicas: [2, 3, 1] });
  });
});
