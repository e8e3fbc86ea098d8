/**
 * Does to files what the cluster's nodes ask for, in the background and in their order: one step after the other, so that
 * whenever the process dies, the files are as they were at one moment of the cluster's history. Must not decide what is written.
 */
import { type FileHandle, mkdir, open, rename, rm, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileOperation, StorageQueue, StorageStep } from '../broker/storage/storageQueue.ts';
import type { FlushPolicy } from './control.ts';
import { UnsyncedFiles } from './unsyncedFiles.ts';

/** Files that stay open between appends. */
const maxOpenFiles = 200;
/** Files that are written, or forced to disk, at once. */
const maxConcurrentWrites = 4;
/** Small appends are copied together up to this size, so that each write is worth its call. */
const gatherBytes = 256 * 1024;
/** Of the name under which a file is written that is to take another's place. */
export const temporarySuffix = '.tmp';

export interface FileStorageHost {
  /** Everything up to this position of the queue is in the files, and on the disk where the policy asks for it. */
  written(position: number): void;
  /** The files cannot be written any more; nothing further is attempted. */
  failed(error: unknown): void;
}

export class FileStorage {
  readonly #root: string;
  readonly #queue: StorageQueue;
  readonly #flush: FlushPolicy;
  readonly #host: FileStorageHost;
  /** Files that are open for the next append. */
  readonly #handles = new Map<string, FileHandle>();
  readonly #unsynced = new UnsyncedFiles();
  #draining: Promise<void> | undefined;
  #hasFailed = false;

  constructor(root: string, queue: StorageQueue, flush: FlushPolicy, host: FileStorageHost) {
    this.#root = root;
    this.#queue = queue;
    this.#flush = flush;
    this.#host = host;
  }

  /** Begins with what has been added to the queue, unless it is being worked on already. */
  drain(): void {
    if (this.#draining !== undefined || this.#hasFailed || this.#queue.isEmpty) return;
    this.#draining = this.#drain()
      .catch((error: unknown) => {
        this.#hasFailed = true;
        this.#host.failed(error);
      })
      .finally(() => {
        this.#draining = undefined;
        this.drain();
      });
  }

  /** Writes what is left, and closes the files. */
  async close(): Promise<void> {
    await this.#draining;
    this.drain();
    await this.#draining;
    for (const handle of this.#handles.values()) await handle.close();
    this.#handles.clear();
  }

  async #drain(): Promise<void> {
    while (!this.#queue.isEmpty) {
      const { position } = this.#queue;
      for (const step of this.#queue.take()) {
        await this.#perform(step);
        // A power cut must not find a step on the disk and the one before it missing.
        if (this.#flush === 'always') await this.#sync();
      }
      this.#host.written(position);
    }
  }

  async #perform(step: StorageStep): Promise<void> {
    await atMost(maxConcurrentWrites, step, async (lane) => {
      for (const operation of lane) await this.#do(operation);
      if (this.#handles.size > maxOpenFiles) for (const { path } of lane) await this.#close(path);
    });
  }

  async #do(operation: FileOperation): Promise<void> {
    const { path } = operation;
    switch (operation.kind) {
      case 'append':
        await this.#append(path, operation.parts);
        break;
      case 'truncate':
        await truncate(join(this.#root, path), operation.size);
        this.#unsynced.fileChanged(path);
        break;
      case 'replace':
        await this.#replace(path, operation.bytes);
        break;
      case 'remove':
        await this.#closeWithin(path);
        this.#unsynced.forget(path);
        await rm(join(this.#root, path), { recursive: true, force: true });
        this.#unsynced.directoryChanged(dirname(path));
        break;
      case 'rename':
        await this.#closeWithin(path);
        await rename(join(this.#root, path), join(this.#root, operation.to));
        this.#unsynced.renamed(path, operation.to);
        break;
      case 'sync':
        await this.#sync();
        break;
    }
  }

  async #append(path: string, parts: readonly Buffer[]): Promise<void> {
    const handle = await this.#open(path);
    this.#unsynced.fileChanged(path);
    for (let first = 0; first < parts.length; ) {
      let bytes = 0;
      let end = first;
      while (end < parts.length && (end === first || bytes < gatherBytes)) bytes += parts[end++]?.length ?? 0;
      const only = parts[first];
      await handle.appendFile(
        end === first + 1 && only !== undefined ? only : Buffer.concat(parts.slice(first, end)),
      );
      first = end;
    }
  }

  /** Under another name first, as Kafka writes its checkpoints. */
  async #replace(path: string, bytes: Buffer): Promise<void> {
    await this.#close(path);
    const temporary = `${path}${temporarySuffix}`;
    const handle = await this.#create(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      if (this.#flush === 'always') await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(join(this.#root, temporary), join(this.#root, path));
    if (this.#flush === 'always') this.#unsynced.forget(path);
    else this.#unsynced.fileChanged(path);
    this.#unsynced.directoryChanged(dirname(path));
  }

  async #open(path: string): Promise<FileHandle> {
    const known = this.#handles.get(path);
    if (known !== undefined) return known;
    const handle = await this.#create(path, 'a');
    this.#handles.set(path, handle);
    this.#unsynced.directoryChanged(dirname(path));
    return handle;
  }

  async #create(path: string, flags: 'a' | 'w'): Promise<FileHandle> {
    const file = join(this.#root, path);
    try {
      return await open(file, flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(dirname(file), { recursive: true });
      this.#unsynced.directoryChanged(dirname(dirname(path)));
      return await open(file, flags);
    }
  }

  /** A file or directory will not be there any more, or be another one. */
  async #closeWithin(path: string): Promise<void> {
    const isWithin = (name: string): boolean => name === path || name.startsWith(`${path}/`);
    for (const name of [...this.#handles.keys()].filter(isWithin)) await this.#close(name);
  }

  async #close(path: string): Promise<void> {
    await this.#handles.get(path)?.close();
    this.#handles.delete(path);
  }

  /** Forces to disk what has changed. Only then is a power cut like a crash. */
  async #sync(): Promise<void> {
    await atMost(maxConcurrentWrites, this.#unsynced.files, (path) => this.#syncOne(path, 'r+'));
    // Windows knows no such thing as a directory that is forced to disk.
    const directories = process.platform === 'win32' ? [] : this.#unsynced.directories;
    await atMost(maxConcurrentWrites, directories, (path) => this.#syncOne(path, 'r'));
    this.#unsynced.clear();
  }

  async #syncOne(path: string, flags: 'r' | 'r+'): Promise<void> {
    const known = this.#handles.get(path);
    if (known !== undefined) {
      await known.datasync();
      return;
    }
    const handle = await open(join(this.#root, path), flags);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** Does something with each item, several at a time. */
async function atMost<Item>(
  count: number,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const work = async (): Promise<void> => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(count, items.length) }, work));
}
