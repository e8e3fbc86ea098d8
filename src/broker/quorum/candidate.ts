/** The role that stands for election in an epoch of its own, having voted for itself. */
import { Deadline } from './deadline.ts';
import type { QuorumState } from './quorumState.ts';
import { VoteRound } from './voteRound.ts';

export class Candidate {
  readonly name = 'candidate';
  readonly #state: QuorumState;
  readonly #round: VoteRound;
  readonly #electionTimeout: Deadline;

  constructor(state: QuorumState) {
    this.#state = state;
    this.#electionTimeout = new Deadline(state.environment.timers, () => state.becomeProspective());
    this.#round = new VoteRound(state, false, {
      granted: (votes) => state.becomeLeader(votes.grantingVoters),
      rejected: () => this.#backOff(),
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

  /**
   * Pauses at random before the next try: where messages take no time, two candidates that refuse each other
   * would otherwise do so again at once, for ever.
   */
  #backOff(): void {
    const { random, timeouts } = this.#state.environment;
    this.#electionTimeout.setIn(1 + Math.floor(random() * timeouts.electionBackoffMax));
  }
}
