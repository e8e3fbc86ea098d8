/** The one timer of a cluster: rings when its next deadline is due. */
import type { Clock } from './clock.ts';

/** The longest that one timer of Node can wait; a later deadline is set again. */
const longestMs = 2 ** 31 - 1;

export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;
  #setFor = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param deadline in milliseconds since the epoch; undefined = none */
  set(deadline: number = Number.POSITIVE_INFINITY): void {
    // One that rings too early finds nothing due and is set again: cheaper than a timer per request.
    if (deadline >= this.#setFor) return;
    clearTimeout(this.#timer);
    this.#setFor = deadline;
    const wait = Math.min(longestMs, Math.max(0, deadline - this.#clock.now()));
    this.#timer = setTimeout(() => {
      this.#setFor = Number.POSITIVE_INFINITY;
      this.#ring();
    }, wait);
  }

  /** It does not ring any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
