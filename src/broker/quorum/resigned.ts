/**
 * The role of a leader that gave up, or that restarted in its own epoch: it may neither lead nor vote again in
 * this epoch, and tells the others to choose (EndQuorumEpoch, KIP-595).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { Deadline } from './deadline.ts';
import { endQuorumEpochRequest, metadataPartition } from './messages.ts';
import type { QuorumState } from './quorumState.ts';

export class Resigned {
  readonly name = 'resigned';
  readonly #state: QuorumState;
  readonly #successors: readonly number[];
  readonly #electionTimeout: Deadline;

  /** @param successors the other voters, the one with the longest log first; empty when that is not known */
  constructor(state: QuorumState, successors: readonly number[]) {
    this.#state = state;
    this.#successors = successors;
    this.#electionTimeout = new Deadline(state.environment.timers, () =>
      state.becomeUnattached(state.epoch + 1),
    );
  }

  get electionTimeLeft(): number {
    return this.#electionTimeout.remaining;
  }

  enter(): void {
    this.#electionTimeout.setIn(this.#state.randomElectionTimeout());
    for (const voterId of this.#state.environment.otherVoters) this.#tell(voterId);
  }

  leave(): void {
    this.#electionTimeout.cancel();
  }

  #tell(voterId: number): void {
    const { nodeId, requests, timeouts } = this.#state.environment;
    const request = endQuorumEpochRequest({ leaderId: nodeId, epoch: this.#state.epoch }, this.#successors);
    requests.send(voterId, request, (response) => {
      const answer = response === undefined ? undefined : metadataPartition(response.topics);
      if (answer !== undefined && this.#state.learn(answer.leaderEpoch, answer.leaderId)) return;
      if (answer?.errorCode === errorCodes.NONE) return;
      requests.after(timeouts.retryBackoff, () => this.#tell(voterId));
    });
  }
}
