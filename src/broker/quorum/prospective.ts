/**
 * The role that asks whether it would be elected, without touching anyone's epoch (pre-vote, KIP-996): a node
 * that was cut off must not unseat a healthy leader when it comes back.
 */
import { Deadline } from './deadline.ts';
import type { QuorumState } from './quorumState.ts';
import { VoteRound } from './voteRound.ts';

export class Prospective {
  readonly name = 'prospective';
  readonly #state: QuorumState;
  readonly #round: VoteRound;
  readonly #electionTimeout: Deadline;

  constructor(state: QuorumState) {
    this.#state = state;
    this.#electionTimeout = new Deadline(state.environment.timers, () => this.#giveUp());
    this.#round = new VoteRound(state, true, {
      granted: () => state.becomeCandidate(),
      rejected: () => this.#giveUp(),
    });
  }

  get electionTimeLeft(): number {
    return this.#electionTimeout.remaining;
  }

  enter(): void {
    this.#electionTimeout.setIn(this.#state.randomElectionTimeout());
    this.#round.start();
  }

  leave(): void {
    this.#electionTimeout.cancel();
  }

  /** Back to the last known leader, which most voters seem to be content with, or to waiting for one. */
  #giveUp(): void {
    const { epoch, leaderId } = this.#state;
    if (leaderId >= 0) this.#state.becomeFollower(epoch, leaderId);
    else this.#state.becomeUnattached(epoch);
  }
}
