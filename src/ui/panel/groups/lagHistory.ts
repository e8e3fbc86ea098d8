/**
 * The last fifteen minutes of one group on one topic, sampled by polling. Pure data and arithmetic: time is an
 * argument. It keeps offsets, not lag, so that every number the panel shows is derived from the same samples.
 */

/** How long samples are kept (ms), and the silence after which two samples are not joined by a line. */
export const historySpan = 15 * 60_000;
export const gapAfter = 3_000;

/** A sample older than the last by this much (ms) means that the clock was set back. */
const clockJump = 1_000;

/** End and committed offsets by partition number; undefined where the cluster could not say. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ends: readonly (number | undefined)[];
  readonly committed: readonly (number | undefined)[];
}

export class LagHistory {
  #samples: Sample[] = [];

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** Adds the newest sample and forgets what is older than fifteen minutes before it. */
  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && sample.at <= last.at && last.at - sample.at < clockJump) {
      return; // Asked twice in a moment: the next poll brings what is new.
    }
    if (last !== undefined && (sample.at <= last.at || wasRecreated(last, sample))) {
      // A clock set back, or a topic deleted and made again: lines through both would mean nothing.
      this.#samples = [];
    }
    this.#samples.push(sample);
    const oldest = sample.at - historySpan;
    const keepFrom = this.#samples.findIndex((kept) => kept.at >= oldest);
    this.#samples.splice(0, keepFrom);
  }
}

/** Lag of one partition in a sample: end − committed, never below 0; undefined without both. */
export function lagOf(sample: Sample, partition: number): number | undefined {
  const end = sample.ends[partition];
  const committed = sample.committed[partition];
  return end === undefined || committed === undefined ? undefined : Math.max(0, end - committed);
}

/** The sum of the lags that are known; undefined when none is. */
export function totalLag(sample: Sample): number | undefined {
  let total: number | undefined;
  for (let partition = 0; partition < sample.ends.length; partition++) {
    const lag = lagOf(sample, partition);
    total = lag === undefined ? total : (total ?? 0) + lag;
  }
  return total;
}

/**
 * Age of the oldest message that is not committed: the time since the end offset went past `committed`,
 * read off the samples. `atLeast` when it was past it already in the first sample.
 */
export function behind(
  samples: readonly Sample[],
  partition: number,
): { readonly milliseconds: number; readonly atLeast: boolean } | undefined {
  const now = samples.at(-1);
  const committed = now?.committed[partition];
  if (now === undefined || committed === undefined || lagOf(now, partition) === undefined) {
    return undefined;
  }
  let earlier: { readonly at: number; readonly end: number } | undefined;
  for (const sample of samples) {
    const end = sample.ends[partition];
    if (end === undefined) {
      continue;
    }
    if (end > committed) {
      const passed =
        earlier === undefined ? sample.at : interpolate(earlier, { at: sample.at, end }, committed);
      return { milliseconds: now.at - passed, atLeast: earlier === undefined };
    }
    earlier = { at: sample.at, end };
  }
  return { milliseconds: 0, atLeast: false };
}

/** `behind` of one partition at each sample, as far as it is known then: one walk, since commits go forward. */
export function agesOf(samples: readonly Sample[], partition: number): readonly (number | null)[] {
  let passed = 0;
  let before = Number.NEGATIVE_INFINITY;
  return samples.map((sample, index) => {
    const committed = sample.committed[partition];
    if (committed === undefined || lagOf(sample, partition) === undefined) return null;
    // Offsets that were reset go back: then the walk begins anew.
    if (committed < before) passed = 0;
    before = committed;
    while (passed <= index && (samples[passed]?.ends[partition] ?? Number.NEGATIVE_INFINITY) <= committed)
      passed++;
    const at = passedAt(samples, passed, partition, committed);
    return passed > index || at === undefined ? 0 : Math.max(0, sample.at - at);
  });
}

/** When the end went past `committed`, given the first sample in which it had. */
function passedAt(
  samples: readonly Sample[],
  index: number,
  partition: number,
  committed: number,
): number | undefined {
  const after = samples[index];
  const end = after?.ends[partition];
  if (after === undefined || end === undefined) return undefined;
  const earlier = samples.slice(0, index).findLast((sample) => sample.ends[partition] !== undefined);
  const earlierEnd = earlier?.ends[partition];
  return earlier === undefined || earlierEnd === undefined
    ? after.at
    : interpolate({ at: earlier.at, end: earlierEnd }, { at: after.at, end }, committed);
}

function interpolate(
  before: { readonly at: number; readonly end: number },
  after: { readonly at: number; readonly end: number },
  offset: number,
): number {
  return before.at + ((offset - before.end) / (after.end - before.end)) * (after.at - before.at);
}

/**
 * End offsets fall only when the topic was made again. A new leader's high watermark may be a little behind
 * the old one's for a moment; that must not cost the history, so a small step back does not count.
 */
function wasRecreated(before: Sample, after: Sample): boolean {
  const sum = (sample: Sample): number => sample.ends.reduce<number>((total, end) => total + (end ?? 0), 0);
  return after.ends.every((end) => end !== undefined) && sum(after) < sum(before) / 2;
}
