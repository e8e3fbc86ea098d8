/**
 * Requests whose answer must wait: a produce for its replicas, a fetch for its bytes. An operation is
 * tried again whenever something it watches is touched, and ends at its deadline at the latest.
 * After Kafka's purgatory, without its threads.
 */
import type { Timer, Timers } from './timers.ts';

export interface DelayedOperation {
  /** Answers and returns true when the condition holds now; must not answer when it returns false. */
  tryComplete(): boolean;
  /** Answers with what there is, because the deadline has come. */
  expire(): void;
}

interface Waiting {
  readonly operation: DelayedOperation;
  readonly keys: readonly string[];
  timer: Timer | undefined;
  done: boolean;
  /** Being tried now: an answer may touch the same key again, and must not be given twice. */
  trying: boolean;
}

export class Purgatory {
  readonly #timers: Timers;
  readonly #watchers = new Map<string, Set<Waiting>>();
  /** While something runs `together`: the keys it has touched. */
  #touched: Set<string> | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** How many keys are watched; for limits and tests. */
  get watchedKeys(): number {
    return this.#watchers.size;
  }

  /**
   * Tries the operation, and keeps it when it cannot complete yet.
   * @param keys what it waits for, e.g. one key a partition
   * @param deadline milliseconds since the epoch; Infinity for an operation that waits as long as it takes
   * @returns forgets the operation without an answer (its client is gone)
   */
  tryCompleteElseWatch(operation: DelayedOperation, keys: readonly string[], deadline: number): () => void {
    if (operation.tryComplete()) return () => {};
    const waiting: Waiting = { operation, keys, timer: undefined, done: false, trying: false };
    for (const key of keys) {
      let watchers = this.#watchers.get(key);
      if (watchers === undefined) {
        watchers = new Set();
        this.#watchers.set(key, watchers);
      }
      watchers.add(waiting);
    }
    if (deadline < Number.POSITIVE_INFINITY) {
      waiting.timer = this.#timers.schedule(deadline, () => {
        this.#forget(waiting);
        operation.expire();
      });
    }
    return () => this.#forget(waiting);
  }

  /** Something about `key` changed: whoever waits for it is tried again, in the order of arrival. */
  touch(key: string): void {
    if (this.#touched !== undefined) this.#touched.add(key);
    else this.#tryAgain([...(this.#watchers.get(key) ?? [])]);
  }

  /**
   * Whatever `run` touches is tried again once it has ended, each operation once: a fetch that waits for a thousand
   * partitions is not answered, and asked anew, for each of them in turn.
   */
  together(run: () => void): void {
    if (this.#touched !== undefined) {
      run();
      return;
    }
    const touched = new Set<string>();
    this.#touched = touched;
    try {
      run();
    } finally {
      this.#touched = undefined;
    }
    this.#tryAgain(new Set([...touched].flatMap((key) => [...(this.#watchers.get(key) ?? [])])));
  }

  #tryAgain(operations: Iterable<Waiting>): void {
    for (const waiting of operations) {
      if (waiting.done || waiting.trying) continue;
      waiting.trying = true;
      if (waiting.operation.tryComplete()) this.#forget(waiting);
      waiting.trying = false;
    }
  }

  #forget(waiting: Waiting): void {
    if (waiting.done) return;
    waiting.done = true;
    waiting.timer?.cancel();
    for (const key of waiting.keys) {
      const watchers = this.#watchers.get(key);
      watchers?.delete(waiting);
      if (watchers?.size === 0) this.#watchers.delete(key);
    }
  }
}
