import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Log } from '../../../../src/broker/log/log.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';
import { codecs } from '../../../../src/server/codecs.ts';
import { newLog, noon } from './batches.ts';

const batchAt = (times: readonly number[], size = 0): Buffer =>
  encodeBatch({ records: times.map((timestamp) => ({ key: null, value: Buffer.alloc(size), timestamp })) });

describe('search by time', () => {
  it('finds the first record that is at least as new, inside a batch', () => {
    const log = newLog();
    for (const [epoch, times] of [
      [1, [10, 30, 20]],
      [2, [15, 40]],
    ] as const) {
      log.appendAsLeader(batchAt(times), epoch, noon, 'client');
    }
    assert.deepEqual(log.offsetForTimestamp(20, 5), { offset: 1, timestamp: 30, leaderEpoch: 1 });
    assert.deepEqual(log.offsetForTimestamp(31, 5), { offset: 4, timestamp: 40, leaderEpoch: 2 });
    assert.equal(log.offsetForTimestamp(41, 5), undefined);
    assert.equal(log.offsetForTimestamp(31, 4), undefined, 'not below the upper bound');
    assert.deepEqual(log.maxTimestampOffset(5), { offset: 4, timestamp: 40, leaderEpoch: 2 });
    assert.equal(log.maxTimestampOffset(4), undefined);
    assert.equal(newLog().maxTimestampOffset(5), undefined);
  });

  it('opens compressed batches, and answers by the header when it cannot', () => {
    const { configs } = newLog();
    const records = [10, 30, 20].map((timestamp) => ({ key: null, value: null, timestamp }));
    for (const [compression, expected] of [
      [codecs, 1],
      [undefined, 0],
    ] as const) {
      const log = new Log({ configs, ...(compression === undefined ? {} : { compression }) });
      log.appendAsLeader(encodeBatch({ records, codec: 3, compression: codecs }), 0, noon, 'client');
      assert.equal(log.offsetForTimestamp(25, 3)?.offset, expected);
    }
  });

  it('agrees with a plain search through all records', () => {
    const time = fc.integer({ min: 0, max: 60 });
    const batch = fc.record({
      times: fc.array(time, { minLength: 1, maxLength: 4 }),
      size: fc.constantFrom(0, 0, 500, 4000),
    });
    fc.assert(
      fc.property(
        fc.array(batch, { maxLength: 60, size: 'max' }),
        fc.nat(),
        fc.nat(),
        (batches, startSeed, cutSeed) => {
          const log = newLog({ segmentBytes: 60_000 });
          const all = batches.flatMap(({ times, size }) => {
            log.appendAsLeader(batchAt(times, size), 0, noon, 'client');
            return times;
          });
          const end = all.length - ((cutSeed % (all.length + 1)) >> 2);
          log.truncateTo(end);
          // Truncation removes a batch as a whole: search below the last whole one.
          let whole = 0;
          for (const { times } of batches) {
            if (whole + times.length > end) break;
            whole += times.length;
          }
          const start = Math.min(startSeed % (all.length + 1), whole);
          log.advanceLogStartOffset(start);
          for (let target = 0; target <= 61; target++) {
            const expected = all.findIndex(
              (each, offset) => offset >= start && offset < whole && each >= target,
            );
            assert.equal(log.offsetForTimestamp(target, end)?.offset ?? -1, expected, `time ${target}`);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
