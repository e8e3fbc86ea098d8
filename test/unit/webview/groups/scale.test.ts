import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextScale, spread, ticksOf } from '../../../../webview/groups/scale.ts';

describe('the scale of a chart', () => {
  it('has two to five round ticks that hold the highest value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (highest) => {
        const scale = nextScale(undefined, highest, 0);
        const ticks = ticksOf(scale);
        assert.ok(scale.top >= highest);
        assert.ok(ticks.length >= 2 && ticks.length <= 5, `${highest}: ${ticks.join(' ')}`);
        assert.ok(/^[125]0*$/.test(String(scale.step)), String(scale.step));
        assert.equal(ticks.at(-1), scale.top);
      }),
    );
  });

  it('is the one of the picture', () => {
    assert.deepEqual(ticksOf(nextScale(undefined, 1_247, 0)), [0, 500, 1_000, 1_500]);
    assert.deepEqual(ticksOf(nextScale(undefined, 0, 0)), [0, 5, 10]);
  });

  it('grows at once and shrinks only after half a minute', () => {
    const large = nextScale(nextScale(undefined, 40, 0), 900, 1_000);
    assert.equal(large.top, 1_000);
    const waiting = nextScale(large, 40, 2_000);
    assert.equal(waiting.top, 1_000);
    assert.equal(nextScale(waiting, 40, 31_999).top, 1_000);
    assert.equal(nextScale(waiting, 40, 32_000).top, 40);
  });

  it('forgets that it was too large when it is needed again', () => {
    const waiting = nextScale(nextScale(undefined, 900, 0), 40, 1_000);
    const needed = nextScale(waiting, 950, 20_000);
    assert.equal(nextScale(needed, 40, 40_000).top, 1_000);
  });
});

describe('labels', () => {
  it('are pushed apart, keep their order and stay within', () => {
    const wanted = fc.array(fc.float({ min: 0, max: 200, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(wanted, (positions) => {
        const placed = spread(positions, 16, 200);
        const inOrder = positions
          .map((_, index) => index)
          .sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
        inOrder.forEach((index, rank) => {
          const before = inOrder[rank - 1];
          assert.ok((placed[index] ?? 0) >= -1e-6 && (placed[index] ?? 0) <= 200 + 1e-6);
          assert.ok(before === undefined || (placed[index] ?? 0) - (placed[before] ?? 0) >= 16 - 1e-6);
        });
      }),
    );
  });

  it('stay where they are when there is room', () => {
    assert.deepEqual(spread([190, 20, 100], 16, 200), [190, 20, 100]);
  });

  it('are pressed together evenly when there is none', () => {
    assert.deepEqual(spread([0, 0, 0, 0, 0], 100, 200), [0, 50, 100, 150, 200]);
  });
});
