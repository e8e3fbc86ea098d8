/**
 * A sparse index over the batches of one segment: one entry for every 4 KB, in one growable typed array, so that a log of
 * millions of batches costs the garbage collector nothing. Finds a place at or shortly before what is asked for; the
 * segment walks the batch headers from there. Knows nothing of bytes.
 */

/** Numbers per entry: offset, place, newest timestamp before the entry. */
const stride = 3;
const offsetField = 0;
const placeField = 1;
const timestampField = 2;
/** A place is one number, extent * 2^32 + position, so that places compare as numbers. */
const extentUnit = 0x100000000;

/** The segment adds an entry when this many bytes have followed the last one, and at each extent's start. */
export const indexInterval = 4096;

export class BatchIndex {
  #entries = new Float64Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Bytes taken by the entries, used or reserved. */
  get byteLength(): number {
    return this.#entries.byteLength;
  }

  /**
   * Adds the batch that starts with `offset` at `position` of extent number `extent`; all three must not decrease.
   * @param newestBefore largest timestamp of the segment's batches before this one, -Infinity when there is none.
   */
  add(offset: number, extent: number, position: number, newestBefore: number): void {
    const start = this.#length * stride;
    if (start === this.#entries.length) {
      const grown = new Float64Array(Math.max(stride, start * 2));
      grown.set(this.#entries);
      this.#entries = grown;
    }
    this.#entries[start + offsetField] = offset;
    this.#entries[start + placeField] = extent * extentUnit + position;
    this.#entries[start + timestampField] = newestBefore;
    this.#length++;
  }

  /** Removes the entries from number `length` on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  offset(entry: number): number {
    return this.#field(entry, offsetField);
  }

  extent(entry: number): number {
    return Math.floor(this.#field(entry, placeField) / extentUnit);
  }

  position(entry: number): number {
    return this.#field(entry, placeField) % extentUnit;
  }

  newestBefore(entry: number): number {
    return this.#field(entry, timestampField);
  }

  /** Last entry whose batch starts at or before `offset`; 0 when all start later. */
  floorOffset(offset: number): number {
    return this.#lastWhere((entry) => this.offset(entry) <= offset);
  }

  /** Last entry that stands at or before `position` of `extent`, and whose batch starts at or before `offset`. */
  floorPlace(extent: number, position: number, offset: number): number {
    const place = extent * extentUnit + position;
    return this.#lastWhere(
      (entry) => this.#field(entry, placeField) <= place && this.offset(entry) <= offset,
    );
  }

  /** Last entry before which no batch is as new as `timestamp`: the first such batch stands at the entry or after it. */
  floorTimestamp(timestamp: number): number {
    return this.#lastWhere((entry) => this.newestBefore(entry) < timestamp);
  }

  #field(entry: number, field: number): number {
    return this.#entries[entry * stride + field] ?? 0;
  }

  /** Binary search for the last entry that satisfies a predicate which holds for a prefix of the entries. */
  #lastWhere(holds: (entry: number) => boolean): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(middle)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
