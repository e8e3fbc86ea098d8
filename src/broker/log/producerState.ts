/**
 * Idempotence and transactions of one log (KIP-98): which batches of which producers were written, which transactions are
 * open, and from where on offsets are not yet stable. Follows the log: it can be rebuilt from the batches alone.
 */
import { readEndTransactionMarker } from '../../protocol/controlRecords.ts';
import { errorCodes } from '../../protocol/errors.ts';
import {
  isControl,
  isTransactional,
  readBaseOffset,
  readBaseSequence,
  readLastOffset,
  readLastOffsetDelta,
  readLastSequence,
  readMaxTimestamp,
  readProducerEpoch,
  readProducerId,
} from '../../protocol/recordBatch.ts';
import { type AbortedTransaction, AbortedTransactions } from './abortedTransactions.ts';
import { ProducerEntry, type RememberedBatch } from './producerEntry.ts';
import type { Segment } from './segment.ts';
import type { AppendOrigin, Rejection } from './validateRecords.ts';

/** What the log should do with a batch; undefined means append it. */
type ProducerVerdict =
  | { readonly kind: 'duplicate'; readonly original: RememberedBatch }
  | { readonly kind: 'reject'; readonly rejection: Rejection };

/** One row of DescribeProducers (KIP-664); -1 where there is nothing to say. */
interface ActiveProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastTimestamp: number;
  readonly coordinatorEpoch: number;
  readonly currentTransactionFirstOffset: number;
}

/** More than this many producers of one partition, and the one silent for longest is forgotten, as if it had expired. */
const producerLimit = 10_000;
const lastSequenceNumber = 0x7fffffff;

