import assert from 'node:assert/strict';
import { assertError, ShardHarness } from './shardHarness.ts';

describe('Heartbeat', () => {
  const refusals = [
    ['an empty group id', { groupId: '' }, 'INVALID_GROUP_ID'],
    ['a group that is not there', { groupId: 'other' }, 'UNKNOWN_MEMBER_ID'],
    ['a stranger', { memberId: 'ghost' }, 'UNKNOWN_MEMBER_ID'],
    ['another generation', { generationId: 0 }, 'ILLEGAL_GENERATION'],
    ['nothing', {}, 'NONE'],
  ] as const;
  for (const [what, request, error] of refusals) {
    it(`refuses ${what}`, () => {
      const harness = new ShardHarness();
      const { ids } = harness.stable(1);
      assertError(harness.heartbeat({ memberId: ids[0] ?? '', ...request }), error);
    });
  }

  it('is fine while the assignment is awaited', () => {
    const harness = new ShardHarness();
    const { id } = harness.joinNew();
    harness.advance(3_000);
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
    assertError(harness.heartbeat({ memberId: id }), 'NONE');
  });
});

describe('a session', () => {
  it('lasts as long as heartbeats come', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    for (let beat = 0; beat < 10; beat++) {
      harness.advance(9_999);
      assertError(harness.heartbeat({ memberId: ids[0] ?? '' }), 'NONE');
    }
  });

  it('ends its timeout after the last, and the others rebalance', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const [other = ''] = ids.filter((id) => id !== leader);
    harness.advance(9_000);
    harness.heartbeat({ memberId: other });
    harness.advance(1_000);
    assertError(harness.heartbeat({ memberId: other }), 'REBALANCE_IN_PROGRESS');
    assertError(harness.heartbeat({ memberId: leader }), 'UNKNOWN_MEMBER_ID');
    const event = harness.events.findLast(({ type }) => type === 'rebalance');
    assert.deepEqual(event?.type === 'rebalance' && event.reason, {
      type: 'sessionTimeout',
      memberId: leader,
    });
    assert.equal(harness.join({ memberId: other }).value.leader, other);
  });

  it('is kept in a rebalance by the heartbeats that announce it', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1, { rebalanceTimeoutMs: 60_000 });
    harness.joinNew();
    for (let beat = 0; beat < 5; beat++) {
      harness.advance(9_999);
      assertError(harness.heartbeat({ memberId: ids[0] ?? '' }), 'REBALANCE_IN_PROGRESS');
    }
  });

  it('does not end while a known member waits for the rebalance', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const [other = ''] = ids.filter((id) => id !== leader);
    const waiting = harness.join({ memberId: leader });
    for (let beat = 0; beat < 5; beat++) {
      harness.advance(9_999);
      harness.heartbeat({ memberId: other });
    }
    assert.ok(!waiting.isThere);
    harness.join({ memberId: other });
    assert.equal(waiting.value.generationId, 2);
  });

  it('does not end while a member waits for its assignment', () => {
    const harness = new ShardHarness();
    const [first, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const waiting = harness.sync({ memberId: second.id });
    for (let beat = 0; beat < 3; beat++) {
      harness.advance(9_999);
      harness.heartbeat({ memberId: first.id });
    }
    assert.ok(!waiting.isThere);
    harness.sync({ memberId: first.id });
    assertError(waiting.value.errorCode, 'NONE');
    harness.advance(9_999);
    assertError(harness.heartbeat({ memberId: second.id }), 'NONE');
  });

  it('of a member that joins for the first time ends after five minutes of waiting', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1, { rebalanceTimeoutMs: 900_000 });
    const { id, joined } = harness.joinNew({ rebalanceTimeoutMs: 900_000 });
    for (let elapsed = 0; elapsed < 300_000; elapsed += 5_000) {
      assert.ok(!joined.isThere, `after ${elapsed}`);
      harness.advance(5_000);
      harness.heartbeat({ memberId: ids[0] ?? '' });
    }
    assertError(joined.value.errorCode, 'UNKNOWN_MEMBER_ID');
    assert.ok(!harness.describe().members.some(({ memberId }) => memberId === id));
  });

  it('begins when the join phase ends', () => {
    const harness = new ShardHarness();
    harness.joinNew();
    harness.advance(3_000);
    harness.advance(9_999);
    assert.equal(harness.describe().members.length, 1);
    harness.advance(1);
    assert.equal(harness.describe().members.length, 0);
  });

  it('that ends in the join phase lets the others go on', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const waiting = harness.join({ memberId: ids.find((id) => id !== leader) ?? '' });
    harness.join({ memberId: 'nobody' });
    const stranger = harness.joinNew();
    assert.ok(!stranger.joined.isThere);
    harness.advance(10_000);
    assert.equal(stranger.joined.value.generationId, 2);
    assertError(waiting.value.errorCode, 'NONE');
  });

  it('is kept by commits', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    for (let beat = 0; beat < 5; beat++) {
      harness.advance(9_999);
      harness.commitOffsets({ 0: beat }, { memberId: ids[0] ?? '', generationIdOrMemberEpoch: 1 });
    }
    assertError(harness.heartbeat({ memberId: ids[0] ?? '' }), 'NONE');
  });
});

