/**
 * The records that are kept and, of those, the ones the filter lets through, in the order in which they came. A new filter is
 * applied bit by bit, so that nobody waits for a hundred thousand records. Pure; who owns it says when there is time.
 */
import type { ReceivedRecord } from '../../../client/model.ts';
import type { Matches } from './recordFilter.ts';
import { RowStore, type StoredRecord } from './rowStore.ts';

export class RecordList {
  readonly #store: RowStore;
  #matches: Matches | undefined;
  /** Ids, ascending; those before `#start` have left. Not used without a filter. */
  #shown: number[] = [];
  #start = 0;
  /** Everything with a lower id has been looked at. */
  #looked = 0;

  constructor(most: number, mostBytes: number) {
    this.#store = new RowStore(most, mostBytes);
  }

  get read(): number {
    return this.#store.next;
  }

  get kept(): number {
    return this.#store.length;
  }

  get isFull(): boolean {
    return this.#store.isFull;
  }

  get isFiltering(): boolean {
    return this.#matches !== undefined && this.#looked < this.#store.next;
  }

  /** How many the filter lets through, of those it has looked at. */
  get shown(): number {
    return this.#matches === undefined ? this.#store.length : this.#shown.length - this.#start;
  }

  add(record: ReceivedRecord): void {
    const isUpToDate = !this.isFiltering;
    this.#store.add(record);
    if (this.#matches === undefined) return;
    if (isUpToDate) this.#look(this.#store.next - 1);
    this.#forget();
  }

  /** Another filter; undefined lets everything through. */
  setFilter(matches: Matches | undefined): void {
    this.#matches = matches;
    this.#shown = [];
    this.#start = 0;
    this.#looked = this.#store.first;
  }

  /** Applies the filter to what came before it. Ends after `milliseconds` by `now`; `isFiltering` says whether it is through. */
  filterFor(milliseconds: number, now: () => number): void {
    const end = now() + milliseconds;
    this.#looked = Math.max(this.#looked, this.#store.first);
    while (this.isFiltering && now() < end) {
      for (let count = 0; count < 50 && this.isFiltering; count++) this.#look(this.#looked);
    }
  }

  get(id: number): StoredRecord | undefined {
    return this.#store.get(id);
  }

  /** Id of the oldest and the newest that is kept; -1 without any. */
  get range(): { readonly oldest: number; readonly newest: number } {
    const { first, next, length } = this.#store;
    return length === 0 ? { oldest: -1, newest: -1 } : { oldest: first, newest: next - 1 };
  }

  /** Rows from the `first`-newest on that are not newer than `until`; null = the newest of all. */
  window(
    first: number,
    count: number,
    until: number | null,
  ): {
    readonly rows: readonly StoredRecord[];
    readonly total: number;
    readonly newer: number;
    readonly newest: number;
  } {
    const end = until === null ? this.shown : this.#positionAfter(until);
    const ids = Array.from({ length: Math.max(0, Math.min(count, end - first)) }, (_, index) =>
      this.#idAt(end - 1 - first - index),
    );
    const rows = ids.map((id) => this.#store.get(id)).filter((row) => row !== undefined);
    return {
      rows,
      total: end,
      newer: this.shown - end,
      newest: this.shown === 0 ? -1 : this.#idAt(this.shown - 1),
    };
  }

  /** All that are shown, oldest first. */
  *all(): Generator<StoredRecord> {
    for (let position = 0; position < this.shown; position++) {
      const row = this.#store.get(this.#idAt(position));
      if (row !== undefined) yield row;
    }
  }

  #idAt(position: number): number {
    return this.#matches === undefined
      ? this.#store.first + position
      : (this.#shown[this.#start + position] ?? -1);
  }

  /** How many shown rows have an id up to this one. */
  #positionAfter(id: number): number {
    if (this.#matches === undefined) {
      return Math.max(0, Math.min(id + 1 - this.#store.first, this.#store.length));
    }
    let low = this.#start;
    let high = this.#shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shown[middle] ?? 0) <= id) low = middle + 1;
      else high = middle;
    }
    return low - this.#start;
  }

  #look(id: number): void {
    const row = this.#store.get(id);
    if (row !== undefined && this.#matches?.(row.record) === true) this.#shown.push(id);
    this.#looked = id + 1;
  }

  /** What the store has let go is no longer shown. */
  #forget(): void {
    while (this.#start < this.#shown.length && (this.#shown[this.#start] ?? 0) < this.#store.first)
      this.#start += 1;
    if (this.#start > 10_000 && this.#start * 2 > this.#shown.length) {
      this.#shown = this.#shown.slice(this.#start);
      this.#start = 0;
    }
  }
}
