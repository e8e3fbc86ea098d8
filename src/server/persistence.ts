/**
 * The cluster's life on disk: takes a data directory, gives each node the disk it had, writes in the background what the nodes
 * do, and holds every answer to a client back until everything it may tell of is written (output commit).
 */
import { resolve } from 'node:path';
import type { Disk } from '../broker/disk.ts';
import { LogMemory } from '../broker/log/logMemory.ts';
import { randomUuid } from '../broker/randomUuid.ts';
import { recoverDisk, storedClusterId } from '../broker/storage/diskRecovery.ts';
import { RecoveryError } from '../broker/storage/storage.ts';
import { StorageQueue } from '../broker/storage/storageQueue.ts';
import { newClusterId } from './clusterId.ts';
import { codecs } from './codecs.ts';
import type { StorageOptions } from './control.ts';
import { nodeDirectory, readNodes } from './dataDirectory.ts';
import { DirectoryLock } from './directoryLock.ts';
import { FileStorage } from './fileStorage.ts';
import { StorageError } from './storageError.ts';

/** While more than this waits to be written, clients are not read from. */
const maxWaitingBytes = 64 * 1024 * 1024;

/** Who is told how the writing goes. */
export interface PersistenceFollower {
  /** Clients that had to wait may be read from again. */
  progress(): void;
  /** Nothing more can be written: the cluster must not go on. */
  failed(error: StorageError): void;
}

export class Persistence {
  readonly clusterId: string;
  /** Counts what the logs of all disks hold. */
  readonly memory: LogMemory;
  readonly #lock: DirectoryLock;
  readonly #disks: ReadonlyMap<number, Disk>;
  readonly #queue: StorageQueue;
  readonly #files: FileStorage;
  /** Answers in the order they were given, each with the position that must be written first. */
  #held: { readonly position: number; readonly send: () => void }[] = [];
  #written = 0;
  /** Whether somebody was told that they should wait. */
  #hasPushedBack = false;
  #follower: PersistenceFollower | undefined;

  /**
   * Takes the directory and reads what the last process left in it.
   * @param log takes lines for a person
   * @throws StorageError when it cannot be used, by the message a person knows why
   */
  static async open(
    { directory, flush }: StorageOptions,
    nodeIds: readonly number[],
    log: (message: string) => void,
  ): Promise<Persistence> {
    let lock: DirectoryLock | undefined;
    try {
      lock = await DirectoryLock.take(directory);
      const files = await readNodes(directory, nodeIds);
      const queue = new StorageQueue();
      const memory = new LogMemory();
      const known = [...files].map(([nodeId, stored]) => storedClusterId(nodeId, nodeIds, stored));
      const clusterIds = new Set(known.filter((id) => id !== undefined));
      if (clusterIds.size > 1) throw new RecoveryError('The stored brokers belong to different clusters.');
      const [clusterId = newClusterId(Math.random)] = clusterIds;
      const disks = new Map<number, Disk>();
      for (const [nodeId, stored] of files) {
        const disk = recoverDisk({
          nodeId,
          clusterId,
          directoryId: randomUuid(Math.random),
          voters: nodeIds,
          path: resolve(directory, nodeDirectory(nodeId)),
          files: stored,
          storage: queue.under(nodeDirectory(nodeId)),
          options: { compression: codecs, memory, random: Math.random },
          report: (message) => log(`broker ${nodeId}: ${message}`),
        });
        disks.set(nodeId, disk);
      }
      return new Persistence({ directory, flush }, { clusterId, memory, lock, disks, queue });
    } catch (error) {
      await lock?.release();
      if (error instanceof RecoveryError) throw StorageError.of(directory, 'EINVAL', error.message);
      throw StorageError.from(directory, error);
    }
  }

  private constructor(
    { directory, flush }: StorageOptions,
    opened: Pick<Persistence, 'clusterId' | 'memory'> & {
      readonly lock: DirectoryLock;
      readonly disks: ReadonlyMap<number, Disk>;
      readonly queue: StorageQueue;
    },
  ) {
    this.clusterId = opened.clusterId;
    this.memory = opened.memory;
    this.#lock = opened.lock;
    this.#disks = opened.disks;
    this.#queue = opened.queue;
    this.#files = new FileStorage(directory, opened.queue, flush, {
      written: (position) => this.#release(position),
      failed: (error) => this.#follower?.failed(StorageError.from(directory, error)),
    });
  }

  follow(follower: PersistenceFollower): void {
    this.#follower = follower;
  }

  disk(nodeId: number): Disk {
    const disk = this.#disks.get(nodeId);
    if (disk === undefined) throw new RangeError(`There is no broker ${nodeId}.`);
    return disk;
  }

  /** Whether so much waits to be written that a client has to wait, too, until `progress` says to look again. */
  mustWait(): boolean {
    const mustWait = this.#queue.waitingBytes > maxWaitingBytes;
    this.#hasPushedBack ||= mustWait;
    return mustWait;
  }

  /** Calls back, at once or later and in the order of the calls, when everything that has been done so far is written. */
  whenWritten(send: () => void): void {
    const { position } = this.#queue;
    if (position === this.#written) send();
    else this.#held.push({ position, send });
  }

  /** To be called when the cluster has done something: writing begins, unless it is under way. */
  wake(): void {
    this.#files.drain();
  }

  /** Writes everything, lets go of the directory. After a failure it only lets go. */
  async close(): Promise<void> {
    try {
      await this.#files.close();
    } finally {
      await this.#lock.release();
    }
  }

  #release(position: number): void {
    this.#written = position;
    const waiting = this.#held.findIndex((answer) => answer.position > position);
    const ready = this.#held.splice(0, waiting === -1 ? this.#held.length : waiting);
    for (const { send } of ready) send();
    if (!this.#hasPushedBack) return;
    this.#hasPushedBack = false;
    this.#follower?.progress();
  }
}
