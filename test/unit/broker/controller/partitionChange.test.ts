/** What one change makes of a partition (Kafka's PartitionChangeBuilder, KIP-966). */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  mergePartition,
  noLeaderChange,
  type PartitionRegistration,
} from '../../../../src/broker/controller/metadataImage.ts';
import {
  changePartition,
  type Election,
  newPartition,
  type PartitionTarget,
  recovering,
} from '../../../../src/broker/controller/partitionChange.ts';

const id = { topicId: 'A'.repeat(22), partitionId: 0 };

function partition(change: Partial<PartitionRegistration>): PartitionRegistration {
  return {
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    elr: [],
    lastKnownElr: [],
    removingReplicas: [],
    addingReplicas: [],
    leader: 1,
    leaderRecoveryState: 0,
    leaderEpoch: 4,
    partitionEpoch: 9,
    ...change,
  };
}

interface Circumstances extends PartitionTarget {
  readonly alive?: readonly number[];
  readonly election?: Election;
  readonly minIsr?: number;
}

function changeOf(before: PartitionRegistration, circumstances: Circumstances) {
  const { alive = [1, 2, 3], election = 'online', minIsr = 1, ...target } = circumstances;
  return changePartition(
    id,
    before,
    { mayLead: (broker) => alive.includes(broker), election, minIsr },
    target,
  );
}

/** What becomes of the partition; undefined when nothing does. */
function change(
  before: PartitionRegistration,
  circumstances: Circumstances,
): PartitionRegistration | undefined {
  const record = changeOf(before, circumstances);
  return record === undefined ? undefined : mergePartition(before, record);
}

/** Leader, ISR, ELR and the last known leader: what KIP-966 is about. */
function roles(after: PartitionRegistration | undefined) {
  return after === undefined ? undefined : [after.leader, after.isr, after.elr, after.lastKnownElr];
}

describe('changePartition: elections', () => {
  it('changes nothing where nothing is wanted and the leader may stay', () => {
    assert.equal(change(partition({ isr: [1, 2] }), { alive: [1, 2] }), undefined);
  });

  it('takes a follower out of the ISR and leaves leader and leader epoch', () => {
    const after = change(partition({}), { isr: [1, 3], alive: [1, 3] });
    assert.deepEqual(
      [after?.isr, after?.leader, after?.leaderEpoch, after?.partitionEpoch],
      [[1, 3], 1, 4, 10],
    );
    assert.equal(changeOf(partition({}), { isr: [1, 3] })?.leader, noLeaderChange);
  });

  it('elects the first in-sync replica in the order of the assignment, in a new epoch', () => {
    const after = change(partition({ replicas: [1, 3, 2] }), { isr: [2, 3], alive: [2, 3] });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderEpoch], [[2, 3], 3, 5]);
  });

  it('passes over replicas that are not in sync or may not lead', () => {
    const before = partition({ replicas: [1, 2, 3, 4], isr: [1, 3, 4] });
    assert.equal(change(before, { isr: [3, 4], alive: [2, 4] })?.leader, 4);
  });

  it('leaves a leader that is not the preferred one, unless the preferred one is asked for', () => {
    const before = partition({ leader: 2 });
    assert.equal(change(before, {}), undefined);
    assert.deepEqual(roles(change(before, { election: 'preferred' })), [1, [1, 2, 3], [], []]);
    assert.equal(change(before, { election: 'preferred', alive: [2, 3] }), undefined);
    assert.equal(change(partition({ leader: 2, isr: [2, 3] }), { election: 'preferred' }), undefined);
  });

  it('elects whoever lives when that is allowed, alone in sync and recovering', () => {
    const after = change(partition({ isr: [1] }), { isr: [], alive: [3], election: 'unclean' });
    assert.deepEqual(roles(after), [3, [3], [], []]);
    assert.equal(after?.leaderRecoveryState, recovering);
  });

  it('elects cleanly where that is possible, also when otherwise is allowed', () => {
    const after = change(partition({}), { isr: [2, 3], alive: [2, 3], election: 'unclean' });
    assert.deepEqual([after?.isr, after?.leader, after?.leaderRecoveryState], [[2, 3], 2, 0]);
  });

  it('takes the word of a leader that has recovered', () => {
    const before = partition({ isr: [1], leaderRecoveryState: recovering });
    const after = change(before, { isr: [1, 2], leaderRecoveryState: 0 });
    assert.deepEqual([after?.isr, after?.leaderRecoveryState], [[1, 2], 0]);
  });
});

