import assert from 'node:assert/strict';
import {
  type ReadingInput,
  type ReadingPartition,
  readingOf,
} from '../../../../../src/ui/panel/groups/reading.ts';
import type { Reading } from '../../../../../src/ui/panel/messages.ts';

function partition(number: number, change: Partial<ReadingPartition> = {}): ReadingPartition {
  return {
    partition: number,
    lag: 10,
    consumer: `c-${number}`,
    arriving: 32,
    handled: 32,
    watched: 10_000,
    ...change,
  };
}

function read(partitions: readonly ReadingPartition[], change: Partial<ReadingInput> = {}): Reading {
  return readingOf({ state: 'Stable', members: 3, idleConsumers: 0, partitions, ...change });
}

describe('the reading of a group', () => {
  it('says which partition falls behind, who has it, and how many idle beside it', () => {
    const partitions = [
      partition(0),
      partition(1, { lag: 1_204, handled: 21, consumer: 'billing-3' }),
      partition(2),
    ];
    assert.deepEqual(read(partitions, { idleConsumers: 2 }), {
      kind: 'fallsBehind',
      partition: 1,
      consumer: 'billing-3',
      handled: 21,
      arriving: 32,
      ownedByConsumer: 1,
      idleConsumers: 2,
    });
  });

  it('names the partition whose lag grows fastest, and counts what its consumer has', () => {
    const partitions = [0, 1, 2].map((number) =>
      partition(number, { lag: 900, handled: 10 - number, consumer: 'only' }),
    );
    const reading = read(partitions, { members: 1 });
    assert.ok(reading.kind === 'fallsBehind' && reading.partition === 2 && reading.ownedByConsumer === 3);
  });

  it('does not call it falling behind that nobody has a partition that is empty', () => {
    assert.equal(read([partition(0, { lag: 0, arriving: 0, handled: 0, consumer: undefined })]).kind, 'idle');
  });

  it('says how long catching up takes: as long as the slowest partition', () => {
    const partitions = [
      partition(0, { lag: 100, arriving: 0, handled: 50 }),
      partition(1, { lag: 400, arriving: 0, handled: 10 }),
    ];
    assert.deepEqual(read(partitions), { kind: 'catchesUp', seconds: 40, handled: 60, arriving: 0 });
  });

  it('says that a partition stands still only after longer than commits take', () => {
    const still = { lag: 12, arriving: 0, handled: 0 };
    assert.deepEqual(read([partition(0, { ...still, watched: 9_000 })]), {
      kind: 'standsStill',
      partition: 0,
      consumer: 'c-0',
      waiting: 12,
    });
    assert.equal(read([partition(0, { ...still, watched: 4_000 })]).kind, 'keepsUp');
  });

  it('keeps up, or is idle when nothing arrives and nothing waits', () => {
    assert.deepEqual(read([partition(0), partition(1)]), { kind: 'keepsUp', arriving: 64 });
    assert.deepEqual(read([partition(0, { lag: 0, arriving: 0, handled: 0 })]), { kind: 'idle' });
  });

  it('tells an empty group, a rebalance and a group without commits apart', () => {
    const unknown = partition(0, { lag: undefined, arriving: undefined, handled: undefined });
    assert.deepEqual(
      read([partition(0, { lag: 7 }), partition(1, { lag: 5 })], { members: 0, state: 'Empty' }),
      {
        kind: 'nobodyReads',
        waiting: 12,
      },
    );
    for (const state of ['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']) {
      assert.deepEqual(read([partition(0)], { state }), { kind: 'rebalancing' });
    }
    assert.deepEqual(read([unknown]), { kind: 'neverCommitted' });
    assert.deepEqual(read([partition(0, { arriving: undefined, handled: undefined })]), { kind: 'unknown' });
  });
});
