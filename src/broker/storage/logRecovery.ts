/**
 * A log out of its files, after whatever end the process had: every batch is checked, and the log ends before the first one
 * that is not whole (after Kafka's LogLoader, which trusts what was flushed; here all is read anyway). The files are repaired.
 */
import { crc32c } from '../../protocol/crc32c.ts';
import {
  batchSizeAt,
  crcStart,
  RecordError,
  readBaseOffset,
  readBatchSize,
  readCrc,
  readLastOffsetDelta,
  readLeaderEpoch,
  readMagic,
} from '../../protocol/recordBatch.ts';
import { type EpochEntry, LeaderEpochCache } from '../log/leaderEpochCache.ts';
import { LogMemory } from '../log/logMemory.ts';
import type { RecoveredLog } from '../log/logOptions.ts';
import { Segment } from '../log/segment.ts';
import { readEpochs, writeEpochs } from './checkpointFile.ts';
import { epochCheckpointName } from './partitionDirectory.ts';
import { baseOffsetOf, segmentIndexes, segmentName } from './segmentFiles.ts';
import type { Storage, StoredFile, StoredFiles } from './storage.ts';

/** A log as its files had it, and what had to be done about them. */
export interface LogRecovery extends RecoveredLog {
  readonly logStartOffset: number;
  /** Base offset of the segment without records that ends the log, if there is one. */
  readonly emptySegment: number | undefined;
  /** Bytes cut off. */
  readonly tornBytes: number;
}

/**
 * @param path the log's directory
 * @param files all that is in it, by name
 * @param checkpointedStart the log's entry in the log start checkpoint, 0 when it has none
 * @param storage takes the repairs
 * @param memory counts what the log holds
 */
export function recoverLog(
  path: string,
  files: StoredFiles,
  checkpointedStart: number,
  storage: Storage,
  memory = new LogMemory(),
): LogRecovery {
  const { segments, emptySegment, tornBytes } = recoverSegments(path, files, storage, memory);
  const firstOffset = segments[0]?.baseOffset ?? emptySegment ?? 0;
  const lastOffset = Math.max(segments.at(-1)?.nextOffset ?? 0, emptySegment ?? 0);
  const logStartOffset = Math.max(firstOffset, checkpointedStart);
  if (logStartOffset > lastOffset) {
    // Kafka, too, then gives the records up: what comes next is where the log is said to start.
    for (const segment of segments.toReversed()) {
      segment.release();
      removeFiles(path, segment.baseOffset, ['log', 'index', 'timeindex'], storage);
    }
    keepEpochs(path, files, [], storage);
    const emptied = { segments: [], epochs: [], emptySegment, tornBytes };
    return { ...emptied, logStartOffset, logEndOffset: logStartOffset };
  }
  restoreIndexes(path, files, segments, storage);
  const epochs = recoverEpochs(files, segments);
  epochs.truncateFromEnd(lastOffset);
  epochs.truncateFromStart(logStartOffset);
  keepEpochs(path, files, epochs.entries, storage);
  return {
    segments,
    emptySegment,
    tornBytes,
    logStartOffset,
    logEndOffset: lastOffset,
    epochs: epochs.entries,
  };
}

