import assert from 'node:assert/strict';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { assertError, protocols, ShardHarness } from './shardHarness.ts';

type Join = ReturnType<ShardHarness['join']>;

interface StaticGroup {
  readonly harness: ShardHarness;
  /** Member ids by instance id. */
  readonly ids: Readonly<Record<string, string>>;
}

/** `a` leads; both are stable in generation 1. */
function staticGroup(manual = false): StaticGroup {
  const harness = new ShardHarness();
  const joins = ['a', 'b'].map((groupInstanceId) => harness.join({ groupInstanceId }));
  harness.waitOutInitialDelay();
  harness.settle(joins.map((joined) => ({ id: joined.value.memberId, joined })));
  harness.manual = manual;
  const [a = '', b = ''] = joins.map(({ value }) => value.memberId);
  return { harness, ids: { a, b } };
}

describe('a static member that restarts', () => {
  it('takes its old place under a new id, without a rebalance', () => {
    const { harness, ids } = staticGroup();
    const joined = harness.join({ groupInstanceId: 'b' }).value;
    assertError(joined.errorCode, 'NONE');
    assert.equal(joined.generationId, 1);
    assert.notEqual(joined.memberId, ids.b);
    assert.equal(harness.describe().groupState, 'Stable');
    assert.deepEqual(harness.sync({ memberId: joined.memberId }).value.assignment, Buffer.from([1]));
  });

  it('is answered once its new id is committed', () => {
    const { harness } = staticGroup(true);
    const joined = harness.join({ groupInstanceId: 'b' });
    assert.ok(!joined.isThere);
    harness.commit();
    assert.equal(joined.value.generationId, 1);
    const known = harness
      .restart()
      .describe()
      .members.map(({ memberId }) => memberId);
    assert.ok(known.includes(joined.value.memberId));
  });

  it('keeps its old id when the new one cannot be written', () => {
    const { harness, ids } = staticGroup(true);
    const joined = harness.join({ groupInstanceId: 'b' });
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assertError(joined.value.errorCode, 'COORDINATOR_NOT_AVAILABLE');
    harness.manual = false;
    harness.advance(9_999);
    assertError(harness.heartbeat({ memberId: ids.a ?? '', groupInstanceId: 'a' }), 'NONE');
    assert.equal(harness.describe().groupState, 'Stable');
    harness.advance(1);
    assertError(harness.heartbeat({ memberId: ids.b ?? '', groupInstanceId: 'b' }), 'UNKNOWN_MEMBER_ID');
  });

  it('keeps its new id when that is written but not replicated in time', () => {
    const { harness, ids } = staticGroup(true);
    const joined = harness.join({ groupInstanceId: 'b' });
    harness.timeOut();
    assertError(joined.value.errorCode, 'COORDINATOR_NOT_AVAILABLE');
    assertError(harness.heartbeat({ memberId: ids.b ?? '', groupInstanceId: 'b' }), 'FENCED_INSTANCE_ID');
    assert.deepEqual(harness.describe(), harness.restart().describe());
  });

  it('as the leader is told from v9 on to leave the assignment alone (KIP-814)', () => {
    const { harness } = staticGroup();
    const { skipAssignment, leader, memberId, members } = harness.join({ groupInstanceId: 'a' }, 9).value;
    assert.equal(skipAssignment, true);
    assert.equal(leader, memberId);
    assert.equal(members.length, 2);
  });

  it('as the leader is told before v9 that its former self leads, and so does not assign', () => {
    const { harness, ids } = staticGroup();
    const { skipAssignment, leader, members } = harness.join({ groupInstanceId: 'a' }, 8).value;
    assert.deepEqual([skipAssignment, leader, members], [false, ids.a, []]);
  });

  it('with protocols that change the choice causes a rebalance', () => {
    const harness = new ShardHarness();
    const both = protocols('range', 'sticky');
    const joined = harness.join({ groupInstanceId: 'a', protocols: both });
    harness.advance(3_000);
    harness.settle([{ id: joined.value.memberId, joined }]);
    const back = harness.join({ groupInstanceId: 'a', protocols: protocols('sticky', 'range') });
    assert.equal(back.value.generationId, 2);
    assert.equal(back.value.protocolName, 'sticky');
    const event = harness.events.findLast(({ type }) => type === 'rebalance');
    assert.equal(event?.type === 'rebalance' && event.reason.type, 'staticMemberReplaced');
  });

  it('before the assignment is there causes a rebalance: the leader knows only the old id', () => {
    const harness = new ShardHarness();
    const [first, second] = ['a', 'b'].map((groupInstanceId) => harness.join({ groupInstanceId })) as [
      Join,
      Join,
    ];
    harness.waitOutInitialDelay();
    const waiting = harness.sync({ memberId: first.value.memberId.replace('a', 'x') });
    assertError(waiting.value.errorCode, 'UNKNOWN_MEMBER_ID');
    const syncing = harness.sync({ memberId: second.value.memberId });
    const back = harness.join({ groupInstanceId: 'b' });
    assertError(syncing.value.errorCode, 'FENCED_INSTANCE_ID');
    assert.ok(!back.isThere);
    assert.equal(harness.describe().groupState, 'PreparingRebalance');
  });

  it('during the join phase just takes its place in it', () => {
    const { harness, ids } = staticGroup();
    harness.join({ memberId: ids.a ?? '', groupInstanceId: 'a' });
    const back = harness.join({ groupInstanceId: 'b' });
    assert.equal(back.value.generationId, 2);
  });

  it('twice fences the first of its new selves', () => {
    const { harness } = staticGroup(true);
    const first = harness.join({ groupInstanceId: 'b' });
    const second = harness.join({ groupInstanceId: 'b' });
    assertError(first.value.errorCode, 'FENCED_INSTANCE_ID');
    harness.commit();
    assertError(second.value.errorCode, 'NONE');
  });

  it('is not given up for not joining within the rebalance timeout, only for its session', () => {
    const { harness, ids } = staticGroup();
    harness.join({ memberId: ids.a ?? '', groupInstanceId: 'a' });
    for (let elapsed = 0; elapsed < 60_000; elapsed += 5_000) {
      harness.heartbeat({ memberId: ids.b ?? '', groupInstanceId: 'b' });
      harness.advance(5_000);
    }
    const { groupState, members } = harness.describe();
    assert.equal(groupState, 'CompletingRebalance');
    assert.equal(members.length, 2);
    harness.advance(10_000);
    assert.ok(!harness.describe().members.some(({ groupInstanceId }) => groupInstanceId === 'b'));
  });

  it('that is alone in not being there does not hold up those who come after the rebalance timeout', () => {
    const harness = new ShardHarness();
    const request = { rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 200_000 };
    const joins = ['a', 'b', 'c'].map((groupInstanceId) => harness.join({ groupInstanceId, ...request }));
    harness.waitOutInitialDelay();
    harness.settle(joins.map((joined) => ({ id: joined.value.memberId, joined })));
    harness.leave([{ groupInstanceId: 'a' }]);
    harness.advance(20_000);
    assert.equal(harness.describe().groupState, 'PreparingRebalance', 'nobody is there');
    const joined = harness.join({ groupInstanceId: 'b', ...request });
    harness.advance(19_999);
    assert.ok(!joined.isThere);
    harness.advance(1);
    assert.equal(joined.value.generationId, 2);
  });

  it('before it ever fetched its assignment is not waited for under its old id', () => {
    const harness = new ShardHarness();
    const request = { sessionTimeoutMs: 200_000 };
    const [first] = ['a', 'b'].map((groupInstanceId) => harness.join({ groupInstanceId, ...request }));
    harness.waitOutInitialDelay();
    harness.sync({ memberId: first?.value.memberId ?? '' });
    harness.join({ groupInstanceId: 'b', ...request });
    harness.advance(60_000);
    assert.equal(harness.describe().groupState, 'Stable');
  });

  it('that never joined may ask for no time at all without stopping the clock', () => {
    const harness = new ShardHarness();
    const request = { rebalanceTimeoutMs: 0, sessionTimeoutMs: 30_000 };
    const joins = ['a', 'b'].map((groupInstanceId) => harness.join({ groupInstanceId, ...request }));
    harness.waitOutInitialDelay();
    const [first = '', second = ''] = joins.map(({ value }) => value.memberId);
    harness.leave([{ memberId: first, groupInstanceId: 'a' }]);
    harness.advance(29_000);
    assert.ok(harness.describe().members.every(({ memberId }) => memberId === second));
  });
});

