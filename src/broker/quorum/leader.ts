/**
 * The role that appends: it announces its epoch, counts how far its followers have copied, and gives up when it
 * has not heard of a majority for too long. Answering the fetches is left to `fetchHandler.ts`.
 */
import { Deadline } from './deadline.ts';
import { encodeLeaderChange } from './leaderChange.ts';
import { beginQuorumEpochRequest, metadataPartition } from './messages.ts';
import type { QuorumState } from './quorumState.ts';
import { ReplicaProgress } from './replicaProgress.ts';
import { checkQuorumFactor } from './timeouts.ts';

export class Leader {
  readonly name = 'leader';
  readonly electionTimeLeft = 0;
  readonly progress: ReplicaProgress;
  /** Where this epoch's records begin; nothing is committed by this leader until one of them is. */
  readonly epochStartOffset: number;
  readonly #state: QuorumState;
  readonly #grantingVoters: readonly number[];
  readonly #checkQuorum: Deadline;
  readonly #announce: Deadline;
  #highWatermark = -1;

  constructor(state: QuorumState, grantingVoters: readonly number[]) {
    const { log, otherVoters, timers } = state.environment;
    this.#state = state;
    this.#grantingVoters = grantingVoters;
    this.progress = new ReplicaProgress(otherVoters);
    this.epochStartOffset = log.endOffset;
    this.#checkQuorum = new Deadline(timers, () => state.resign());
    this.#announce = new Deadline(timers, () => this.#announceEpoch());
  }

  /**
   * -1 until a record of this epoch is committed. What was known of it before is not told: a client could see
   * it go back, since the last leader may have been ahead.
   */
  get highWatermark(): number {
    return this.#highWatermark;
  }

  enter(): void {
    const { log, nodeId, otherVoters, voters } = this.#state.environment;
    const change = encodeLeaderChange(nodeId, voters, this.#grantingVoters);
    log.appendLeaderChange(this.#state.epoch, this.#state.environment.now(), change);
    if (otherVoters.length > 0) {
      this.#restartCheckQuorum();
      this.#announceEpoch();
    }
    this.#advanceHighWatermark();
  }

  leave(): void {
    this.#checkQuorum.cancel();
    this.#announce.cancel();
  }

  /** Appends one batch. @returns its last offset */
  append(values: readonly Buffer[]): number {
    const { changed, log, now } = this.#state.environment;
    const lastOffset = log.append(values, this.#state.epoch, now());
    changed();
    this.#advanceHighWatermark();
    return lastOffset;
  }

  /** A voter whose log is the same as this one up to `fetchOffset` asks for more. */
  fetched(replicaId: number, fetchOffset: number): void {
    const { log, now } = this.#state.environment;
    if (this.progress.fetched(replicaId, fetchOffset, log.endOffset, now())) this.#restartCheckQuorum();
    this.#advanceHighWatermark();
  }

  /** A voter fetches a snapshot: it lives, but its log says nothing yet. */
  heard(replicaId: number): void {
    if (this.progress.heard(replicaId)) this.#restartCheckQuorum();
  }

  /** Records of older epochs are committed only together with one of this epoch (Raft §5.4.2; KIP-595). */
  #advanceHighWatermark(): void {
    const { changed, commits, log } = this.#state.environment;
    const majority = this.progress.majorityEndOffset(log.endOffset);
    if (majority <= this.epochStartOffset || majority <= this.#highWatermark) return;
    this.#highWatermark = majority;
    changed();
    commits.advance(majority);
  }

  #restartCheckQuorum(): void {
    this.#checkQuorum.setIn(this.#state.environment.timeouts.fetchTimeout * checkQuorumFactor);
  }

  /** Tells whoever does not fetch who leads, now and every half fetch timeout. */
  #announceEpoch(): void {
    const { now, timeouts } = this.#state.environment;
    const interval = Math.floor(timeouts.fetchTimeout / 2);
    for (const voterId of this.progress.silentSince(now() - interval)) this.#tell(voterId);
    this.#announce.setIn(interval);
  }

  #tell(voterId: number): void {
    const { nodeId, requests } = this.#state.environment;
    const request = beginQuorumEpochRequest(voterId, { leaderId: nodeId, epoch: this.#state.epoch });
    requests.send(voterId, request, (response) => {
      const answer = response === undefined ? undefined : metadataPartition(response.topics);
      if (answer !== undefined) this.#state.learn(answer.leaderEpoch, answer.leaderId);
    });
  }
}
