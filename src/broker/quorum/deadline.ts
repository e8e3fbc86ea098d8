/** One deadline that is set, moved and cancelled again and again, such as an election timeout. It must not outlive its role. */
import type { Timer, Timers } from '../timers.ts';

export class Deadline {
  readonly #timers: Timers;
  readonly #run: () => void;
  #timer: Timer | undefined;
  #at = 0;

  constructor(timers: Timers, run: () => void) {
    this.#timers = timers;
    this.#run = run;
  }

  /** Milliseconds left; 0 when it has passed or is not set. */
  get remaining(): number {
    return this.#timer === undefined ? 0 : Math.max(0, this.#at - this.#timers.now);
  }

  /** Runs after `delay` milliseconds, instead of whenever it would have run. */
  setIn(delay: number): void {
    this.cancel();
    this.#at = this.#timers.now + delay;
    this.#timer = this.#timers.schedule(this.#at, () => {
      this.#timer = undefined;
      this.#run();
    });
  }

  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