describe('the old self of a static member', () => {
  const fenced: readonly [what: string, use: (group: StaticGroup, memberId: string) => number][] = [
    ['heartbeat', ({ harness }, memberId) => harness.heartbeat({ memberId, groupInstanceId: 'b' })],
    ['join', ({ harness }, memberId) => harness.join({ memberId, groupInstanceId: 'b' }).value.errorCode],
    ['sync', ({ harness }, memberId) => harness.sync({ memberId, groupInstanceId: 'b' }).value.errorCode],
    [
      'leave',
      ({ harness }, memberId) =>
        harness.leave([{ memberId, groupInstanceId: 'b' }]).members[0]?.errorCode ?? 0,
    ],
    [
      'commit',
      ({ harness }, memberId) =>
        harness.commitOffsets({ 0: 1 }, { memberId, groupInstanceId: 'b', generationIdOrMemberEpoch: 1 })
          .value.topics[0]?.partitions[0]?.errorCode ?? 0,
    ],
  ];
  for (const [what, use] of fenced) {
    it(`may not ${what}`, () => {
      const group = staticGroup();
      const old = group.ids.b ?? '';
      group.harness.join({ groupInstanceId: 'b' });
      assertError(use(group, old), 'FENCED_INSTANCE_ID');
      assert.equal(group.harness.describe().members.length, 2);
    });
  }
});

describe('an administrator', () => {
  it('removes a static member by its instance id alone', () => {
    const { harness } = staticGroup();
    const { members } = harness.leave([{ groupInstanceId: 'a' }, { groupInstanceId: 'ghost' }]);
    assert.deepEqual(
      members.map(({ errorCode }) => errorCode),
      [0, errorCodes.UNKNOWN_MEMBER_ID],
    );
    assert.deepEqual(
      harness.describe().members.map(({ groupInstanceId }) => groupInstanceId),
      ['b'],
    );
    const event = harness.events.findLast(({ type }) => type === 'rebalance');
    assert.deepEqual(event?.type === 'rebalance' && event.reason, {
      type: 'memberLeft',
      memberIds: ['a'],
      clientReason: null,
    });
  });
});
