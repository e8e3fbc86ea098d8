/**
 * What a node still has after it died: its logs, its vote, its checkpoints. In memory here; whoever restarts
 * the node hands the same disk to the new one.
 */
import type { Compression } from '../protocol/compression.ts';
import { Log } from './log/log.ts';
import { defaultLogConfig, type LogConfig } from './log/logConfig.ts';
import { LogMemory } from './log/logMemory.ts';
import type { ElectionState } from './quorum/quorumState.ts';
import { SnapshotStore } from './quorum/snapshotStore.ts';

interface StoredLog {
  readonly log: Log;
  highWatermark: number;
}

export interface DiskOptions {
  /** Opens compressed batches where a topic's rules ask for it. */
  readonly compression: Compression | undefined;
  /** Counts what the logs hold, those of all nodes in this process. */
  readonly memory?: LogMemory;
  /** For `segment.jitter.ms`: from 0 to 1, exclusive. */
  random(): number;
}

export class Disk {
  /** `__cluster_metadata`, partition 0. */
  readonly metadataLog: Log;
  /** Of the same partition. */
  readonly metadataSnapshots = new SnapshotStore();
  quorumState: ElectionState | undefined;
  /** Kafka's `.kafka_cleanshutdown`: the broker epoch of the start that ended in a controlled stop, none after a crash. */
  cleanShutdownEpoch: number | undefined;
  readonly #compression: Compression | undefined;
  readonly #memory: LogMemory;
  readonly #random: () => number;
  readonly #logs = new Map<string, StoredLog>();

  constructor({ compression, memory = new LogMemory(), random }: DiskOptions) {
    this.#compression = compression;
    this.#memory = memory;
    this.#random = random;
    this.metadataLog = new Log({ configs: { ...defaultLogConfig, retentionMs: -1 }, memory });
  }

  /** Opens the log of a partition, empty when there is none yet. */
  openLog(topicId: string, partition: number, configs: LogConfig): Readonly<StoredLog> {
    const key = `${topicId}:${partition}`;
    const known = this.#logs.get(key);
    if (known !== undefined) {
      known.log.updateConfigs(configs);
      return known;
    }
    const compression = this.#compression === undefined ? {} : { compression: this.#compression };
    const log = new Log({ configs, memory: this.#memory, ...compression, random: this.#random });
    const created = { log, highWatermark: 0 };
    this.#logs.set(key, created);
    return created;
  }

  /** The log of a partition, if this node holds one; for checkers. */
  log(topicId: string, partition: number): Log | undefined {
    return this.#logs.get(`${topicId}:${partition}`)?.log;
  }

  deleteLog(topicId: string, partition: number): void {
    const key = `${topicId}:${partition}`;
    const log = this.#logs.get(key)?.log;
    log?.truncateFullyAndStartAt(log.logEndOffset);
    this.#logs.delete(key);
  }

  /** Deletes the logs of partitions that this node no longer has: they were removed while it was down. */
  deleteStrays(isHeld: (topicId: string, partition: number) => boolean): void {
    for (const key of [...this.#logs.keys()]) {
      const separator = key.lastIndexOf(':');
      const topicId = key.slice(0, separator);
      const partition = Number(key.slice(separator + 1));
      if (!isHeld(topicId, partition)) this.deleteLog(topicId, partition);
    }
  }

  /** Kafka's replication-offset-checkpoint: where the high watermark stood, for the next start. */
  saveHighWatermark(topicId: string, partition: number, highWatermark: number): void {
    const stored = this.#logs.get(`${topicId}:${partition}`);
    if (stored !== undefined) stored.highWatermark = highWatermark;
  }

  /** The bytes that distinct replicas refer to; replicas of one process share them, so sums count them more than once. */
  *logs(): IterableIterator<Log> {
    for (const stored of this.#logs.values()) yield stored.log;
  }
}
