/**
 * The topic names of a folder's files. Reads what has changed since it last looked, and nothing else; what code says of
 * Spring's properties decides which values of configuration files are names, so those are looked at once more.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Found } from '../naming/source/recogniser.ts';
import { recogniserOf } from '../naming/source/recognisers.ts';
import type { Grammars } from './grammars.ts';
import { isTooLarge, namesInFile } from './namesInFile.ts';
import { type PlacedName, placedNames } from './placedName.ts';
import { filesBelow, messageOf, type Skipped } from './walk.ts';

const largestFile = 2 * 1024 * 1024;
/**
 * Files looked at before others have their turn: who cancels, or asks for the names in a text. Files are read by calls that
 * block: a scan has its thread to itself, and for small files these are many times as fast as those that do not.
 */
const atAStretch = 16;

export interface FileNames {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly names: readonly PlacedName[];
}

export interface FolderNames {
  /** Files that hold names, in the order of their paths' folders. */
  readonly files: readonly FileNames[];
  readonly skipped: readonly Skipped[];
  /** How many files were there to be looked at. */
  readonly looked: number;
}

export interface ScanOptions {
  /** Only these, relative to the folder, whatever its ignore files say. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal;
  /** Told now and then how many files have been looked at. */
  readonly progress?: (looked: number) => void;
}

/** What a file held when it was last looked at; `stamp` changes with the file. */
interface Known {
  readonly stamp: string;
  readonly names: readonly PlacedName[];
  readonly topicProperties: readonly string[];
}

export class FolderScan {
  readonly #folder: string;
  readonly #grammars: Grammars;
  #known = new Map<string, Known>();
  #topicProperties: ReadonlySet<string> = new Set();

  constructor(folder: string, grammars: Grammars) {
    this.#folder = folder;
    this.#grammars = grammars;
  }

  /** The names in a text that may not be saved yet. */
  async namesIn(path: string, text: string): Promise<readonly PlacedName[]> {
    return placedNames(text, (await this.#find(path, text)).names);
  }

  /** Looks through the folder. Throws the signal's reason when that is aborted; what it has seen by then is kept. */
  async scan(options: ScanOptions = {}): Promise<FolderNames> {
    const { signal } = options;
    const skipped: Skipped[] = [];
    const before = this.#known;
    const paths: string[] = [];
    for await (const path of options.paths ?? filesBelow(this.#folder, (one) => skipped.push(one))) {
      signal?.throwIfAborted();
      if (recogniserOf(path) !== undefined) paths.push(path);
    }
    this.#known = new Map(paths.flatMap((path) => [[path, before.get(path)] as const]).filter(isKnown));
    await this.#lookAt(paths, skipped, options);
    const keys = new Set([...this.#known.values()].flatMap(({ topicProperties }) => topicProperties));
    if (
      keys.size !== this.#topicProperties.size ||
      [...keys].some((key) => !this.#topicProperties.has(key))
    ) {
      this.#topicProperties = keys;
      const texts = paths.filter((path) => recogniserOf(path)?.grammar === undefined);
      for (const path of texts) this.#known.delete(path);
      await this.#lookAt(texts, [], signal === undefined ? {} : { signal });
    }
    const files = paths.map((path) => ({ path, names: this.#known.get(path)?.names ?? [] }));
    return { files: files.filter(({ names }) => names.length > 0), skipped, looked: paths.length };
  }

  async #lookAt(
    paths: readonly string[],
    skipped: Skipped[],
    { signal, progress }: ScanOptions,
  ): Promise<void> {
    for (const [index, path] of paths.entries()) {
      if (index % atAStretch === 0) {
        if (index > 0) progress?.(index);
        await setImmediate();
        signal?.throwIfAborted();
      }
      const reason = await this.#look(path).catch((error: unknown): Skipped => {
        return { path, reason: 'failed', detail: messageOf(error) };
      });
      if (reason !== undefined) skipped.push(reason);
    }
    progress?.(paths.length);
  }

  /** Looks at a file unless it is as it was; tells why not, where it may not be looked at. */
  async #look(path: string): Promise<Skipped | undefined> {
    const file = join(this.#folder, path);
    let stamp: string;
    let bytes: Buffer;
    try {
      const { size, mtimeMs } = statSync(file);
      if (size > largestFile) return { path, reason: 'large' };
      stamp = `${size} ${mtimeMs}`;
      if (this.#known.get(path)?.stamp === stamp) return undefined;
      bytes = readFileSync(file);
    } catch (error) {
      return { path, reason: 'unreadable', detail: messageOf(error) };
    }
    if (bytes.subarray(0, 8192).includes(0)) return { path, reason: 'binary' };
    const text = bytes.toString('utf8');
    const recogniser = recogniserOf(path);
    if (recogniser !== undefined && isTooLarge(recogniser, text)) return { path, reason: 'large' };
    const { names, topicProperties = [] } = await this.#find(path, text);
    this.#known.set(path, { stamp, names: placedNames(text, names), topicProperties });
    return undefined;
  }

  #find(path: string, text: string): Promise<Found> {
    return namesInFile(this.#grammars, { path, text, topicProperties: this.#topicProperties });
  }
}

function isKnown(entry: readonly [string, Known | undefined]): entry is readonly [string, Known] {
  return entry[1] !== undefined;
}
