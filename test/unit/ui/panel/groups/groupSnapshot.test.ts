import assert from 'node:assert/strict';
import type { GroupMember } from '../../../../../src/client/model.ts';
import {
  memberNames,
  membershipEvents,
  sampleOf,
  topicsOf,
} from '../../../../../src/ui/panel/groups/groupSnapshot.ts';
import { detail, storySnapshot, topic, topicName } from '../../../webview/fixtures/story.ts';

function member(memberId: string, clientId: string): GroupMember {
  return { memberId, clientId, host: '/127.0.0.1', assignment: [] };
}

describe('a snapshot of a group', () => {
  const snapshot = storySnapshot();

  it('has partitions in order of number and consumers in order of name', () => {
    assert.deepEqual(
      snapshot.partitions.map((row) => row.partition),
      [0, 1, 2],
    );
    assert.deepEqual(
      snapshot.consumers.map((row) => row.name),
      ['billing-1', 'billing-2', 'billing-3', 'billing-4', 'billing-5'],
    );
  });

  it('keeps rows and names in place when partitions change hands', () => {
    const [first, second, ...rest] = detail.members;
    assert.ok(first !== undefined && second !== undefined);
    const swapped = [
      { ...second, assignment: first.assignment },
      { ...first, assignment: second.assignment },
      ...rest,
    ];
    const after = storySnapshot({ members: swapped });
    assert.deepEqual(
      after.consumers.map((row) => row.name),
      snapshot.consumers.map((row) => row.name),
    );
    assert.equal(after.partitions[0]?.consumer, 'billing-2');
    assert.equal(after.partitions[2]?.consumer, 'billing-1');
  });

  it('tells practice consumers, their limits, and the idle ones', () => {
    assert.deepEqual(
      snapshot.consumers.map((row) => [row.practice, row.messagesPerSecond, row.partitions.length]),
      [
        [false, null, 1],
        [true, 50, 1],
        [true, 21, 1],
        [true, 50, 0],
        [true, 50, 0],
      ],
    );
  });

  it('reads that partition 1 falls behind', () => {
    assert.ok(snapshot.reading.kind === 'fallsBehind');
    assert.equal(snapshot.reading.partition, 1);
    assert.equal(snapshot.reading.consumer, 'billing-3');
    assert.equal(snapshot.reading.idleConsumers, 2);
  });

  it('has end − committed = lag in every row, and the sum in total', () => {
    for (const row of snapshot.partitions) {
      assert.equal((row.end ?? 0) - (row.committed ?? 0), row.lag);
    }
    assert.equal(
      snapshot.lag,
      snapshot.partitions.reduce((sum, row) => sum + (row.lag ?? 0), 0),
    );
  });

  it('does not call a consumer idle that reads another topic', () => {
    const elsewhere = { ...member('m', 'other'), assignment: [{ topic: 'x.y', partitions: [0, 1] }] };
    const row = storySnapshot({ members: [elsewhere] }).consumers[0];
    assert.equal(row?.elsewhere, 2);
    assert.deepEqual(row?.partitions, []);
  });
});

describe('a sample', () => {
  it('takes ends from elsewhere where the group has nothing to say, and no commit there', () => {
    const [first] = detail.partitions;
    assert.ok(first !== undefined);
    const sample = sampleOf({ ...detail, partitions: [first] }, topic, new Map([[1, 77]]), 5);
    assert.deepEqual(sample, {
      at: 5,
      ends: [20_512, 77, undefined],
      committed: [20_500, undefined, undefined],
    });
  });
});

describe('members', () => {
  it('are called by client id, with a number where several share one', () => {
    const names = memberNames([
      member('b', 'app'),
      member('a', 'app'),
      member('c', 'other'),
      member('d', ''),
    ]);
    assert.deepEqual(Object.fromEntries(names), { a: 'app #1', b: 'app #2', c: 'other', d: 'd' });
  });

  it('make events when they come and go', () => {
    const events = membershipEvents(
      [member('a', 'one'), member('b', 'two')],
      [member('b', 'two'), member('c', 'three')],
      9,
    );
    assert.deepEqual(events, [
      { at: 9, kind: 'joined', names: ['three'] },
      { at: 9, kind: 'left', names: ['one'] },
    ]);
  });

  it('and commits say which topics a group has to do with', () => {
    const other = { ...member('x', 'x'), assignment: [{ topic: 'a.first', partitions: [0] }] };
    assert.deepEqual(topicsOf({ ...detail, members: [other] }), ['a.first', topicName]);
  });
});
