import assert from 'node:assert/strict';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { assertError, groupId, protocols, ShardHarness } from './shardHarness.ts';

describe('the first rebalance of an empty group', () => {
  it('waits the initial delay for more members', () => {
    const harness = new ShardHarness();
    const { joined } = harness.joinNew();
    harness.advance(2_999);
    assert.ok(!joined.isThere);
    harness.advance(1);
    assert.equal(joined.value.generationId, 1);
  });

  it('waits on while members keep coming, each time for the delay', () => {
    const harness = new ShardHarness();
    const { joined } = harness.joinNew();
    harness.advance(2_000);
    harness.joinNew();
    harness.advance(3_999);
    assert.ok(!joined.isThere);
    harness.advance(1);
    assert.equal(joined.value.members.length, 2);
  });

  it('waits no longer than the rebalance timeout in all', () => {
    const harness = new ShardHarness();
    const { joined } = harness.joinNew({ rebalanceTimeoutMs: 10_000 });
    for (let elapsed = 1_000; elapsed < 10_000; elapsed += 1_000) {
      harness.advance(1_000);
      harness.joinNew({ rebalanceTimeoutMs: 10_000 });
      assert.ok(!joined.isThere, `at ${elapsed}`);
    }
    harness.advance(1_000);
    assert.equal(joined.value.members.length, 10);
  });

  it('waits not at all when the delay is 0', () => {
    const harness = new ShardHarness({ configs: { initialRebalanceDelayMs: 0 } });
    const { joined } = harness.joinNew();
    harness.advance(0);
    assert.equal(joined.value.generationId, 1);
  });

  it('happens again when the group was empty in between', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    harness.leave([{ memberId: ids[0] ?? '' }]);
    assert.equal(harness.describe().groupState, 'Empty');
    const { joined } = harness.joinNew();
    harness.advance(2_999);
    assert.ok(!joined.isThere);
    harness.advance(1);
    assert.equal(joined.value.generationId, 3);
  });
});