function recoverSegments(
  path: string,
  files: StoredFiles,
  storage: Storage,
  memory: LogMemory,
): Pick<LogRecovery, 'segments' | 'emptySegment' | 'tornBytes'> {
  const bases = [...files.keys()].map(baseOffsetOf).filter((base) => base !== undefined);
  bases.sort((a, b) => a - b);
  const sizeOf = (base: number): number => files.get(`${segmentName(base)}.log`)?.bytes.length ?? 0;
  const segments: Segment[] = [];
  const useless: number[] = [];
  let torn: Segment | undefined;
  let tornBytes = 0;
  let emptySegment: number | undefined;
  for (const base of bases) {
    const file = files.get(`${segmentName(base)}.log`);
    // What a segment before it holds, too, was merged into that one and not removed yet.
    const isLeftOver = base < (segments.at(-1)?.nextOffset ?? 0);
    // One that compaction left nothing of still says where the log begins; elsewhere it says nothing.
    const isBeginning = base === bases[0] && bases.some((other) => other > base && sizeOf(other) > 0);
    const isIdle = sizeOf(base) === 0 && base !== bases.at(-1) && !isBeginning;
    if (file === undefined || torn !== undefined || isLeftOver || isIdle) {
      useless.push(base);
      continue;
    }
    const segment = readSegment(base, file, memory);
    tornBytes = file.bytes.length - segment.sizeBytes;
    if (tornBytes > 0) torn = segment;
    if (segment.sizeBytes > 0 || isBeginning) segments.push(segment);
    else emptySegment = base;
  }
  const [first, second] = segments;
  if (first?.sizeBytes === 0 && second !== undefined) first.nextOffset = second.baseOffset;
  // The newest first: a log with a gap in it would look whole.
  for (const base of useless.reverse()) removeFiles(path, base, ['log', 'index', 'timeindex'], storage);
  if (torn !== undefined) {
    storage.truncate(`${path}/${segmentName(torn.baseOffset)}.log`, torn.sizeBytes);
    removeFiles(path, torn.baseOffset, ['index', 'timeindex'], storage);
  }
  return { segments, emptySegment, tornBytes };
}

/** The batches of a file up to the first that is damaged, not whole or out of place. */
function readSegment(base: number, { bytes, modified }: StoredFile, memory: LogMemory): Segment {
  const segment = new Segment(base, modified, memory);
  for (let position = 0; isSoundBatch(bytes, position, segment.nextOffset); ) {
    segment.append(bytes, position);
    position += readBatchSize(bytes, position);
  }
  return segment;
}

function isSoundBatch(bytes: Buffer, position: number, leastOffset: number): boolean {
  try {
    const size = batchSizeAt(bytes, position);
    return (
      size > 0 &&
      readMagic(bytes, position) === 2 &&
      readBaseOffset(bytes, position) >= leastOffset &&
      readLastOffsetDelta(bytes, position) >= 0 &&
      crc32c(bytes, position + crcStart, position + size) === readCrc(bytes, position)
    );
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return false;
  }
}

/** What the checkpoint says, and what the batches know beyond it. */
function recoverEpochs(files: StoredFiles, segments: readonly Segment[]): LeaderEpochCache {
  const epochs = new LeaderEpochCache(readEpochs(files.get(epochCheckpointName)?.bytes));
  for (const segment of segments) {
    for (let place = segment.first(); !segment.isEnd(place); place = segment.next(place)) {
      const bytes = segment.bytes(place);
      const epoch = readLeaderEpoch(bytes, place.position);
      if (epoch > (epochs.latestEpoch ?? -1)) epochs.assign(epoch, readBaseOffset(bytes, place.position));
    }
  }
  return epochs;
}

/**
 * The checkpoint must not go on naming an epoch that was cut off: with records of an older one in its place, the log would
 * part from the leader's at the next start, and lose what is committed.
 */
function keepEpochs(
  path: string,
  files: StoredFiles,
  entries: readonly EpochEntry[],
  storage: Storage,
): void {
  const bytes = writeEpochs(entries);
  const before = files.get(epochCheckpointName)?.bytes ?? writeEpochs([]);
  if (!before.equals(bytes)) storage.replace(`${path}/${epochCheckpointName}`, bytes);
}

/** Every segment but the active one has its indexes. */
function restoreIndexes(
  path: string,
  files: StoredFiles,
  segments: readonly Segment[],
  storage: Storage,
): void {
  for (const segment of segments.slice(0, -1)) {
    const name = segmentName(segment.baseOffset);
    const { index, timeIndex } = segmentIndexes(segment);
    if (files.get(`${name}.index`)?.bytes.length !== index.length)
      storage.replace(`${path}/${name}.index`, index);
    if (files.get(`${name}.timeindex`)?.bytes.length !== timeIndex.length)
      storage.replace(`${path}/${name}.timeindex`, timeIndex);
  }
}

function removeFiles(path: string, base: number, suffixes: readonly string[], storage: Storage): void {
  for (const suffix of suffixes) storage.remove(`${path}/${segmentName(base)}.${suffix}`);
}
