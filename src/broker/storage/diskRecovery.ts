/**
 * A node's disk out of the files that its last process left: who it is, its vote, its logs and where they stood. What was
 * half done is finished or undone; a directory that does not say whose it is is put aside; what makes no sense otherwise is an
 * error, because going on would lose it.
 */
import { Disk, type DiskOptions, type RecoveredPartition } from '../disk.ts';
import type { Snapshot } from '../quorum/snapshot.ts';
import { type OffsetEntry, readOffsets } from './checkpointFile.ts';
import { type LogRecovery, recoverLog } from './logRecovery.ts';
import {
  deletedSuffix,
  directoryName,
  formatDirectory,
  highWatermarkCheckpointName,
  logStartCheckpointName,
  metadataDirectory,
  strayName,
} from './nodeDirectory.ts';
import {
  cleanShutdownName,
  metaPropertiesName,
  partitionMetadataName,
  quorumStateName,
  readCleanShutdown,
  readMetaProperties,
  readPartitionMetadata,
  readQuorumState,
  snapshotIdOf,
} from './nodeFiles.ts';
import { RecoveryError, type Storage, type StoredFile, type StoredFiles } from './storage.ts';

export interface NodeRecovery {
  readonly nodeId: number;
  readonly clusterId: string;
  /** For a directory that has never been used. */
  readonly directoryId: string;
  /** All voters, this node among them. */
  readonly voters: readonly number[];
  /** The node's directory as the system names it. */
  readonly path: string;
  /** Paths from the node's directory on. */
  readonly files: StoredFiles;
  /** Takes the repairs, and then what the node does. */
  readonly storage: Storage;
  /** What every disk of the process is made with. */
  readonly options: Omit<DiskOptions, 'files'>;
  /** Something was lost or repaired: one line for a person. */
  report(message: string): void;
}

/**
 * The cluster that a node's files belong to, undefined when it has none yet.
 * @throws RecoveryError when they are another node's, or of a cluster with other voters
 */
export function storedClusterId(
  nodeId: number,
  voters: readonly number[],
  files: StoredFiles,
): string | undefined {
  const found = readMetaProperties(files.get(metaPropertiesName)?.bytes);
  const state = readQuorumState(files.get(`${metadataDirectory}/${quorumStateName}`)?.bytes);
  if (state !== undefined && state.voters.length !== voters.length) {
    const there = state.voters.length;
    throw new RecoveryError(
      `The stored cluster has ${there} brokers: start it with ${there}, or delete what is stored.`,
    );
  }
  if (found === undefined && files.size > 0) {
    throw new RecoveryError(`The directory of broker ${nodeId} has no readable ${metaPropertiesName}.`);
  }
  if (found !== undefined && found.nodeId !== nodeId) {
    throw new RecoveryError(`The directory of broker ${nodeId} belongs to broker ${found.nodeId}.`);
  }
  return found?.clusterId;
}

/** A node's disk as its files have it; one that has never been used is made ready first. */
export function recoverDisk(recovery: NodeRecovery): Disk {
  const { files, storage, options, voters, report } = recovery;
  if (!files.has(metaPropertiesName)) formatDirectory(storage, recovery);
  const directories = byDirectory(files);
  const logStarts = readOffsets(files.get(logStartCheckpointName)?.bytes) ?? [];
  const starts = offsetsByDirectory(logStarts);
  const highWatermarks = offsetsByDirectory(readOffsets(files.get(highWatermarkCheckpointName)?.bytes));
  const recover = (directory: string): LogRecovery => {
    const inside = directories.get(directory) ?? new Map();
    const log = recoverLog(directory, inside, starts.get(directory) ?? 0, storage, options.memory);
    if (log.tornBytes > 0)
      report(`${directory}: cut ${log.tornBytes} bytes off that do not make whole batches`);
    return log;
  };
  const partitions: RecoveredPartition[] = [];
  for (const [directory, inside] of directories) {
    const [, topic, index] = /^(.+)-(\d+)$/.exec(directory) ?? [];
    if (directory.endsWith(deletedSuffix)) storage.remove(directory);
    if (topic === undefined || directory === metadataDirectory) continue;
    const topicId = readPartitionMetadata(inside.get(partitionMetadataName)?.bytes);
    if (topicId === undefined) {
      const aside = freeName(directory, directories);
      storage.rename(directory, aside);
      report(`${directory} does not say which topic it belongs to: put aside as ${aside}`);
      continue;
    }
    const highWatermark = highWatermarks.get(directory) ?? 0;
    partitions.push({
      topic,
      topicId,
      partition: Number(index),
      log: recover(directory),
      highWatermark,
    });
  }
  const opened = new Set([metadataDirectory, ...partitions.map(directoryName)]);
  const recovered = {
    metadataLog: recover(metadataDirectory),
    metadataSnapshots: snapshotsIn(directories.get(metadataDirectory) ?? new Map()),
    quorumState: readQuorumState(files.get(`${metadataDirectory}/${quorumStateName}`)?.bytes),
    cleanShutdownEpoch: readCleanShutdown(files.get(cleanShutdownName)?.bytes),
    logStarts: logStarts.filter((entry) => opened.has(directoryName(entry))),
    partitions,
  };
  return new Disk({ ...options, files: { path: recovery.path, storage, voters, recovered } });
}

/**
 * Where a power cut came before `partition.metadata` was on the disk: nobody can say which topic of that name it was. As in
 * Kafka, the directory stays, under a name that is no partition's, and the replica begins anew.
 */
function freeName(directory: string, directories: ReadonlyMap<string, unknown>): string {
  let number = 1;
  while (directories.has(strayName(directory, number))) number += 1;
  return strayName(directory, number);
}

/** The files of each directory by their names; those that lie in the node's directory itself are not among them. */
function byDirectory(files: StoredFiles): ReadonlyMap<string, StoredFiles> {
  const directories = new Map<string, Map<string, StoredFile>>();
  for (const [path, file] of files) {
    const [directory = '', name] = path.split('/');
    if (name === undefined) continue;
    const inside = directories.get(directory) ?? new Map<string, StoredFile>();
    directories.set(directory, inside.set(name, file));
  }
  return directories;
}

function snapshotsIn(files: StoredFiles): readonly Snapshot[] {
  return [...files].flatMap(([name, { bytes }]) => {
    const id = snapshotIdOf(name);
    return id === undefined ? [] : [{ ...id, bytes }];
  });
}

function offsetsByDirectory(entries: readonly OffsetEntry[] | undefined): ReadonlyMap<string, number> {
  return new Map(entries?.map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]));
}
