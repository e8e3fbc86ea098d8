/**
 * What a node still has after it died: its logs, its vote, its checkpoints. Kept in memory, and followed by files when there
 * is a `Storage`; whoever restarts the node hands the same disk to the new one, or one that was recovered from the files.
 */
import type { Compression } from '../protocol/compression.ts';
import { Log } from './log/log.ts';
import { defaultLogConfig, type LogConfig } from './log/logConfig.ts';
import type { LogFiles } from './log/logFiles.ts';
import { LogMemory } from './log/logMemory.ts';
import type { ElectionState } from './quorum/quorumState.ts';
import type { Snapshot } from './quorum/snapshot.ts';
import { SnapshotStore } from './quorum/snapshotStore.ts';
import type { OffsetEntry } from './storage/checkpointFile.ts';
import type { LogRecovery } from './storage/logRecovery.ts';
import { NodeDirectory, type PartitionName } from './storage/nodeDirectory.ts';
import type { Storage } from './storage/storage.ts';

interface StoredLog extends PartitionName {
  readonly log: Log;
  readonly files: LogFiles | undefined;
  highWatermark: number;
}

export interface DiskOptions {
  /** Opens compressed batches where a topic's rules ask for it. */
  readonly compression?: Compression | undefined;
  /** Counts what the logs hold, those of all nodes in this process. */
  readonly memory?: LogMemory;
  /** For `segment.jitter.ms`: from 0 to 1, exclusive. */
  readonly random?: () => number;
  /** Without, the disk lives in memory only. */
  readonly files?: DiskFiles;
}

/** Where a disk's files go, and what they hold already. */
interface DiskFiles {
  /** The node's directory as the system names it. */
  readonly path: string;
  readonly storage: Storage;
  /** All voters of the quorum, which the vote is written down with. */
  readonly voters: readonly number[];
  readonly recovered?: RecoveredDisk;
}

interface RecoveredDisk {
  readonly metadataLog: LogRecovery;
  readonly metadataSnapshots: readonly Snapshot[];
  readonly quorumState: ElectionState | undefined;
  readonly cleanShutdownEpoch: number | undefined;
  /** The log start checkpoint, which has entries only of logs that start inside a segment. */
  readonly logStarts: readonly OffsetEntry[];
  readonly partitions: readonly RecoveredPartition[];
}

export interface RecoveredPartition extends PartitionName {
  readonly log: LogRecovery;
  readonly highWatermark: number;
}

export class Disk {
  /** `__cluster_metadata`, partition 0. */
  readonly metadataLog: Log;
  /** Of the same partition. */
  readonly metadataSnapshots: SnapshotStore;
  readonly #options: DiskOptions;
  readonly #directory: NodeDirectory | undefined;
  readonly #metadataFiles: LogFiles | undefined;
  readonly #logs = new Map<string, StoredLog>();
  #quorumState: ElectionState | undefined;
  #cleanShutdownEpoch: number | undefined;

