/** What goes into one request of a copy. */
import assert from 'node:assert/strict';
import { chunksOf } from '../../../src/client/cloneTopic.ts';
import type { StoredRecord } from '../../../src/client/model.ts';

function sizes(records: readonly number[], limit: number): readonly (readonly number[])[] {
  const stored = records.map((size) => ({ size }) as StoredRecord);
  return [...chunksOf(stored, limit)].map((chunk) => chunk.map(({ size }) => size));
}

describe('chunksOf', () => {
  it('keeps the order and fills each chunk up to its limit, with 70 bytes for each record', () => {
    assert.deepEqual(sizes([30, 30, 31, 10], 200), [
      [30, 30],
      [31, 10],
    ]);
  });

  it('sends a record that is larger than the limit alone', () => {
    assert.deepEqual(sizes([10, 500, 10], 200), [[10], [500], [10]]);
  });

  it('makes nothing of nothing', () => {
    assert.deepEqual(sizes([], 200), []);
  });
});
