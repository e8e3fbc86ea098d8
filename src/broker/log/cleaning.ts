/**
 * One round of compaction over one log (Kafka's Cleaner): learns the last offset of each dirty key, then rewrites the
 * inactive segments without the records that a later one has replaced. Works in small steps, so that a large log does not
 * hold up the node; between two steps the log is whole and may be used, appended to, or truncated, which ends the round.
 */
import { isControl, readLastOffset } from '../../protocol/recordBatch.ts';
import { ChunkWriter } from './chunkWriter.ts';
import type { CleanablePart } from './cleanable.ts';
import { type CleaningRules, cleanBatch, openBatch } from './cleanBatch.ts';
import type { Log } from './log.ts';
import { LogMemory } from './logMemory.ts';
import { OffsetMap } from './offsetMap.ts';
import { Segment } from './segment.ts';
import { TransactionFates } from './transactionFates.ts';

/** Read in one step: some milliseconds of work, and not much more than a produce request would be. */
const stepBytes = 256 * 1024;
/** Some 100 MB while a round lasts, like Kafka's map; a dirty part with more keys takes several rounds. */
const mostKeys = 1_000_000;
/** Offsets of a segment are stored relative to its first, in 32 bits. */
const widestSegment = 0x7fffffff;

export class Cleaning {
  readonly #log: Log;
  readonly #part: CleanablePart;
  readonly #now: number;
  readonly #truncations: number;
  readonly #work: Generator<void, void, void>;
  readonly #mostKeys: number;
  #bytesLeft = stepBytes;

  constructor(log: Log, part: CleanablePart, now: number, limits = { mostKeys }) {
    this.#log = log;
    this.#part = part;
    this.#now = now;
    this.#mostKeys = limits.mostKeys;
    this.#truncations = log.truncations;
    this.#work = this.#clean();
  }

  /** Does some of the work. @returns whether there is more */
  step(): boolean {
    const { configs, truncations } = this.#log;
    if (!configs.cleanupPolicy.includes('compact') || truncations !== this.#truncations) return false;
    return this.#work.next().done !== true;
  }

  *#clean(): Generator<void, void, void> {
    const log = this.#log;
    const lastOffsets = yield* this.#lastOffsets();
    const endOffset = lastOffsets.latestOffset + 1;
    const { upperBound } = this.#part;
    const rules: CleaningRules = {
      lastOffsets,
      now: this.#now,
      deleteRetentionMs: log.configs.deleteRetentionMs,
      compression: log.compression,
      upperBound,
      isLastOfProducer: (batch) => log.producers.isLastOfProducer(batch, 0, upperBound),
    };
    const fates = new TransactionFates(log.producers.abortedTransactions(0, upperBound));
    const segments = log.segments.filter(({ baseOffset }) => baseOffset < Math.min(endOffset, upperBound));
    for (const group of groupSegments(segments, log.configs.segmentBytes)) {
      const cleaned = yield* this.#cleanGroup(group, fates, rules);
      if (cleaned !== undefined && !log.replaceSegments(group, cleaned, fates.keptAborts)) return;
    }
    log.advanceFirstDirtyOffset(endOffset);
  }

  /** Reads the dirty part, or as much of it as the map has room for. */
  *#lastOffsets(): Generator<void, OffsetMap, void> {
    const { firstDirtyOffset, upperBound } = this.#part;
    const { compression, producers } = this.#log;
    const map = new OffsetMap(this.#mostKeys);
    const fates = new TransactionFates(producers.abortedTransactions(firstDirtyOffset, upperBound));
    const dirty = this.#log.segments.filter(
      ({ baseOffset, nextOffset }) => nextOffset > firstDirtyOffset && baseOffset < upperBound,
    );
    for (const [index, segment] of dirty.entries()) {
      for (let at = segment.find(firstDirtyOffset); !segment.isEnd(at); at = segment.next(at)) {
        const batch = segment.batch(at);
        const isAborted = fates.follow(batch);
        if (!isAborted && !isControl(batch, 0)) {
          for (const { key, offset } of openBatch(batch, compression) ?? []) {
            if (key !== null && offset >= firstDirtyOffset && !map.put(key, offset)) return map;
          }
        }
        map.latestOffset = readLastOffset(batch, 0);
        if (this.#isStepOver(batch.length)) yield;
      }
      map.latestOffset = (dirty[index + 1]?.baseOffset ?? upperBound) - 1;
    }
    return map;
  }

  /** @returns undefined when a single segment would stay as it is: replicas then go on sharing its bytes */
  *#cleanGroup(
    group: readonly Segment[],
    fates: TransactionFates,
    rules: CleaningRules,
  ): Generator<void, Segment | undefined, void> {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) return undefined;
    // Counted by the log once it takes the segment: a round may end at any step.
    const uncounted = new LogMemory();
    const chunks = new ChunkWriter(uncounted);
    const cleaned = new Segment(first.baseOffset, first.created, uncounted);
    let isChanged = group.length > 1;
    for (const segment of group) {
      for (let at = segment.first(); !segment.isEnd(at); at = segment.next(at)) {
        const batch = segment.batch(at);
        const left = cleanBatch(batch, fates.follow(batch), rules);
        if (left !== batch) isChanged = true;
        // Copied in any case: a view would keep the whole old chunk alive.
        if (left !== undefined) cleaned.append(chunks.copy(left, 0, left.length), 0);
        if (this.#isStepOver(batch.length)) yield;
      }
    }
    cleaned.nextOffset = last.nextOffset;
    cleaned.lastModified = last.lastModified;
    return isChanged ? cleaned : undefined;
  }

  #isStepOver(bytes: number): boolean {
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft > 0) return false;
    this.#bytesLeft = stepBytes;
    return true;
  }
}

/** Adjacent segments that fit into one, so that those which have shrunk do not stay many. */
function groupSegments(segments: readonly Segment[], segmentBytes: number): readonly (readonly Segment[])[] {
  const groups: Segment[][] = [];
  let bytes = 0;
  for (const segment of segments) {
    const group = groups.at(-1);
    const isWithin = segment.nextOffset - 1 - (group?.[0]?.baseOffset ?? 0) <= widestSegment;
    if (group !== undefined && bytes + segment.sizeBytes <= segmentBytes && isWithin) {
      group.push(segment);
      bytes += segment.sizeBytes;
    } else {
      groups.push([segment]);
      bytes = segment.sizeBytes;
    }
  }
  return groups;
}
