import assert from 'node:assert/strict';
import type { ConsumerRow } from '../../../../src/ui/panel/messages.ts';
import { linksOf, rowHeight, splitConsumers } from '../../../../webview/groups/links.ts';
import { sparkPath } from '../../../../webview/groups/sparkline.ts';

function consumer(name: string, partitions: readonly number[], elsewhere = 0): ConsumerRow {
  return {
    name,
    practice: true,
    host: '',
    partitions,
    perSecond: 0,
    elsewhere,
    messagesPerSecond: 1,
    killed: false,
  };
}

describe('links between partitions and consumers', () => {
  it('run from the middle of one row to the middle of the other', () => {
    const links = linksOf([0, 1, 2], [consumer('a', [0]), consumer('b', [2]), consumer('c', [1])], 44);
    assert.deepEqual(links, [
      { partition: 0, path: 'M0 22C50 22 50 22 100 22' },
      { partition: 2, path: 'M0 110C50 110 50 66 100 66' },
      { partition: 1, path: 'M0 66C50 66 50 110 100 110' },
    ]);
  });

  it('end in one card when one consumer has all', () => {
    const ends = linksOf([0, 1, 2], [consumer('a', [0, 1, 2])], 44).map((link) =>
      link.path.split(' ').at(-1),
    );
    assert.deepEqual(ends, ['22', '22', '22']);
  });

  it('leave out partitions that are not shown', () => {
    assert.deepEqual(linksOf([0], [consumer('a', [7])], 44), []);
  });

  it('are lower in rows of many', () => {
    assert.ok(rowHeight(12) < rowHeight(3));
  });
});

describe('idle consumers', () => {
  it('stand apart; one that reads another topic is not idle', () => {
    const { active, idle } = splitConsumers([consumer('a', [0]), consumer('b', []), consumer('c', [], 2)]);
    assert.deepEqual(
      active.map((one) => one.name),
      ['a', 'c'],
    );
    assert.deepEqual(
      idle.map((one) => one.name),
      ['b'],
    );
  });
});

describe('a sparkline', () => {
  const values = (...lags: readonly (number | null)[]) =>
    lags.map((value, index) => ({ at: index * 1_000, value }));

  it('ends at the right edge now and shows one minute', () => {
    const path = sparkPath(values(...Array.from({ length: 91 }, (_, lag) => lag)), 90_000);
    assert.ok(path.startsWith('M0.0 15.3'), path);
    assert.ok(path.endsWith('L60.0 1.7'), path);
    assert.equal(path.split('L').length, 61);
  });

  it('stays flat when the lag is steady, however small its noise', () => {
    const heights = [...sparkPath(values(1_000, 1_001, 1_000), 2_000).matchAll(/[ML][\d.]+ ([\d.]+)/g)];
    assert.equal(heights.length, 3);
    assert.ok(heights.every((match) => Math.abs(Number(match[1]) - 8.5) < 1));
  });

  it('breaks where nothing is known, and is empty without two values', () => {
    assert.equal(sparkPath(values(1, null, 3), 2_000).split('M').length - 1, 2);
    assert.equal(sparkPath(values(null, 4), 1_000), '');
    assert.equal(sparkPath([], 0), '');
  });
});
