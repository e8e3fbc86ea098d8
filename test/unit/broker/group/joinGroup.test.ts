import assert from 'node:assert/strict';
import type { JoinGroupRequest } from '../../../../src/broker/group/messageTypes.ts';
import { type ErrorName, errorCodes } from '../../../../src/protocol/errors.ts';
import { assertError, groupId, protocols, ShardHarness } from './shardHarness.ts';

const refusals: readonly [what: string, request: Partial<JoinGroupRequest>, error: ErrorName][] = [
  ['an empty group id', { groupId: '' }, 'INVALID_GROUP_ID'],
  ['a session timeout below the minimum', { sessionTimeoutMs: 5_999 }, 'INVALID_SESSION_TIMEOUT'],
  ['a session timeout above the maximum', { sessionTimeoutMs: 1_800_001 }, 'INVALID_SESSION_TIMEOUT'],
  ['a member id in a group that is not there', { memberId: 'ghost' }, 'UNKNOWN_MEMBER_ID'],
  ['an empty protocol type', { protocolType: '' }, 'INCONSISTENT_GROUP_PROTOCOL'],
  ['no protocols', { protocols: [] }, 'INCONSISTENT_GROUP_PROTOCOL'],
];

describe('JoinGroup: who may join', () => {
  for (const [what, request, error] of refusals) {
    it(`refuses ${what} with ${error}`, () => {
      const { errorCode, memberId, generationId } = new ShardHarness().join(request).value;
      assertError(errorCode, error);
      assert.equal(memberId, request.memberId ?? '');
      assert.equal(generationId, -1);
    });
  }

  it('accepts the session timeouts at both ends of the range', () => {
    const harness = new ShardHarness();
    assertError(harness.join({ sessionTimeoutMs: 6_000 }).value.errorCode, 'MEMBER_ID_REQUIRED');
    assertError(harness.join({ sessionTimeoutMs: 1_800_000 }).value.errorCode, 'MEMBER_ID_REQUIRED');
  });

  it('refuses an unknown member id in a group that is there', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    assertError(harness.join({ memberId: 'ghost' }).value.errorCode, 'UNKNOWN_MEMBER_ID');
  });

  it('refuses another protocol type, and protocols that not all members speak', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    assertError(harness.join({ protocolType: 'connect' }).value.errorCode, 'INCONSISTENT_GROUP_PROTOCOL');
    assertError(
      harness.join({ protocols: protocols('sticky') }).value.errorCode,
      'INCONSISTENT_GROUP_PROTOCOL',
    );
    assertError(
      harness.join({ protocols: protocols('sticky', 'range') }).value.errorCode,
      'MEMBER_ID_REQUIRED',
    );
  });

  it('refuses a new member of a full group, and forgets the id it was given', () => {
    const harness = new ShardHarness({ configs: { maxSize: 2 } });
    const given = harness.join().value.memberId;
    harness.stable(2);
    const refused = harness.join({ memberId: given }).value;
    assertError(refused.errorCode, 'GROUP_MAX_SIZE_REACHED');
    assert.equal(refused.memberId, '');
    harness.leave([{ memberId: harness.describe().members[0]?.memberId ?? '' }]);
    assertError(harness.join({ memberId: given }).value.errorCode, 'UNKNOWN_MEMBER_ID');
  });

  it('counts those who wait, not the members, while a full group rebalances', () => {
    const harness = new ShardHarness({ configs: { maxSize: 2 } });
    const { ids } = harness.stable(2);
    const first = harness.join({ memberId: ids[0] ?? '' });
    const stranger = harness.join({}, 3);
    assert.ok(!first.isThere && !stranger.isThere);
    assertError(harness.join({ memberId: ids[1] ?? '' }).value.errorCode, 'GROUP_MAX_SIZE_REACHED');
  });
});

