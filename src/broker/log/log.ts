/**
 * One partition's log on one replica: appends, reads, truncation, retention. Batches stay as the producer sent them but for
 * baseOffset and leaderEpoch. Knows no high watermark of its own and no other replica: that is the partition's business.
 */
import type { Compression } from '../../protocol/compression.ts';
import { errorCodes } from '../../protocol/errors.ts';
import {
  batchView,
  hasBatchAt,
  noTimestamp,
  readBaseOffset,
  readBatchSize,
  readLastOffsetDelta,
  readLeaderEpoch,
  readMaxTimestamp,
} from '../../protocol/recordBatch.ts';
import { assert } from '../assert.ts';
import type { AbortedTransaction } from './abortedTransactions.ts';
import { type AppendResult, duplicateOf, rejected } from './appendResult.ts';
import { ChunkWriter } from './chunkWriter.ts';
import { LeaderEpochCache } from './leaderEpochCache.ts';
import type { LogConfig } from './logConfig.ts';
import type { LogFiles } from './logFiles.ts';
import { LogMemory } from './logMemory.ts';
import type { LogOptions } from './logOptions.ts';
import { findMaxTimestamp, findTimestamp, type TimestampedOffset } from './offsetSearch.ts';
import { ProducerState } from './producerState.ts';
import { expiredSegments } from './retention.ts';
import { isFull, rollJitterMs } from './rolling.ts';
import { Segment } from './segment.ts';
import { stampBatch } from './stampBatch.ts';
import { type AppendOrigin, validateRecords } from './validateRecords.ts';

interface LogRead {
  /** Views of the log's memory, adjacent batches in one piece. They stay valid whatever happens to the log. */
  readonly records: readonly Buffer[];
  readonly bytes: number;
  /** Where the next read goes on. */
  readonly nextOffset: number;
}

export class Log {
  readonly epochs: LeaderEpochCache;
  readonly producers = new ProducerState();
  /** Opens compressed batches; without it they pass unopened. */
  readonly compression: Compression | undefined;
  #configs: LogConfig;
  #files: LogFiles | undefined;
  readonly #memory: LogMemory;
  readonly #chunks: ChunkWriter;
  readonly #random: () => number;
  /** Oldest first; the last one is active. Empty until the first append. */
  readonly #segments: Segment[] = [];
  #logStartOffset: number;
  #logEndOffset: number;
  #sizeBytes = 0;
  #firstDirtyOffset: number;
  #truncations = 0;
  /** The latest time this log was told, for segments whose records carry none. */
  #now = 0;

