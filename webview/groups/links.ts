/**
 * Where the lines between partitions and their consumers run. Pure geometry: the rows have fixed heights, so
 * nothing is measured. The lines are decoration; the same is written in the rows.
 */
import type { ConsumerRow } from '../../src/ui/panel/messages.ts';

/** Width of the drawing in its own units; it is stretched to the space between the tables. */
const width = 100;

export interface Link {
  readonly partition: number;
  readonly path: string;
}

/** Consumers with work, in order of name, and those with none, which stand apart. */
export function splitConsumers(consumers: readonly ConsumerRow[]): {
  readonly active: readonly ConsumerRow[];
  readonly idle: readonly ConsumerRow[];
} {
  const isIdle = (one: ConsumerRow): boolean => one.partitions.length + one.elsewhere === 0;
  return { active: consumers.filter((one) => !isIdle(one)), idle: consumers.filter(isIdle) };
}

/** Height of one row: less when there are many, so that a dozen still fits. */
export function rowHeight(partitions: number): number {
  return partitions <= 4 ? 44 : 30;
}

/** One line for each partition that an active consumer has, from row centre to row centre. */
export function linksOf(
  partitions: readonly number[],
  active: readonly ConsumerRow[],
  height: number,
): readonly Link[] {
  return active.flatMap((consumer, row) =>
    consumer.partitions.flatMap((partition): readonly Link[] => {
      const from = partitions.indexOf(partition);
      const start = centre(from, height);
      const end = centre(row, height);
      const bend = width / 2;
      return from < 0
        ? []
        : [{ partition, path: `M0 ${start}C${bend} ${start} ${bend} ${end} ${width} ${end}` }];
    }),
  );
}

function centre(row: number, height: number): number {
  return row * height + height / 2;
}
