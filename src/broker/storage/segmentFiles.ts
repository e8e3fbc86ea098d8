/**
 * One segment's files as Kafka names and fills them: `.log` with the batches as they are, `.index` from offsets to positions,
 * `.timeindex` from times to offsets. The two indexes are for Kafka's tools: ours are made again from the batches.
 */
import { readBatchSize, readLastOffset, readMaxTimestamp } from '../../protocol/recordBatch.ts';
import { indexInterval } from '../log/batchIndex.ts';
import type { Segment } from '../log/segment.ts';

const offsetEntrySize = 8;
const timeEntrySize = 12;

/** The name of a segment's file, without its suffix: its base offset in twenty digits. */
export function segmentName(baseOffset: number): string {
  return String(baseOffset).padStart(20, '0');
}

/** The base offset in the name of a `.log` file, undefined for any other file. */
export function baseOffsetOf(name: string): number | undefined {
  const [, digits] = /^(\d{20})\.log$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The whole segment, as its `.log` file holds it. */
export function segmentBytes(segment: Segment): Buffer {
  const views: Buffer[] = [];
  segment.read(segment.baseOffset, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true, views);
  return Buffer.concat(views);
}

/** Both indexes with an entry for every 4 KB of batches (`index.interval.bytes`), and the newest time at the end. */
export function segmentIndexes(segment: Segment): {
  readonly index: Buffer;
  readonly timeIndex: Buffer;
} {
  const offsets: Buffer[] = [];
  const times: Buffer[] = [];
  let position = 0;
  let unindexed = 0;
  let newest = { timestamp: -1, offset: segment.baseOffset };
  let newestInIndex = -1;
  const addTime = (): void => {
    if (newest.timestamp <= newestInIndex) return;
    newestInIndex = newest.timestamp;
    times.push(timeEntry(newest.timestamp, newest.offset - segment.baseOffset));
  };
  for (let place = segment.first(); !segment.isEnd(place); place = segment.next(place)) {
    const bytes = segment.bytes(place);
    const offset = readLastOffset(bytes, place.position);
    const timestamp = readMaxTimestamp(bytes, place.position);
    if (timestamp > newest.timestamp) newest = { timestamp, offset };
    if (unindexed > indexInterval) {
      offsets.push(offsetEntry(offset - segment.baseOffset, position));
      addTime();
      unindexed = 0;
    }
    const size = readBatchSize(bytes, place.position);
    position += size;
    unindexed += size;
  }
  addTime();
  return { index: Buffer.concat(offsets), timeIndex: Buffer.concat(times) };
}

function offsetEntry(relativeOffset: number, position: number): Buffer {
  const entry = Buffer.alloc(offsetEntrySize);
  entry.writeInt32BE(relativeOffset, 0);
  entry.writeInt32BE(position, 4);
  return entry;
}

function timeEntry(timestamp: number, relativeOffset: number): Buffer {
  const entry = Buffer.alloc(timeEntrySize);
  entry.writeBigInt64BE(BigInt(timestamp), 0);
  entry.writeInt32BE(relativeOffset, 8);
  return entry;
}
