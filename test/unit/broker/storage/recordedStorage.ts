/** A storage that keeps the order it was given, so that a test can ask what files a crash at any moment would have left. */
import type { Storage, StoredFile, StoredFiles } from '../../../../src/broker/storage/storage.ts';

type Operation = (files: Map<string, Buffer>, keep: number) => void;

export class RecordedStorage {
  readonly #operations: { readonly perform: Operation; readonly size: number }[] = [];
  readonly #before: StoredFiles;

  /** @param before what the files were when the process started */
  constructor(before: StoredFiles = new Map()) {
    this.#before = before;
  }

  /** How many operations there were. */
  get length(): number {
    return this.#operations.length;
  }

  /** Bytes of an operation that may be torn, 0 for the others. */
  sizeOf(number: number): number {
    return this.#operations[number]?.size ?? 0;
  }

  /** What one node writes to, its paths behind a prefix: all nodes share one order. */
  under(prefix: string): Storage {
    return {
      append: (path, bytes) => {
        const copy = Buffer.from(bytes);
        this.#add(copy.length, (files, keep) => {
          const before = files.get(prefix + path) ?? Buffer.alloc(0);
          files.set(prefix + path, Buffer.concat([before, copy.subarray(0, keep)]));
        });
      },
      truncate: (path, size) =>
        this.#add(0, (files) => {
          files.set(prefix + path, (files.get(prefix + path) ?? Buffer.alloc(0)).subarray(0, size));
        }),
      replace: (path, bytes) =>
        this.#add(0, (files) => {
          files.set(prefix + path, bytes);
        }),
      remove: (path) =>
        this.#add(0, (files) => {
          for (const name of [...files.keys()]) if (isWithin(name, prefix + path)) files.delete(name);
        }),
      rename: (from, to) =>
        this.#add(0, (files) => {
          for (const [name, bytes] of [...files]) {
            if (!isWithin(name, prefix + from)) continue;
            files.delete(name);
            files.set(prefix + to + name.slice(prefix.length + from.length), bytes);
          }
        }),
      // A process that crashes loses nothing that it has written.
      sync: () => {},
    };
  }

  /**
   * The files after the first `count` operations.
   * @param tornBytes what of one further operation, an append, got through
   */
  files(count = this.length, tornBytes = 0): StoredFiles {
    const files = new Map([...this.#before].map(([path, { bytes }]) => [path, bytes]));
    for (const { perform } of this.#operations.slice(0, count)) perform(files, Number.POSITIVE_INFINITY);
    if (tornBytes > 0) this.#operations[count]?.perform(files, tornBytes);
    return new Map([...files].map(([path, bytes]) => [path, storedFile(bytes)]));
  }

  #add(size: number, perform: Operation): void {
    this.#operations.push({ perform, size });
  }
}

/** Those below a directory, by their names in it. */
export function filesUnder(files: StoredFiles, prefix: string): StoredFiles {
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, file]) => [path.slice(prefix.length), file]),
  );
}

function storedFile(bytes: Buffer): StoredFile {
  return { bytes: Buffer.from(bytes), modified: 0 };
}

function isWithin(name: string, path: string): boolean {
  return name === path || name.startsWith(`${path}/`);
}