  constructor(options: LogOptions) {
    const { configs, startOffset = 0, compression, memory = new LogMemory(), random = () => 0 } = options;
    const { files, recovered } = options;
    this.#memory = memory;
    this.#chunks = new ChunkWriter(memory);
    this.#configs = configs;
    this.#logStartOffset = startOffset;
    this.#logEndOffset = recovered?.logEndOffset ?? startOffset;
    this.#firstDirtyOffset = startOffset;
    this.compression = compression;
    this.#random = random;
    this.#files = files;
    this.epochs = new LeaderEpochCache(recovered?.epochs, () =>
      this.#files?.epochsChanged(this.epochs.entries),
    );
    this.#segments.push(...(recovered?.segments ?? []));
    this.#sizeBytes = this.#segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
    this.producers.rebuild(this.#segments, this.#logStartOffset);
  }

  /** First offset that may be read. It may lie inside a batch (DeleteRecords). */
  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** Offset that the next record gets. */
  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Where compaction goes on: everything before it has been compared (Kafka's cleaner-offset-checkpoint). */
  get firstDirtyOffset(): number {
    return this.#firstDirtyOffset;
  }

  /** How often offsets were taken back: what was found out about the log before may not hold any more. */
  get truncations(): number {
    return this.#truncations;
  }

  get configs(): LogConfig {
    return this.#configs;
  }

  /** Oldest first. For views of the log's inside, and for tests. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Settings that hold from the next operation on. */
  updateConfigs(configs: LogConfig): void {
    this.#configs = configs;
  }

  /**
   * As leader: validates the batches in `records`, gives them offsets and appends copies of them; all or none. The caller's
   * bytes are neither kept nor changed.
   * @param now milliseconds
   */
  appendAsLeader(records: Buffer, leaderEpoch: number, now: number, origin: AppendOrigin): AppendResult {
    this.#now = Math.max(this.#now, now);
    const context = { config: this.#configs, origin, now, compression: this.compression };
    const rejection = validateRecords(records, context);
    if (rejection !== undefined) return rejected(rejection);
    for (let position = 0; hasBatchAt(records, position); position += readBatchSize(records, position)) {
      const verdict = this.producers.check(records, position, origin);
      if (verdict?.kind === 'reject') return rejected(verdict.rejection);
      if (verdict?.kind === 'duplicate') return duplicateOf(verdict.original);
    }
    const { messageTimestampType: timestampType } = this.#configs;
    const firstOffset = this.#logEndOffset;
    const sizeBefore = this.#sizeBytes;
    let maxTimestamp = noTimestamp;
    for (let position = 0; hasBatchAt(records, position); position += readBatchSize(records, position)) {
      const batch = this.#chunks.copy(records, position, readBatchSize(records, position));
      stampBatch(batch, { baseOffset: this.#logEndOffset, leaderEpoch, now, timestampType });
      this.#append(batch, 0);
      maxTimestamp = Math.max(maxTimestamp, readMaxTimestamp(batch, 0));
    }
    return {
      error: errorCodes.NONE,
      firstOffset,
      lastOffset: this.#logEndOffset - 1,
      logAppendTime: timestampType === 'LogAppendTime' ? now : noTimestamp,
      duplicate: false,
      bytes: this.#sizeBytes - sizeBefore,
      maxTimestamp,
    };
  }

  /**
   * As follower: takes whole batches exactly as the leader has them, offsets and epochs included, and keeps the views, so
   * that replicas in one process share the bytes. They must follow this log's end; only an empty log may begin inside the
   * first one, where DeleteRecords has moved the leader's start there.
   */
  appendAsFollower(batches: readonly Buffer[]): void {
    for (const view of batches) {
      for (let position = 0; hasBatchAt(view, position); position += readBatchSize(view, position)) {
        this.#append(view, position);
      }
    }
  }

  /**
   * Whole batches from the one that contains `offset`, at most `maxBytes` of them (the first one in any case when
   * `minOneBatch`, KIP-74) and only such as lie below `upperBound`: high watermark, last stable offset or log end.
   * Outside [logStartOffset, logEndOffset] there is nothing to read; the caller answers OFFSET_OUT_OF_RANGE.
   */
  read(offset: number, maxBytes: number, upperBound: number, minOneBatch: boolean): LogRead {
    const records: Buffer[] = [];
    let bytes = 0;
    let nextOffset = offset;
    if (offset < this.#logStartOffset || offset >= this.#logEndOffset) return { records, bytes, nextOffset };
    for (let index = this.#segmentIndex(offset); index < this.#segments.length; index++) {
      const segment = this.#segments[index];
      if (segment === undefined) break;
      const read = segment.read(
        nextOffset,
        maxBytes - bytes,
        upperBound,
        minOneBatch && bytes === 0,
        records,
      );
      bytes += read.bytes;
      if (read.bytes > 0) nextOffset = read.nextOffset;
      if (!read.reachedEnd) return { records, bytes, nextOffset };
    }
    // Compaction may have left nothing between here and the end.
    return { records, bytes, nextOffset: this.#logEndOffset };
  }

  /**
   * Removes the batch that contains `offset` and all after it, and what they taught about epochs and producers. Written
   * bytes stay as they are for those who still view them; the next append is written elsewhere.
   */
  truncateTo(offset: number): void {
    if (offset >= this.#logEndOffset) {
      // A leader that wrote nothing has still noted where its epoch would begin: the next leader does not know that epoch.
      this.epochs.truncateFromEnd(this.#logEndOffset);
      return;
    }
    if (offset <= this.#logStartOffset) {
      this.truncateFullyAndStartAt(offset);
      return;
    }
    const index = this.#segmentIndex(offset);
    const last = this.#segments[index];
    last?.truncateTo(offset);
    this.#removeNewest(last?.sizeBytes === 0 ? index : index + 1);
    if (last !== undefined && last.sizeBytes > 0) this.#files?.truncated(last);
    else this.#files?.emptied(offset);
    this.#logEndOffset = offset;
    this.#sizeBytes = this.#segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
    this.#firstDirtyOffset = Math.min(this.#firstDirtyOffset, offset);
    this.#truncations += 1;
    this.epochs.truncateFromEnd(offset);
    this.producers.rebuild(this.#segments, this.#logStartOffset);
  }

  /** Empties the log; it begins anew at `offset`. */
  truncateFullyAndStartAt(offset: number): void {
    this.#removeNewest(0);
    this.#sizeBytes = 0;
    this.#logStartOffset = offset;
    this.#logEndOffset = offset;
    this.#firstDirtyOffset = offset;
    this.#truncations += 1;
    this.#chunks.release();
    this.epochs.clear();
    this.producers.clear();
    this.#files?.startMoved(offset, this.#segments);
    this.#files?.emptied(offset);
  }

  /** The log is deleted: it lets go of its memory, and its files are somebody else's matter. */
  delete(): void {
    this.#files = undefined;
    this.truncateFullyAndStartAt(this.#logEndOffset);
  }

  /**
   * Moves the start of the log forward (DeleteRecords, retention, a leader that has moved its own) and drops the segments
   * that lie wholly before it. Never moves it back.
   */
  advanceLogStartOffset(offset: number): void {
    if (offset <= this.#logStartOffset) return;
    if (offset > this.#logEndOffset) {
      this.truncateFullyAndStartAt(offset);
      return;
    }
    this.#logStartOffset = offset;
    this.#firstDirtyOffset = Math.max(this.#firstDirtyOffset, offset);
    let before = 0;
    while ((this.#segments[before]?.nextOffset ?? Number.POSITIVE_INFINITY) <= offset) before++;
    const dropped = this.#segments.splice(0, before);
    if (this.#segments.length === 0) {
      this.#chunks.release();
      if (dropped.length > 0) this.#files?.emptied(this.#logEndOffset);
    }
    for (const segment of dropped) {
      this.#sizeBytes -= segment.sizeBytes;
      segment.release();
      this.#files?.removed(segment);
    }
    this.#files?.startMoved(offset, this.#segments);
    this.epochs.truncateFromStart(offset);
    this.producers.onLogStartOffset(offset);
  }

  /**
   * Puts one cleaned segment, of the same base offset, in the place of adjacent ones (compaction). Offsets, log start and
   * epochs stay as they are, and so do the old bytes for those who still view them.
   * @param aborted which aborted transactions still have records; of those that ended here the others are forgotten
   * @returns false, with nothing changed, when those segments are not in the log any more
   */
  replaceSegments(
    replaced: readonly Segment[],
    cleaned: Segment,
    aborted: ReadonlySet<AbortedTransaction>,
  ): boolean {
    const first = replaced[0] === undefined ? -1 : this.#segments.indexOf(replaced[0]);
    const areThere = replaced.every((segment, index) => this.#segments[first + index] === segment);
    if (first < 0 || !areThere) return false;
    const next = this.#segments[first + replaced.length];
    assert(next !== undefined, 'The active segment is never replaced');
    this.#segments.splice(first, replaced.length, cleaned);
    cleaned.countIn(this.#memory);
    for (const segment of replaced) segment.release();
    this.#files?.replaced(replaced, cleaned);
    this.#sizeBytes += replaced.reduce((sum, segment) => sum - segment.sizeBytes, cleaned.sizeBytes);
    this.producers.retainAborted(cleaned.baseOffset, next.baseOffset, aborted);
    return true;
  }

  /** Compaction has compared everything before `offset`. */
  advanceFirstDirtyOffset(offset: number): void {
    this.#firstDirtyOffset = Math.max(this.#firstDirtyOffset, offset);
  }

  /**
   * Drops whole segments that retention.ms or retention.bytes no longer keep, none of them at or beyond the high watermark;
   * also forgets producers silent for too long.
   * @returns bytes freed
   */
  enforceRetention(now: number, highWatermark: number): number {
    this.#now = Math.max(this.#now, now);
    const sizeBefore = this.#sizeBytes;
    const expired = expiredSegments(this.#segments, this.#configs, now, highWatermark);
    const last = this.#segments[expired - 1];
    if (last !== undefined) this.advanceLogStartOffset(last.nextOffset);
    this.producers.forgetReplicated(highWatermark);
    this.producers.removeExpired(now, this.#configs.producerIdExpirationMs);
    return sizeBefore - this.#sizeBytes;
  }

  /**
   * First record at least as new as `timestamp`, as ListOffsets asks; undefined when there is none below `upperBound`.
   */
  offsetForTimestamp(timestamp: number, upperBound: number): TimestampedOffset | undefined {
    const found = findTimestamp(this.#segments, timestamp, this.#logStartOffset, this.compression);
    return found !== undefined && found.offset < upperBound ? found : undefined;
  }

  /** The record with the newest timestamp (KIP-734), the first of several; undefined when it is not below `upperBound`. */
  maxTimestampOffset(upperBound: number): TimestampedOffset | undefined {
    const found = findMaxTimestamp(this.#segments, this.#logStartOffset, this.compression);
    return found !== undefined && found.offset < upperBound ? found : undefined;
  }

  /** Up to where read_committed consumers may read: the high watermark, or the first offset that is not decided yet. */
  lastStableOffset(highWatermark: number): number {
    const unstable = this.producers.firstUnstableOffset(highWatermark) ?? highWatermark;
    return Math.min(highWatermark, Math.max(unstable, this.#logStartOffset));
  }

  #append(view: Buffer, position: number): void {
    const baseOffset = readBaseOffset(view, position);
    const nextOffset = baseOffset + readLastOffsetDelta(view, position) + 1;
    const isFirst = this.#segments.length === 0;
    assert(
      baseOffset >= this.#logEndOffset || (isFirst && nextOffset > this.#logEndOffset),
      'Batches are appended at or after the log end',
    );
    const leaderEpoch = readLeaderEpoch(view, position);
    if (leaderEpoch >= 0) this.epochs.assign(leaderEpoch, Math.max(baseOffset, this.#logStartOffset));
    const segment = this.#activeSegment(view, position, baseOffset);
    segment.append(view, position);
    this.#files?.appended(segment, batchView(view, position));
    this.#sizeBytes += readBatchSize(view, position);
    this.#logEndOffset = nextOffset;
    this.producers.update(view, position);
  }

  #activeSegment(view: Buffer, position: number, baseOffset: number): Segment {
    const active = this.#segments.at(-1);
    if (active !== undefined && !isFull(active, view, position, this.#configs, this.#now)) {
      active.lastModified = this.#now;
      return active;
    }
    if (active !== undefined) this.#files?.closed(active);
    // The first one begins where the empty log stands, also when compaction has left nothing there.
    const begin = active === undefined ? Math.min(baseOffset, this.#logEndOffset) : baseOffset;
    const segment = new Segment(begin, this.#now, this.#memory, rollJitterMs(this.#configs, this.#random));
    this.#segments.push(segment);
    return segment;
  }

  /** From the last segment back to number `first`, so that at no time there is a gap. */
  #removeNewest(first: number): void {
    while (this.#segments.length > first) {
      const segment = this.#segments.pop();
      segment?.release();
      if (segment !== undefined) this.#files?.removed(segment);
    }
  }

  /** The segment that contains `offset`, or would: the last that begins at or before it. */
  #segmentIndex(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle]?.baseOffset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
