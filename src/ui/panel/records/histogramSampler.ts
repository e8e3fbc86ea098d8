/**
 * Counts the records of a topic over time without reading any: it asks for the offsets at the borders of buckets and
 * subtracts. Borders that are past are asked for once.
 */
import type { PartitionOffsets } from '../../../client/model.ts';
import { bordersOf, countsOf, stepFor } from './buckets.ts';
import type { Histogram, TimeRange } from './recordsMessages.ts';
import type { ReadingService } from './recordsReading.ts';

export interface HistogramQuestion {
  readonly topic: string;
  readonly partitions: readonly number[];
  /** null = the last minutes of a topic that is written to, else all of it. */
  readonly range: TimeRange | null;
  /** The right edge is now, if there is anything of late. */
  readonly live: boolean;
  readonly now: number;
}

/** A topic that is written to is shown for so long (ms). */
const recent = 5 * 60_000;
/** A border this far back (ms) gets no more records before it, unless clocks are wrong. */
const settled = 10_000;
const together = 6;
const keptBorders = 600;

export class HistogramSampler {
  readonly #service: ReadingService;
  /** Offsets at a time by partition; the key says which partitions, too. */
  readonly #borders = new Map<string, ReadonlyMap<number, number>>();

  constructor(service: ReadingService) {
    this.#service = service;
  }

  /** null when the partitions hold no record. */
  async sample(question: HistogramQuestion): Promise<Histogram | null> {
    const { topic, now } = question;
    const span = await this.#span(question);
    if (span === null) {
      return null;
    }
    const { range, live } = rangeOf(question, span);
    const step = stepFor(range);
    const times = bordersOf(range, step);
    const offsets = await this.#service.offsets([topic]);
    const borders: ReadonlyMap<number, number>[] = [];
    for (let at = 0; at < times.length; at += together) {
      const some = times.slice(at, at + together);
      borders.push(...(await Promise.all(some.map((time) => this.#border(question, time, offsets)))));
    }
    this.#forget();
    const from = times[0] ?? now;
    return { topic, from, step, counts: countsOf(borders, question.partitions), live };
  }

  /** Timestamps of the first and the last record; the last is now where the cluster cannot tell. */
  async #span({ topic, partitions, now }: HistogramQuestion): Promise<TimeRange | null> {
    const asked = partitions.map((partition) => ({ topic, partition }));
    const { admin } = this.#service;
    const [first, last] = await Promise.all([
      admin.offsetsForTimes(asked, 0),
      admin.offsetsForTimes(asked, 'max-timestamp'),
    ]);
    const times = first.items.flatMap(({ timestamp }) => (timestamp === undefined ? [] : [timestamp]));
    if (times.length === 0) {
      return null;
    }
    const ends = last.items.flatMap(({ timestamp }) => (timestamp === undefined ? [] : [timestamp]));
    const from = times.reduce((least, time) => Math.min(least, time));
    return { from, until: ends.reduce((most, time) => Math.max(most, time), ends.length === 0 ? now : from) };
  }

  async #border(
    { topic, partitions, now }: HistogramQuestion,
    time: number,
    offsets: readonly PartitionOffsets[],
  ): Promise<ReadonlyMap<number, number>> {
    const ends = new Map(offsets.map(({ partition, high }) => [partition, high]));
    const key = `${time} ${partitions.join()} ${topic}`;
    const known = this.#borders.get(key);
    if (known !== undefined) {
      return known;
    }
    const asked = partitions.map((partition) => ({ topic, partition }));
    const { items } = await this.#service.admin.offsetsForTimes(asked, time);
    const at = new Map<number, number>();
    let isPast = time < now - settled;
    for (const { partition, offset } of items) {
      isPast &&= offset !== undefined;
      const there = offset ?? ends.get(partition);
      if (there !== undefined) {
        at.set(partition, there);
      }
    }
    if (isPast) {
      this.#borders.set(key, at);
    }
    return at;
  }

  #forget(): void {
    const keys = [...this.#borders.keys()];
    for (const key of keys.slice(0, Math.max(0, keys.length - keptBorders))) {
      this.#borders.delete(key);
    }
  }
}

/** What to show of a topic whose records are of the time `span`. */
function rangeOf(
  { range, live, now }: HistogramQuestion,
  span: TimeRange,
): { readonly range: TimeRange; readonly live: boolean } {
  if (range !== null) {
    return { range, live: live && range.until >= now };
  }
  const isOfLate = live && now - span.until < recent && span.until <= now + recent;
  if (!isOfLate) {
    return { range: { from: span.from, until: span.until + 1 }, live: false };
  }
  const until = Math.max(now, span.until);
  return { range: { from: Math.max(span.from, until - recent), until }, live: true };
}