describe('JoinGroup: member ids', () => {
  it('gives a new dynamic member an id first, from v4 on', () => {
    const { errorCode, memberId } = new ShardHarness().join({}, 4, 'app').value;
    assertError(errorCode, 'MEMBER_ID_REQUIRED');
    assert.match(memberId, /^app-/);
  });

  it('takes it in at once before v4', () => {
    const harness = new ShardHarness();
    const joined = harness.join({}, 3);
    assert.ok(!joined.isThere);
    harness.advance(3_000);
    assertError(joined.value.errorCode, 'NONE');
    assert.match(joined.value.memberId, /^client-/);
  });

  it('takes in a static member at once in any version, under an id made of its instance id', () => {
    const harness = new ShardHarness();
    const joined = harness.join({ groupInstanceId: 'pod-1' }, 9);
    harness.advance(3_000);
    assert.match(joined.value.memberId, /^pod-1-/);
  });

  it('forgets an id that is not used within the session timeout', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    const { memberId } = harness.join({ sessionTimeoutMs: 7_000 }).value;
    harness.advance(7_000);
    assertError(harness.join({ memberId }).value.errorCode, 'UNKNOWN_MEMBER_ID');
  });

  it('waits in a rebalance for members that were given an id', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(1);
    const { memberId } = harness.join({ sessionTimeoutMs: 8_000 }).value;
    const rejoined = harness.join({ memberId: leader });
    assert.ok(!rejoined.isThere);
    const joined = harness.join({ memberId });
    assert.equal(rejoined.value.generationId, 2);
    assert.equal(joined.value.generationId, 2);
  });

  it('waits no longer than until such an id expires', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(1);
    harness.join({ sessionTimeoutMs: 8_000 });
    const rejoined = harness.join({ memberId: leader });
    harness.advance(8_000);
    assert.equal(rejoined.value.generationId, 2);
  });

  it('does not take a static member under an id it gave to a dynamic one', () => {
    const harness = new ShardHarness();
    const { memberId } = harness.join().value;
    assertError(harness.join({ memberId, groupInstanceId: 'pod-1' }).value.errorCode, 'UNKNOWN_SERVER_ERROR');
  });

  it('hands out a limited number of ids', () => {
    const harness = new ShardHarness();
    for (let index = 0; index < 10_000; index++) harness.join();
    assertError(harness.join().value.errorCode, 'GROUP_MAX_SIZE_REACHED');
    harness.advance(10_000);
    assertError(harness.join().value.errorCode, 'MEMBER_ID_REQUIRED');
  });
});

describe('JoinGroup: a member that is back', () => {
  it('is told the current generation when it lost the answer to its join', () => {
    const harness = new ShardHarness();
    const joins = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const again = joins.map(({ id }) => harness.join({ memberId: id }).value);
    assert.deepEqual(
      again,
      joins.map(({ joined }) => joined.value),
    );
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
  });

  it('as a follower of a stable group with the same protocols changes nothing', () => {
    const harness = new ShardHarness();
    const { ids, leader } = harness.stable(2);
    const follower = ids.find((id) => id !== leader) ?? '';
    const { errorCode, generationId, members } = harness.join({ memberId: follower }).value;
    assertError(errorCode, 'NONE');
    assert.deepEqual([generationId, members], [1, []]);
    assert.equal(harness.describe().groupState, 'Stable');
  });

  it('as the leader of a stable group begins a rebalance', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(2);
    assert.ok(!harness.join({ memberId: leader, reason: 'new partitions' }).isThere);
    assert.equal(harness.describe().groupState, 'PreparingRebalance');
    assert.deepEqual(
      harness.events.findLast(({ type }) => type === 'rebalance'),
      {
        type: 'rebalance',
        at: harness.now,
        groupId,
        generation: 1,
        reason: { type: 'leaderRejoined', memberId: leader, clientReason: 'new partitions' },
      },
    );
  });

  for (const [what, changed] of [
    ['other metadata', [{ name: 'range', metadata: Buffer.from([0, 0]) }]],
    ['one protocol more', protocols('range', 'sticky')],
  ] as const) {
    it(`with ${what} begins a rebalance`, () => {
      const harness = new ShardHarness();
      const { ids, leader } = harness.stable(2);
      const follower = ids.find((id) => id !== leader) ?? '';
      assert.ok(!harness.join({ memberId: follower, protocols: changed }).isThere);
      const event = harness.events.findLast(({ type }) => type === 'rebalance');
      assert.equal(event?.type === 'rebalance' && event.reason.type, 'metadataChanged');
    });
  }

  it('with other metadata before the assignment is there begins a rebalance, and who waits must join again', () => {
    const harness = new ShardHarness();
    const joins = [harness.joinNew(), harness.joinNew()];
    harness.waitOutInitialDelay();
    const [first, second] = joins.map(({ id }) => id) as [string, string];
    const waiting = harness.sync({ memberId: second });
    assert.ok(!harness.join({ memberId: first, protocols: protocols('range', 'sticky') }).isThere);
    assertError(waiting.value.errorCode, 'REBALANCE_IN_PROGRESS');
  });

  it('twice has its first request told to try again: no request waits for ever', () => {
    const harness = new ShardHarness();
    const { leader } = harness.stable(2);
    const first = harness.join({ memberId: leader });
    const second = harness.join({ memberId: leader });
    assertError(first.value.errorCode, 'REBALANCE_IN_PROGRESS');
    assert.ok(!second.isThere);
  });
});

