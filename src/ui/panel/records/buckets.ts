/** Stretches of time for a histogram, of a length that a person would choose. Pure. */
import type { TimeRange } from './recordsMessages.ts';

const mostBuckets = 60;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365, 3_650].map((count) => count * day),
];

/** The shortest length (ms) with which a range is no longer than 60 buckets. */
export function stepFor({ from, until }: TimeRange): number {
  return steps.find((step) => (until - from) / step <= mostBuckets) ?? 36_500 * day;
}

/** Where buckets begin, multiples of the step, and last where the range has ended. */
export function bordersOf({ from, until }: TimeRange, step: number): readonly number[] {
  const first = Math.floor(from / step);
  const last = Math.max(first + 1, Math.ceil(until / step));
  const count = Math.min(last - first, 10 * mostBuckets);
  return Array.from({ length: count + 1 }, (_, index) => (first + index) * step);
}

/** Records between one border and the next, from the offsets that each partition has there. */
export function countsOf(
  borders: readonly ReadonlyMap<number, number>[],
  partitions: Iterable<number>,
): readonly number[] {
  const counts = new Array<number>(Math.max(0, borders.length - 1)).fill(0);
  for (const partition of partitions) {
    for (const index of counts.keys()) {
      const from = borders[index]?.get(partition);
      const until = borders[index + 1]?.get(partition);
      if (from !== undefined && until !== undefined) {
        counts[index] = (counts[index] ?? 0) + Math.max(0, until - from);
      }
    }
  }
  return counts;
}
