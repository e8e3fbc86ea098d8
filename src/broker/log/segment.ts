/**
 * A run of batches in offset order, the unit of retention: extents of shared memory and a sparse index over them. Bytes
 * belong to whoever wrote them (this partition's leader) and are only viewed here; must not validate or rewrite batches.
 */
import {
  readBaseOffset,
  readBatchSize,
  readLastOffset,
  readMaxTimestamp,
} from '../../protocol/recordBatch.ts';
import { assert } from '../assert.ts';
import { BatchIndex, indexInterval } from './batchIndex.ts';
import type { LogMemory } from './logMemory.ts';

/** Adjacent batches in one piece of memory: `bytes` is the whole piece, of which [start, end) belongs to the segment. */
interface Extent {
  readonly bytes: Buffer;
  readonly start: number;
  end: number;
}

/** Where a batch starts. `extent === extents.length` is the segment's end. */
export interface Place {
  readonly extent: number;
  readonly position: number;
}

interface SegmentRead {
  readonly bytes: number;
  /** Offset of the batch after the last one taken. */
  readonly nextOffset: number;
  /** Whether every batch up to the segment's end was taken. */
  readonly reachedEnd: boolean;
}

export class Segment {
  readonly baseOffset: number;
  /** One past the last offset written, or the offset it was truncated to. */
  nextOffset: number;
  sizeBytes = 0;
  /** Newest timestamp of all batches, -Infinity while there is none. */
  maxTimestamp = Number.NEGATIVE_INFINITY;
  /** Max timestamp of the first batch, from which `segment.ms` counts. */
  firstTimestamp: number | undefined;
  /** When it was begun, by the clock handed to the log: `segment.ms` of records that carry no timestamp. */
  readonly created: number;
  /** By how much earlier than `segment.ms` it is closed. */
  readonly rollJitterMs: number;
  /** When it last changed, by the clock handed to the log; for records that carry no timestamp. */
  lastModified: number;
  readonly #extents: Extent[] = [];
  readonly #index = new BatchIndex();
  #memory: LogMemory;
  #unindexedBytes = 0;

  /** @param memory is told of what the segment holds; whoever drops the segment calls `release` */
  constructor(baseOffset: number, now: number, memory: LogMemory, rollJitterMs = 0) {
    this.#memory = memory;
    this.baseOffset = baseOffset;
    this.nextOffset = baseOffset;
    this.created = now;
    this.rollJitterMs = rollJitterMs;
    this.lastModified = now;
  }

  /** When its newest record was made, or, where records carry no timestamp, when the last one came. */
  get newestTime(): number {
    return this.maxTimestamp >= 0 ? this.maxTimestamp : this.lastModified;
  }

  /** What the index takes in memory, in bytes. */
  get indexBytes(): number {
    return this.#index.byteLength;
  }

