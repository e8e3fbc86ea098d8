/**
 * A sparse index over the batches of one segment: one entry for every 8 KB, in one growable typed array, so that a log of
 * millions of batches costs the garbage collector nothing. Finds a place at or shortly before what is asked for; the
 * segment walks the batch headers from there. Knows nothing of bytes.
 */

/** Numbers per entry: offset, extent, position, newest timestamp before the entry. */
const stride = 4;
const offsetField = 0;
const extentField = 1;
const positionField = 2;
const timestampField = 3;

/** The segment adds an entry when this many bytes have followed the last one, and at each extent's start. */
export const indexInterval = 8192;

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
    this.#entries[start + extentField] = extent;
    this.#entries[start + positionField] = position;
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
    return this.#field(entry, extentField);
  }

  position(entry: number): number {
    return this.#field(entry, positionField);
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
    return this.#lastWhere((entry) => {
      const entryExtent = this.extent(entry);
      const before = entryExtent < extent || (entryExtent === extent && this.position(entry) <= position);
      return before && this.offset(entry) <= offset;
    });
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
