import assert from 'node:assert/strict';
import { offsetFetchError } from '../../../../src/broker/group/errorResponses.ts';
import type { OffsetCommitRequest } from '../../../../src/broker/group/messageTypes.ts';
import { offsetFetchGroups, offsetFetchResponse } from '../../../../src/broker/group/offsetFetch.ts';
import { zeroUuid } from '../../../../src/protocol/bytes.ts';
import { type ErrorName, errorCodes } from '../../../../src/protocol/errors.ts';
import {
  assertError,
  commitErrors,
  commitTopic,
  errorNames,
  groupId,
  protocols,
  ShardHarness,
  subscription,
  topicIds,
} from './shardHarness.ts';

type Setup = (harness: ShardHarness) => Partial<OffsetCommitRequest>;

const strangers: Setup = () => ({});
const member = (harness: ShardHarness, generation: number): Partial<OffsetCommitRequest> => ({
  memberId: harness.stable(1).ids[0] ?? '',
  generationIdOrMemberEpoch: generation,
});

/** What Kafka's coordinator answers to a commit, by what the group is and who commits. */
const rules: readonly [what: string, setup: Setup, apiVersion: number, error: ErrorName][] = [
  ['without a generation to a group that is not there: a simple consumer', strangers, 9, 'NONE'],
  [
    'with a generation to a group that is not there',
    () => ({ generationIdOrMemberEpoch: 1 }),
    9,
    'GROUP_ID_NOT_FOUND',
  ],
  ['the same before v9', () => ({ generationIdOrMemberEpoch: 1 }), 8, 'ILLEGAL_GENERATION'],
  ['to the empty group id', () => ({ groupId: '' }), 9, 'NONE'],
  [
    'without a generation to an empty group',
    (harness) => {
      harness.leave([{ memberId: harness.stable(1).ids[0] ?? '' }]);
      return {};
    },
    9,
    'NONE',
  ],
  [
    'with a generation to an empty group',
    (harness) => {
      const memberId = harness.stable(1).ids[0] ?? '';
      harness.leave([{ memberId }]);
      return { memberId, generationIdOrMemberEpoch: 2 };
    },
    9,
    'UNKNOWN_MEMBER_ID',
  ],
  [
    'without a member to a group that has members',
    (harness) => {
      harness.stable(1);
      return {};
    },
    9,
    'UNKNOWN_MEMBER_ID',
  ],
  ['by a member of this generation', (harness) => member(harness, 1), 9, 'NONE'],
  ['by a member of a former generation', (harness) => member(harness, 0), 9, 'ILLEGAL_GENERATION'],
  ['by a member without a generation', (harness) => member(harness, -1), 9, 'ILLEGAL_GENERATION'],
  [
    'by a stranger with a generation',
    (harness) => ({ ...member(harness, 1), memberId: 'ghost' }),
    9,
    'UNKNOWN_MEMBER_ID',
  ],
  [
    'by an unknown instance',
    (harness) => ({ ...member(harness, 1), groupInstanceId: 'ghost' }),
    9,
    'UNKNOWN_MEMBER_ID',
  ],
  [
    'by a member while it should join again: what it has done may still be stored',
    (harness) => {
      const request = member(harness, 1);
      harness.joinNew();
      assert.equal(harness.describe().groupState, 'PreparingRebalance');
      return request;
    },
    9,
    'NONE',
  ],
  [
    'by a member that waits for its assignment',
    (harness) => {
      const { id } = harness.joinNew();
      harness.waitOutInitialDelay();
      return { memberId: id, generationIdOrMemberEpoch: 1 };
    },
    9,
    'REBALANCE_IN_PROGRESS',
  ],
];