export class ProducerState {
  /** The least recently active first. */
  readonly #producers = new Map<number, ProducerEntry>();
  #newestProducer = -1;
  /** Producer ids of open transactions by first offset, which is also the order they began in. */
  readonly #ongoing = new Map<number, number>();
  /** Ended transactions whose marker may not be replicated yet, in the order of their markers. */
  #unreplicated: {
    readonly firstOffset: number;
    readonly lastOffset: number;
  }[] = [];
  readonly #aborted = new AbortedTransactions();

  /**
   * Whether the batch at `position`, whose producer epoch and sequence are the sender's, may be appended. A client's batch
   * must follow the producer's last one, or repeat one of its last five; coordinators' batches only need a current epoch.
   */
  check(records: Buffer, position: number, origin: AppendOrigin): ProducerVerdict | undefined {
    const producerId = readProducerId(records, position);
    if (producerId < 0 || origin === 'raft') return undefined;
    const entry = this.#producers.get(producerId);
    if (entry === undefined) return undefined;
    const epoch = readProducerEpoch(records, position);
    if (origin === 'client' && epoch === entry.epoch) {
      const original = entry.find(
        readLastSequence(records, position),
        readLastOffsetDelta(records, position),
      );
      if (original !== undefined) return { kind: 'duplicate', original };
    }
    if (epoch < entry.epoch) {
      const message = `Producer ${producerId} writes with epoch ${epoch}, the last seen is ${entry.epoch}`;
      return reject(errorCodes.INVALID_PRODUCER_EPOCH, message);
    }
    if (isControl(records, position)) return checkCoordinatorEpoch(records, position, producerId, entry);
    const rejection = origin === 'client' ? checkSequence(records, position, producerId, entry) : undefined;
    if (rejection !== undefined) return rejection;
    if (entry.transactionFirstOffset >= 0 && !isTransactional(records, position)) {
      return reject(
        errorCodes.INVALID_TXN_STATE,
        `Producer ${producerId} has an open transaction in this partition`,
      );
    }
    return undefined;
  }

  /** Takes in a batch that was appended, its offsets final. */
  update(records: Buffer, position: number): void {
    const producerId = readProducerId(records, position);
    if (producerId < 0) return;
    if (isControl(records, position)) {
      this.#endTransaction(records, position, producerId);
      return;
    }
    const entry = this.#touch(producerId);
    const lastOffset = readLastOffset(records, position);
    entry.moveToEpoch(readProducerEpoch(records, position));
    const timestamp = readMaxTimestamp(records, position);
    // Coordinators write without sequences, as transactional offset commits are.
    const hasSequence = readBaseSequence(records, position) >= 0;
    if (hasSequence) {
      entry.add(
        readLastSequence(records, position),
        lastOffset,
        readLastOffsetDelta(records, position),
        timestamp,
      );
    }
    entry.lastTimestamp = timestamp;
    if (entry.transactionFirstOffset < 0 && isTransactional(records, position)) {
      entry.transactionFirstOffset = readBaseOffset(records, position);
      this.#ongoing.set(entry.transactionFirstOffset, producerId);
    }
  }

  /**
   * First offset whose fate a read_committed consumer cannot know yet: of the earliest transaction that is open, or whose
   * marker is not below the high watermark. Undefined when there is none.
   */
  firstUnstableOffset(highWatermark: number): number | undefined {
    if (this.#ongoing.size === 0 && this.#unreplicated.length === 0) return undefined;
    this.forgetReplicated(highWatermark);
    let first: number | undefined = this.#ongoing.keys().next().value;
    for (const { firstOffset } of this.#unreplicated) first = Math.min(first ?? firstOffset, firstOffset);
    return first;
  }

  /** Ended transactions count as stable once their markers are below the high watermark. */
  forgetReplicated(highWatermark: number): void {
    const first = this.#unreplicated.findIndex(({ lastOffset }) => lastOffset >= highWatermark);
    if (first !== 0) this.#unreplicated.splice(0, first === -1 ? this.#unreplicated.length : first);
  }

  /** The aborted transactions that overlap [fetchOffset, upperBound): what a Fetch response lists for read_committed. */
  abortedTransactions(fetchOffset: number, upperBound: number): readonly AbortedTransaction[] {
    return this.#aborted.overlapping(fetchOffset, upperBound);
  }

  /**
   * Aborted transactions that ended in [from, to) and are not among `kept` have lost all their records to compaction, and
   * perhaps their markers: whoever was told of one could wait in vain for its end.
   */
  retainAborted(from: number, to: number, kept: ReadonlySet<AbortedTransaction>): void {
    this.#aborted.retain(from, to, kept);
  }

  /**
   * Whether the batch at `position` holds the last that its producer has before `offset`: its sequence, or its epoch. Kafka
   * looks at the very last, and may find neither once a truncation has taken that one back.
   */
  isLastOfProducer(records: Buffer, position: number, offset: number): boolean {
    const entry = this.#producers.get(readProducerId(records, position));
    if (entry === undefined) return false;
    if (entry.lastOffset >= 0) return readLastOffset(records, position) === entry.lastOffsetBefore(offset);
    return isControl(records, position) && readProducerEpoch(records, position) === entry.epoch;
  }

  /** Whether this producer epoch has a transaction open here (KIP-890 asks the coordinator otherwise). */
  hasOngoingTransaction(producerId: number, producerEpoch: number): boolean {
    const entry = this.#producers.get(producerId);
    return entry !== undefined && entry.epoch === producerEpoch && entry.transactionFirstOffset >= 0;
  }

  /** Everyone who is remembered, for DescribeProducers. */
  activeProducers(): readonly ActiveProducer[] {
    return Array.from(this.#producers, ([producerId, entry]) => ({
      producerId,
      producerEpoch: entry.epoch,
      lastSequence: entry.lastSequence,
      lastTimestamp: entry.lastTimestamp,
      coordinatorEpoch: entry.coordinatorEpoch,
      currentTransactionFirstOffset: entry.transactionFirstOffset,
    }));
  }

  /** Forgets producers without an open transaction that were silent for `expirationMs`. */
  removeExpired(now: number, expirationMs: number): void {
    for (const [producerId, entry] of this.#producers) {
      const isExpired = entry.transactionFirstOffset < 0 && now - entry.lastTimestamp >= expirationMs;
      if (isExpired) this.#producers.delete(producerId);
    }
  }

  /** Producers stay known when their records go: only what points into the log is forgotten. */
  onLogStartOffset(logStartOffset: number): void {
    this.#aborted.removeBefore(logStartOffset);
    this.forgetReplicated(logStartOffset);
  }

  /** From nothing but the batches: after a truncation or a restart. */
  rebuild(segments: readonly Segment[], logStartOffset: number): void {
    this.clear();
    for (const segment of segments) {
      for (let place = segment.first(); !segment.isEnd(place); place = segment.next(place)) {
        this.update(segment.bytes(place), place.position);
      }
    }
    this.onLogStartOffset(logStartOffset);
  }

  clear(): void {
    this.#producers.clear();
    this.#newestProducer = -1;
    this.#ongoing.clear();
    this.#unreplicated = [];
    this.#aborted.clear();
  }

  /** The producer's entry, moved to the end of the map as the most recently active. */
  #touch(producerId: number): ProducerEntry {
    const known = this.#producers.get(producerId);
    if (known !== undefined && producerId === this.#newestProducer) return known;
    const entry = known ?? new ProducerEntry();
    this.#producers.delete(producerId);
    this.#producers.set(producerId, entry);
    this.#newestProducer = producerId;
    if (this.#producers.size > producerLimit) this.#forgetOldest();
    return entry;
  }

  #forgetOldest(): void {
    for (const [producerId, entry] of this.#producers) {
      if (entry.transactionFirstOffset >= 0) continue;
      this.#producers.delete(producerId);
      return;
    }
  }

  #endTransaction(records: Buffer, position: number, producerId: number): void {
    const marker = readEndTransactionMarker(records, position);
    if (marker === undefined) return;
    const entry = this.#touch(producerId);
    const firstOffset = entry.transactionFirstOffset;
    if (firstOffset >= 0) {
      const lastOffset = readBaseOffset(records, position);
      this.#ongoing.delete(firstOffset);
      this.#unreplicated.push({ firstOffset, lastOffset });
      const lastStableOffset = this.#ongoing.keys().next().value ?? lastOffset + 1;
      if (marker.type === 'abort')
        this.#aborted.add({ producerId, firstOffset, lastOffset, lastStableOffset });
    }
    entry.moveToEpoch(readProducerEpoch(records, position));
    entry.coordinatorEpoch = marker.coordinatorEpoch;
    entry.transactionFirstOffset = -1;
    entry.lastTimestamp = readMaxTimestamp(records, position);
  }
}

function checkSequence(
  records: Buffer,
  position: number,
  producerId: number,
  entry: ProducerEntry,
): ProducerVerdict | undefined {
  const first = readBaseSequence(records, position);
  const epoch = readProducerEpoch(records, position);
  const last = epoch === entry.epoch ? entry.lastSequence : -1;
  if (first === last + 1 || (first === 0 && last === lastSequenceNumber)) return undefined;
  const message = `Producer ${producerId} with epoch ${epoch} sends sequence ${first} after ${last}`;
  return reject(errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER, message);
}

function checkCoordinatorEpoch(
  records: Buffer,
  position: number,
  producerId: number,
  entry: ProducerEntry,
): ProducerVerdict | undefined {
  const epoch = readEndTransactionMarker(records, position)?.coordinatorEpoch;
  if (epoch === undefined || epoch >= entry.coordinatorEpoch) return undefined;
  const message = `Marker for producer ${producerId} has coordinator epoch ${epoch}, after ${entry.coordinatorEpoch}`;
  return reject(errorCodes.TRANSACTION_COORDINATOR_FENCED, message);
}

function reject(error: number, message: string): ProducerVerdict {
  return { kind: 'reject', rejection: { error, message } };
}
