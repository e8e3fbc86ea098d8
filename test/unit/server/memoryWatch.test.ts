/** What a user is told of the memory: a line when something begins or ends, figures when they have changed. */
import assert from 'node:assert/strict';
import type { MemoryUse } from '../../../src/broker/memoryLimit.ts';
import { MemoryWatch } from '../../../src/server/memoryWatch.ts';

const mebibyte = 1024 * 1024;
const calm: MemoryUse = {
  limitBytes: 64 * mebibyte,
  heldBytes: 10 * mebibyte,
  droppedBytes: 0,
  refusing: false,
};

describe('memory watch', () => {
  it('tells figures first, and again when they differ by a mebibyte, at most once a second', () => {
    const watch = new MemoryWatch();
    assert.deepEqual(watch.look(calm, 0), { lines: [] });
    const more = { ...calm, heldBytes: 12 * mebibyte };
    assert.equal(watch.look({ ...calm, heldBytes: calm.heldBytes + 1 }, 5_000), undefined);
    assert.equal(watch.look(more, 999), undefined);
    assert.deepEqual(watch.look(more, 1_000), { lines: [] });
  });

  it('has a line for the first record that goes, and none for the next', () => {
    const watch = new MemoryWatch();
    watch.look(calm, 0);
    const dropping = { ...calm, heldBytes: 60 * mebibyte, droppedBytes: 1 };
    assert.deepEqual(watch.look(dropping, 1_000)?.lines, [
      'memory: 60 of 64 MiB are in use; from now on the oldest records are removed',
    ]);
    assert.deepEqual(watch.look({ ...dropping, droppedBytes: 9 * mebibyte }, 2_000)?.lines, []);
  });

  it('has a line when producers are refused, and one when they are served again', () => {
    const watch = new MemoryWatch();
    watch.look(calm, 0);
    const full = { ...calm, heldBytes: 64 * mebibyte, refusing: true };
    assert.match(watch.look(full, 1_000)?.lines[0] ?? '', /producers are refused/);
    assert.equal(watch.look(full, 2_000), undefined);
    assert.match(watch.look(calm, 3_000)?.lines[0] ?? '', /producers are served again/);
  });
});
