import assert from 'node:assert/strict';
import { LeaderEpochCache } from '../../../../src/broker/log/leaderEpochCache.ts';

const cacheOf = (...entries: (readonly [epoch: number, startOffset: number])[]): LeaderEpochCache => {
  const cache = new LeaderEpochCache();
  for (const [epoch, startOffset] of entries) cache.assign(epoch, startOffset);
  return cache;
};
const entriesOf = (cache: LeaderEpochCache) =>
  cache.entries.map(({ epoch, startOffset }) => [epoch, startOffset]);

/** Facts of Kafka's LeaderEpochFileCacheTest. */
describe('LeaderEpochCache', () => {
  it('knows nothing at first', () => {
    const cache = new LeaderEpochCache();
    assert.equal(cache.latestEpoch, undefined);
    assert.deepEqual(cache.endOffsetFor(0, 733), { epoch: -1, endOffset: -1 });
    assert.equal(cache.epochForOffset(0), undefined);
  });

  it('ends the latest epoch at the log end', () => {
    assert.deepEqual(cacheOf([2, 9]).endOffsetFor(2, 733), { epoch: 2, endOffset: 733 });
  });

  it('ends an epoch where the next begins, and rounds an unknown one down', () => {
    const cache = cacheOf([2, 10], [4, 20], [7, 30]);
    assert.deepEqual(cache.endOffsetFor(2, 99), { epoch: 2, endOffset: 20 });
    assert.deepEqual(cache.endOffsetFor(3, 99), { epoch: 2, endOffset: 20 });
    assert.deepEqual(cache.endOffsetFor(6, 99), { epoch: 4, endOffset: 30 });
  });

  it('is undefined for the future and for no epoch', () => {
    const cache = cacheOf([2, 10]);
    assert.deepEqual(cache.endOffsetFor(5, 99), { epoch: -1, endOffset: -1 });
    assert.deepEqual(cache.endOffsetFor(-1, 99), { epoch: -1, endOffset: -1 });
  });

  it('answers an epoch older than all with the start of the first', () => {
    assert.deepEqual(cacheOf([5, 11], [6, 12]).endOffsetFor(4, 99), { epoch: 4, endOffset: 11 });
  });

  it('does not move an epoch forward, and lets a contradiction replace what it contradicts', () => {
    assert.deepEqual(entriesOf(cacheOf([2, 6], [2, 7])), [[2, 6]]);
    assert.deepEqual(entriesOf(cacheOf([2, 6], [2, 4])), [[2, 4]]);
    assert.deepEqual(entriesOf(cacheOf([2, 6], [3, 6])), [[3, 6]]);
    assert.deepEqual(entriesOf(cacheOf([1, 5], [2, 6], [3, 9], [1, 7])), [[1, 7]]);
    assert.deepEqual(entriesOf(cacheOf([1, 5], [2, 8], [3, 9], [4, 6])), [
      [1, 5],
      [4, 6],
    ]);
  });

  it('finds the epoch of an offset', () => {
    const cache = cacheOf([2, 10], [4, 20]);
    assert.deepEqual(
      [9, 10, 19, 20, 99].map((offset) => cache.epochForOffset(offset)),
      [undefined, 2, 2, 4, 4],
    );
  });

  it('truncates from the end, up to and with the offset', () => {
    for (const [offset, left] of [
      [5, 0],
      [6, 0],
      [7, 1],
      [8, 1],
      [9, 2],
      [11, 2],
      [12, 3],
    ] as const) {
      const cache = cacheOf([2, 6], [3, 8], [4, 11]);
      cache.truncateFromEnd(offset);
      assert.equal(cache.entries.length, left, `to ${offset}`);
    }
  });

  it('truncates from the start, keeping the epoch that the start falls into', () => {
    const expected: readonly (readonly [number, readonly (readonly number[])[]])[] = [
      [
        5,
        [
          [2, 6],
          [3, 8],
          [4, 11],
        ],
      ],
      [
        6,
        [
          [2, 6],
          [3, 8],
          [4, 11],
        ],
      ],
      [
        7,
        [
          [2, 7],
          [3, 8],
          [4, 11],
        ],
      ],
      [
        8,
        [
          [3, 8],
          [4, 11],
        ],
      ],
      [
        9,
        [
          [3, 9],
          [4, 11],
        ],
      ],
      [20, [[4, 20]]],
    ];
    for (const [offset, entries] of expected) {
      const cache = cacheOf([2, 6], [3, 8], [4, 11]);
      cache.truncateFromStart(offset);
      assert.deepEqual(entriesOf(cache), entries, `to ${offset}`);
    }
  });
});
