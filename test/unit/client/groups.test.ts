/** Lag is what the leader has minus what the group committed, and nothing else. */
import assert from 'node:assert/strict';
import { type GroupState, partitionsOf, withLag } from '../../../src/client/groups.ts';

const topic = 'ecommerce.order.event.created.v1';
const group: GroupState = {
  groupId: 'billing',
  state: 'Stable',
  protocolType: 'consumer',
  protocol: 'range',
  coordinator: 2,
  members: [
    { memberId: 'a', clientId: 'one', host: '127.0.0.1', assignment: [{ topic, partitions: [0, 1] }] },
    { memberId: 'b', clientId: 'two', host: '127.0.0.1', assignment: [] },
  ],
  committed: [
    { topic, partition: 2, offset: 40 },
    { topic, partition: 0, offset: 90 },
  ],
};

describe('group lag', () => {
  const ends = [0, 1, 2].map((partition) => ({ topic, partition, low: 0, high: 100 - partition }));

  it('covers partitions that are owned or were committed, in order', () => {
    assert.deepEqual(
      partitionsOf(group).map((item) => item.partition),
      [0, 1, 2],
    );
  });

  it('joins end, commit and owner', () => {
    assert.deepEqual(withLag(group, ends).partitions, [
      { topic, partition: 0, end: 100, committed: 90, lag: 10, memberId: 'a' },
      { topic, partition: 1, end: 99, committed: undefined, lag: undefined, memberId: 'a' },
      { topic, partition: 2, end: 98, committed: 40, lag: 58, memberId: undefined },
    ]);
  });

  it('says nothing about lag while the end is unknown', () => {
    const [first] = withLag(group, []).partitions;
    assert.deepEqual([first?.end, first?.lag, first?.committed], [undefined, undefined, 90]);
  });

  it('is never negative: the commit may be newer than the end we read', () => {
    const older = [{ topic, partition: 0, low: 0, high: 80 }];
    assert.equal(withLag(group, older).partitions[0]?.lag, 0);
  });
});
