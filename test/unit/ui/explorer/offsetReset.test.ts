/** Where offsets would go: within what the partitions hold, whatever is asked for. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planReset, type ResetPartition, type ResetTarget } from '../../../../src/ui/explorer/offsetReset.ts';

const partition: ResetPartition = { topic: 'a', partition: 0, low: 10, high: 100, committed: 40, atTime: 70 };
const to = (target: ResetTarget, change: Partial<ResetPartition> = {}) =>
  planReset([{ ...partition, ...change }], target)[0];

describe('a reset of offsets', () => {
  it('goes to the ends, to a time, to an offset, or so far from where the group is', () => {
    assert.equal(to({ kind: 'earliest' })?.to, 10);
    assert.equal(to({ kind: 'latest' })?.to, 100);
    assert.equal(to({ kind: 'time', timestamp: 1 })?.to, 70);
    assert.equal(to({ kind: 'time', timestamp: 1 }, { atTime: undefined })?.to, 100);
    assert.equal(to({ kind: 'offset', offset: 55 })?.to, 55);
    assert.equal(to({ kind: 'shift', by: -5 })?.to, 35);
    assert.equal(to({ kind: 'shift', by: -5 }, { committed: undefined })?.to, 95);
  });

  it('says where it cannot go as far as asked', () => {
    assert.deepEqual(to({ kind: 'offset', offset: 5 }), {
      topic: 'a',
      partition: 0,
      from: 40,
      to: 10,
      clamped: true,
    });
    assert.equal(to({ kind: 'shift', by: 1_000 })?.clamped, true);
    assert.equal(to({ kind: 'latest' })?.clamped, false);
  });

  it('stays within the partition, in order of topic and partition', () => {
    const partitions = fc.array(
      fc.record({
        topic: fc.constantFrom('a', 'b'),
        partition: fc.nat(5),
        low: fc.nat(50),
        high: fc.integer({ min: 50, max: 99 }),
        committed: fc.option(fc.nat(120), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(partitions, fc.integer({ min: -200, max: 200 }), (all, by) => {
        const rows = planReset(all, { kind: 'shift', by });
        for (const row of rows) assert.ok(row.to >= 0 && row.to <= 99);
        const keys = rows.map((row) => `${row.topic}${row.partition}`);
        assert.deepEqual(keys, keys.toSorted());
      }),
    );
  });
});
