/** The role that copies the leader's log: one Fetch after the other, each of which acknowledges what the last one brought. */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import { Deadline } from './deadline.ts';
import { type FetchPartitionResponse, type FetchResponse, fetchRequest } from './messages.ts';
import type { QuorumState } from './quorumState.ts';

export class Follower {
  readonly name = 'follower';
  readonly leaderId: number;
  readonly electionTimeLeft = 0;
  readonly #state: QuorumState;
  readonly #fetchTimeout: Deadline;
  /** How long the leader may be silent, in milliseconds. */
  readonly #patience: number;
  #trusts = false;

  constructor(state: QuorumState, leaderId: number) {
    this.#state = state;
    this.leaderId = leaderId;
    const { random, timeouts } = state.environment;
    // Followers in one process lose their leader in the same millisecond, and would split the vote each time.
    this.#patience = timeouts.fetchTimeout + Math.floor(random() * timeouts.fetchMaxWait);
    this.#fetchTimeout = new Deadline(state.environment.timers, () => state.becomeProspective());
  }

  /**
   * The leader answered the last fetch: reason enough to refuse pre-votes (KIP-996). Kafka's followers stay
   * loyal until the fetch timeout even when the connection breaks, which can cost a whole round of elections.
   */
  get trustsLeader(): boolean {
    return this.#trusts;
  }

  enter(): void {
    this.#fetchTimeout.setIn(this.#patience);
    this.#fetch();
  }

  leave(): void {
    this.#fetchTimeout.cancel();
  }

  /** The leader is going: stand for election after `delay` milliseconds, and support others that do. */
  leaderEnds(delay: number): void {
    this.#trusts = false;
    this.#fetchTimeout.setIn(delay);
  }

  #fetch(): void {
    const { commits, fetchMaxBytes, log, nodeId, requests, timeouts } = this.#state.environment;
    const ours = { ...log.end, startOffset: log.startOffset, highWatermark: commits.highWatermark };
    const limits = { maxWaitMs: timeouts.fetchMaxWait, maxBytes: fetchMaxBytes };
    const request = fetchRequest(nodeId, this.#state.epoch, ours, limits);
    requests.send(this.leaderId, request, (response) => this.#answered(ours.offset, response));
  }

  #answered(fetchOffset: number, response: FetchResponse | undefined): void {
    const { requests, timeouts } = this.#state.environment;
    const partition = response?.responses[0]?.partitions[0];
    const known = partition?.currentLeader;
    if (known !== undefined && this.#state.learn(known.leaderEpoch ?? -1, known.leaderId ?? -1)) return;
    if (partition === undefined || known === undefined || partition.errorCode !== errorCodes.NONE) {
      this.#trusts = false;
      requests.after(timeouts.retryBackoff, () => this.#fetch());
      return;
    }
    this.#trusts = true;
    this.#fetchTimeout.setIn(this.#patience);
    this.#apply(fetchOffset, partition);
    if (this.#state.role === this) this.#fetch();
  }

  #apply(fetchOffset: number, partition: FetchPartitionResponse): void {
    const { commits, log } = this.#state.environment;
    assert(log.endOffset === fetchOffset, 'only the answer to its one fetch changes the log of a follower');
    const { epoch = -1, endOffset = -1 } = partition.divergingEpoch ?? {};
    if (epoch >= 0) {
      const end = log.truncateTo({ offset: endOffset, epoch });
      assert(
        end >= commits.highWatermark,
        `the leader of epoch ${this.#state.epoch} lacks committed records`,
      );
      return;
    }
    const batches = batchesOf(partition.records);
    if (batches.length > 0) log.appendFetched(batches);
    if (partition.highWatermark >= 0) commits.advance(Math.min(partition.highWatermark, log.endOffset));
  }
}

function batchesOf(records: Buffer | readonly Buffer[] | null): readonly Buffer[] {
  if (records === null) return [];
  return (Buffer.isBuffer(records) ? [records] : records).filter((bytes) => bytes.length > 0);
}
