import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  agesOf,
  behind,
  historySpan,
  LagHistory,
  lagOf,
  type Sample,
  totalLag,
} from '../../../../../src/ui/panel/groups/lagHistory.ts';

function sample(at: number, ends: Sample['ends'], committed: Sample['committed']): Sample {
  return { at, ends, committed };
}

describe('lag history', () => {
  it('keeps fifteen minutes and not a sample more', () => {
    const history = new LagHistory();
    for (let at = 1; at <= historySpan + 10_001; at += 1_000) {
      history.add(sample(at, [at], [at]));
    }
    assert.equal(history.samples[0]?.at, 10_001);
    assert.equal(history.samples.at(-1)?.at, historySpan + 10_001);
  });

  it('starts anew when the topic was made again', () => {
    const history = new LagHistory();
    history.add(sample(1_000, [500, 400], [500, 400]));
    history.add(sample(2_000, [3, 0], [undefined, undefined]));
    assert.equal(history.samples.length, 1);
  });

  it('survives a new leader whose high watermark is a little behind', () => {
    const history = new LagHistory();
    history.add(sample(1_000, [500, 400], [500, 400]));
    history.add(sample(2_000, [498, 400], [500, 400]));
    assert.equal(history.samples.length, 2);
  });

  it('does not take two samples of the same moment', () => {
    const history = new LagHistory();
    history.add(sample(1_000, [1], [1]));
    history.add(sample(2_000, [1], [1]));
    history.add(sample(2_000, [5], [1]));
    assert.equal(history.samples.length, 2);
  });

  it('starts anew when the clock was set back', () => {
    const history = new LagHistory();
    history.add(sample(9_000, [1], [1]));
    history.add(sample(2_000, [1], [1]));
    assert.deepEqual(
      history.samples.map((one) => one.at),
      [2_000],
    );
  });

  it('never has a lag below zero, and none without a commit', () => {
    assert.equal(lagOf(sample(0, [5], [7]), 0), 0);
    assert.equal(lagOf(sample(0, [5], [undefined]), 0), undefined);
    assert.equal(lagOf(sample(0, [undefined], [3]), 0), undefined);
  });

  it('adds up the lags that are known', () => {
    assert.equal(totalLag(sample(0, [5, 9, 4], [2, undefined, 4])), 3);
    assert.equal(totalLag(sample(0, [5], [undefined])), undefined);
  });
});

describe('how far behind in time', () => {
  const samples = [0, 1, 2, 3, 4].map((second) =>
    sample(second * 1_000, [100 + second * 10], [100 + second * 4]),
  );

  it('is the time since the end went past the committed offset, between two samples too', () => {
    // 116 is committed at 4 s; the end was 110 at 1 s and 120 at 2 s.
    assert.deepEqual(behind(samples, 0), { milliseconds: 2_400, atLeast: false });
  });

  it('is zero without lag', () => {
    assert.deepEqual(behind([sample(0, [5], [5]), sample(1_000, [9], [9])], 0), {
      milliseconds: 0,
      atLeast: false,
    });
  });

  it('says "at least" when it was past already in the first sample', () => {
    const late = [sample(0, [50], [10]), sample(7_000, [50], [10])];
    assert.deepEqual(behind(late, 0), { milliseconds: 7_000, atLeast: true });
  });

  it('is unknown without a commit', () => {
    assert.equal(behind([sample(0, [5], [undefined])], 0), undefined);
    assert.equal(behind([], 0), undefined);
  });
});

describe('the ages of a partition', () => {
  const steps = fc.array(
    fc.record({
      more: fc.nat({ max: 5 }),
      read: fc.nat({ max: 6 }),
      isReset: fc.nat({ max: 9 }).map((roll) => roll === 0),
      isMissing: fc.nat({ max: 9 }).map((roll) => roll === 0),
    }),
    { maxLength: 30 },
  );

  it('are what it was behind at each sample, also after a reset of offsets', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let [end, committed] = [0, 0];
        const samples = all.map(({ more, read, isReset, isMissing }, index) => {
          end += more;
          committed = isReset ? 0 : Math.min(end, committed + read);
          return sample(index * 1_000, [isMissing ? undefined : end], [committed]);
        });
        assert.deepEqual(
          agesOf(samples, 0),
          samples.map((_, index) => behind(samples.slice(0, index + 1), 0)?.milliseconds ?? null),
        );
      }),
    );
  });
});
