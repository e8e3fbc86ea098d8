/**
 * The role that copies the leader's log: one Fetch after the other, each of which acknowledges what the last one
 * brought; and when the leader no longer has what comes next, its snapshot, piece by piece (KIP-630).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import { Deadline } from './deadline.ts';
import {
  type FetchPartitionResponse,
  type FetchResponse,
  type FetchSnapshotResponse,
  fetchRequest,
} from './messages.ts';
import type { QuorumState } from './quorumState.ts';
import { SnapshotDownload } from './snapshotDownload.ts';
import { fetchSnapshotRequest, type SnapshotPiece } from './snapshotMessages.ts';

export class Follower {
  readonly name = 'follower';
  readonly leaderId: number;
  readonly electionTimeLeft = 0;
  readonly #state: QuorumState;
  readonly #fetchTimeout: Deadline;
  /** How long the leader may be silent, in milliseconds. */
  readonly #patience: number;
  #trusts = false;
  #download: SnapshotDownload | undefined;

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
    if (this.#download === undefined) this.#fetchRecords();
    else this.#fetchPiece(this.#download);
  }

  #fetchRecords(): void {
    const { commits, fetchMaxBytes, log, nodeId, requests, timeouts } = this.#state.environment;
    const ours = { ...log.end, startOffset: log.startOffset, highWatermark: commits.highWatermark };
    const limits = { maxWaitMs: timeouts.fetchMaxWait, maxBytes: fetchMaxBytes };
    const request = fetchRequest(nodeId, this.#state.epoch, ours, limits);
    requests.send(this.leaderId, request, (response) => this.#answered(ours.offset, response));
  }

  #answered(fetchOffset: number, response: FetchResponse | undefined): void {
    const partition = response?.responses[0]?.partitions[0];
    const known = partition?.currentLeader;
    if (known !== undefined && this.#state.learn(known.leaderEpoch ?? -1, known.leaderId ?? -1)) return;
    if (partition === undefined || known === undefined || partition.errorCode !== errorCodes.NONE) {
      this.#fetchLater();
      return;
    }
    this.#heardFromLeader();
    this.#apply(fetchOffset, partition);
    if (this.#state.role === this) this.#fetch();
  }

  #fetchPiece(download: SnapshotDownload): void {
    const { fetchMaxBytes, nodeId, requests } = this.#state.environment;
    const { id, position } = download;
    const request = fetchSnapshotRequest(nodeId, this.#state.epoch, id, position, fetchMaxBytes);
    requests.send(this.leaderId, request, (response) => this.#pieceArrived(download, response));
  }

  #pieceArrived(download: SnapshotDownload, response: FetchSnapshotResponse | undefined): void {
    const piece = response?.topics[0]?.partitions[0];
    const known = piece?.currentLeader;
    if (known !== undefined && this.#state.learn(known.leaderEpoch, known.leaderId)) return;
    if (piece === undefined || piece.errorCode !== errorCodes.NONE) {
      // A snapshot that the leader has dropped since: the next fetch names another.
      if (piece !== undefined) this.#download = undefined;
      this.#fetchLater();
      return;
    }
    this.#heardFromLeader();
    this.#take(download, piece);
    if (this.#state.role === this) this.#fetch();
  }

  #take(download: SnapshotDownload, piece: SnapshotPiece): void {
    const { commits, log } = this.#state.environment;
    const outcome = download.add(piece);
    if (outcome === 'goOn') return;
    this.#download = undefined;
    if (outcome === 'useless') return;
    assert(outcome.offset >= commits.highWatermark, 'a snapshot that lacks committed records');
    log.install(outcome);
    commits.loadSnapshot();
  }

  #heardFromLeader(): void {
    this.#trusts = true;
    this.#fetchTimeout.setIn(this.#patience);
  }

  #fetchLater(): void {
    const { requests, timeouts } = this.#state.environment;
    this.#trusts = false;
    requests.after(timeouts.retryBackoff, () => this.#fetch());
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
    const { epoch: snapshotEpoch = -1, endOffset: snapshotEnd = -1 } = partition.snapshotId ?? {};
    if (snapshotEpoch >= 0 && snapshotEnd >= 0) {
      this.#download = new SnapshotDownload({
        offset: snapshotEnd,
        epoch: snapshotEpoch,
      });
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