describe('OffsetCommit', () => {
  for (const [what, setup, apiVersion, error] of rules) {
    it(`${what}: ${error}`, () => {
      const harness = new ShardHarness();
      const request = setup(harness);
      const response = harness.commitOffsets({ 0: 7 }, request, apiVersion).value;
      assert.deepEqual(commitErrors(response), [error]);
      assert.equal(harness.offset(0, request.groupId), error === 'NONE' ? 7 : -1);
    });
  }

  it('is answered, and counts, once it is committed', () => {
    const harness = new ShardHarness({ manual: true });
    const answer = harness.commitOffsets({ 0: 7 });
    assert.ok(!answer.isThere);
    assert.equal(harness.offset(0), -1);
    harness.commit();
    assert.deepEqual(commitErrors(answer.value), ['NONE']);
    assert.equal(harness.offset(0), 7);
  });

  it('that cannot be written leaves the former offset, in whatever order commits fail', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    const answers = [2, 3].map((offset) => harness.commitOffsets({ 0: offset }));
    harness.fail(errorCodes.NOT_LEADER_OR_FOLLOWER);
    for (const { value } of answers) assert.deepEqual(commitErrors(value), ['NOT_COORDINATOR']);
    assert.equal(harness.offset(0), 1);
  });

  it('that is written but not replicated in time is an error for the client, and counts: it is in the log', () => {
    const harness = new ShardHarness({ manual: true });
    const answer = harness.commitOffsets({ 0: 7 });
    harness.timeOut();
    assert.deepEqual(commitErrors(answer.value), ['COORDINATOR_NOT_AVAILABLE']);
    assert.equal(harness.offset(0), 7);
    assert.equal(harness.restart().offset(0), 7);
  });

  const appendErrors: readonly [ErrorName, ErrorName][] = [
    ['NOT_ENOUGH_REPLICAS', 'COORDINATOR_NOT_AVAILABLE'],
    ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'COORDINATOR_NOT_AVAILABLE'],
    ['REQUEST_TIMED_OUT', 'COORDINATOR_NOT_AVAILABLE'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'COORDINATOR_NOT_AVAILABLE'],
    ['NOT_LEADER_OR_FOLLOWER', 'NOT_COORDINATOR'],
    ['KAFKA_STORAGE_ERROR', 'NOT_COORDINATOR'],
    ['MESSAGE_TOO_LARGE', 'UNKNOWN_SERVER_ERROR'],
    ['RECORD_LIST_TOO_LARGE', 'UNKNOWN_SERVER_ERROR'],
    ['NOT_COORDINATOR', 'NOT_COORDINATOR'],
  ];
  for (const [appendError, told] of appendErrors) {
    it(`tells of ${appendError} as ${told}`, () => {
      const harness = new ShardHarness({ manual: true });
      const answer = harness.commitOffsets({ 0: 1 });
      harness.fail(errorCodes[appendError]);
      assert.deepEqual(commitErrors(answer.value), [told]);
    });
  }

  it('judges each partition for itself', () => {
    const harness = new ShardHarness();
    const topics = [
      commitTopic('created', { 0: 1, 3: 1 }),
      commitTopic('nowhere', { 0: 1 }),
      commitTopic('shipped', { 1: 1 }, 'm'.repeat(4_097)),
      commitTopic('shipped', { 2: 1 }, 'm'.repeat(4_096)),
    ];
    const { value } = harness.commitOffsets({}, { topics });
    assert.deepEqual(commitErrors(value), [
      'NONE',
      'UNKNOWN_TOPIC_OR_PARTITION',
      'UNKNOWN_TOPIC_OR_PARTITION',
      'OFFSET_METADATA_TOO_LARGE',
      'NONE',
    ]);
    assert.equal(harness.log.length, 2);
  });

  it('does not ask who commits when no partition is known', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    const { value } = harness.commitOffsets({}, { topics: [commitTopic('nowhere', { 0: 1 })] });
    assert.deepEqual(commitErrors(value), ['UNKNOWN_TOPIC_OR_PARTITION']);
  });

  it('names topics by their ids from v10 on', () => {
    const harness = new ShardHarness();
    const created = topicIds.get('created') ?? '';
    const unknown = 'AAAAAAAAAAAAAAAAAAAAfw';
    const topics = [
      { ...commitTopic('', { 0: 5 }), topicId: created },
      { ...commitTopic('', { 0: 5 }), topicId: unknown },
    ];
    const { value } = harness.commitOffsets({}, { topics }, 10);
    assert.deepEqual(commitErrors(value), ['NONE', 'UNKNOWN_TOPIC_ID']);
    assert.deepEqual(
      value.topics.map(({ topicId }) => topicId),
      [created, unknown],
    );
    assert.equal(harness.offset(0), 5);
  });

  it('keeps leader epoch and metadata', () => {
    const harness = new ShardHarness();
    const partitions = [
      { partitionIndex: 0, committedOffset: 5, committedLeaderEpoch: 3, committedMetadata: 'by hand' },
    ];
    harness.commitOffsets({}, { topics: [{ name: 'created', topicId: zeroUuid, partitions }] });
    const [fetched] = harness.fetch({ created: [0] }).value.topics;
    assert.deepEqual(fetched?.partitions, [
      { partitionIndex: 0, committedOffset: 5, committedLeaderEpoch: 3, metadata: 'by hand', errorCode: 0 },
    ]);
  });
});

