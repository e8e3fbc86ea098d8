/**
 * Lets work through at a rate that may change at any moment, also while somebody waits. Time is handed in,
 * so that it can be tested without waiting.
 */

export interface PacerClock {
  now(): number;
  /** Calls back once after so many milliseconds; returns how to cancel. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Work that could not be let through in time is caught up for at most so long (ms), not forever. */
const maxDebt = 100;

export class Pacer {
  readonly #clock: PacerClock;
  readonly #waiting: (() => void)[] = [];
  #perSecond: number;
  #next: number;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /** `perSecond` 0 = nothing passes until the rate is set. */
  constructor(perSecond: number, clock: PacerClock = systemClock) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#next = clock.now();
  }

  setRate(perSecond: number): void {
    this.#perSecond = perSecond;
    this.#next = this.#clock.now();
    this.#release();
  }

  /** From now on everything passes at once: whoever waits should find out that the work is over. */
  stop(): void {
    this.#stopped = true;
    this.#release();
  }

  /** Resolves when the next piece of work may start; undefined when it may start now. */
  turn(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#take()) {
      return undefined;
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#release();
    });
  }

  #take(): boolean {
    if (this.#stopped) {
      return true;
    }
    const now = this.#clock.now();
    if (this.#perSecond <= 0 || this.#next > now) {
      return false;
    }
    this.#next = Math.max(this.#next, now - maxDebt) + 1000 / this.#perSecond;
    return true;
  }

  /** Lets through whom it may, and comes back for the others. */
  #release(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    while (this.#waiting.length > 0 && this.#take()) {
      this.#waiting.shift()?.();
    }
    if (this.#waiting.length > 0 && this.#perSecond > 0) {
      this.#cancel = this.#clock.after(Math.max(1, this.#next - this.#clock.now()), () => this.#release());
    }
  }
}

const systemClock: PacerClock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
