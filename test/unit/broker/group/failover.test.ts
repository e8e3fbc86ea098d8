import assert from 'node:assert/strict';
import { assertError, protocols, ShardHarness, subscription } from './shardHarness.ts';

describe('when the node of the coordinator dies', () => {
  it('the next one goes on with members, generation, assignment and offsets', () => {
    const before = new ShardHarness();
    const { ids, leader, generation } = before.stable(3);
    before.commitOffsets(
      { 0: 10, 1: 11, 2: 12 },
      { memberId: leader, generationIdOrMemberEpoch: generation },
    );
    const next = before.restart();
    assert.deepEqual(next.describe(), before.describe());
    assert.deepEqual(
      [0, 1, 2].map((partition) => next.offset(partition)),
      [10, 11, 12],
    );
    for (const memberId of ids) assertError(next.heartbeat({ memberId, generationId: generation }), 'NONE');
    assert.deepEqual(next.sync({ memberId: ids[2] ?? '' }).value.assignment, Buffer.from([2]));
    next.commitOffsets({ 0: 20 }, { memberId: leader, generationIdOrMemberEpoch: generation });
    assert.equal(next.restart().offset(0), 20);
  });

  it('the next one raises the generation, never repeats it', () => {
    const before = new ShardHarness();
    const { leader } = before.stable(1);
    const next = before.restart();
    assert.equal(next.join({ memberId: leader }).value.generationId, 2);
  });

  it('members are given their session timeout anew, then they are missed', () => {
    const before = new ShardHarness();
    const { ids } = before.stable(2);
    before.advance(9_000);
    const next = before.restart();
    next.advance(9_999);
    assertError(next.heartbeat({ memberId: ids[0] ?? '' }), 'NONE');
    next.advance(1);
    assertError(next.heartbeat({ memberId: ids[0] ?? '' }), 'REBALANCE_IN_PROGRESS');
    assertError(next.heartbeat({ memberId: ids[1] ?? '' }), 'UNKNOWN_MEMBER_ID');
  });

  it('a rebalance under way is forgotten: the last generation that was written stands', () => {
    const before = new ShardHarness();
    const { ids, leader } = before.stable(2);
    before.join({ memberId: leader });
    const next = before.restart();
    assert.equal(next.describe().groupState, 'Stable');
    assertError(next.heartbeat({ memberId: ids[1] ?? '' }), 'NONE');
  });

  it('static members keep their instance ids', () => {
    const before = new ShardHarness();
    const joined = before.join({ groupInstanceId: 'pod-1' });
    before.advance(3_000);
    before.settle([{ id: joined.value.memberId, joined }]);
    const next = before.restart();
    const back = next.join({ groupInstanceId: 'pod-1' }).value;
    assert.equal(back.generationId, 1);
    assertError(
      next.heartbeat({ memberId: joined.value.memberId, groupInstanceId: 'pod-1' }),
      'FENCED_INSTANCE_ID',
    );
  });

  it('a member that offers more than the chosen protocol causes a rebalance: only that one was written', () => {
    const before = new ShardHarness();
    const both = protocols('range', 'sticky');
    const { ids, leader } = before.stable(2, { protocols: both });
    const follower = ids.find((id) => id !== leader) ?? '';
    assert.ok(before.join({ memberId: follower, protocols: both }).isThere);
    assert.ok(!before.restart().join({ memberId: follower, protocols: both }).isThere);
  });

  it('subscriptions are known again', () => {
    const before = new ShardHarness();
    before.stable(1, { protocols: [{ name: 'range', metadata: subscription('shipped') }] });
    const deleted = before.restart().deleteOffsets({ shipped: [0], created: [0] }).value;
    assert.deepEqual(
      deleted.topics.map(({ partitions }) => partitions[0]?.errorCode),
      [86, 0],
    );
  });

  it('a group larger than is allowed now is rebalanced down', () => {
    const before = new ShardHarness();
    const { ids } = before.stable(3);
    const next = before.restart({ configs: { maxSize: 2 } });
    assertError(next.heartbeat({ memberId: ids[0] ?? '' }), 'REBALANCE_IN_PROGRESS');
    assert.deepEqual(next.events[0]?.type === 'rebalance' && next.events[0].reason, {
      type: 'overCapacity',
      size: 3,
    });
    const answers = ids.map((memberId) => next.join({ memberId }));
    assertError(answers[2]?.value.errorCode ?? 0, 'GROUP_MAX_SIZE_REACHED');
  });

  it('an offset that was not committed is not there', () => {
    const before = new ShardHarness();
    before.commitOffsets({ 0: 1 });
    before.manual = true;
    before.commitOffsets({ 0: 2 });
    assert.equal(before.restart().offset(0), 1);
  });

  it('records of other kinds in the log are skipped', () => {
    const before = new ShardHarness();
    before.commitOffsets({ 0: 1 });
    const foreign = { key: Buffer.from([0, 3, 0, 1, 0x67]), value: Buffer.from([0, 0]) };
    assert.equal(before.restart({ log: [...before.log, foreign] }).offset(0), 1);
  });
});

describe('when the partition moves to another broker', () => {
  it('everybody who waits is sent to look for the new coordinator, and nothing happens any more', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(2);
    const joining = harness.join({ memberId: leader });
    const first = harness.join({ groupId: 'other', groupInstanceId: 'a' });
    const second = harness.join({ groupId: 'other', groupInstanceId: 'b' });
    harness.waitOutInitialDelay();
    const syncing = harness.sync({ groupId: 'other', memberId: second.value.memberId });
    assertError(first.value.errorCode, 'NONE');
    harness.shard.onUnloaded();
    assertError(joining.value.errorCode, 'NOT_COORDINATOR');
    assertError(syncing.value.errorCode, 'NOT_COORDINATOR');
    assert.equal(harness.timers.nextDeadline(), undefined);
  });

  it('commits under way are answered when the owner fails their append', () => {
    const harness = new ShardHarness({ manual: true });
    const committing = harness.commitOffsets({ 0: 1 });
    const joining = harness.join({}, 3);
    harness.shard.onUnloaded();
    harness.fail(16);
    assertError(committing.value.topics[0]?.partitions[0]?.errorCode ?? 0, 'NOT_COORDINATOR');
    assertError(joining.value.errorCode, 'NOT_COORDINATOR');
  });
});
