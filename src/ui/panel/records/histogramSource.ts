/**
 * Records by time, out of the offsets that Kafka gives for points in time: nothing is read for it. What lies in the past is
 * asked once.
 */
import type { ClusterService } from '../../../client/clusterService.ts';
import type { Histogram } from './recordsMessages.ts';

/** Bars there are at most. */
const mostBars = 60;
/** Questions that are under way at the same time. */
const atOnce = 6;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

export interface HistogramPlan {
  readonly from: number;
  /** Milliseconds. */
  readonly step: number;
  readonly bars: number;
}

/** Bars over this span whose edges are round times; the last one holds `to`. */
export function planHistogram(from: number, to: number): HistogramPlan {
  const seconds = Math.max(1, (to - from) / 1_000);
  const days = Math.ceil(seconds / (mostBars - 1) / 86_400) * 86_400;
  const step = (steps.find((one) => seconds / one <= mostBars - 1) ?? days) * 1_000;
  const start = Math.floor(from / step) * step;
  return { from: start, step, bars: Math.floor((to - start) / step) + 1 };
}

export class HistogramSource {
  readonly #service: Pick<ClusterService, 'offsets' | 'offsetsForTime'>;
  readonly #topic: string;
  readonly #partitions: readonly number[];
  /** By time: the offsets there of all partitions, summed. Only of times long past, which stay as they are. */
  readonly #settled = new Map<number, number>();

  constructor(
    service: Pick<ClusterService, 'offsets' | 'offsetsForTime'>,
    topic: string,
    partitions: readonly number[],
  ) {
    this.#service = service;
    this.#topic = topic;
    this.#partitions = partitions;
  }

  /** @throws {KafkaError} when the cluster does not answer */
  async read({ from, step, bars }: HistogramPlan, now: number): Promise<Histogram> {
    const ranges = await this.#service.offsets([this.#topic]);
    const ends = new Map(ranges.map(({ partition, high }) => [partition, high]));
    const edges = Array.from({ length: bars + 1 }, (_, index) => from + index * step);
    const sums = new Map<number, number>();
    const waiting = [...edges];
    const ask = async (): Promise<void> => {
      for (let edge = waiting.shift(); edge !== undefined; edge = waiting.shift()) {
        sums.set(edge, await this.#sumAt(edge, ends, now - step));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
    const counts = edges.slice(1).map((edge, index) => {
      const before = sums.get(edges[index] ?? 0) ?? 0;
      return Math.max(0, (sums.get(edge) ?? 0) - before);
    });
    return { from, step, counts };
  }

  async #sumAt(time: number, ends: ReadonlyMap<number, number>, settledBefore: number): Promise<number> {
    const known = this.#settled.get(time);
    if (known !== undefined) return known;
    const wanted = this.#partitions.map((partition) => ({ topic: this.#topic, partition }));
    const found = await this.#service.offsetsForTime(wanted, time);
    const sum = found.reduce(
      (total, { partition, offset }) => total + (offset ?? ends.get(partition) ?? 0),
      0,
    );
    // Where nothing is as new yet, what comes will lie before it.
    if (time < settledBefore && found.every(({ offset }) => offset !== undefined))
      this.#settled.set(time, sum);
    return sum;
  }
}