describe('a rebalance', () => {
  it('ends as soon as everybody has joined', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    const stranger = harness.joinNew();
    const rejoined = ids.map((memberId) => harness.join({ memberId }));
    assert.deepEqual(
      [stranger.joined, ...rejoined].map(({ value }) => value.generationId),
      [2, 2, 2],
    );
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
  });

  it('goes on without those who do not come back within the longest rebalance timeout', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2, { sessionTimeoutMs: 120_000 });
    const stranger = harness.joinNew({ rebalanceTimeoutMs: 90_000, sessionTimeoutMs: 120_000 });
    const rejoined = harness.join({ memberId: leader, sessionTimeoutMs: 120_000 });
    harness.advance(89_999);
    assert.ok(!rejoined.isThere);
    harness.advance(1);
    assert.equal(rejoined.value.generationId, 2);
    assert.deepEqual(
      rejoined.value.members.map(({ memberId }) => memberId),
      [leader, stranger.id],
    );
    const lost = ids.find((id) => id !== leader) ?? '';
    assertError(harness.heartbeat({ memberId: lost, generationId: 2 }), 'UNKNOWN_MEMBER_ID');
    const event = harness.events.findLast(({ type }) => type === 'generation');
    assert.deepEqual(event?.type === 'generation' && event.removedMemberIds, [lost]);
  });

  it('has the oldest member that is there as its leader, when the former leader is not', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(3, { sessionTimeoutMs: 120_000 });
    const [second = '', third = ''] = ids.filter((id) => id !== leader);
    const changed = { sessionTimeoutMs: 120_000, protocols: protocols('range', 'sticky') };
    harness.join({ memberId: third, ...changed });
    const rejoined = harness.join({ memberId: second, ...changed });
    harness.advance(60_000);
    assert.equal(rejoined.value.leader, second);
  });

  it('tells members by their heartbeats to join again', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    harness.joinNew();
    for (const memberId of ids) assertError(harness.heartbeat({ memberId }), 'REBALANCE_IN_PROGRESS');
  });

  it('raises the generation by one each time', () => {
    const harness = new ShardHarness();
    let { leader, generation } = harness.stable(1);
    for (let expected = 2; expected < 6; expected++) {
      const joined = harness.join({ memberId: leader });
      ({ leader, generation } = harness.settle([{ id: leader, joined }]));
      assert.equal(generation, expected);
    }
  });

  it('of a group that loses its last member makes it empty, and that is written', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    harness.leave([{ memberId: ids[0] ?? '' }]);
    const { groupState, members } = harness.restart().describe();
    assert.deepEqual([groupState, members], ['Empty', []]);
    assert.equal(harness.events.at(-1)?.type, 'generation');
  });

  it('keeps what was assigned until the next generation has begun, and then takes it back', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    const assigned = (): number[] =>
      harness.describe().members.map((member) => member.memberAssignment.length);
    const changed = { protocols: protocols('range', 'sticky') };
    const joined = ids.map((memberId) => harness.join({ memberId, ...changed }));
    assert.equal(joined[0]?.value.generationId, 2);
    assert.deepEqual(assigned(), [1, 1]);
    harness.join({ memberId: ids[0] ?? '' });
    assert.equal(harness.describe().groupState, 'PreparingRebalance');
    assert.deepEqual(assigned(), [0, 0]);
  });

  it('leaves no clocks behind when the last member goes', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    harness.leave(ids.map((memberId) => ({ memberId })));
    assert.equal(harness.timers.nextDeadline(), 1_000_000 + 600_000, 'only the next check of the retention');
  });

  it('told as data has its reason', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    const { id } = harness.joinNew({ reason: 'scaled out' });
    assert.deepEqual(
      harness.events.findLast(({ type }) => type === 'rebalance'),
      {
        type: 'rebalance',
        at: harness.now,
        groupId,
        generation: 1,
        reason: { type: 'memberJoined', memberId: id, groupInstanceId: null, clientReason: 'scaled out' },
      },
    );
    harness.join({ memberId: ids[0] ?? '' });
    assert.deepEqual(harness.events.at(-1), {
      type: 'generation',
      at: harness.now,
      groupId,
      generation: 2,
      protocolName: 'range',
      leaderId: ids[0],
      memberIds: [ids[0], id],
      removedMemberIds: [],
    });
  });
});

