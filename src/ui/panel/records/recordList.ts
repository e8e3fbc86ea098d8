/** Records ordered by time, and of them those that a filter lets through; bounded in number and bytes. Pure. */
import type { StoredRecord } from '../../../client/model.ts';

export interface RecordBounds {
  readonly records: number;
  /** Bytes of keys, values and headers, with what a record costs beside them. */
  readonly bytes: number;
}

/** What a record takes in memory beside its bytes, about. */
const recordOverhead = 300;

export class RecordList {
  /** The oldest first. Both are replaced, never changed in place, so that who walks over one is not disturbed. */
  all: readonly StoredRecord[] = [];
  shown: readonly StoredRecord[] = [];
  #bytes = 0;
  /** True when the bound on bytes has made a record leave. */
  byBytes = false;

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes records in order of time; `shown` are those of them that the filter lets through. */
  add(records: readonly StoredRecord[], shown: readonly StoredRecord[]): void {
    for (const record of records) {
      this.#bytes += costOf(record);
    }
    const everything = this.shown === this.all && records.length === shown.length;
    this.all = merged(this.all, records);
    this.shown = everything ? this.all : merged(this.shown, shown);
  }

  /** Lets the oldest go until the bounds hold; one record always stays. */
  bound(bounds: RecordBounds): void {
    let count = 0;
    while (count < this.all.length - 1 && this.#isBeyond(bounds, this.all.length - count)) {
      this.#bytes -= costOf(this.all[count] as StoredRecord);
      count++;
    }
    const oldest = this.all[count];
    if (count > 0 && oldest !== undefined) {
      const everything = this.shown === this.all;
      this.all = this.all.slice(count);
      this.shown = everything ? this.all : this.shown.slice(lowerBound(this.shown, oldest));
    }
  }

  find(partition: number, offset: number): StoredRecord | undefined {
    return this.all.find((record) => record.offset === offset && record.partition === partition);
  }

  /** Where a record stands among those shown, the newest being 0; -1 when it is not. */
  indexOf(record: StoredRecord): number {
    const at = lowerBound(this.shown, record);
    return this.shown[at] === record ? this.shown.length - 1 - at : -1;
  }

  /** Rows of those shown, the newest first. */
  rows(first: number, count: number): readonly StoredRecord[] {
    const end = this.shown.length - first;
    return end <= 0 ? [] : this.shown.slice(Math.max(0, end - count), end).reverse();
  }

  #isBeyond({ records, bytes }: RecordBounds, length: number): boolean {
    this.byBytes ||= length <= records && this.#bytes > bytes;
    return length > records || this.#bytes > bytes;
  }
}

function costOf(record: StoredRecord): number {
  return record.size + recordOverhead;
}

/** By time, and records of one moment by partition and offset: a total order. */
export function byTime(one: StoredRecord, other: StoredRecord): number {
  return one.timestamp - other.timestamp || one.partition - other.partition || one.offset - other.offset;
}

/** Joins two sorted lists. The common case, everything new at the end, costs one copy. */
function merged(older: readonly StoredRecord[], newer: readonly StoredRecord[]): readonly StoredRecord[] {
  const [first] = newer;
  if (first === undefined) {
    return older;
  }
  let at = lowerBound(older, first);
  const result = older.slice(0, at);
  for (const record of newer) {
    for (let next = older[at]; next !== undefined && byTime(next, record) < 0; next = older[at]) {
      result.push(next);
      at++;
    }
    result.push(record);
  }
  for (; at < older.length; at++) {
    result.push(older[at] as StoredRecord);
  }
  return result;
}

/** The index of the first record that is not before the given one. */
function lowerBound(records: readonly StoredRecord[], record: StoredRecord): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byTime(records[middle] as StoredRecord, record) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
