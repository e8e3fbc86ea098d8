/**
 * The records that were read, newest last, as many as are kept: the oldest go when there are too many of them, or too
 * many bytes. Pure.
 */
import type { ReceivedRecord } from '../../../client/model.ts';

export interface StoredRecord {
  /** Grows by one with each record. */
  readonly id: number;
  readonly record: ReceivedRecord;
  /** Bytes of key, value and headers. */
  readonly size: number;
}

export class RowStore {
  readonly #most: number;
  readonly #mostBytes: number;
  /** Those before `#start` are gone. */
  #rows: StoredRecord[] = [];
  #start = 0;
  #bytes = 0;
  #next = 0;

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  /** How many were added, ever; the next one's id. */
  get next(): number {
    return this.#next;
  }

  get length(): number {
    return this.#rows.length - this.#start;
  }

  /** Id of the oldest that is kept; `next` without any. */
  get first(): number {
    return this.#next - this.length;
  }

  /** Whether another record makes an old one go. */
  get isFull(): boolean {
    return this.length >= this.#most || this.#bytes >= this.#mostBytes;
  }

  get(id: number): StoredRecord | undefined {
    return id < this.first ? undefined : this.#rows[this.#start + id - this.first];
  }

  add(record: ReceivedRecord): void {
    const size = sizeOf(record);
    this.#rows.push({ id: this.#next, record: detached(record), size });
    this.#next += 1;
    this.#bytes += size;
    while (this.length > this.#most || (this.#bytes > this.#mostBytes && this.length > 1)) this.#drop();
  }

  #drop(): void {
    this.#bytes -= this.#rows[this.#start]?.size ?? 0;
    this.#start += 1;
    // Cutting the front off costs as much as what is left: now and then is enough.
    if (this.#start * 2 > this.#rows.length) {
      this.#rows = this.#rows.slice(this.#start);
      this.#start = 0;
    }
  }
}

function sizeOf({ key, value, headers }: ReceivedRecord): number {
  const inHeaders = headers.reduce(
    (sum, header) => sum + Buffer.byteLength(header.key) + header.value.length,
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + inHeaders;
}

/** Its bytes lie in what the broker sent, which would be kept as a whole for one record of it. */
function detached(record: ReceivedRecord): ReceivedRecord {
  return {
    ...record,
    key: record.key === null ? null : Buffer.from(record.key),
    value: record.value === null ? null : Buffer.from(record.value),
    headers: record.headers.map(({ key, value }) => ({ key, value: Buffer.from(value) })),
  };
}