describe('JoinGroup: the answer', () => {
  it('tells the leader everybody and their subscriptions, the others only who leads', () => {
    const harness = new ShardHarness();
    const [first, second] = [harness.joinNew(), harness.joinNew({ protocols: protocols('range', 'sticky') })];
    harness.waitOutInitialDelay();
    const leader = first.joined.value;
    assert.deepEqual(
      { ...leader, members: leader.members.map(({ memberId }) => memberId) },
      {
        throttleTimeMs: 0,
        errorCode: 0,
        generationId: 1,
        protocolType: 'consumer',
        protocolName: 'range',
        leader: first.id,
        skipAssignment: false,
        memberId: first.id,
        members: [first.id, second.id],
      },
    );
    assert.deepEqual(leader.members[1]?.metadata, protocols('range')[0]?.metadata);
    assert.deepEqual([second.joined.value.leader, second.joined.value.members], [first.id, []]);
  });

  it('keeps the subscriptions although the buffers they came in are used again', () => {
    const harness = new ShardHarness();
    const metadata = Buffer.from([7]);
    const joined = harness.join({ protocols: [{ name: 'range', metadata }] }, 3);
    metadata[0] = 8;
    harness.advance(3_000);
    assert.deepEqual(joined.value.members[0]?.metadata, Buffer.from([7]));
  });

  it('takes the session timeout for the rebalance timeout in v0, which has none', () => {
    const harness = new ShardHarness();
    const joined = harness.join({ sessionTimeoutMs: 70_000, rebalanceTimeoutMs: -1 }, 0);
    harness.waitOutInitialDelay();
    const { memberId } = joined.value;
    harness.settle([{ id: memberId, joined }]);
    const stranger = harness.join({ sessionTimeoutMs: 6_000, rebalanceTimeoutMs: -1 }, 0);
    harness.advance(69_999);
    harness.heartbeat({ memberId });
    assert.ok(!stranger.isThere);
    harness.advance(1);
    assert.equal(stranger.value.generationId, 2);
  });
});

describe('JoinGroup: the protocol of a generation', () => {
  const votes: readonly [what: string, members: readonly (readonly string[])[], chosen: string][] = [
    ['the only one', [['range']], 'range'],
    [
      'the one most members like best',
      [
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'a'],
      ],
      'b',
    ],
    [
      'the first voted for at a tie',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      'a',
    ],
    [
      'one that all speak, even when nobody likes it best',
      [
        ['a', 'c'],
        ['b', 'c'],
      ],
      'c',
    ],
  ];
  for (const [what, members, chosen] of votes) {
    it(`is ${what}`, () => {
      const harness = new ShardHarness();
      const joins = members.map((names) => harness.joinNew({ protocols: protocols(...names) }));
      harness.waitOutInitialDelay();
      for (const { joined } of joins) assert.equal(joined.value.protocolName, chosen);
    });
  }
});

describe('JoinGroup: a new group in the log', () => {
  it('is written, so that the next coordinator knows it', () => {
    const harness = new ShardHarness();
    harness.join();
    assert.equal(harness.log.length, 1);
    assert.equal(harness.restart().describe().groupState, 'Empty');
  });

  it('is forgotten when it cannot be written, and whoever waits finds the coordinator again', () => {
    const harness = new ShardHarness({ manual: true });
    const joined = harness.join({}, 3);
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assertError(joined.value.errorCode, 'COORDINATOR_NOT_AVAILABLE');
    assertError(harness.describe().errorCode, 'GROUP_ID_NOT_FOUND');
    harness.advance(600_000);
    assert.equal(harness.describe().groupState, 'Dead');
  });

  it('is kept when it is written and only the replicas are late', () => {
    const harness = new ShardHarness({ manual: true });
    const joined = harness.join({}, 3);
    harness.timeOut();
    harness.advance(3_000);
    assert.equal(joined.value.generationId, 1);
  });

  it('is kept when it got to a generation before the write failed', () => {
    const harness = new ShardHarness({ manual: true });
    const joined = harness.join({}, 3);
    harness.advance(3_000);
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assert.equal(joined.value.generationId, 1);
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
  });
});
