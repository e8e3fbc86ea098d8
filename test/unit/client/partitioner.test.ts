/** Keys must land where every Kafka client puts them. */
import assert from 'node:assert/strict';
import { murmur2, partitionForKey, StickyPartition } from '../../../src/client/partitioner.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('partitioner', () => {
  // The values Apache Kafka's own UtilsTest expects.
  const expected: readonly (readonly [string, number])[] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ];
  for (const [text, hash] of expected) {
    it(`hashes ${text} as Kafka does`, () => {
      assert.equal(murmur2(bytes(text)), hash);
    });
  }

  it('hashes a view into a larger buffer by its own bytes only', () => {
    assert.equal(murmur2(bytes('xxabcyy').subarray(2, 5)), 479470107);
  });

  it('makes a partition of a negative hash', () => {
    assert.equal(partitionForKey(bytes('21'), 3), (-973932308 & 0x7fffffff) % 3);
  });

  it('keeps records without a key together until the batch is full', () => {
    const sticky = new StickyPartition(() => 0);
    const placed = Array.from({ length: 6 }, () => sticky.next(6_000, 3));
    assert.deepEqual(placed, [0, 0, 0, 1, 1, 1]);
  });

  it('moves on to another partition when a batch ends', () => {
    const sticky = new StickyPartition(() => 0.99);
    const first = sticky.next(10, 3);
    sticky.endBatch();
    const second = sticky.next(10, 3);
    assert.notEqual(second, first);
  });

  it('stays where it is when there is one partition', () => {
    const sticky = new StickyPartition(() => 0.5);
    sticky.next(10, 1);
    sticky.endBatch();
    assert.equal(sticky.next(10, 1), 0);
  });
});