describe('SyncGroup', () => {
  it('gives everybody its part once the leader has brought it and it is committed', () => {
    const harness = new ShardHarness();
    const [first, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    harness.manual = true;
    const follower = harness.sync({ memberId: second.id });
    const leader = harness.sync({
      memberId: first.id,
      assignments: [
        { memberId: first.id, assignment: Buffer.from([1]) },
        { memberId: second.id, assignment: Buffer.from([2]) },
      ],
    });
    assert.ok(!follower.isThere && !leader.isThere);
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
    harness.commit();
    assert.deepEqual(leader.value, {
      throttleTimeMs: 0,
      errorCode: 0,
      protocolType: 'consumer',
      protocolName: 'range',
      assignment: Buffer.from([1]),
    });
    assert.deepEqual(follower.value.assignment, Buffer.from([2]));
    assert.equal(harness.describe().groupState, 'Stable');
    assert.equal(harness.events.at(-1)?.type, 'stable');
  });

  it('gives a member that the leader forgot an empty assignment', () => {
    const harness = new ShardHarness();
    const [first, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const follower = harness.sync({ memberId: second.id });
    harness.sync({ memberId: first.id });
    assertError(follower.value.errorCode, 'NONE');
    assert.equal(follower.value.assignment.length, 0);
  });

  it('answers late members of a stable group at once', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(2);
    assert.deepEqual(harness.sync({ memberId: ids[1] ?? '' }).value.assignment, Buffer.from([1]));
  });

  it('sends everybody back to join when the assignment cannot be written', () => {
    const harness = new ShardHarness();
    const [first, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    harness.manual = true;
    const answers = [harness.sync({ memberId: second.id }), harness.sync({ memberId: first.id })];
    harness.fail(errorCodes.NOT_LEADER_OR_FOLLOWER);
    for (const answer of answers) assertError(answer.value.errorCode, 'NOT_COORDINATOR');
    assert.equal(harness.describe().groupState, 'PreparingRebalance');
  });

  it('gives nothing of a generation that ended while the assignment was written', () => {
    const harness = new ShardHarness();
    const { id } = harness.joinNew();
    harness.waitOutInitialDelay();
    harness.manual = true;
    const answer = harness.sync({
      memberId: id,
      assignments: [{ memberId: id, assignment: Buffer.from([1]) }],
    });
    harness.join({}, 3);
    assertError(answer.value.errorCode, 'REBALANCE_IN_PROGRESS');
    harness.commit();
    assert.equal(harness.describe().groupState, 'PreparingRebalance');
  });

  it('twice from one member answers the first', () => {
    const harness = new ShardHarness();
    const [, second] = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const first = harness.sync({ memberId: second?.id ?? '' });
    const again = harness.sync({ memberId: second?.id ?? '' });
    assertError(first.value.errorCode, 'REBALANCE_IN_PROGRESS');
    assert.ok(!again.isThere);
  });

  it('removes members that joined and then do not ask for their assignment within the rebalance timeout', () => {
    const harness = new ShardHarness();
    const [first, second] = [
      harness.joinNew({ sessionTimeoutMs: 200_000 }),
      harness.joinNew({ sessionTimeoutMs: 200_000 }),
    ];
    harness.waitOutInitialDelay();
    harness.sync({ memberId: first.id });
    assert.equal(harness.describe().groupState, 'Stable');
    harness.advance(59_999);
    assert.equal(harness.describe().members.length, 2);
    harness.advance(1);
    assert.deepEqual(
      harness.describe().members.map(({ memberId }) => memberId),
      [first.id],
    );
    const event = harness.events.findLast(({ type }) => type === 'rebalance');
    assert.deepEqual(event?.type === 'rebalance' && event.reason, {
      type: 'syncTimeout',
      memberIds: [second.id],
    });
  });

  it('does not let followers wait for a leader that never brings an assignment', () => {
    const harness = new ShardHarness();
    const [, second] = [
      harness.joinNew({ sessionTimeoutMs: 200_000 }),
      harness.joinNew({ sessionTimeoutMs: 200_000 }),
    ];
    harness.waitOutInitialDelay();
    const follower = harness.sync({ memberId: second?.id ?? '' });
    harness.advance(60_000);
    assertError(follower.value.errorCode, 'REBALANCE_IN_PROGRESS');
  });

  const refusals = [
    ['an empty group id', { groupId: '' }, 5, 'INVALID_GROUP_ID'],
    ['a group that is not there', { groupId: 'other' }, 5, 'UNKNOWN_MEMBER_ID'],
    ['a stranger', { memberId: 'ghost' }, 5, 'UNKNOWN_MEMBER_ID'],
    ['an unknown instance id', { groupInstanceId: 'ghost' }, 5, 'UNKNOWN_MEMBER_ID'],
    ['another generation', { generationId: 2 }, 5, 'ILLEGAL_GENERATION'],
    ['another protocol type', { protocolType: 'connect' }, 5, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['another protocol', { protocolName: 'sticky' }, 5, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['no protocol, from v5 on', { protocolName: null }, 5, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['no protocol type, from v5 on', { protocolType: null }, 5, 'INCONSISTENT_GROUP_PROTOCOL'],
    ['nothing: no protocol before v5', { protocolName: null, protocolType: null }, 4, 'NONE'],
  ] as const;
  for (const [what, request, version, error] of refusals) {
    it(`refuses ${what}`, () => {
      const harness = new ShardHarness();
      const { ids } = harness.stable(1);
      assertError(harness.sync({ memberId: ids[0] ?? '', ...request }, version).value.errorCode, error);
    });
  }

  it('refuses during the join phase', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    harness.joinNew();
    assertError(harness.sync({ memberId: ids[0] ?? '' }).value.errorCode, 'REBALANCE_IN_PROGRESS');
  });
});
