/**
 * Names of what was written, and is not known to be on the disk itself: files, and directories that have got or lost names. By
 * directory, since logs come and go with theirs, and there may be tens of thousands.
 */
import { basename, dirname, join } from 'node:path/posix';

export class UnsyncedFiles {
  /** Names of files by their directory. */
  readonly #files = new Map<string, Set<string>>();
  readonly #directories = new Set<string>();

  get files(): readonly string[] {
    return [...this.#files].flatMap(([directory, names]) => [...names].map((name) => join(directory, name)));
  }

  get directories(): readonly string[] {
    return [...this.#directories];
  }

  fileChanged(path: string): void {
    const directory = dirname(path);
    const names = this.#files.get(directory);
    if (names === undefined) this.#files.set(directory, new Set([basename(path)]));
    else names.add(basename(path));
  }

  directoryChanged(path: string): void {
    this.#directories.add(path);
  }

  /** A file, or a directory of files, is on the disk now, or not there any more. */
  forget(path: string): void {
    this.#files.get(dirname(path))?.delete(basename(path));
    this.#files.delete(path);
    this.#directories.delete(path);
  }

  /** What was not forced to disk under the old name still has to be under the new one. */
  renamed(path: string, to: string): void {
    const within = this.#files.get(path);
    const isFile = this.#files.get(dirname(path))?.has(basename(path)) === true;
    const hasChanged = this.#directories.has(path);
    this.forget(path);
    if (within !== undefined) this.#files.set(to, within);
    if (isFile) this.fileChanged(to);
    if (hasChanged) this.directoryChanged(to);
    this.directoryChanged(dirname(path));
    this.directoryChanged(dirname(to));
  }

  clear(): void {
    this.#files.clear();
    this.#directories.clear();
  }
}
