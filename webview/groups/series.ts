/**
 * Sampled points as columns of a chart: which lines are drawn, and where they break. Pure.
 */
import type { LagPoint } from '../../src/ui/panel/messages.ts';

/** Above this many partitions the chart draws the worst few; a line for each would be a tangle. */
const allLines = 12;
const worstLines = 5;
/** A silence longer than this (ms) is a gap, never a line. */
const gapAfter = 3_000;

export interface LagColumns {
  /** Seconds since the epoch, as uPlot has it. */
  readonly x: readonly number[];
  readonly total: readonly (number | null)[];
  readonly lines: readonly { readonly partition: number; readonly values: readonly (number | null)[] }[];
  /** Lowest and highest of the partitions without a line of their own; undefined when each has one. */
  readonly others:
    | { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] }
    | undefined;
  readonly produced: readonly (number | null)[];
  readonly consumed: readonly (number | null)[];
}

/** The points with ages in place of lags, in seconds: then the oldest of all stands for the total. */
export function inSeconds(points: readonly LagPoint[]): readonly LagPoint[] {
  return points.map((point) => {
    const lags = point.ages.map((age) => (age === null ? null : age / 1_000));
    return {
      ...point,
      lags,
      total: extreme(
        Math.max,
        lags.filter((age) => age !== null),
      ),
    };
  });
}

export function columnsOf(points: readonly LagPoint[]): LagColumns {
  const rows = withBreaks(points);
  const partitions = rows.reduce((most, row) => Math.max(most, row.lags.length), 0);
  const drawn = drawnPartitions(points, partitions);
  const rest = Array.from({ length: partitions }, (_, partition) => partition).filter(
    (one) => !drawn.includes(one),
  );
  const restOf = (row: LagPoint): readonly number[] =>
    rest.map((partition) => row.lags[partition] ?? null).filter((lag) => lag !== null);
  return {
    x: rows.map((row) => row.at / 1_000),
    total: rows.map((row) => row.total),
    lines: drawn.map((partition) => ({ partition, values: rows.map((row) => row.lags[partition] ?? null) })),
    others:
      rest.length === 0
        ? undefined
        : {
            low: rows.map((row) => extreme(Math.min, restOf(row))),
            high: rows.map((row) => extreme(Math.max, restOf(row))),
          },
    produced: rows.map((row) => row.produced),
    consumed: rows.map((row) => row.consumed),
  };
}

/** The partitions with a line of their own, in order of number: all, or the five with the most lag now. */
export function drawnPartitions(points: readonly LagPoint[], partitions: number): readonly number[] {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  if (partitions <= allLines) {
    return all;
  }
  const last = points.at(-1)?.lags ?? [];
  const byLag = [...all].sort((one, other) => (last[other] ?? -1) - (last[one] ?? -1) || one - other);
  return byLag.slice(0, worstLines).sort((one, other) => one - other);
}

/** The point nearest to a moment; undefined when none is within two seconds of it. */
export function pointAt(points: readonly LagPoint[], at: number): LagPoint | undefined {
  let nearest: LagPoint | undefined;
  for (const point of points) {
    if (nearest === undefined || Math.abs(point.at - at) < Math.abs(nearest.at - at)) {
      nearest = point;
    }
  }
  return nearest !== undefined && Math.abs(nearest.at - at) <= 2_000 ? nearest : undefined;
}

/** An empty row where polling was silent, so that the line breaks there. */
function withBreaks(points: readonly LagPoint[]): readonly LagPoint[] {
  const rows: LagPoint[] = [];
  for (const point of points) {
    const before = rows.at(-1);
    if (before !== undefined && point.at - before.at > gapAfter) {
      rows.push({ at: before.at + 1, lags: [], ages: [], total: null, produced: null, consumed: null });
    }
    rows.push(point);
  }
  return rows;
}

function extreme(choose: (...values: number[]) => number, values: readonly number[]): number | null {
  return values.length === 0 ? null : choose(...values);
}
