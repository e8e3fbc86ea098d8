/**
 * What the numbers of a group say, by rule, as one reading: the worst thing first. Pure; the sentence is made
 * from it in the webview, so no words here.
 */
import type { Reading } from '../messages.ts';
import { type PartitionRates, sumRates, trendOf } from './rates.ts';

export interface ReadingPartition extends PartitionRates {
  readonly partition: number;
  /** undefined = nothing committed, or no end offset. */
  readonly lag: number | undefined;
  readonly consumer: string | undefined;
}

export interface ReadingInput {
  /** Kafka's state of the group. */
  readonly state: string;
  readonly members: number;
  readonly idleConsumers: number;
  readonly partitions: readonly ReadingPartition[];
}

const rebalancingStates: ReadonlySet<string> = new Set([
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
]);

/** Clients commit every 5 s by default: a shorter silence says nothing (ms). */
const commitPatience = 8_000;

/** True for the states, old protocol and new, in which partitions are handed out again. */
export function isRebalancing(state: string): boolean {
  return rebalancingStates.has(state);
}

export function readingOf(input: ReadingInput): Reading {
  if (isRebalancing(input.state)) {
    return { kind: 'rebalancing' };
  }
  const lags = input.partitions.map((partition) => partition.lag).filter((lag) => lag !== undefined);
  const lag = lags.reduce((sum, one) => sum + one, 0);
  if (input.members === 0) {
    return { kind: 'nobodyReads', waiting: lag };
  }
  if (lags.length === 0) {
    return { kind: 'neverCommitted' };
  }
  const total = sumRates(input.partitions);
  if (total.arriving === undefined || total.handled === undefined) {
    return { kind: 'unknown' };
  }
  return (
    fallsBehind(input) ??
    standsStill(input) ??
    moving(input.partitions, lag, { arriving: total.arriving, handled: total.handled })
  );
}

function fallsBehind(input: ReadingInput): Reading | undefined {
  const rising = input.partitions.flatMap((partition) => {
    const trend = trendOf(partition, partition.lag);
    return trend.kind === 'rising' ? [{ partition, perSecond: trend.perSecond }] : [];
  });
  const worst = rising.sort((one, other) => other.perSecond - one.perSecond)[0]?.partition;
  if (worst === undefined) {
    return undefined;
  }
  const owned = input.partitions.filter((other) => other.consumer === worst.consumer);
  return {
    kind: 'fallsBehind',
    partition: worst.partition,
    consumer: worst.consumer ?? null,
    handled: worst.handled ?? 0,
    arriving: worst.arriving ?? 0,
    ownedByConsumer: owned.length,
    idleConsumers: input.idleConsumers,
  };
}

/** Messages wait, somebody owns them, nothing arrives and nothing is committed for longer than commits take. */
function standsStill(input: ReadingInput): Reading | undefined {
  const still = input.partitions.find(
    (one) =>
      one.consumer !== undefined &&
      (one.lag ?? 0) > 0 &&
      one.handled === 0 &&
      one.arriving === 0 &&
      one.watched >= commitPatience,
  );
  return still?.consumer === undefined
    ? undefined
    : { kind: 'standsStill', partition: still.partition, consumer: still.consumer, waiting: still.lag ?? 0 };
}

function moving(
  partitions: readonly ReadingPartition[],
  lag: number,
  total: { readonly arriving: number; readonly handled: number },
): Reading {
  if (trendOf(total, lag).kind === 'falling') {
    const { arriving, handled } = total;
    return { kind: 'catchesUp', seconds: secondsToCatchUp(partitions), handled, arriving };
  }
  return total.arriving > 0 || lag > 0 ? { kind: 'keepsUp', arriving: total.arriving } : { kind: 'idle' };
}

/** The slowest partition decides: the others are done before it. */
function secondsToCatchUp(partitions: readonly ReadingPartition[]): number {
  return partitions.reduce((longest, { lag, arriving, handled }) => {
    const gain = (handled ?? 0) - (arriving ?? 0);
    return gain > 0 ? Math.max(longest, (lag ?? 0) / gain) : longest;
  }, 0);
}
