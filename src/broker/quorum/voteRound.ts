/** One round of asking every other voter for its vote or pre-vote, until the outcome is clear or the role that asks ends. */
import { errorCodes } from '../../protocol/errors.ts';
import { metadataPartition, type VoteResponse, voteRequest } from './messages.ts';
import type { QuorumState } from './quorumState.ts';
import { Votes } from './votes.ts';

export interface VoteOutcome {
  granted(votes: Votes): void;
  /** Too many have refused. Called once. */
  rejected(): void;
}

export class VoteRound {
  readonly #state: QuorumState;
  readonly #preVote: boolean;
  readonly #outcome: VoteOutcome;
  readonly #votes: Votes;
  #rejected = false;

  constructor(state: QuorumState, preVote: boolean, outcome: VoteOutcome) {
    this.#state = state;
    this.#preVote = preVote;
    this.#outcome = outcome;
    this.#votes = new Votes(state.environment.voters, state.environment.nodeId);
  }

  start(): void {
    if (this.#votes.isGranted) this.#outcome.granted(this.#votes);
    else for (const voterId of this.#state.environment.otherVoters) this.#ask(voterId);
  }

  #ask(voterId: number): void {
    const { log, nodeId, requests } = this.#state.environment;
    const request = voteRequest(voterId, {
      leaderId: nodeId,
      epoch: this.#state.epoch,
      log: log.end,
      preVote: this.#preVote,
    });
    requests.send(voterId, request, (response) => this.#answered(voterId, response));
  }

  #answered(voterId: number, response: VoteResponse | undefined): void {
    const answer = response === undefined ? undefined : metadataPartition(response.topics);
    if (answer === undefined) {
      this.#askAgain(voterId);
      return;
    }
    if (this.#state.learn(answer.leaderEpoch, answer.leaderId)) return;
    if (answer.errorCode !== errorCodes.NONE) {
      this.#askAgain(voterId);
      return;
    }
    this.#votes.record(voterId, answer.voteGranted);
    if (this.#votes.isGranted) {
      this.#outcome.granted(this.#votes);
    } else if (this.#votes.isRejected && !this.#rejected) {
      this.#rejected = true;
      this.#outcome.rejected();
    }
  }

  #askAgain(voterId: number): void {
    const { requests, timeouts } = this.#state.environment;
    if (!this.#rejected) requests.after(timeouts.retryBackoff, () => this.#ask(voterId));
  }
}