describe('changePartition: eligible leader replicas', () => {
  it('nobody is eligible while enough are in sync', () => {
    assert.deepEqual(change(partition({}), { isr: [1, 2], minIsr: 2 })?.elr, []);
  });

  it('who leaves when too few are left is eligible, and stays so while others leave', () => {
    const one = change(partition({}), { isr: [1], minIsr: 2, alive: [1] });
    assert.deepEqual(roles(one), [1, [1], [2, 3], []]);
    const none = change(one ?? partition({}), { isr: [], minIsr: 2, alive: [] });
    assert.deepEqual(roles(none), [-1, [], [1, 2, 3], [1]]);
  });

  it('keeps the last in-sync replica as an eligible one, and remembers who led', () => {
    const after = change(partition({ isr: [1] }), { isr: [], alive: [2, 3] });
    assert.deepEqual(roles(after), [-1, [], [1], [1]]);
    assert.equal(after?.leaderEpoch, 5);
  });

  it('an eligible one that returns leads, alone in sync; the others stay eligible', () => {
    const offline = partition({ isr: [], elr: [1, 2], lastKnownElr: [1], leader: -1 });
    const after = change(offline, { alive: [2, 3], minIsr: 2 });
    assert.deepEqual(roles(after), [2, [2], [1], []]);
    assert.equal(after?.leaderRecoveryState, 0, 'nothing is lost');
  });

  it('while somebody is in sync, who is only eligible does not lead', () => {
    const before = partition({ isr: [1], elr: [2], leader: -1 });
    assert.equal(change(before, { alive: [2], minIsr: 2 }), undefined);
  });

  it('as soon as enough are in sync nobody else is eligible', () => {
    const before = partition({ isr: [1], elr: [2, 3] });
    assert.deepEqual(change(before, { isr: [1, 2], minIsr: 2 })?.elr, []);
    assert.deepEqual(change(before, { isr: [1, 2], minIsr: 3 })?.elr, [3]);
  });

  it('a replica whose shutdown was unclean is neither in sync nor eligible', () => {
    const inSync = change(partition({ isr: [1] }), { isr: [], uncleanShutdown: 1, alive: [2, 3] });
    assert.deepEqual(roles(inSync), [-1, [], [], [1]]);
    const eligible = partition({ isr: [1], elr: [2, 3] });
    assert.deepEqual(change(eligible, { uncleanShutdown: 2, minIsr: 2 })?.elr, [3]);
  });

  it('when nobody is eligible any more the last known leader leads, with no claim to have everything', () => {
    const offline = partition({ isr: [], lastKnownElr: [2], leader: -1 });
    assert.equal(change(offline, { alive: [1, 3] }), undefined, 'others do not');
    const after = change(offline, { alive: [1, 2, 3] });
    assert.deepEqual(roles(after), [2, [2], [], []]);
    assert.equal(after?.leaderRecoveryState, recovering);
  });

  it('the last known leader waits for those that are eligible', () => {
    const offline = partition({ isr: [], elr: [3], lastKnownElr: [2], leader: -1 });
    assert.equal(change(offline, { alive: [1, 2] }), undefined);
  });

  it('an unclean election forgets who was eligible', () => {
    const offline = partition({ isr: [], elr: [1], lastKnownElr: [1], leader: -1 });
    const after = change(offline, { alive: [2, 3], election: 'unclean', minIsr: 2 });
    assert.deepEqual(roles(after), [2, [2], [], []]);
  });

  it('never loses what is committed: whoever leads without loss was in sync or eligible', () => {
    const brokers = fc.subarray([1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(brokers, brokers, brokers, fc.nat(4), fc.integer({ min: 1, max: 3 }), (...drawn) => {
        const [isr, alive, leaving, at, minIsr] = drawn;
        fc.pre(isr.length > 0);
        const before = partition({ replicas: [3, 1, 5, 2, 4], isr, leader: isr[at % isr.length] ?? -1 });
        const staying = isr.filter((replica) => !leaving.includes(replica));
        const may = alive.filter((replica) => !leaving.includes(replica));
        const after = change(before, { isr: staying, alive: may, minIsr }) ?? before;
        assert.ok(after.isr.length + after.elr.length > 0, 'somebody has everything');
        assert.ok([...after.isr, ...after.elr].every((replica) => isr.includes(replica)));
        assert.ok(!after.isr.some((replica) => after.elr.includes(replica)));
        assert.ok(after.leader === -1 || after.isr.includes(after.leader));
        assert.equal(after.leaderRecoveryState, 0);
        if (after.leader !== before.leader) assert.equal(after.leaderEpoch, before.leaderEpoch + 1);
      }),
    );
  });
});

describe('changePartition: reassignment', () => {
  const moving = partition({
    replicas: [4, 1, 2],
    removingReplicas: [1, 2],
    addingReplicas: [4],
    isr: [1, 2],
  });
  const alive = [1, 2, 3, 4];

  it('goes on while those that are added are not in sync', () => {
    assert.deepEqual(change(moving, { isr: [1], alive, minIsr: 1 })?.replicas, [4, 1, 2]);
  });

  it('is complete once they are: the others leave, and one that stays leads', () => {
    const after = change(moving, { isr: [1, 2, 4], alive });
    assert.deepEqual([after?.replicas, after?.removingReplicas, after?.addingReplicas], [[4], [], []]);
    assert.deepEqual([after?.leader, after?.isr, after?.leaderEpoch], [4, [4], 5]);
  });

  it('leaves nobody eligible who has left', () => {
    const back = { isr: [1], replicas: [1, 2], removingReplicas: [], addingReplicas: [], minIsr: 2 };
    assert.deepEqual(change({ ...moving, isr: [1, 4] }, back)?.elr, []);
    assert.deepEqual(change({ ...moving, isr: [1, 2, 4] }, back)?.elr, [2]);
  });

  it('names the leader again when a replica leaves, so that it is fenced', () => {
    const after = change(partition({ isr: [1, 2] }), { replicas: [1, 2], alive });
    assert.deepEqual([after?.leader, after?.leaderEpoch, after?.replicas], [1, 5, [1, 2]]);
  });
});

describe('newPartition', () => {
  it('is led by the first replica, and all are in sync', () => {
    const { leader, isr, leaderEpoch, partitionEpoch } = newPartition(id, [2, 3, 1], () => true);
    assert.deepEqual(
      { leader, isr, leaderEpoch, partitionEpoch },
      { leader: 2, isr: [2, 3, 1], leaderEpoch: 0, partitionEpoch: 0 },
    );
  });

  it('starts with the replicas that live', () => {
    const { leader, isr, replicas } = newPartition(id, [2, 3, 1], (broker) => broker !== 2);
    assert.deepEqual({ leader, isr, replicas }, { leader: 3, isr: [3, 1], replicas: [2, 3, 1] });
  });
});