describe('LeaveGroup', () => {
  it('takes a member out at once, and the others rebalance', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const [other = ''] = ids.filter((id) => id !== leader);
    const { errorCode, members } = harness.leave([{ memberId: leader, reason: 'closing' }]);
    assertError(errorCode, 'NONE');
    assert.deepEqual(members, [{ memberId: leader, groupInstanceId: null, errorCode: 0 }]);
    assertError(harness.heartbeat({ memberId: other }), 'REBALANCE_IN_PROGRESS');
    const event = harness.events.findLast(({ type }) => type === 'rebalance');
    assert.deepEqual(event?.type === 'rebalance' && event.reason, {
      type: 'memberLeft',
      memberIds: [leader],
      clientReason: 'closing',
    });
  });

  it('answers member by member, from v3 on', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    const { errorCode, members } = harness.leave([
      { memberId: ids[0] ?? '' },
      { memberId: 'ghost' },
      { groupInstanceId: 'ghost' },
      {},
    ]);
    assertError(errorCode, 'NONE');
    assert.deepEqual(
      members.map((member) => member.errorCode),
      [0, 25, 25, 25],
    );
  });

  it('answers for its one member up to v2', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    assertError(harness.leave([{ memberId: 'ghost' }], 2).errorCode, 'UNKNOWN_MEMBER_ID');
    const response = harness.leave([{ memberId: ids[0] ?? '' }], 0);
    assertError(response.errorCode, 'NONE');
    assert.deepEqual(response.members, []);
    assert.equal(harness.describe().groupState, 'Empty');
  });

  it('knows nobody in a group that is not there', () => {
    const harness = new ShardHarness();
    assertError(harness.leave([{ memberId: 'ghost' }]).members[0]?.errorCode ?? 0, 'UNKNOWN_MEMBER_ID');
    assertError(harness.leave([{ memberId: 'ghost' }], 1).errorCode, 'UNKNOWN_MEMBER_ID');
  });

  it('of a member that waits answers what it waits for', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const [other = ''] = ids.filter((id) => id !== leader);
    const waiting = harness.join({ memberId: leader });
    harness.leave([{ memberId: leader }]);
    assertError(waiting.value.errorCode, 'UNKNOWN_MEMBER_ID');
    const rejoined = harness.join({ memberId: other });
    const syncing = harness.sync({ memberId: other, generationId: rejoined.value.generationId });
    assertError(syncing.value.errorCode, 'NONE');
  });

  it('of a member that waits for its assignment answers that too', () => {
    const harness = new ShardHarness();
    const [, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const syncing = harness.sync({ memberId: second?.id ?? '' });
    harness.leave([{ memberId: second?.id ?? '' }]);
    assertError(syncing.value.errorCode, 'UNKNOWN_MEMBER_ID');
  });

  it('of an id that was given and not used ends the wait for it', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(1);
    const { memberId } = harness.join().value;
    const waiting = harness.join({ memberId: leader });
    assert.ok(!waiting.isThere);
    assertError(harness.leave([{ memberId }]).members[0]?.errorCode ?? -1, 'NONE');
    assert.equal(waiting.value.generationId, 2);
  });

  it('refuses an empty group id', () => {
    assertError(new ShardHarness().leave([{ memberId: 'x' }, {}]).errorCode, 'NONE');
    const harness = new ShardHarness();
    harness.shard.leaveGroup(
      { groupId: '', memberId: '', members: [] },
      { apiVersion: 5, clientId: '', clientHost: '' },
      ({ errorCode }) => assertError(errorCode, 'INVALID_GROUP_ID'),
    );
  });
});
