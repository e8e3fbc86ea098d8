/**
 * Deadlines as data: who owns the clock calls `advanceTo`, and whatever is due runs, in order of its
 * deadline. It must not read a clock or arm a real timer.
 */

export interface Timer {
  cancel(): void;
}

interface Entry extends Timer {
  readonly at: number;
  /** Ties run in the order they were scheduled, so that a history is a function of its inputs. */
  readonly sequence: number;
  run: ((now: number) => void) | undefined;
}

/** A binary heap of deadlines in milliseconds. Cancelled entries stay until they surface or are most of the heap. */
export class Timers {
  #now: number;
  #sequence = 0;
  #cancelled = 0;
  #heap: Entry[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  /** Milliseconds since the epoch, as last told; never goes back. */
  get now(): number {
    return this.#now;
  }

  /** Runs `run` once the time is `at`; a deadline in the past runs at the next `advanceTo`. */
  schedule(at: number, run: (now: number) => void): Timer {
    const entry: Entry = {
      at,
      sequence: this.#sequence++,
      run,
      cancel: () => {
        if (entry.run === undefined) return;
        entry.run = undefined;
        this.#cancelled += 1;
        if (this.#cancelled > 64 && this.#cancelled > this.#heap.length / 2) this.#compact();
      },
    };
    this.#heap.push(entry);
    this.#siftUp(this.#heap.length - 1);
    return entry;
  }

  /** The earliest deadline, or undefined when nothing waits. */
  nextDeadline(): number | undefined {
    while (this.#heap[0] !== undefined && this.#heap[0].run === undefined) {
      this.#pop();
      this.#cancelled -= 1;
    }
    return this.#heap[0]?.at;
  }

  /** Tells the time and runs nothing yet: what is scheduled next counts from it. */
  tell(now: number): void {
    if (now > this.#now) this.#now = now;
  }

  /** Tells the time and runs everything due, including what that schedules for a time already past. */
  advanceTo(now: number): void {
    this.tell(now);
    for (let at = this.nextDeadline(); at !== undefined && at <= this.#now; at = this.nextDeadline()) {
      const entry = this.#pop();
      const run = entry?.run;
      if (entry !== undefined) entry.run = undefined;
      run?.(this.#now);
    }
  }

  #pop(): Entry | undefined {
    const top = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && last !== top) {
      this.#heap[0] = last;
      this.#siftDown(0);
    }
    return top;
  }

  #compact(): void {
    const live = this.#heap.filter((entry) => entry.run !== undefined);
    this.#heap = live;
    this.#cancelled = 0;
    for (let index = (live.length >> 1) - 1; index >= 0; index--) this.#siftDown(index);
  }

  #siftUp(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (!this.#before(child, index)) return;
      this.#swap(child, index);
      index = child;
    }
  }

  #before(a: number, b: number): boolean {
    const left = this.#heap[a] as Entry;
    const right = this.#heap[b] as Entry;
    return left.at < right.at || (left.at === right.at && left.sequence < right.sequence);
  }

  #swap(a: number, b: number): void {
    const left = this.#heap[a] as Entry;
    this.#heap[a] = this.#heap[b] as Entry;
    this.#heap[b] = left;
  }
}
