/** Groups beside topics, from what is known already. */
import assert from 'node:assert/strict';
import { groupsByTopic } from '../../../src/client/groupsOfTopic.ts';
import type { GroupDetail, GroupPartition } from '../../../src/client/model.ts';

function group(groupId: string, partitions: readonly GroupPartition[]): GroupDetail {
  return {
    groupId,
    state: 'Stable',
    protocolType: 'consumer',
    protocol: 'range',
    coordinator: 1,
    members: [],
    partitions,
  };
}

function partition(topic: string, index: number, change: Partial<GroupPartition>): GroupPartition {
  const nothing = { end: undefined, committed: undefined, lag: undefined, memberId: undefined };
  return { topic, partition: index, ...nothing, ...change };
}

describe('groupsByTopic', () => {
  const billing = group('billing', [
    partition('orders', 0, { lag: 3, memberId: 'a' }),
    partition('orders', 1, { lag: 4, memberId: 'a' }),
    partition('orders', 2, { memberId: 'b' }),
    partition('refunds', 0, {}),
  ]);
  const audit = group('audit', [partition('orders', 0, { lag: 0 })]);

  it('lists the groups of each topic with lag and owners', () => {
    const found = groupsByTopic([billing, audit]);
    const rows = (topic: string) =>
      found.get(topic)?.map((item) => [item.group.groupId, item.partitions.length, item.lag, item.members]);
    assert.deepEqual(rows('orders'), [
      ['billing', 3, 7, 2],
      ['audit', 1, 0, 0],
    ]);
    assert.deepEqual(rows('refunds'), [['billing', 1, undefined, 0]]);
    assert.equal(rows('unread'), undefined);
  });
});
