/**
 * The leader's answers to Fetch of the metadata log: records, or where the follower's log parts from it, or the
 * snapshot that it must fetch instead; with nothing new to tell, the answer waits (KIP-595, KIP-630, KIP-1166).
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
import type { FetchPlace } from './metadataLog.ts';
import type { QuorumState } from './quorumState.ts';

type Respond = (response: FetchResponse) => void;
type Elsewhere = Exclude<FetchPlace, { readonly kind: 'valid' }>;

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
   * Answers at once with an error, a divergence, a snapshot's id or records; otherwise when there are records,
   * when the high watermark is beyond what the follower knows, or after `maxWaitMs`. Errors, in the partition:
   * FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH, NOT_LEADER_OR_FOLLOWER, INVALID_REQUEST.
   */
  handle(request: FetchRequest, respond: Respond): void {
    const asked = fetchedPartition(request);
    if (asked === undefined) {
      respond({ errorCode: errorCodes.INVALID_REQUEST, responses: [] });
      return;
    }
    const error = isPossible(request, asked)
      ? this.#state.leaderError(asked.currentLeaderEpoch)
      : errorCodes.INVALID_REQUEST;
    if (error !== errorCodes.NONE) {
      respond(this.#failure(error));
      return;
    }
    const place = this.#state.environment.log.validate({
      offset: asked.fetchOffset,
      epoch: asked.lastFetchedEpoch,
    });
    if (place.kind !== 'valid') {
      respond(this.#elsewhere(place));
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
      const error = this.#state.leaderError(asked.currentLeaderEpoch);
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
    if (leader === undefined || this.#state.leaderError(asked.currentLeaderEpoch) !== errorCodes.NONE)
      return true;
    return environment.log.endOffset > asked.fetchOffset || leader.highWatermark > asked.highWatermark;
  }

  #elsewhere(place: Elsewhere): FetchResponse {
    const told =
      place.kind === 'diverging'
        ? { divergingEpoch: { epoch: place.epoch, endOffset: place.offset } }
        : { snapshotId: { epoch: place.epoch, endOffset: place.offset } };
    return fetchResponse(this.#state.leaderAndEpoch, {
      ...this.#success([]),
      ...told,
    });
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
