/** The directory of one partition: what its log tells becomes operations on Kafka's files. Keeps nothing that is in them. */
import type { EpochEntry } from '../log/leaderEpochCache.ts';
import type { LogFiles } from '../log/logFiles.ts';
import type { Segment } from '../log/segment.ts';
import { writeEpochs } from './checkpointFile.ts';
import { segmentBytes, segmentIndexes, segmentName } from './segmentFiles.ts';
import type { Storage } from './storage.ts';

export const epochCheckpointName = 'leader-epoch-checkpoint';
const noBytes = Buffer.alloc(0);

export class PartitionDirectory implements LogFiles {
  readonly #storage: Storage;
  readonly #path: string;
  readonly #startMoved: LogFiles['startMoved'];
  /** The empty segment at the end that says where the log goes on, if there is one. */
  #emptySegment: number | undefined;

  /**
   * @param emptySegment base offset of a segment without records that the directory ends with already
   * @param startMoved where logs start is written for a node, not for each partition
   */
  constructor(
    storage: Storage,
    path: string,
    emptySegment: number | undefined,
    startMoved: LogFiles['startMoved'],
  ) {
    this.#storage = storage;
    this.#path = path;
    this.#emptySegment = emptySegment;
    this.#startMoved = startMoved;
  }

  appended({ baseOffset }: Segment, batch: Buffer): void {
    this.#storage.append(this.#file(baseOffset, 'log'), batch);
    if (this.#emptySegment === undefined) return;
    // The first batch of an empty log may begin elsewhere than the log ended.
    if (this.#emptySegment !== baseOffset) this.#storage.remove(this.#file(this.#emptySegment, 'log'));
    this.#emptySegment = undefined;
  }

  closed(segment: Segment): void {
    const { index, timeIndex } = segmentIndexes(segment);
    this.#storage.replace(this.#file(segment.baseOffset, 'index'), index);
    this.#storage.replace(this.#file(segment.baseOffset, 'timeindex'), timeIndex);
  }

  truncated({ baseOffset, sizeBytes }: Segment): void {
    if (this.#emptySegment !== undefined) this.#storage.remove(this.#file(this.#emptySegment, 'log'));
    this.#emptySegment = undefined;
    this.#storage.truncate(this.#file(baseOffset, 'log'), sizeBytes);
    this.#removeIndexes(baseOffset);
  }

  removed({ baseOffset }: Segment): void {
    this.#storage.remove(this.#file(baseOffset, 'log'));
    this.#removeIndexes(baseOffset);
  }

  replaced(instead: readonly Segment[], cleaned: Segment): void {
    this.#storage.replace(this.#file(cleaned.baseOffset, 'log'), segmentBytes(cleaned));
    this.closed(cleaned);
    for (const segment of instead) if (segment.baseOffset !== cleaned.baseOffset) this.removed(segment);
  }

  emptied(offset: number): void {
    this.#storage.replace(this.#file(offset, 'log'), noBytes);
    if (this.#emptySegment !== undefined && this.#emptySegment !== offset)
      this.#storage.remove(this.#file(this.#emptySegment, 'log'));
    this.#emptySegment = offset;
  }

  startMoved(logStartOffset: number, segments: readonly Segment[]): void {
    this.#startMoved(logStartOffset, segments);
  }

  epochsChanged(entries: readonly EpochEntry[]): void {
    this.#storage.replace(`${this.#path}/${epochCheckpointName}`, writeEpochs(entries));
  }

  #removeIndexes(baseOffset: number): void {
    this.#storage.remove(this.#file(baseOffset, 'index'));
    this.#storage.remove(this.#file(baseOffset, 'timeindex'));
  }

  #file(baseOffset: number, suffix: 'log' | 'index' | 'timeindex'): string {
    return `${this.#path}/${segmentName(baseOffset)}.${suffix}`;
  }
}
