/**
 * Which leader epoch began at which offset in one replica's log (KIP-101): how followers and consumers find where two
 * histories part. Must hold only epochs whose records, or whose start, this log has seen.
 */
import { assert } from '../assert.ts';

export interface EpochEntry {
  readonly epoch: number;
  readonly startOffset: number;
}

interface EpochEndOffset {
  /** -1 when undefined. */
  readonly epoch: number;
  /** Exclusive; -1 when undefined. */
  readonly endOffset: number;
}

const undefinedEnd: EpochEndOffset = { epoch: -1, endOffset: -1 };

export class LeaderEpochCache {
  /** Ascending in both fields. */
  #entries: EpochEntry[];
  readonly #changed: () => void;

  /** @param changed is called after each change of the entries */
  constructor(entries: readonly EpochEntry[] = [], changed: () => void = () => {}) {
    this.#entries = [...entries];
    this.#changed = changed;
  }

  get entries(): readonly EpochEntry[] {
    return this.#entries;
  }

  /** The newest epoch known, or undefined in a log that has seen none. */
  get latestEpoch(): number | undefined {
    return this.#entries.at(-1)?.epoch;
  }

  /** Records that `epoch` starts at `startOffset`; entries that contradict it (later or equal ones) give way. */
  assign(epoch: number, startOffset: number): void {
    assert(epoch >= 0 && startOffset >= 0, `Leader epoch ${epoch} at offset ${startOffset}`);
    const latest = this.#entries.at(-1);
    if (latest !== undefined && latest.epoch === epoch && startOffset >= latest.startOffset) return;
    while (this.#conflicts(this.#entries.at(-1), epoch, startOffset)) this.#entries.pop();
    this.#entries.push({ epoch, startOffset });
    this.#changed();
  }

  /**
   * Where `epoch` ends in this log (KIP-279): the largest epoch not above it, and the offset at which the next one starts,
   * or `logEndOffset` for the latest. An epoch older than any known ends where the first known one starts; a newer one is
   * undefined (-1, -1).
   */
  endOffsetFor(epoch: number, logEndOffset: number): EpochEndOffset {
    if (epoch === -1) return undefinedEnd;
    if (epoch === this.latestEpoch) return { epoch, endOffset: logEndOffset };
    const next = this.#entries.findIndex((entry) => entry.epoch > epoch);
    const higher = this.#entries[next];
    if (higher === undefined) return undefinedEnd;
    const floor = this.#entries[next - 1];
    return { epoch: floor?.epoch ?? epoch, endOffset: higher.startOffset };
  }

  /** The epoch whose range holds `offset`; undefined before the first. */
  epochForOffset(offset: number): number | undefined {
    return this.#entries.findLast((entry) => entry.startOffset <= offset)?.epoch;
  }

  /** Forgets epochs that start at `endOffset` or later. */
  truncateFromEnd(endOffset: number): void {
    const before = this.#entries.length;
    while ((this.#entries.at(-1)?.startOffset ?? -1) >= endOffset) this.#entries.pop();
    if (this.#entries.length < before) this.#changed();
  }

  /** Forgets epochs that ended before `startOffset`; the one it falls into starts there from now on. */
  truncateFromStart(startOffset: number): void {
    const current = this.#entries.findLast((entry) => entry.startOffset <= startOffset);
    if (current === undefined || (current === this.#entries[0] && current.startOffset === startOffset))
      return;
    const kept = this.#entries.filter((entry) => entry.startOffset > startOffset);
    this.#entries = [{ epoch: current.epoch, startOffset }, ...kept];
    this.#changed();
  }

  clear(): void {
    if (this.#entries.length === 0) return;
    this.#entries = [];
    this.#changed();
  }

  #conflicts(entry: EpochEntry | undefined, epoch: number, startOffset: number): boolean {
    return entry !== undefined && (entry.epoch >= epoch || entry.startOffset >= startOffset);
  }
}