describe('OffsetFetch', () => {
  it('answers -1 for partitions without a commit, and for a group that is not there', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7 });
    const missing = {
      partitionIndex: 1,
      committedOffset: -1,
      committedLeaderEpoch: -1,
      metadata: '',
      errorCode: 0,
    };
    assert.deepEqual(harness.fetch({ created: [1] }).value.topics[0]?.partitions, [missing]);
    const other = harness.fetch({ created: [1], nowhere: [1] }, { group: 'other' }).value;
    assertError(other.errorCode, 'NONE');
    assert.deepEqual(
      other.topics.map(({ name, partitions }) => [name, partitions]),
      [
        ['created', [missing]],
        ['nowhere', [missing]],
      ],
    );
  });

  it('answers all that is committed when no topics are named', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7, 2: 9 });
    harness.commitOffsets({}, { topics: [commitTopic('shipped', { 1: 3 })] });
    const { topics } = harness.fetch(null).value;
    assert.deepEqual(
      topics.map(({ name, partitions }) => [
        name,
        partitions.map((p) => [p.partitionIndex, p.committedOffset]),
      ]),
      [
        [
          'created',
          [
            [0, 7],
            [2, 9],
          ],
        ],
        ['shipped', [[1, 3]]],
      ],
    );
    assert.deepEqual(harness.fetch(null, { group: 'other' }).value.topics, []);
  });

  it('waits for the commits under way when it must be stable, and only for those', () => {
    const harness = new ShardHarness({ manual: true });
    harness.commitOffsets({ 0: 1 });
    const stable = harness.fetch({ created: [0] }, { requireStable: true });
    const unstable = harness.fetch({ created: [0] });
    harness.commitOffsets({ 0: 2 });
    assert.ok(!stable.isThere);
    assert.equal(unstable.value.topics[0]?.partitions[0]?.committedOffset, -1);
    harness.commit(1);
    assert.equal(stable.value.topics[0]?.partitions[0]?.committedOffset, 1);
    harness.commit();
    assert.equal(harness.offset(0), 2);
  });

  it('is stable only when all of them are settled', () => {
    const harness = new ShardHarness({ manual: true });
    harness.commitOffsets({ 0: 1 });
    harness.commitOffsets({ 0: 2 });
    const stable = harness.fetch({ created: [0] }, { requireStable: true });
    harness.commit(1);
    assert.ok(!stable.isThere);
    harness.commit(1);
    assert.equal(stable.value.topics[0]?.partitions[0]?.committedOffset, 2);
  });

  it('is stable at once when nothing is under way, and after a commit that failed', () => {
    const harness = new ShardHarness({ manual: true });
    assert.ok(harness.fetch(null, { requireStable: true }).isThere);
    harness.commitOffsets({ 0: 1 });
    const stable = harness.fetch({ created: [0] }, { requireStable: true });
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assert.equal(stable.value.topics[0]?.partitions[0]?.committedOffset, -1);
  });

  it('names topics by their ids from v10 on, and refuses those it does not know', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7 });
    const unknown = 'AAAAAAAAAAAAAAAAAAAAfw';
    const { topics } = harness.fetch({ created: [0], [unknown]: [0] }, { apiVersion: 10 }).value;
    assert.deepEqual(
      topics.map(({ topicId, partitions }) => [
        topicId,
        partitions[0]?.committedOffset,
        partitions[0]?.errorCode,
      ]),
      [
        [topicIds.get('created'), 7, 0],
        [unknown, -1, errorCodes.UNKNOWN_TOPIC_ID],
      ],
    );
    const all = harness.fetch(null, { apiVersion: 10 }).value;
    assert.deepEqual(
      all.topics.map(({ topicId }) => topicId),
      [topicIds.get('created')],
    );
  });

  it('does not take the offsets of a deleted topic for those of a later one of its name', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7 });
    const former = topicIds.get('created') ?? '';
    topicIds.set('created', 'AAAAAAAAAAAAAAAAAAAACQ');
    try {
      const { topics } = harness.fetch({ created: [0] }, { apiVersion: 10 }).value;
      assert.equal(topics[0]?.partitions[0]?.committedOffset, -1);
      assert.equal(harness.offset(0), 7, 'by name, as before there were ids');
    } finally {
      topicIds.set('created', former);
    }
  });

  it('of one group and of several is the same request in other clothes', () => {
    const topics = [{ name: 'created', partitionIndexes: [0] }];
    const old = { groupId, topics, groups: [], requireStable: false };
    assert.deepEqual(offsetFetchGroups(old, 7), [
      { groupId, memberId: null, memberEpoch: -1, topics: [{ ...topics[0], topicId: zeroUuid }] },
    ]);
    assert.equal(offsetFetchGroups({ ...old, topics: null }, 2)[0]?.topics, null);
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7 });
    const group = harness.fetch({ created: [0] }).value;
    assert.deepEqual(offsetFetchResponse([group], 8).groups, [group]);
    assert.deepEqual(offsetFetchResponse([group], 8).topics, []);
    const single = offsetFetchResponse([group], 5);
    assert.deepEqual(single.groups, []);
    assert.equal(single.topics[0]?.partitions[0]?.committedOffset, 7);
  });

  it('tells a group error for the group from v2 on, partition by partition before', () => {
    const [group] = offsetFetchGroups(
      { groupId, topics: [{ name: 'created', partitionIndexes: [0, 1] }], groups: [], requireStable: false },
      1,
    );
    assert.ok(group);
    const late = offsetFetchResponse([offsetFetchError(errorCodes.NOT_COORDINATOR, group, 2)], 2);
    assert.deepEqual([late.errorCode, late.topics], [errorCodes.NOT_COORDINATOR, []]);
    const early = offsetFetchResponse([offsetFetchError(errorCodes.NOT_COORDINATOR, group, 1)], 1);
    assert.deepEqual(errorNames(early.topics.flatMap((t) => t.partitions.map((p) => p.errorCode))), [
      'NOT_COORDINATOR',
      'NOT_COORDINATOR',
    ]);
  });
});

