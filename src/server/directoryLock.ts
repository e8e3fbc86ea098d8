/** Keeps two processes from writing to one data directory: a `.lock` file, as Kafka has one, that names its holder. */
import { writeFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StorageError } from './storageError.ts';

/** A window that reloads starts the new host before the old one is quite gone. */
const patienceMs = 5_000;
const pollMs = 100;

export class DirectoryLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Makes the directory if need be. @throws StorageError when another living process has it */
  static async take(directory: string, waitMs = patienceMs): Promise<DirectoryLock> {
    await makeDirectory(directory);
    const path = join(directory, '.lock');
    const deadline = Date.now() + waitMs;
    for (;;) {
      const holder = await tryTake(path);
      if (holder === undefined) return new DirectoryLock(path);
      if (Date.now() >= deadline) {
        const how = `If that is not a cluster, delete ${path}.`;
        throw new StorageError('EBUSY', `The data directory is in use by process ${holder}. ${how}`);
      }
      await pause(pollMs);
    }
  }

  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

/** With those above it. Node's own way of that never ends where a directory takes no entries, as /proc. */
async function makeDirectory(path: string): Promise<void> {
  const above = dirname(path);
  if (above !== path && !(await exists(above))) await makeDirectory(above);
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = await stat(path)
      .then((found) => found.isDirectory())
      .catch(() => false);
    if (!isThere) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path)
    .then(() => true)
    .catch(() => false);
}

/** @returns the process that has it, undefined when it is ours now */
async function tryTake(path: string): Promise<number | undefined> {
  try {
    // At once, so that hardly anybody ever finds it empty.
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = await readHolder(path);
  if (holder !== undefined && isAlive(holder)) return holder;
  // Of two who find a dead process's lock, one moves it away; what the other moves then is not dead, and goes back.
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => {});
  const moved = await readHolder(aside);
  if (moved !== undefined && moved !== holder) await rename(aside, path);
  else await rm(aside, { force: true });
  return tryTake(path);
}

async function readHolder(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A lock of this very process is left over: it holds at most one, and takes the next after it has released the last. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