  constructor(options: DiskOptions) {
    const { files } = options;
    const recovered = files?.recovered;
    this.#options = { ...options, memory: options.memory ?? new LogMemory() };
    if (files !== undefined)
      this.#directory = new NodeDirectory(files.storage, files.voters, recovered?.logStarts ?? []);
    this.#metadataFiles = this.#directory?.metadataLog(recovered?.metadataLog.emptySegment);
    const configs = { ...defaultLogConfig, retentionMs: -1 };
    this.metadataLog = this.#openLog(configs, this.#metadataFiles, recovered?.metadataLog);
    this.metadataSnapshots = new SnapshotStore(recovered?.metadataSnapshots, this.#directory);
    this.#quorumState = recovered?.quorumState;
    this.#cleanShutdownEpoch = recovered?.cleanShutdownEpoch;
    for (const partition of recovered?.partitions ?? []) {
      const { topic, topicId, log, highWatermark } = partition;
      const name = { topic, topicId, partition: partition.partition };
      this.#keep(name, this.#directory?.openPartition(name, log.emptySegment), log, highWatermark);
    }
  }

  /** Where the logs lie, as the system names it; undefined in memory. */
  get path(): string | undefined {
    return this.#options.files?.path;
  }

  get quorumState(): ElectionState | undefined {
    return this.#quorumState;
  }

  saveQuorumState(state: ElectionState): void {
    this.#quorumState = state;
    this.#directory?.saveQuorumState(state);
  }

  /** Kafka's `.kafka_cleanshutdown`: the broker epoch of the start that ended in a controlled stop, none after a crash. */
  get cleanShutdownEpoch(): number | undefined {
    return this.#cleanShutdownEpoch;
  }

  saveCleanShutdown(brokerEpoch: number | undefined): void {
    if (brokerEpoch === this.#cleanShutdownEpoch) return;
    this.#cleanShutdownEpoch = brokerEpoch;
    this.#directory?.saveCleanShutdown(brokerEpoch);
  }

  /** Opens the log of a partition, empty when there is none yet. */
  openLog(
    topic: { readonly id: string; readonly name: string },
    partition: number,
    configs: LogConfig,
  ): Readonly<StoredLog> {
    const name = { topic: topic.name, topicId: topic.id, partition };
    const known = this.#logs.get(keyOf(name));
    known?.log.updateConfigs(configs);
    return known ?? this.#keep(name, this.#directory?.createPartition(name), undefined, 0, configs);
  }

  /** The log of a partition, if this node holds one, whether the node runs or not. */
  log(topicId: string, partition: number): Log | undefined {
    return this.#logs.get(keyOf({ topicId, partition }))?.log;
  }

  deleteLog(topicId: string, partition: number): void {
    const key = keyOf({ topicId, partition });
    const stored = this.#logs.get(key);
    if (stored === undefined) return;
    this.#logs.delete(key);
    stored.log.delete();
    this.#directory?.removePartition(stored);
  }

  /** Deletes the logs of partitions that this node no longer has: they were removed while it was down. */
  deleteStrays(isHeld: (topicId: string, partition: number) => boolean): void {
    for (const { topicId, partition } of [...this.#logs.values()])
      if (!isHeld(topicId, partition)) this.deleteLog(topicId, partition);
  }

  /** Where a high watermark stood, for the next start; `writeHighWatermarks` takes those of all logs to the files. */
  saveHighWatermark(topicId: string, partition: number, highWatermark: number): void {
    const stored = this.#logs.get(keyOf({ topicId, partition }));
    if (stored !== undefined) stored.highWatermark = highWatermark;
  }

  /** Kafka's replication-offset-checkpoint. */
  writeHighWatermarks(): void {
    if (this.#directory === undefined) return;
    const entries = Array.from(this.#logs.values(), ({ topic, partition, highWatermark }) => ({
      topic,
      partition,
      offset: highWatermark,
    }));
    this.#directory.saveHighWatermarks(entries);
  }

  /** The process ends as it should: what else Kafka finds in a directory after that. */
  close(): void {
    this.writeHighWatermarks();
    for (const { log, files } of [
      { log: this.metadataLog, files: this.#metadataFiles },
      ...this.#logs.values(),
    ]) {
      const active = log.segments.at(-1);
      if (active !== undefined) files?.closed(active);
    }
  }

  /** Of all partitions; the metadata log is not among them. */
  *logs(): IterableIterator<Log> {
    for (const stored of this.#logs.values()) yield stored.log;
  }

  #keep(
    name: PartitionName,
    files: LogFiles | undefined,
    recovered: LogRecovery | undefined,
    highWatermark: number,
    configs = defaultLogConfig,
  ): StoredLog {
    const log = this.#openLog(configs, files, recovered);
    const stored = { ...name, log, files, highWatermark };
    this.#logs.set(keyOf(name), stored);
    return stored;
  }

  #openLog(configs: LogConfig, files: LogFiles | undefined, recovered: LogRecovery | undefined): Log {
    const { compression, memory, random } = this.#options;
    return new Log({
      configs,
      ...(compression === undefined ? {} : { compression }),
      ...(memory === undefined ? {} : { memory }),
      ...(random === undefined ? {} : { random }),
      ...(files === undefined ? {} : { files }),
      ...(recovered === undefined ? {} : { recovered, startOffset: recovered.logStartOffset }),
    });
  }
}

function keyOf({ topicId, partition }: Pick<PartitionName, 'topicId' | 'partition'>): string {
  return `${topicId}:${partition}`;
}