describe('OffsetDelete', () => {
  const errorsOf = (harness: ShardHarness, topics: Record<string, number[]>): ErrorName[] =>
    errorNames(
      harness.deleteOffsets(topics).value.topics.flatMap((t) => t.partitions.map((p) => p.errorCode)),
    );

  it('forgets offsets of a group without members', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7, 1: 8 });
    assert.deepEqual(errorsOf(harness, { created: [0, 2], nowhere: [0] }), [
      'NONE',
      'NONE',
      'UNKNOWN_TOPIC_OR_PARTITION',
    ]);
    assert.deepEqual([harness.offset(0), harness.offset(1)], [-1, 8]);
    assert.equal(harness.restart().offset(0), -1);
  });

  it('does not touch topics that members subscribe to', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1, { protocols: [{ name: 'range', metadata: subscription('created') }] });
    const byMember = { memberId: ids[0] ?? '', generationIdOrMemberEpoch: 1 };
    harness.commitOffsets({ 0: 7 }, byMember);
    harness.commitOffsets({}, { ...byMember, topics: [commitTopic('shipped', { 0: 1 })] });
    assert.deepEqual(errorsOf(harness, { created: [0], shipped: [0] }), [
      'GROUP_SUBSCRIBED_TO_TOPIC',
      'NONE',
    ]);
    assert.equal(harness.offset(0), 7);
  });

  it('takes consumers whose subscription cannot be read for subscribed to all', () => {
    const harness = new ShardHarness();
    harness.stable(1, { protocols: [{ name: 'range', metadata: Buffer.from([0, 0, 0, 0, 0, 9]) }] });
    assert.deepEqual(errorsOf(harness, { shipped: [0] }), ['GROUP_SUBSCRIBED_TO_TOPIC']);
  });

  it('refuses groups of other kinds that have members, unknown groups and the empty id', () => {
    const harness = new ShardHarness();
    harness.joinNew({ protocolType: 'connect', protocols: protocols('v1') });
    harness.waitOutInitialDelay();
    assertError(harness.deleteOffsets({ created: [0] }).value.errorCode, 'NON_EMPTY_GROUP');
    assertError(harness.deleteOffsets({ created: [0] }, 'other').value.errorCode, 'GROUP_ID_NOT_FOUND');
    assertError(harness.deleteOffsets({ created: [0] }, '').value.errorCode, 'INVALID_GROUP_ID');
  });

  it('deletes a commit that is still under way, and says so when it cannot', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    harness.commitOffsets({ 1: 7 });
    const deleted = harness.deleteOffsets({ created: [1] });
    harness.commit();
    assertError(deleted.value.errorCode, 'NONE');
    assert.equal(harness.offset(1), -1);
    const failed = harness.deleteOffsets({ created: [0] });
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assertError(failed.value.errorCode, 'COORDINATOR_NOT_AVAILABLE');
    assert.equal(harness.offset(0), 1);
  });

  it('that is written but not replicated in time counts too', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    const answer = harness.deleteOffsets({ created: [0] });
    harness.timeOut();
    assertError(answer.value.errorCode, 'COORDINATOR_NOT_AVAILABLE');
    assert.equal(harness.offset(0), harness.restart().offset(0));
  });

  it('happens to all groups when the topic is deleted', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7 });
    harness.commitOffsets({ 1: 8 }, { groupId: 'other' });
    harness.commitOffsets({}, { topics: [commitTopic('shipped', { 0: 1 })] });
    harness.shard.onTopicDeleted('created', 'AAAAAAAAAAAAAAAAAAAAfw');
    assert.equal(harness.offset(0), 7, 'another topic of that name');
    harness.shard.onTopicDeleted('created', topicIds.get('created') ?? '');
    assert.deepEqual([harness.offset(0), harness.offset(1, 'other')], [-1, -1]);
    assert.equal(harness.fetch({ shipped: [0] }).value.topics[0]?.partitions[0]?.committedOffset, 1);
  });
});
