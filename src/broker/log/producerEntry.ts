/**
 * What a partition remembers of one producer id: epoch, open transaction and the sequences of its last five batches
 * (Kafka's ProducerStateEntry). Decides nothing: the rules are in `producerState.ts`.
 */

/** How many batches a producer may have in flight and still be recognised when it repeats one. */
const rememberedBatches = 5;
const fields = 4;

export interface RememberedBatch {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly timestamp: number;
}

export class ProducerEntry {
  /** -1 while only markers are known. */
  epoch = -1;
  coordinatorEpoch = -1;
  lastTimestamp = -1;
  /** First offset of the open transaction, -1 when there is none. */
  transactionFirstOffset = -1;
  /** Ring of (last sequence, last offset, offset delta, timestamp): numbers in place, no object per batch. */
  readonly #batches = new Float64Array(rememberedBatches * fields);
  #count = 0;
  #newest = -1;

  /** Sequence number of the last record, -1 when no batch is remembered. */
  get lastSequence(): number {
    return this.#count === 0 ? -1 : this.#field(this.#newest, 0);
  }

  /** Offset of the last record, -1 when no batch is remembered. */
  get lastOffset(): number {
    return this.#count === 0 ? -1 : this.#field(this.#newest, 1);
  }

  /** Offset of the last record of the newest batch remembered that lies before `offset`; -1 when there is none. */
  lastOffsetBefore(offset: number): number {
    let last = -1;
    for (let slot = 0; slot < this.#count; slot++) {
      const candidate = this.#field(slot, 1);
      if (candidate < offset) last = Math.max(last, candidate);
    }
    return last;
  }

  /** A new epoch starts its sequences anew. */
  moveToEpoch(epoch: number): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.#count = 0;
    this.#newest = -1;
  }

  add(lastSequence: number, lastOffset: number, offsetDelta: number, timestamp: number): void {
    this.#newest = (this.#newest + 1) % rememberedBatches;
    this.#count = Math.min(rememberedBatches, this.#count + 1);
    this.#batches.set([lastSequence, lastOffset, offsetDelta, timestamp], this.#newest * fields);
    this.lastTimestamp = timestamp;
  }

  /** The remembered batch of exactly these sequences: a repetition of it was already written. */
  find(lastSequence: number, offsetDelta: number): RememberedBatch | undefined {
    for (let slot = 0; slot < this.#count; slot++) {
      if (this.#field(slot, 0) !== lastSequence || this.#field(slot, 2) !== offsetDelta) continue;
      const lastOffset = this.#field(slot, 1);
      return { firstOffset: lastOffset - offsetDelta, lastOffset, timestamp: this.#field(slot, 3) };
    }
    return undefined;
  }

  #field(slot: number, field: number): number {
    return this.#batches[slot * fields + field] ?? 0;
  }
}
