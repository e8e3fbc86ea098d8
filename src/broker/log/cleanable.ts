/**
 * Which part of a compacted log may be cleaned now, and whether that is worth the work (Kafka's LogCleanerManager and
 * LogToClean). Decides only.
 */
import type { Log } from './log.ts';
import type { Segment } from './segment.ts';

export interface CleanablePart {
  /** From here on keys have not been compared yet. */
  readonly firstDirtyOffset: number;
  /** Where the first segment begins that must not be cleaned. */
  readonly upperBound: number;
  /** Dirty bytes in proportion to all that would be read. */
  readonly dirtyRatio: number;
}

/**
 * What to clean of a log, or undefined when there is nothing, or too little: `min.cleanable.dirty.ratio` is not exceeded
 * and no dirty record is older than `max.compaction.lag.ms`.
 */
export function cleanablePart(log: Log, lastStableOffset: number, now: number): CleanablePart | undefined {
  const { configs, firstDirtyOffset, segments } = log;
  if (!configs.cleanupPolicy.includes('compact') || segments.length < 2) return undefined;
  const upperBound = firstUncleanable(log, lastStableOffset, now).baseOffset;
  const dirty = inactiveFrom(segments, Math.min(firstDirtyOffset, upperBound));
  const dirtyBytes = sizeOf(dirty.filter(({ baseOffset }) => baseOffset < upperBound));
  const cleanBytes = sizeOf(segments.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  if (dirtyBytes === 0 || firstDirtyOffset >= upperBound) return undefined;
  const dirtyRatio = dirtyBytes / (dirtyBytes + cleanBytes);
  const isWorthIt = dirtyRatio > configs.minCleanableDirtyRatio || isOverdue(log, now);
  return isWorthIt ? { firstDirtyOffset, upperBound, dirtyRatio } : undefined;
}

/** The active segment, one whose records may not be decided yet, or one too new for `min.compaction.lag.ms`. */
function firstUncleanable(
  { configs, segments, firstDirtyOffset }: Log,
  stable: number,
  now: number,
): Segment {
  const lagMs = configs.minCompactionLagMs;
  const found = segments.find(({ nextOffset, maxTimestamp }, index) => {
    const isTooNew = lagMs > 0 && nextOffset > firstDirtyOffset && maxTimestamp > now - lagMs;
    return index === segments.length - 1 || nextOffset > stable || isTooNew;
  });
  return found as Segment;
}

function isOverdue({ configs, segments, firstDirtyOffset }: Log, now: number): boolean {
  return inactiveFrom(segments, firstDirtyOffset).some(({ firstTimestamp = 0 }) => {
    return firstTimestamp > 0 && firstTimestamp < now - configs.maxCompactionLagMs;
  });
}

/** Those with an offset at or after this one, but for the active segment. */
function inactiveFrom(segments: readonly Segment[], offset: number): readonly Segment[] {
  return segments.slice(0, -1).filter(({ nextOffset }) => nextOffset > offset);
}

function sizeOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
