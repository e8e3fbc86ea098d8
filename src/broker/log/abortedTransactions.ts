/**
 * The aborted transactions of one log, from which a read_committed consumer learns what to skip (Kafka's TransactionIndex).
 * Holds ended transactions only; open ones are in `producerState.ts`.
 */

export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** Offset of the abort marker. */
  readonly lastOffset: number;
  /** Where the last stable offset stood once this transaction was over. */
  readonly lastStableOffset: number;
}

export class AbortedTransactions {
  /** Ascending by the marker's offset. */
  #transactions: AbortedTransaction[] = [];

  add(transaction: AbortedTransaction): void {
    this.#transactions.push(transaction);
  }

  /** Those that overlap [fetchOffset, upperBound), in the order of their markers. */
  overlapping(fetchOffset: number, upperBound: number): readonly AbortedTransaction[] {
    const found: AbortedTransaction[] = [];
    for (let at = this.#firstEndingFrom(fetchOffset); at < this.#transactions.length; at++) {
      const transaction = this.#transactions[at];
      if (transaction === undefined) break;
      if (transaction.firstOffset < upperBound) found.push(transaction);
      // Whatever ended later began at or after this point.
      if (transaction.lastStableOffset >= upperBound) break;
    }
    return found;
  }

  /** Forgets transactions that lie wholly before the log's start. */
  removeBefore(logStartOffset: number): void {
    this.#transactions.splice(0, this.#firstEndingFrom(logStartOffset));
  }

  /** Of the transactions that ended in [from, to), keeps only those among `kept`: compaction has removed the others. */
  retain(from: number, to: number, kept: ReadonlySet<AbortedTransaction>): void {
    this.#transactions = this.#transactions.filter(
      (transaction) => transaction.lastOffset < from || transaction.lastOffset >= to || kept.has(transaction),
    );
  }

  clear(): void {
    this.#transactions = [];
  }

  #firstEndingFrom(offset: number): number {
    let low = 0;
    let high = this.#transactions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#transactions[middle]?.lastOffset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
