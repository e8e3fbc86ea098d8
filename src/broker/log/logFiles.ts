/**
 * What a log tells about every change of its segments, so that files can follow it. Called in the order in which the files
 * are to change: stopped between any two calls, they still hold a log that this one has been, or will be on its way.
 */
import type { EpochEntry } from './leaderEpochCache.ts';
import type { Segment } from './segment.ts';

export interface LogFiles {
  /** A batch was added to the end of a segment, which may be new. */
  appended(segment: Segment, batch: Buffer): void;
  /** A segment will not grow any more: another one follows it. */
  closed(segment: Segment): void;
  /** A segment lost its end; `sizeBytes` of it, more than none, are left. */
  truncated(segment: Segment): void;
  removed(segment: Segment): void;
  /** Compaction: one segment, of the same base offset, stands in the place of adjacent ones. */
  replaced(instead: readonly Segment[], cleaned: Segment): void;
  /** The log holds nothing from `offset` on, where the last segment does not end by itself; its next record gets it. */
  emptied(offset: number): void;
  /** The first offset that may be read is another one. */
  startMoved(logStartOffset: number, segments: readonly Segment[]): void;
  epochsChanged(entries: readonly EpochEntry[]): void;
}
