/**
 * Which transactions the batches of a log belong to, learned by walking over them in order: what compaction needs to know
 * before it removes records of aborted ones, and a marker only after the last record (Kafka's CleanedTransactionMetadata).
 */
import { readEndTransactionMarker } from '../../protocol/controlRecords.ts';
import {
  isControl,
  isTransactional,
  readLastOffset,
  readProducerId,
  readRecordCount,
} from '../../protocol/recordBatch.ts';
import type { AbortedTransaction } from './abortedTransactions.ts';

interface OpenAbort {
  readonly transaction: AbortedTransaction;
  hasBatches: boolean;
}

export class TransactionFates {
  /** Aborted transactions of which batches were seen before the marker: the log must remember these. */
  readonly keptAborts = new Set<AbortedTransaction>();
  /** By first offset. */
  readonly #aborts: readonly AbortedTransaction[];
  #nextAbort = 0;
  readonly #openAborts = new Map<number, OpenAbort>();
  /** Producers with batches of a transaction that is committed further on. */
  readonly #openCommits = new Set<number>();

  /** @param aborts those that reach into the part of the log that is walked over */
  constructor(aborts: readonly AbortedTransaction[]) {
    this.#aborts = [...aborts].sort((a, b) => a.firstOffset - b.firstOffset);
  }

  /** Takes in the next batch. @returns whether it may go: aborted records, or a marker that ends nothing any more */
  follow(batch: Buffer): boolean {
    this.#openUpTo(readLastOffset(batch, 0));
    const producerId = readProducerId(batch, 0);
    if (isControl(batch, 0)) return this.#followMarker(batch, producerId);
    if (!isTransactional(batch, 0)) return false;
    const abort = this.#openAborts.get(producerId);
    if (abort !== undefined) abort.hasBatches = true;
    else this.#openCommits.add(producerId);
    return abort !== undefined;
  }

  #followMarker(batch: Buffer, producerId: number): boolean {
    if (readRecordCount(batch, 0) === 0) return true;
    switch (readEndTransactionMarker(batch, 0)?.type) {
      case 'abort': {
        const abort = this.#openAborts.get(producerId);
        this.#openAborts.delete(producerId);
        if (abort?.hasBatches !== true) return true;
        this.keptAborts.add(abort.transaction);
        return false;
      }
      case 'commit':
        return !this.#openCommits.delete(producerId);
      case undefined:
        return false;
    }
  }

  #openUpTo(offset: number): void {
    for (;;) {
      const transaction = this.#aborts[this.#nextAbort];
      if (transaction === undefined || transaction.firstOffset > offset) return;
      this.#nextAbort += 1;
      if (!this.#openAborts.has(transaction.producerId)) {
        this.#openAborts.set(transaction.producerId, { transaction, hasBatches: false });
      }
    }
  }
}
