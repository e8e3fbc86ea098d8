/**
 * The last offset of each key in the part of a log that compaction is about to clean. Kafka's holds hashes of keys; here
 * the keys themselves, as strings of one byte a character, so that no two can be taken for one.
 */

export class OffsetMap {
  /** Up to where the log was compared: a record beyond it may still be the last of its key. -1 before the first. */
  latestOffset = -1;
  readonly #mostKeys: number;
  readonly #offsets = new Map<string, number>();

  constructor(mostKeys: number) {
    this.#mostKeys = mostKeys;
  }

  /** @returns false when there is no room for another key: cleaning then goes on from here another time */
  put(key: Buffer, offset: number): boolean {
    const name = key.toString('latin1');
    if (this.#offsets.size >= this.#mostKeys && !this.#offsets.has(name)) return false;
    this.#offsets.set(name, offset);
    return true;
  }

  /** -1 for a key that the dirty part does not have. */
  get(key: Buffer): number {
    return this.#offsets.get(key.toString('latin1')) ?? -1;
  }
}