  /** Memory that this segment keeps alive. */
  get buffers(): Iterable<ArrayBufferLike> {
    return new Set(this.#extents.map((extent) => extent.bytes.buffer));
  }

  /** Takes in the batch at `position` of `view`, whose offsets are final. Keeps the memory, copies nothing. */
  append(view: Buffer, position: number): void {
    const size = readBatchSize(view, position);
    const baseOffset = readBaseOffset(view, position);
    assert(baseOffset >= this.nextOffset, 'Batches of a segment ascend');
    const start = view.byteOffset + position;
    const isNewExtent = this.#extend(view, start, size);
    if (isNewExtent || this.#unindexedBytes >= indexInterval) {
      this.#index.add(baseOffset, this.#extents.length - 1, start, this.maxTimestamp);
      this.#unindexedBytes = 0;
    }
    this.#unindexedBytes += size;
    this.sizeBytes += size;
    this.nextOffset = readLastOffset(view, position) + 1;
    const timestamp = readMaxTimestamp(view, position);
    this.firstTimestamp ??= timestamp;
    this.maxTimestamp = Math.max(this.maxTimestamp, timestamp);
  }

  /** Place of the first batch that ends at or after `offset`. */
  find(offset: number): Place {
    if (offset >= this.nextOffset) return this.#endPlace();
    let place = this.#entryPlace(this.#index.floorOffset(offset));
    while (!this.isEnd(place) && this.#lastOffset(place) < offset) place = this.next(place);
    return place;
  }

  /**
   * Place of the first batch at or after that of `offset` whose newest record is at least as new as `timestamp`.
   */
  findTimestamp(timestamp: number, offset: number): Place {
    if (this.maxTimestamp < timestamp) return this.#endPlace();
    const byTime = this.#index.floorTimestamp(timestamp);
    let place = this.#entryPlace(Math.max(byTime, this.#index.floorOffset(offset)));
    while (!this.isEnd(place) && (this.#lastOffset(place) < offset || this.#timestamp(place) < timestamp)) {
      place = this.next(place);
    }
    return place;
  }

  isEnd(place: Place): boolean {
    return place.extent >= this.#extents.length;
  }

  first(): Place {
    return { extent: 0, position: this.#extents[0]?.start ?? 0 };
  }

  /** The batch after the one at `place`. */
  next(place: Place): Place {
    const extent = this.#extent(place.extent);
    const position = place.position + readBatchSize(extent.bytes, place.position);
    if (position < extent.end) return { extent: place.extent, position };
    return { extent: place.extent + 1, position: this.#extents[place.extent + 1]?.start ?? 0 };
  }

  /** The batch at `place`, as a view. */
  batch(place: Place): Buffer {
    const { bytes } = this.#extent(place.extent);
    return bytes.subarray(place.position, place.position + readBatchSize(bytes, place.position));
  }

  /** Memory and position of the batch at `place`, without a view. */
  bytes(place: Place): Buffer {
    return this.#extent(place.extent).bytes;
  }

  /**
   * Appends to `into` views of whole batches from the one that holds `offset`, all of whose offsets are below `upperBound`
   * and at most `maxBytes` together; the first may be larger when `minOneBatch`.
   */
  read(
    offset: number,
    maxBytes: number,
    upperBound: number,
    minOneBatch: boolean,
    into: Buffer[],
  ): SegmentRead {
    const start = this.find(offset);
    let bytes = 0;
    let { extent: number, position } = start;
    for (; number < this.#extents.length; number++) {
      const extent = this.#extent(number);
      if (number > start.extent) position = extent.start;
      let end = this.#endWithin(number, position, maxBytes - bytes, upperBound);
      if (end === position && bytes === 0 && minOneBatch)
        end = this.#endOfFirst({ extent: number, position }, upperBound);
      if (end > position) into.push(extent.bytes.subarray(position, end));
      bytes += end - position;
      if (end < extent.end)
        return { bytes, nextOffset: readBaseOffset(extent.bytes, end), reachedEnd: false };
    }
    return { bytes, nextOffset: this.nextOffset, reachedEnd: true };
  }

  /** Removes every batch that holds `offset` or a later one. The bytes stay untouched for those who still view them. */
  truncateTo(offset: number): void {
    const place = this.find(offset);
    const extent = this.#extents[place.extent];
    if (extent !== undefined) {
      const isEmpty = place.position === extent.start;
      this.#dropExtents(place.extent + (isEmpty ? 0 : 1));
      extent.end = place.position;
      this.#truncateIndex(place);
    }
    this.nextOffset = Math.min(this.nextOffset, offset);
    this.sizeBytes = this.#extents.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** From now on `memory` is told of what the segment holds, which nobody has counted before. */
  countIn(memory: LogMemory): void {
    for (const { bytes } of this.#extents) memory.hold(bytes.buffer);
    this.#memory = memory;
  }

  /** The segment is no part of its log any more: its memory does not count, and is free once nobody reads here. */
  release(): void {
    for (const { bytes } of this.#extents) this.#memory.letGo(bytes.buffer);
  }

  /** Removes the extents from number `from` on. */
  #dropExtents(from: number): void {
    for (const { bytes } of this.#extents.splice(from)) this.#memory.letGo(bytes.buffer);
  }

  /** Grows the last extent when the batch stands right behind it; otherwise starts one and returns true. */
  #extend(view: Buffer, start: number, size: number): boolean {
    const last = this.#extents.at(-1);
    const isSameMemory = last !== undefined && last.bytes.buffer === view.buffer;
    if (isSameMemory && last.end === start) {
      last.end += size;
      return false;
    }
    const bytes = isSameMemory ? last.bytes : Buffer.from(view.buffer);
    this.#memory.hold(bytes.buffer);
    this.#extents.push({ bytes, start, end: start + size });
    return true;
  }

  /** Where the batches end that start at `position` of an extent, fit into `budget` and stay below `upperBound`. */
  #endWithin(number: number, position: number, budget: number, upperBound: number): number {
    const extent = this.#extent(number);
    const limit = Math.min(extent.end, position + budget);
    const following = this.#extents[number + 1];
    const nextOffset =
      following === undefined ? this.nextOffset : readBaseOffset(following.bytes, following.start);
    if (limit === extent.end && nextOffset <= upperBound) return limit;
    const entry = this.#index.floorPlace(number, limit, upperBound);
    let end =
      this.#index.extent(entry) === number ? Math.max(position, this.#index.position(entry)) : position;
    while (end < limit) {
      const size = readBatchSize(extent.bytes, end);
      if (end + size > limit || readLastOffset(extent.bytes, end) >= upperBound) break;
      end += size;
    }
    return end;
  }

  #endOfFirst(place: Place, upperBound: number): number {
    const size = this.#lastOffset(place) < upperBound ? readBatchSize(this.bytes(place), place.position) : 0;
    return place.position + size;
  }

  #truncateIndex(place: Place): void {
    let length = this.#index.length;
    while (length > 0 && !isBefore(this.#entryPlace(length - 1), place)) length--;
    this.#index.truncate(length);
    this.maxTimestamp = Number.NEGATIVE_INFINITY;
    this.#unindexedBytes = 0;
    if (length === 0) {
      this.firstTimestamp = undefined;
      return;
    }
    this.maxTimestamp = this.#index.newestBefore(length - 1);
    for (let at = this.#entryPlace(length - 1); !this.isEnd(at); at = this.next(at)) {
      this.maxTimestamp = Math.max(this.maxTimestamp, this.#timestamp(at));
      this.#unindexedBytes += readBatchSize(this.bytes(at), at.position);
    }
  }

  #entryPlace(entry: number): Place {
    return entry < this.#index.length
      ? { extent: this.#index.extent(entry), position: this.#index.position(entry) }
      : this.#endPlace();
  }

  #endPlace(): Place {
    return { extent: this.#extents.length, position: 0 };
  }

  #lastOffset(place: Place): number {
    return readLastOffset(this.bytes(place), place.position);
  }

  #timestamp(place: Place): number {
    return readMaxTimestamp(this.bytes(place), place.position);
  }

  #extent(number: number): Extent {
    const extent = this.#extents[number];
    assert(extent !== undefined, 'A place lies in an extent of its segment');
    return extent;
  }
}

function isBefore(a: Place, b: Place): boolean {
  return a.extent < b.extent || (a.extent === b.extent && a.position < b.position);
}
