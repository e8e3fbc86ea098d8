/**
 * The files of one node on a disk that takes its time: what the node does is done at once for a process that comes after it,
 * as in the system's cache, and is there after a power cut only once the disk has synced it.
 *
 * It is as strict as Kafka is with itself: what happens in the metadata log's directory, the vote among it, is synced at once,
 * because a voter answers only for what it cannot lose (KafkaRaftClient flushes first). The product promises that with
 * `flush=always`; with `flush=os` it has it from the system, for as long as that lives. Records are synced when it suits the disk, as in Kafka: replication covers them.
 */

import { metadataDirectory } from '../../src/broker/storage/nodeDirectory.ts';
import { cleanShutdownName, metaPropertiesName } from '../../src/broker/storage/nodeFiles.ts';
import type { Storage, StoredFile, StoredFiles } from '../../src/broker/storage/storage.ts';

export interface SimulatedDiskOptions {
  /** Milliseconds since the epoch. */
  now(): number;
  random(): number;
  /** From one sync to the next; drawn each time when left out. */
  readonly syncIntervalMs?: number;
}

interface Operation {
  /** What is in a lane stays in its order; a power cut may take more of one lane than of another. */
  readonly lane: string;
  readonly at: number;
  /** Bytes of an append, of which a power cut may leave a part; 0 for what happens in one step. */
  readonly size: number;
  readonly perform: Perform;
}

/** @param tear what becomes of the bytes of an append */
type Perform = (files: Files, at: number, tear?: (bytes: Buffer) => Buffer) => void;

/** Contents in pieces: files grow by many small appends. */
type Files = Map<string, { readonly parts: readonly Buffer[]; readonly modified: number }>;

/** Longest time between two syncs. */
const fastSyncMs = 300;
const slowSyncMs = 6_000;

export class SimulatedDisk {
  readonly #options: SimulatedDiskOptions;
  /** What a power cut cannot take. */
  #synced: Files = new Map();
  /** What was done since, in its order. */
  #unsynced: Operation[] = [];
  #nextSync: number;
  #slowUntil = 0;
  #openings = 0;

  constructor(options: SimulatedDiskOptions) {
    this.#options = options;
    this.#nextSync = options.now();
  }

  /** Syncs are far between until then. */
  slow(until: number): void {
    this.#slowUntil = until;
  }

  /** A process begins to use the disk. @returns what it finds, and where it writes to */
  open(): { readonly files: StoredFiles; readonly storage: Storage } {
    this.#openings += 1;
    const files = new Map(this.#synced);
    for (const operation of this.#unsynced) operation.perform(files, operation.at);
    return {
      files: new Map([...files].map(([path, { parts, modified }]) => [path, storedFile(parts, modified)])),
      storage: this.#storage(this.#openings),
    };
  }

  /**
   * What is not synced is lost but for a first part of each lane, and the append in which that ends may be torn.
   * @returns how many operations were lost
   */
  cutPower(): number {
    this.#sync();
    // Whoever still has the storage of before writes to a machine that is off.
    this.#openings += 1;
    const lanes = new Map<string, Operation[]>();
    for (const operation of this.#unsynced) {
      const before = lanes.get(operation.lane);
      if (before === undefined) lanes.set(operation.lane, [operation]);
      else before.push(operation);
    }
    let lost = 0;
    for (const operations of lanes.values()) {
      const kept = this.#below(operations.length + 1);
      lost += operations.length - kept;
      for (const operation of operations.slice(0, kept)) operation.perform(this.#synced, operation.at);
      const torn = operations[kept];
      if (torn !== undefined && torn.size > 0)
        torn.perform(this.#synced, torn.at, (bytes) => this.#tear(bytes));
    }
    this.#unsynced = [];
    return lost;
  }

  #storage(opening: number): Storage {
    const add = (path: string, perform: Perform, size = 0): void => {
      if (opening === this.#openings) this.#add(path, perform, size);
    };
    return {
      append: (path, bytes) => {
        const append: Perform = (files, modified, tear) => {
          const parts = [...partsOf(files, path), tear?.(bytes) ?? bytes];
          files.set(path, { parts, modified });
        };
        add(path, append, bytes.length);
      },
      truncate: (path, size) =>
        add(path, (files, modified) => {
          const parts = [Buffer.concat(partsOf(files, path)).subarray(0, size)];
          files.set(path, { parts, modified });
        }),
      replace: (path, bytes) => add(path, (files, modified) => files.set(path, { parts: [bytes], modified })),
      remove: (path) =>
        add(path, (files) => {
          for (const name of [...files.keys()]) if (isWithin(name, path)) files.delete(name);
        }),
      rename: (from, to) =>
        add(from, (files) => {
          for (const [name, file] of [...files]) {
            if (!isWithin(name, from)) continue;
            files.delete(name);
            files.set(to + name.slice(from.length), file);
          }
        }),
      sync: () => {
        if (opening === this.#openings) this.#syncAll();
      },
    };
  }

  #add(path: string, perform: Perform, size: number): void {
    this.#sync();
    const [lane = ''] = path.split('/');
    const operation = { lane, at: this.#options.now(), size, perform };
    if (isForced(lane)) perform(this.#synced, operation.at);
    else this.#unsynced.push(operation);
  }

  /** The syncs that were due by now. */
  #sync(): void {
    const now = this.#options.now();
    if (now < this.#nextSync) return;
    let last = this.#nextSync;
    while (this.#nextSync <= now) {
      last = this.#nextSync;
      this.#nextSync += this.#intervalFrom(last);
    }
    const first = this.#unsynced.findIndex(({ at }) => at > last);
    const due = this.#unsynced.splice(0, first === -1 ? this.#unsynced.length : first);
    for (const operation of due) operation.perform(this.#synced, operation.at);
  }

  #intervalFrom(sync: number): number {
    const longest = sync < this.#slowUntil ? slowSyncMs : fastSyncMs;
    return this.#options.syncIntervalMs ?? 1 + this.#below(longest);
  }

  #syncAll(): void {
    for (const operation of this.#unsynced.splice(0)) operation.perform(this.#synced, operation.at);
  }

  /** A first part of the bytes, or all of them with zeros for the rest: the file grew before its contents were written. */
  #tear(bytes: Buffer): Buffer {
    const kept = this.#below(bytes.length);
    if (this.#below(2) === 0) return bytes.subarray(0, kept);
    return Buffer.concat([bytes.subarray(0, kept)], bytes.length);
  }

  #below(limit: number): number {
    return Math.floor(this.#options.random() * limit);
  }
}

function partsOf(files: Files, path: string): readonly Buffer[] {
  return files.get(path)?.parts ?? [];
}

function isForced(lane: string): boolean {
  return lane === metadataDirectory || lane === metaPropertiesName || lane === cleanShutdownName;
}

function isWithin(name: string, path: string): boolean {
  return name === path || name.startsWith(`${path}/`);
}

/** Memory of its own: what logs hold is counted by whole buffers, and must not be a pool of many. */
function storedFile(parts: readonly Buffer[], modified: number): StoredFile {
  const bytes = Buffer.alloc(parts.reduce((size, part) => size + part.length, 0));
  let position = 0;
  for (const part of parts) position += part.copy(bytes, position);
  return { bytes, modified };
}
