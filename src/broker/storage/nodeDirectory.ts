/**
 * A node's own files and the directories of its partitions, as Kafka lays them out: what the disk is told becomes
 * operations on them. It keeps only what the checkpoints say, because those are always written whole.
 */
import type { LogFiles } from '../log/logFiles.ts';
import type { OffsetAndEpoch } from '../quorum/messages.ts';
import type { ElectionState } from '../quorum/quorumState.ts';
import type { Snapshot } from '../quorum/snapshot.ts';
import type { SnapshotFiles } from '../quorum/snapshotStore.ts';
import { type OffsetEntry, writeOffsets } from './checkpointFile.ts';
import {
  cleanShutdownName,
  type MetaProperties,
  metaPropertiesName,
  partitionMetadataName,
  quorumStateName,
  snapshotName,
  writeCleanShutdown,
  writeMetaProperties,
  writePartitionMetadata,
  writeQuorumState,
} from './nodeFiles.ts';
import { PartitionDirectory } from './partitionDirectory.ts';
import type { Storage } from './storage.ts';

export const metadataDirectory = '__cluster_metadata-0';
export const highWatermarkCheckpointName = 'replication-offset-checkpoint';
export const logStartCheckpointName = 'log-start-offset-checkpoint';
export const deletedSuffix = '-delete';

/** The id that Kafka gives the topic of the metadata log. */
const metadataTopicId = 'AAAAAAAAAAAAAAAAAAAAAQ';
/** What file systems allow for one name. */
const longestName = 255;

/** Which partition a log belongs to. */
export interface PartitionName {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
}

export class NodeDirectory implements SnapshotFiles {
  readonly #storage: Storage;
  readonly #voters: readonly number[];
  /** Only of logs that start inside a segment: for all others the first segment says it. */
  readonly #starts = new Map<string, OffsetEntry>();
  #highWatermarks: Buffer | undefined;

  /** @param starts what the log start checkpoint says already */
  constructor(storage: Storage, voters: readonly number[], starts: readonly OffsetEntry[]) {
    this.#storage = storage;
    this.#voters = voters;
    for (const entry of starts) this.#starts.set(directoryName(entry), entry);
  }

  metadataLog(emptySegment: number | undefined): LogFiles {
    return this.#directory({ topic: '__cluster_metadata', partition: 0 }, emptySegment);
  }

  createPartition(name: PartitionName): LogFiles {
    const path = `${directoryName(name)}/${partitionMetadataName}`;
    this.#storage.replace(path, writePartitionMetadata(name.topicId));
    return this.#directory(name, undefined);
  }

  /** @param emptySegment base offset of a segment without records, if the directory has one */
  openPartition(name: PartitionName, emptySegment: number | undefined): LogFiles {
    return this.#directory(name, emptySegment);
  }

  /** Under another name first: a directory that is half gone must not be taken for a log. */
  removePartition(name: PartitionName): void {
    const directory = directoryName(name);
    const doomed = deletedName(directory, name.topicId);
    this.#storage.rename(directory, doomed);
    this.#storage.remove(doomed);
    if (this.#starts.delete(directory)) this.#writeStarts();
  }

  saveQuorumState(state: ElectionState): void {
    const path = `${metadataDirectory}/${quorumStateName}`;
    this.#storage.replace(path, writeQuorumState(state, this.#voters));
  }

  /**
   * The file vouches for all logs: it comes when they are on the disk, and is gone from there before anything is added to them.
   * @param brokerEpoch undefined while the node runs: from there on a crash is a crash
   */
  saveCleanShutdown(brokerEpoch: number | undefined): void {
    if (brokerEpoch === undefined) {
      this.#storage.remove(cleanShutdownName);
      this.#storage.sync();
    } else {
      this.#storage.sync();
      this.#storage.replace(cleanShutdownName, writeCleanShutdown(brokerEpoch));
    }
  }

  snapshotAdded({ offset, epoch, bytes }: Snapshot): void {
    this.#storage.replace(`${metadataDirectory}/${snapshotName({ offset, epoch })}`, bytes);
  }

  snapshotRemoved(id: OffsetAndEpoch): void {
    this.#storage.remove(`${metadataDirectory}/${snapshotName(id)}`);
  }

  saveHighWatermarks(entries: readonly OffsetEntry[]): void {
    const bytes = writeOffsets(entries);
    if (this.#highWatermarks?.equals(bytes) === true) return;
    this.#highWatermarks = bytes;
    this.#storage.replace(highWatermarkCheckpointName, bytes);
  }

  #directory(name: Pick<PartitionName, 'topic' | 'partition'>, emptySegment: number | undefined): LogFiles {
    const directory = directoryName(name);
    return new PartitionDirectory(this.#storage, directory, emptySegment, (offset, segments) => {
      const { topic, partition } = name;
      const isInside = segments[0] !== undefined && segments[0].baseOffset < offset;
      const before = this.#starts.get(directory)?.offset;
      if (isInside) this.#starts.set(directory, { topic, partition, offset });
      else this.#starts.delete(directory);
      if (this.#starts.get(directory)?.offset !== before) this.#writeStarts();
    });
  }

  #writeStarts(): void {
    this.#storage.replace(logStartCheckpointName, writeOffsets([...this.#starts.values()]));
  }
}

/** What a directory needs before a node starts in it for the first time. */
export function formatDirectory(storage: Storage, properties: MetaProperties): void {
  storage.replace(metaPropertiesName, writeMetaProperties(properties));
  const path = `${metadataDirectory}/${partitionMetadataName}`;
  storage.replace(path, writePartitionMetadata(metadataTopicId));
}

export function directoryName({ topic, partition }: Pick<PartitionName, 'topic' | 'partition'>): string {
  return `${topic}-${partition}`;
}

/** Kafka's: `topic-0.<unique id>-delete`. */
function deletedName(directory: string, topicId: string): string {
  return withSuffix(directory, `.${Buffer.from(topicId, 'base64url').toString('hex')}${deletedSuffix}`);
}

/** Kafka's name of a directory that belongs to no topic, with a number that tells it from others. */
export function strayName(directory: string, number: number): string {
  return withSuffix(directory, `.${number}-stray`);
}

/** Cut short where a name would be too long. */
function withSuffix(directory: string, suffix: string): string {
  return directory.slice(0, longestName - suffix.length) + suffix;
}
