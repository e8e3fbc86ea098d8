/** Where new replicas go: leaders and followers spread, and the dead come last. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeReplicas } from '../../../../src/broker/controller/placement.ts';

describe('placeReplicas', () => {
  it('lets the brokers take turns in leading, from the given one on', () => {
    const placed = placeReplicas({ alive: [1, 2, 3], fenced: [] }, 0, 6, 3, 1);
    assert.deepEqual(
      placed.map(([leader]) => leader),
      [2, 3, 1, 2, 3, 1],
    );
  });

  it('shifts the followers with each round, so that not one broker inherits all of a lost one', () => {
    const placed = placeReplicas({ alive: [1, 2, 3], fenced: [] }, 0, 6, 2, 0);
    const heirs = placed.filter(([leader]) => leader === 1).map(([, follower]) => follower);
    assert.deepEqual(heirs, [2, 3]);
  });

  it('goes on where the partitions that exist have ended', () => {
    const brokers = { alive: [1, 2, 3], fenced: [] };
    const all = placeReplicas(brokers, 0, 9, 3, 2);
    assert.deepEqual(placeReplicas(brokers, 4, 5, 3, 2), all.slice(4));
  });

  it('gives the dead what the living cannot take, never the leadership, as Kafka does', () => {
    const placed = placeReplicas({ alive: [1, 3], fenced: [2, 4] }, 0, 4, 3, 0);
    for (const replicas of placed) {
      assert.deepEqual([...replicas.slice(0, 2)].sort(), [1, 3]);
      assert.ok([2, 4].includes(replicas[2] ?? 0));
    }
    assert.deepEqual([...new Set(placed.map(([, , third]) => third))].sort(), [2, 4]);
  });

  it('names each broker once, leads evenly and spreads evenly', () => {
    const counts = fc.record({
      brokers: fc.integer({ min: 1, max: 9 }),
      fenced: fc.integer({ min: 0, max: 3 }),
      partitions: fc.integer({ min: 1, max: 60 }),
      factor: fc.integer({ min: 1, max: 9 }),
      start: fc.nat(8),
    });
    fc.assert(
      fc.property(counts, ({ brokers, fenced, partitions, factor, start }) => {
        const alive = Array.from({ length: brokers }, (_, index) => index + 1);
        const dead = Array.from({ length: fenced }, (_, index) => 100 + index);
        const wanted = Math.min(factor, brokers + fenced);
        const first = start % brokers;
        const placed = placeReplicas({ alive, fenced: dead }, 0, partitions, wanted, first);
        for (const replicas of placed) {
          assert.equal(replicas.length, wanted);
          assert.equal(new Set(replicas).size, wanted);
          assert.ok(alive.includes(replicas[0] ?? -1));
        }
        spreadEvenly(
          placed.flatMap(([leader]) => leader ?? []),
          alive,
        );
        // Followers shift by whole rounds over the brokers: after whole rounds they are even, too.
        if (partitions % (brokers * Math.max(1, brokers - 1)) === 0) spreadEvenly(placed.flat(), alive);
      }),
    );
  });
});

function spreadEvenly(taken: readonly number[], brokers: readonly number[]): void {
  const counts = brokers.map((broker) => taken.filter((each) => each === broker).length);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${counts}`);
}
