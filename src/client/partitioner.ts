/**
 * Where records go, as Kafka's Java producer decides it: keyed records by murmur2, records without a key
 * stick to one partition until a batch is full (KIP-480). Pure: randomness is handed in.
 */

/** Kafka's `batch.size`: after so many bytes records without a key move on to another partition. */
const stickyBytes = 16_384;

/** The partition of a key among `partitions`; equal keys go to equal partitions in every Kafka client. */
export function partitionForKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

/** Chooses partitions for records without a key; one per topic and producer. */
export class StickyPartition {
  readonly #random: () => number;
  #current = -1;
  #bytes = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  next(recordBytes: number, partitions: number): number {
    if (this.#current < 0 || this.#current >= partitions || this.#bytes >= stickyBytes) {
      this.#move(partitions);
    }
    this.#bytes += recordBytes;
    return this.#current;
  }

  /** What was placed so far is sent: the next record goes to a different partition, where there is one. */
  endBatch(): void {
    if (this.#bytes > 0) {
      this.#bytes = stickyBytes;
    }
  }

  #move(partitions: number): void {
    const step = partitions > 1 && this.#current >= 0 ? 1 + Math.floor(this.#random() * (partitions - 1)) : 0;
    const start = this.#current >= 0 ? this.#current : Math.floor(this.#random() * partitions);
    this.#current = (start + step) % partitions;
    this.#bytes = 0;
  }
}

/** murmur2 with Kafka's seed, as a signed 32-bit number. */
export function murmur2(data: Uint8Array): number {
  const multiplier = 0x5bd1e995;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length & ~3;
  let hash = 0x9747b28c ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    let block = Math.imul(view.getInt32(at, true), multiplier);
    block = Math.imul(block ^ (block >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ block;
  }
  if (whole < data.length) {
    for (let at = data.length - 1; at >= whole; at--) {
      hash ^= (data[at] ?? 0) << (8 * (at - whole));
    }
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}
