/**
 * The records of one reading: the list that is looked at, and what has come since it is held still. A filter is asked
 * about each record once; another filter is asked about all of them, in slices.
 */
import type { StoredRecord } from '../../../client/model.ts';
import { inSlices } from '../../slices.ts';
import { byTime, type RecordBounds, RecordList } from './recordList.ts';

/** True for a record that is shown. It never throws. */
export type RecordTest = (record: StoredRecord) => boolean;

export class RecordStore {
  readonly bounds: RecordBounds;
  readonly list = new RecordList();
  #waiting = new RecordList();
  #test: RecordTest | undefined;
  /** Filters that were asked for; only the last one counts. */
  #wish = 0;
  /** Records are added and filters asked one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #held = false;
  #newer = 0;
  #read = 0;

  constructor(bounds: RecordBounds, test: RecordTest | undefined) {
    this.bounds = bounds;
    this.#test = test;
  }

  /** Records that came, those that have left included. */
  get read(): number {
    return this.#read;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Records that have come since it is held and that the filter lets through. */
  get newer(): number {
    return this.#newer;
  }

  /** How many more records there is room for, by their number. */
  get room(): number {
    return Math.max(0, this.bounds.records - this.list.all.length - this.#waiting.all.length);
  }

  /** True when the next record makes another leave. */
  get isFull(): boolean {
    return this.room === 0 || this.isFullOfBytes;
  }

  get isFullOfBytes(): boolean {
    return this.list.bytes + this.#waiting.bytes >= this.bounds.bytes;
  }

  /** Takes records in any order. At the bounds the oldest leave. */
  async add(records: readonly StoredRecord[]): Promise<void> {
    const turn = this.#turn.then(() => this.#add(records));
    this.#turn = turn;
    await turn;
  }

  /** Nothing moves until `release`. */
  hold(): void {
    this.#held = true;
  }

  /** Takes in what has come meanwhile. */
  release(): void {
    this.#held = false;
    this.#newer = 0;
    this.list.add(this.#waiting.all, this.#waiting.shown);
    this.list.bound(this.bounds);
    this.#waiting = new RecordList();
  }

  /** Shows what another filter lets through, as soon as it has been asked about everything; true when it was. */
  async refilter(test: RecordTest | undefined): Promise<boolean> {
    const wish = ++this.#wish;
    const turn = this.#turn.then(() => this.#refilter(test, wish));
    this.#turn = turn.then(() => undefined);
    return await turn;
  }

  async #refilter(test: RecordTest | undefined, wish: number): Promise<boolean> {
    for (;;) {
      const all = this.list.all;
      const waiting = this.#waiting.all;
      const shown = await this.#passing(all, test, wish);
      const shownOfWaiting = await this.#passing(waiting, test, wish);
      if (wish !== this.#wish) {
        return false;
      }
      // A release in between has moved what waited into the list.
      if (this.list.all === all && this.#waiting.all === waiting) {
        this.#test = test;
        this.list.shown = shown;
        this.#waiting.shown = shownOfWaiting;
        this.#newer = shownOfWaiting.length;
        return true;
      }
    }
  }

  async #add(records: readonly StoredRecord[]): Promise<void> {
    const sorted = records.toSorted(byTime);
    const shown = await this.#passing(sorted, this.#test, this.#wish);
    const list = this.#held ? this.#waiting : this.list;
    list.add(sorted, shown);
    list.bound(this.bounds);
    this.#read += records.length;
    this.#newer += this.#held ? shown.length : 0;
  }

  async #passing(
    records: readonly StoredRecord[],
    test: RecordTest | undefined,
    wish: number,
  ): Promise<readonly StoredRecord[]> {
    if (test === undefined) {
      return records;
    }
    const passing: StoredRecord[] = [];
    const take = (record: StoredRecord): void => {
      if (test(record)) {
        passing.push(record);
      }
    };
    await inSlices(records, take, () => wish === this.#wish);
    return passing;
  }
}
