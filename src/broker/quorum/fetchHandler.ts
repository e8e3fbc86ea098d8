/**
 * The leader's answers to Fetch of the metadata log: records, or where the follower's log parts from it; with
 * nothing new to tell, the answer waits (KIP-595, KIP-1166).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { Purgatory } from '../purgatory.ts';
import {
  type FetchPartition,
  type FetchRequest,
  type FetchResponse,
  fetchedPartition,
  fetchReplicaId,
  fetchResponse,
} from './messages.ts';
import type { QuorumState } from './quorumState.ts';

type Respond = (response: FetchResponse) => void;

/** What all waiting fetches watch: there is one log. */
const watched = 'metadata';

export class FetchHandler {
  readonly #state: QuorumState;
  readonly #purgatory: Purgatory;
  #closed = false;

  constructor(state: QuorumState) {
    this.#state = state;
    this.#purgatory = new Purgatory(state.environment.timers);
  }

  /**
   * Answers at once with an error, a divergence or records; otherwise when there are records, when the high
   * watermark is beyond what the follower knows, or after `maxWaitMs`. Errors, in the partition:
   * FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH, NOT_LEADER_OR_FOLLOWER, INVALID_REQUEST.
   */
  handle(request: FetchRequest, respond: Respond): void {
    const asked = fetchedPartition(request);
    if (asked === undefined) {
      respond({ errorCode: errorCodes.INVALID_REQUEST, responses: [] });
      return;
    }
    const error = isPossible(request, asked) ? this.#leaderError(asked) : errorCodes.INVALID_REQUEST;
    if (error !== errorCodes.NONE) {
      respond(this.#failure(error));
      return;
    }
    const diverging = this.#state.environment.log.divergence({
      offset: asked.fetchOffset,
      epoch: asked.lastFetchedEpoch,
    });
    if (diverging !== undefined) {
      const divergingEpoch = { epoch: diverging.epoch, endOffset: diverging.offset };
      respond(fetchResponse(this.#state.leaderAndEpoch, { ...this.#success([]), divergingEpoch }));
      return;
    }
    this.#state.leader?.fetched(fetchReplicaId(request), asked.fetchOffset);
    this.#answerOrWait(request, asked, respond);
  }

  /** Tries the waiting fetches again. */
  touch(): void {
    if (!this.#closed) this.#purgatory.touch(watched);
  }

  /** Forgets them without an answer. */
  close(): void {
    this.#closed = true;
    this.#purgatory.touch(watched);
  }

  #answerOrWait(request: FetchRequest, asked: FetchPartition, respond: Respond): void {
    const deadline = this.#state.environment.timers.now + request.maxWaitMs;
    const answer = (): void => {
      const error = this.#leaderError(asked);
      respond(error === errorCodes.NONE ? this.#records(request, asked) : this.#failure(error));
    };
    const operation = {
      tryComplete: (): boolean => {
        if (this.#closed) return true;
        if (request.maxWaitMs > 0 && !this.#hasNews(asked)) return false;
        answer();
        return true;
      },
      expire: answer,
    };
    this.#purgatory.tryCompleteElseWatch(operation, [watched], deadline);
  }

  #hasNews(asked: FetchPartition): boolean {
    const { environment, leader } = this.#state;
    if (leader === undefined || this.#leaderError(asked) !== errorCodes.NONE) return true;
    return environment.log.endOffset > asked.fetchOffset || leader.highWatermark > asked.highWatermark;
  }

  #leaderError(asked: FetchPartition): number {
    const { epoch, leader } = this.#state;
    if (asked.currentLeaderEpoch < epoch) return errorCodes.FENCED_LEADER_EPOCH;
    if (asked.currentLeaderEpoch > epoch) return errorCodes.UNKNOWN_LEADER_EPOCH;
    return leader === undefined ? errorCodes.NOT_LEADER_OR_FOLLOWER : errorCodes.NONE;
  }

  #records(request: FetchRequest, asked: FetchPartition): FetchResponse {
    const maxBytes = Math.min(request.maxBytes, asked.partitionMaxBytes);
    const records = this.#state.environment.log.read(asked.fetchOffset, maxBytes);
    return fetchResponse(this.#state.leaderAndEpoch, this.#success(records));
  }

  #success(records: readonly Buffer[]) {
    const { environment, leader } = this.#state;
    return {
      errorCode: errorCodes.NONE,
      highWatermark: leader?.highWatermark ?? -1,
      logStartOffset: environment.log.startOffset,
      records,
    };
  }

  #failure(errorCode: number): FetchResponse {
    const nothing = { errorCode, highWatermark: -1, records: [] };
    return fetchResponse(this.#state.leaderAndEpoch, nothing);
  }
}

function isPossible(request: FetchRequest, asked: FetchPartition): boolean {
  return (
    request.maxWaitMs >= 0 &&
    asked.fetchOffset >= 0 &&
    asked.lastFetchedEpoch >= 0 &&
    asked.lastFetchedEpoch <= asked.currentLeaderEpoch
  );
}
