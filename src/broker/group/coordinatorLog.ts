/**
 * The shard's way to its partition's log: hands records to the owner, and knows which of them are still on their way
 * to being committed. It does not know what a record says.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';

/** One record of `__consumer_offsets`, in Kafka's own encoding; a null value is a tombstone. */
export interface CoordinatorRecord {
  readonly key: Buffer;
  readonly value: Buffer | null;
}

/**
 * Writes records as one batch to the shard's partition and calls `done` exactly once: with 0 when they are committed
 * (below the high watermark), else with the error of the append (NOT_ENOUGH_REPLICAS, NOT_LEADER_OR_FOLLOWER when the
 * leadership is lost, REQUEST_TIMED_OUT). It may call `done` at once. Commits are reported in the order of the log.
 */
export type Append = (records: readonly CoordinatorRecord[], done: (error: number) => void) => void;

/**
 * Whether the records are in the log although their commit was not seen in time. They stay there as long as this shard
 * exists: who leads truncates nothing, and who loses the leadership drops the shard. So they count, and only the answer
 * is an error; else the shard would contradict the log that its successor reads.
 */
export function isWritten(error: number): boolean {
  return (
    error === errorCodes.NONE ||
    error === errorCodes.REQUEST_TIMED_OUT ||
    error === errorCodes.NOT_ENOUGH_REPLICAS_AFTER_APPEND
  );
}

export class CoordinatorLog {
  readonly #append: Append;
  #sequence = 0;
  /** In ascending order, since a Set keeps the order of insertion. */
  readonly #outstanding = new Set<number>();
  #waiting: { readonly until: number; readonly run: () => void }[] = [];

  constructor(append: Append) {
    this.#append = append;
  }

  /** As `Append`; no records are committed already. */
  append(records: readonly CoordinatorRecord[], done: (error: number) => void): void {
    if (records.length === 0) {
      done(0);
      return;
    }
    const sequence = this.#sequence++;
    this.#outstanding.add(sequence);
    this.#append(records, (error) => {
      assert(this.#outstanding.delete(sequence), 'an append is answered once');
      done(error);
      this.#runWaiting();
    });
  }

  /** Runs `run` when everything appended so far is committed or has failed: what a stable read waits for. */
  whenSettled(run: () => void): void {
    if (this.#outstanding.size === 0) run();
    else this.#waiting.push({ until: this.#sequence, run });
  }

  #runWaiting(): void {
    if (this.#waiting.length === 0) return;
    const [oldest = this.#sequence] = this.#outstanding;
    const ready = this.#waiting.filter(({ until }) => until <= oldest);
    this.#waiting = this.#waiting.filter(({ until }) => until > oldest);
    for (const { run } of ready) run();
  }
}
