import assert from 'node:assert/strict';
import type { LagPoint } from '../../../../src/ui/panel/messages.ts';
import { columnsOf, drawnPartitions, inSeconds, pointAt } from '../../../../webview/groups/series.ts';

function point(at: number, lags: readonly (number | null)[]): LagPoint {
  return {
    at,
    lags,
    ages: lags.map((lag) => (lag === null ? null : lag * 500)),
    total: lags.reduce<number>((sum, lag) => sum + (lag ?? 0), 0),
    produced: 1,
    consumed: 2,
  };
}

describe('columns of the chart', () => {
  it('are seconds, totals, a line for each partition, and rates', () => {
    const columns = columnsOf([point(1_000, [1, 2]), point(2_000, [3, null])]);
    assert.deepEqual(columns.x, [1, 2]);
    assert.deepEqual(columns.total, [3, 3]);
    assert.deepEqual(columns.lines, [
      { partition: 0, values: [1, 3] },
      { partition: 1, values: [2, null] },
    ]);
    assert.equal(columns.others, undefined);
    assert.deepEqual(
      [columns.produced, columns.consumed],
      [
        [1, 1],
        [2, 2],
      ],
    );
  });

  it('break where polling was silent: a gap is never a line', () => {
    const columns = columnsOf([point(1_000, [1]), point(2_000, [1]), point(60_000, [9])]);
    assert.deepEqual(columns.total, [1, 1, null, 9]);
    assert.deepEqual(columns.lines[0]?.values, [1, 1, null, 9]);
    assert.deepEqual(columns.produced, [1, 1, null, 1]);
  });

  it('follow a topic that gets more partitions', () => {
    const columns = columnsOf([point(1_000, [1]), point(2_000, [1, 5])]);
    assert.deepEqual(columns.lines[1]?.values, [null, 5]);
  });

  it('draw the five with the most lag of many, and the rest as a band', () => {
    const lags = Array.from({ length: 20 }, (_, partition) => partition);
    const columns = columnsOf([point(1_000, lags)]);
    assert.deepEqual(
      columns.lines.map((line) => line.partition),
      [15, 16, 17, 18, 19],
    );
    assert.deepEqual(columns.others, { low: [0], high: [14] });
    assert.equal(drawnPartitions([point(0, lags)], 12).length, 12);
  });
});

describe('points in seconds', () => {
  it('have ages for lags, and the oldest for the total', () => {
    const [first, second] = inSeconds([point(1_000, [1, 4, null]), point(2_000, [null])]);
    assert.deepEqual([first?.lags, first?.total], [[0.5, 2, null], 2]);
    assert.equal(second?.total, null);
  });
});

describe('the point at the cursor', () => {
  const points = [point(1_000, [1]), point(2_000, [2]), point(9_000, [9])];

  it('is the nearest one', () => assert.equal(pointAt(points, 1_600)?.at, 2_000));

  it('is none in a gap', () => assert.equal(pointAt(points, 5_500), undefined));

  it('is none without points', () => assert.equal(pointAt([], 0), undefined));
});
