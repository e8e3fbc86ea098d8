/** The role without a known leader, with or without a vote given in this epoch: it waits to hear of one, then stands itself. */
import { Deadline } from './deadline.ts';
import type { QuorumState } from './quorumState.ts';

export class Unattached {
  readonly name = 'unattached';
  readonly #timeout: number;
  readonly #electionTimeout: Deadline;

  /** @param timeout milliseconds to wait for a leader */
  constructor(state: QuorumState, timeout: number) {
    this.#timeout = timeout;
    this.#electionTimeout = new Deadline(state.environment.timers, () => state.becomeProspective());
  }

  get electionTimeLeft(): number {
    return this.#electionTimeout.remaining;
  }

  enter(): void {
    this.#electionTimeout.setIn(this.#timeout);
  }

  leave(): void {
    this.#electionTimeout.cancel();
  }
}
