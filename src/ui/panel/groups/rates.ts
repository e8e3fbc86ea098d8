/**
 * Messages per second out of sampled offsets: what arrives, what is committed, and whether lag grows.
 * Pure; the windows below are the only judgement in it.
 */

import type { LagPoint, Trend } from '../messages.ts';
import { agesOf, gapAfter, lagOf, type Sample } from './lagHistory.ts';

/**
 * Arrivals are told from the last samples only: after a burst the next reading must say that none arrive.
 * Commits come in bursts themselves (every 5 s by Kafka's default), so two of them must fit.
 */
const arrivalWindow = 2_500;
const commitWindow = 10_000;
/** For a consumer without lag: its rate must not outlive its work for long. */
const quietWindow = 5_000;
const shortestSpan = 900;

export interface PartitionRates {
  readonly arriving: number | undefined;
  readonly handled: number | undefined;
  /** How long commits were watched for `handled`, in ms. */
  readonly watched: number;
}

/** Rates of one partition as of the last sample; undefined while there are too few samples to tell. */
export function partitionRates(samples: readonly Sample[], partition: number): PartitionRates {
  const recent = withoutGap(samples);
  const busy = busyPart(recent, partition);
  return {
    arriving: slope(within(recent, arrivalWindow), (sample) => sample.ends[partition]),
    handled: slope(busy, (sample) => sample.committed[partition]),
    watched: (busy.at(-1)?.at ?? 0) - (busy[0]?.at ?? 0),
  };
}

/** Adds up rates; undefined when none is known. */
export function sumRates(rates: readonly PartitionRates[]): PartitionRates {
  return {
    arriving: sumKnown(rates, 'arriving'),
    handled: sumKnown(rates, 'handled'),
    watched: Math.max(0, ...rates.map((rate) => rate.watched)),
  };
}

/** Whether lag grows: arrivals against commits, steady when they differ by less than a tenth. */
export function trendOf(rates: Omit<PartitionRates, 'watched'>, lag: number | undefined): Trend {
  const { arriving, handled } = rates;
  if (arriving === undefined || handled === undefined || lag === undefined) {
    return { kind: 'unknown' };
  }
  const difference = arriving - handled;
  // Less than three seconds' worth of messages is what lies between two commits, not a backlog.
  const small = lag <= Math.max(1, handled * 3) && difference > 0;
  if (small || Math.abs(difference) < Math.max(0.5, Math.max(arriving, handled) / 10) || lag === 0) {
    return { kind: 'steady' };
  }
  return { kind: difference > 0 ? 'rising' : 'falling', perSecond: Math.abs(difference) };
}

/** The samples after `since` as points of the chart, rates smoothed over three seconds. */
export function pointsAfter(samples: readonly Sample[], since: number): readonly LagPoint[] {
  const points: LagPoint[] = [];
  const most = samples.reduce((count, sample) => Math.max(count, sample.ends.length), 0);
  const ages = Array.from({ length: most }, (_, partition) => agesOf(samples, partition));
  samples.forEach((sample, index) => {
    if (sample.at <= since) {
      return;
    }
    const window = within(withoutGap(samples.slice(Math.max(0, index - 5), index + 1)), 3_000);
    const partitions = sample.ends.map((_, partition) => partition);
    const lags = partitions.map((partition) => lagOf(sample, partition) ?? null);
    const known = lags.filter((lag) => lag !== null);
    points.push({
      at: sample.at,
      lags,
      ages: partitions.map((partition) => ages[partition]?.[index] ?? null),
      total: known.length === 0 ? null : known.reduce((sum, lag) => sum + lag, 0),
      produced: sumOfSlopes(window, partitions, (of, partition) => of.ends[partition]),
      consumed: sumOfSlopes(window, partitions, (of, partition) => of.committed[partition]),
    });
  });
  return points;
}

type OffsetOf = (sample: Sample, partition: number) => number | undefined;

function sumOfSlopes(
  samples: readonly Sample[],
  partitions: readonly number[],
  pick: OffsetOf,
): number | null {
  let sum: number | null = null;
  for (const partition of partitions) {
    const rate = slope(samples, (sample) => pick(sample, partition));
    sum = rate === undefined ? sum : (sum ?? 0) + rate;
  }
  return sum;
}

function sumKnown(rates: readonly PartitionRates[], field: 'arriving' | 'handled'): number | undefined {
  const known = rates.map((rate) => rate[field]).filter((rate) => rate !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, rate) => sum + rate, 0);
}

/** (last − first) per second; never negative: an offset reset is not a negative rate. */
function slope(samples: readonly Sample[], pick: (sample: Sample) => number | undefined): number | undefined {
  const known = samples.filter((sample) => pick(sample) !== undefined);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < shortestSpan) {
    return undefined;
  }
  const difference = (pick(last) ?? 0) - (pick(first) ?? 0);
  return (Math.max(0, difference) * 1_000) / (last.at - first.at);
}

function within(samples: readonly Sample[], window: number): readonly Sample[] {
  const last = samples.at(-1);
  return last === undefined ? [] : samples.filter((sample) => last.at - sample.at <= window);
}

/** The samples since the last silence: a rate across it would be an average over nobody knows what. */
function withoutGap(samples: readonly Sample[]): readonly Sample[] {
  for (let index = samples.length - 1; index > 0; index--) {
    const sample = samples[index];
    const before = samples[index - 1];
    if (sample !== undefined && before !== undefined && sample.at - before.at > gapAfter) {
      return samples.slice(index);
    }
  }
  return samples;
}

/**
 * The samples that tell how fast a consumer works. With lag: from the last moment without lag on, since only
 * then it has work. Without: the last few seconds.
 */
function busyPart(recent: readonly Sample[], partition: number): readonly Sample[] {
  const last = recent.at(-1);
  if (last === undefined || (lagOf(last, partition) ?? 0) === 0) {
    return within(recent, quietWindow);
  }
  const samples = within(recent, commitWindow);
  const start = samples.findLastIndex((sample) => lagOf(sample, partition) === 0);
  return start <= 0 ? samples : samples.slice(start);
}
