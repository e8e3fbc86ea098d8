import assert from 'node:assert/strict';
import type { Sample } from '../../../../../src/ui/panel/groups/lagHistory.ts';
import { partitionRates, pointsAfter, sumRates, trendOf } from '../../../../../src/ui/panel/groups/rates.ts';

/** Samples a second apart of one partition. */
function seconds(ends: readonly number[], committed: readonly (number | undefined)[]): readonly Sample[] {
  return ends.map((end, index) => ({ at: index * 1_000, ends: [end], committed: [committed[index]] }));
}

function steady(count: number, from: number, step: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index * step);
}

describe('rates', () => {
  it('are messages per second that arrive and that are committed', () => {
    const rates = partitionRates(seconds(steady(20, 0, 32), steady(20, 0, 21)), 0);
    assert.equal(rates.arriving, 32);
    assert.equal(rates.handled, 21);
  });

  it('are unknown with one sample, and without a commit', () => {
    assert.deepEqual(partitionRates(seconds([5], [5]), 0), {
      arriving: undefined,
      handled: undefined,
      watched: 0,
    });
    assert.equal(partitionRates(seconds([5, 6, 7], [undefined, undefined, undefined]), 0).handled, undefined);
  });

  it('tell three seconds after a burst that none arrive, and the speed it is worked off at', () => {
    // Ten idle seconds, a burst of 1,000, then 50 a second.
    const ends = [...steady(10, 0, 0), ...steady(5, 1_000, 0)];
    const committed = [...steady(10, 0, 0), 0, 50, 100, 150, 200];
    const rates = partitionRates(seconds(ends, committed), 0);
    assert.equal(rates.arriving, 0);
    assert.ok(rates.handled !== undefined && rates.handled >= 40, `${rates.handled}`);
  });

  it('even out commits that come every five seconds', () => {
    const committed = steady(31, 0, 0).map((_, index) => Math.floor(index / 5) * 160);
    const { handled } = partitionRates(seconds(steady(31, 100, 32), committed), 0);
    assert.equal(handled, 32);
  });

  it('forget work soon after it is done', () => {
    const committed = [0, 100, 200, 300, 300, 300, 300, 300, 300];
    assert.equal(partitionRates(seconds(committed, committed), 0).handled, 0);
  });

  it('are not taken across a silence', () => {
    const samples = [
      ...seconds([0, 10], [0, 10]),
      { at: 60_000, ends: [9_000], committed: [9_000] },
      { at: 61_000, ends: [9_005], committed: [9_005] },
    ];
    assert.equal(partitionRates(samples, 0).arriving, 5);
  });

  it('are never negative: an offset reset is not a rate', () => {
    assert.equal(partitionRates(seconds([100, 100, 100], [90, 50, 10]), 0).handled, 0);
  });

  it('add up what is known', () => {
    const sum = sumRates([
      { arriving: 3, handled: undefined, watched: 1_000 },
      { arriving: 4, handled: undefined, watched: 9_000 },
    ]);
    assert.deepEqual(sum, { arriving: 7, handled: undefined, watched: 9_000 });
  });
});

describe('trend', () => {
  it('rises by what arrives more than is handled', () => {
    assert.deepEqual(trendOf({ arriving: 32, handled: 21 }, 1_204), { kind: 'rising', perSecond: 11 });
  });

  it('falls by what is handled more than arrives', () => {
    assert.deepEqual(trendOf({ arriving: 0, handled: 50 }, 600), { kind: 'falling', perSecond: 50 });
  });

  it('is steady when the difference is a tenth or the lag is what lies between commits', () => {
    assert.deepEqual(trendOf({ arriving: 32, handled: 31 }, 5_000), { kind: 'steady' });
    assert.deepEqual(trendOf({ arriving: 40, handled: 32 }, 90), { kind: 'steady' });
    assert.deepEqual(trendOf({ arriving: 0, handled: 20 }, 0), { kind: 'steady' });
  });

  it('is unknown without rates or lag', () => {
    assert.deepEqual(trendOf({ arriving: undefined, handled: 3 }, 5), { kind: 'unknown' });
    assert.deepEqual(trendOf({ arriving: 3, handled: 3 }, undefined), { kind: 'unknown' });
  });
});

describe('chart points', () => {
  const samples = seconds(steady(10, 0, 30), steady(10, 0, 20));

  it('carry lag and rates of each sample after a moment', () => {
    const points = pointsAfter(samples, 7_000);
    assert.deepEqual(
      points.map((point) => point.at),
      [8_000, 9_000],
    );
    assert.deepEqual(points[1], {
      at: 9_000,
      lags: [90],
      ages: [3_000],
      total: 90,
      produced: 30,
      consumed: 20,
    });
  });

  it('have no rate at the first sample, and null where nothing is known', () => {
    assert.deepEqual(pointsAfter(seconds([5], [undefined]), -1), [
      { at: 0, lags: [null], ages: [null], total: null, produced: null, consumed: null },
    ]);
  });
});
