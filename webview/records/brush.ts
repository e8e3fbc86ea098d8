/** Which buckets of a histogram a stretch of time selects, and how keys and the pointer move its edges. Pure. */
import type { Histogram, TimeRange } from '../../src/ui/panel/messages.ts';

/** The first bucket selected, and the one after the last. */
export interface Brush {
  readonly from: number;
  readonly until: number;
}

/** The brush over a stretch of time; undefined when it lies outside. Every bucket it touches is in it. */
export function brushOf({ from, step, counts }: Histogram, range: TimeRange): Brush | undefined {
  const first = Math.max(0, Math.floor((range.from - from) / step));
  const last = Math.min(counts.length, Math.floor((range.until - from) / step) + 1);
  return first < last ? { from: first, until: last } : undefined;
}

export function rangeOf({ from, step }: Histogram, brush: Brush): TimeRange {
  return { from: from + brush.from * step, until: from + brush.until * step };
}

/** The brush between two places of the pointer, each a share (0 to 1) of the width. */
export function brushBetween(count: number, one: number, other: number): Brush {
  const at = (share: number): number => Math.min(count, Math.max(0, share * count));
  const from = Math.min(count - 1, Math.floor(at(Math.min(one, other))));
  return { from, until: Math.max(from + 1, Math.ceil(at(Math.max(one, other)))) };
}

/** Moves an edge by so many buckets; at least one stays between the edges. */
export function moveEdge(brush: Brush, edge: keyof Brush, by: number, count: number): Brush {
  return edge === 'from'
    ? { ...brush, from: Math.min(brush.until - 1, Math.max(0, brush.from + by)) }
    : { ...brush, until: Math.max(brush.from + 1, Math.min(count, brush.until + by)) };
}

/** The top of the axis: 1, 2 or 5 with noughts. */
export function niceTop(most: number): number {
  if (most <= 5) {
    return Math.max(1, most);
  }
  const magnitude = 10 ** Math.floor(Math.log10(most));
  return (
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * magnitude).find((top) => top >= most) ?? most
  );
}
