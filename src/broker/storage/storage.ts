/**
 * Where a node's files go: operations on them, in one order. The core only says what is to be done; a host does it later,
 * and whatever moment it dies at, a prefix of the order has been done. Nothing is read here: files are read when a node starts.
 */

export interface Storage {
  /** Adds to the end of a file, which need not exist. The bytes are not changed afterwards. */
  append(path: string, bytes: Buffer): void;
  /** Cuts a file off at `size` bytes. */
  truncate(path: string, size: number): void;
  /** A file has these contents from now on, all of them or, after a crash, what it had before. */
  replace(path: string, bytes: Buffer): void;
  /** Removes a file, or a directory with all that is in it; without effect when there is none. */
  remove(path: string): void;
  /** Gives a file or a directory another name, in one step. */
  rename(from: string, to: string): void;
  /** What was done before, by any node, is forced to the disk before what comes after is done: a power cut keeps their order. */
  sync(): void;
}

/** A file as it was found when a node starts. */
export interface StoredFile {
  readonly bytes: Buffer;
  /** When it was last written to, in milliseconds since the epoch. */
  readonly modified: number;
}

/** Files by path, whose parts are separated by `/` on every system. */
export type StoredFiles = ReadonlyMap<string, StoredFile>;

/** What is on the disk makes no sense, and going on would lose it. The message is for a person. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}
