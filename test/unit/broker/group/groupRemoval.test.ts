import assert from 'node:assert/strict';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { assertError, commitTopic, errorNames, groupId, ShardHarness, subscription } from './shardHarness.ts';

const minute = 60_000;
const week = 10_080 * minute;
const check = 10 * minute;

describe('DeleteGroups', () => {
  it('removes groups without members, with all their offsets', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 7, 1: 8 });
    assert.deepEqual(harness.deleteGroups(groupId).value, [{ groupId, errorCode: 0, errorMessage: null }]);
    assertError(harness.describe().errorCode, 'GROUP_ID_NOT_FOUND');
    assert.equal(harness.offset(0), -1);
    assert.deepEqual(harness.events.at(-1), { type: 'removed', at: harness.now, groupId });
    const next = harness.restart();
    assertError(next.describe().errorCode, 'GROUP_ID_NOT_FOUND');
    assert.equal(next.offset(0), -1);
  });

  it('answers group by group', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    harness.commitOffsets({ 0: 1 }, { groupId: 'simple' });
    const { value } = harness.deleteGroups(groupId, 'other', 'simple');
    assert.deepEqual(errorNames(value.map(({ errorCode }) => errorCode)), [
      'NON_EMPTY_GROUP',
      'GROUP_ID_NOT_FOUND',
      'NONE',
    ]);
    assert.equal(harness.describe().groupState, 'Stable');
  });

  it('refuses a group in a rebalance', () => {
    const harness = new ShardHarness();
    harness.joinNew();
    assertError(harness.deleteGroups(groupId).value[0]?.errorCode ?? 0, 'NON_EMPTY_GROUP');
  });

  it('takes commits under way with it', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    harness.commitOffsets({ 1: 7 });
    harness.deleteGroups(groupId);
    harness.commit();
    assert.deepEqual(harness.fetch(null).value.topics, []);
    assert.deepEqual(harness.restart().fetch(null).value.topics, []);
  });

  it('lets a new group of the id begin before it is committed, without taking that one with it', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    harness.deleteGroups(groupId);
    const joined = harness.join({}, 3);
    harness.commit();
    harness.advance(3_000);
    assert.equal(joined.value.generationId, 1);
    assert.equal(harness.describe().groupState, 'CompletingRebalance');
  });

  it('that is written but not replicated in time stays done', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    const answer = harness.deleteGroups(groupId);
    harness.timeOut();
    assertError(answer.value[0]?.errorCode ?? 0, 'COORDINATOR_NOT_AVAILABLE');
    assert.deepEqual(harness.describe(), harness.restart().describe());
    assert.equal(harness.offset(0), -1);
  });

  it('that cannot be written brings the group back', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    const answer = harness.deleteGroups(groupId, 'other');
    harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
    assert.deepEqual(errorNames(answer.value.map(({ errorCode }) => errorCode)), [
      'COORDINATOR_NOT_AVAILABLE',
      'GROUP_ID_NOT_FOUND',
    ]);
    assert.equal(harness.describe().groupState, 'Empty');
    assert.equal(harness.offset(0), 1);
  });
});

describe('the retention of offsets', () => {
  it('counts for a group without members ever from each commit', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 });
    harness.advance(week / 2);
    harness.commitOffsets({ 1: 2 });
    harness.advance(week / 2 + check);
    assert.deepEqual([harness.offset(0), harness.offset(1)], [-1, 2]);
    harness.advance(week / 2);
    assertError(harness.describe().errorCode, 'GROUP_ID_NOT_FOUND');
    assert.deepEqual(harness.restart().fetch(null).value.topics, []);
  });

  it('counts for a group that had members from when it lost the last', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    harness.commitOffsets({ 0: 1 }, { memberId: ids[0] ?? '', generationIdOrMemberEpoch: 1 });
    for (let elapsed = 0; elapsed < week; elapsed += 1_800_000) {
      harness.advance(9_000);
      harness.heartbeat({ memberId: ids[0] ?? '' });
    }
    harness.leave([{ memberId: ids[0] ?? '' }]);
    harness.advance(week - check);
    assert.equal(harness.offset(0), 1);
    harness.advance(2 * check);
    assert.equal(harness.offset(0), -1);
    assertError(harness.describe().errorCode, 'GROUP_ID_NOT_FOUND');
  });

  it('does not count for topics that a stable group reads, and does for those it no longer reads', () => {
    const harness = new ShardHarness({ configs: { offsetsRetentionMs: 20 * minute } });
    const { ids } = harness.stable(1, { protocols: [{ name: 'range', metadata: subscription('created') }] });
    const byMember = { memberId: ids[0] ?? '', generationIdOrMemberEpoch: 1 };
    harness.commitOffsets({ 0: 1 }, byMember);
    harness.commitOffsets({}, { ...byMember, topics: [commitTopic('shipped', { 0: 5 })] });
    for (let elapsed = 0; elapsed < 40 * minute; elapsed += 5_000) {
      harness.heartbeat({ memberId: ids[0] ?? '' });
      harness.advance(5_000);
    }
    assert.equal(harness.offset(0), 1);
    assert.deepEqual(
      harness.fetch(null).value.topics.map(({ name }) => name),
      ['created'],
    );
    assert.equal(harness.describe().groupState, 'Stable');
  });

  it('does not count for a group that hides its topics', () => {
    const harness = new ShardHarness({ configs: { offsetsRetentionMs: 20 * minute } });
    const opaque = { protocolType: 'connect', protocols: [{ name: 'range', metadata: Buffer.from([1]) }] };
    const joined = harness.join(opaque, 3);
    harness.advance(3_000);
    const { memberId } = joined.value;
    harness.sync({ memberId, protocolType: 'connect' });
    harness.commitOffsets({ 0: 1 }, { memberId, generationIdOrMemberEpoch: 1 });
    for (let elapsed = 0; elapsed < 40 * minute; elapsed += 5_000) {
      harness.heartbeat({ memberId });
      harness.advance(5_000);
    }
    assert.equal(harness.offset(0), 1);
  });

  it('is what the commit itself asks for, in versions 2 to 4', () => {
    const harness = new ShardHarness();
    harness.commitOffsets({ 0: 1 }, { retentionTimeMs: 30 * minute }, 4);
    harness.commitOffsets({ 1: 1 });
    harness.advance(29 * minute);
    assert.equal(harness.offset(0), 1);
    const next = harness.restart();
    next.advance(2 * check);
    assert.deepEqual([next.offset(0), next.offset(1)], [-1, 1]);
  });

  it('spares a partition with a commit under way', () => {
    const harness = new ShardHarness({ configs: { offsetsRetentionMs: 5 * minute } });
    harness.commitOffsets({ 0: 1 });
    harness.manual = true;
    harness.commitOffsets({ 0: 2 });
    harness.advance(check);
    assert.equal(harness.underWay.length, 1);
    harness.commit();
    assert.equal(harness.offset(0), 2);
  });

  it('ends groups that have neither members nor offsets', () => {
    const harness = new ShardHarness();
    harness.join({ protocols: [] });
    assert.equal(harness.describe().groupState, 'Empty');
    harness.advance(check);
    assertError(harness.describe().errorCode, 'GROUP_ID_NOT_FOUND');
  });
});
