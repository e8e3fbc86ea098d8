/**
 * One voter of the KRaft quorum: who leads the metadata log, and what of it is committed. It takes Kafka's own
 * requests as objects and knows nothing of what the records mean; time, chance, disk and network are handed in.
 */
import { assert } from '../assert.ts';
import type { Log } from '../log/log.ts';
import type { Timers } from '../timers.ts';
import { Commits, type QuorumListener } from './commits.ts';
import { handleBeginQuorumEpoch, handleEndQuorumEpoch, handleVote } from './epochHandlers.ts';
import { FetchHandler } from './fetchHandler.ts';
import {
  type BeginQuorumEpochRequest,
  type EndQuorumEpochRequest,
  endQuorumEpochRequest,
  type FetchRequest,
  type FetchResponse,
  type FetchSnapshotRequest,
  type FetchSnapshotResponse,
  type LeaderResponse,
  type OffsetAndEpoch,
  type QuorumApi,
  type QuorumRequest,
  type QuorumRequests,
  type QuorumResponse,
  type VoteRequest,
  type VoteResponse,
} from './messages.ts';
import { MetadataLog, type SnapshotRetention } from './metadataLog.ts';
import { QuorumState, type QuorumStateStore, type Role } from './quorumState.ts';
import type { VoterState } from './replicaProgress.ts';
import { Requests, type Send } from './requests.ts';
import { encodeSnapshot, type SnapshotContents } from './snapshot.ts';
import { handleFetchSnapshot } from './snapshotHandler.ts';
import type { SnapshotStore } from './snapshotStore.ts';
import { type QuorumTimeouts, quorumTimeouts } from './timeouts.ts';

export type { CommittedBatch } from './metadataLog.ts';

export interface QuorumOptions {
  readonly nodeId: number;
  /** All voters, this node among them; the set never changes (KIP-853 is not served). */
  readonly voters: readonly number[];
  /** Written only by this node; what is in it counts as durable. */
  readonly log: Log;
  /** The same holds for the snapshots of the log. */
  readonly snapshots: SnapshotStore;
  readonly store: QuorumStateStore;
  readonly timers: Timers;
  /** From 0, inclusive, to 1, exclusive. */
  random(): number;
  /** Wall clock in milliseconds, for the timestamps of records and fetches. */
  now(): number;
  readonly send: Send;
  readonly listener: QuorumListener;
  /** Kafka's when left out. */
  readonly timeouts?: QuorumTimeouts;
  /** `controller.quorum.fetch.max.bytes` (KIP-1219), Kafka's 1 MiB when left out. A single batch may be larger. */
  readonly fetchMaxBytes?: number;
  /** Nothing is dropped when left out. */
  readonly retention?: SnapshotRetention;
}

/** What DescribeQuorum tells; -1 for what is not known, as it is on a node that does not lead. */
export interface QuorumDescription {
  readonly leaderId: number;
  readonly epoch: number;
  readonly highWatermark: number;
  readonly voters: readonly VoterState[];
}

export class QuorumNode {
  readonly #options: QuorumOptions;
  readonly #log: MetadataLog;
  readonly #requests: Requests;
  readonly #commits: Commits;
  readonly #state: QuorumState;
  readonly #fetches: FetchHandler;
  #running = false;

  constructor(options: QuorumOptions) {
    const { nodeId, voters, store, timers, timeouts = quorumTimeouts() } = options;
    assert(voters.includes(nodeId), `node ${nodeId} is not one of the voters ${voters}`);
    this.#options = options;
    this.#log = new MetadataLog(options.log, options.snapshots);
    this.#requests = new Requests(options.send, timers, timeouts.requestTimeout);
    this.#commits = new Commits(nodeId, this.#log, options.listener);
    this.#state = new QuorumState({
      nodeId,
      voters,
      otherVoters: voters.filter((voter) => voter !== nodeId),
      timeouts,
      fetchMaxBytes: options.fetchMaxBytes ?? 1024 * 1024,
      timers,
      store,
      log: this.#log,
      requests: this.#requests,
      commits: this.#commits,
      now: () => options.now(),
      random: () => options.random(),
      changed: () => this.#fetches.touch(),
    });
    this.#fetches = new FetchHandler(this.#state);
  }

  /** Takes part from now on, with what the newest snapshot holds. The only voter of a quorum leads when this returns. */
  start(): void {
    this.#running = true;
    this.#commits.loadSnapshot();
    this.#state.start();
  }

  /** Stops at once and in silence, as a crash does. The log and the store remain for the next start. */
  close(): void {
    this.#running = false;
    this.#commits.close();
    this.#fetches.close();
    this.#state.stop();
  }

  /** Stops, and as leader first asks the others to elect the one among them with the longest log. */
  shutdown(): void {
    const { leader, leaderAndEpoch } = this.#state;
    if (leader !== undefined) {
      const request = endQuorumEpochRequest(leaderAndEpoch, leader.progress.successors());
      for (const voterId of this.#state.environment.otherVoters)
        this.#options.send(voterId, request, () => {});
      this.#commits.leadershipLost();
    }
    this.close();
  }

  /** The leader of this epoch as far as is known, -1 for none. */
  get leaderId(): number {
    return this.#state.leaderId;
  }

  get epoch(): number {
    return this.#state.epoch;
  }

  /** What part this node plays now, undefined when it is not running; for views. */
  get role(): Role['name'] | undefined {
    return this.#state.role?.name;
  }

  get isLeader(): boolean {
    return this.#state.leader !== undefined;
  }

  /** Offset after the last record that is known here to be committed, -1 before any is; never goes back. */
  get highWatermark(): number {
    return this.#commits.highWatermark;
  }

  get logEndOffset(): number {
    return this.#log.endOffset;
  }

  /**
   * On the leader: appends the values as one batch, of which either everything is committed or nothing.
   * The only voter of a quorum has committed and delivered it when this returns.
   * @returns the offset of the last record, undefined when this node does not lead
   */
  append(records: readonly Buffer[]): number | undefined {
    assert(records.length > 0, 'a batch has records');
    return this.#state.leader?.append(records);
  }

  /**
   * For an offset that `append` just returned: true once it is committed and delivered to the listener; false
   * when leadership was lost before, and nobody knows what becomes of it. A closed node does not call back.
   */
  whenCommitted(offset: number, callback: (ok: boolean) => void): void {
    if (!this.#running) return;
    if (this.isLeader || offset < this.highWatermark) this.#commits.wait(offset, callback);
    else callback(false);
  }

  /**
   * Keeps a snapshot of everything before `id.offset`, which must be the end of a batch that was delivered, and drops
   * what need no longer be kept.
   */
  createSnapshot(id: OffsetAndEpoch, contents: SnapshotContents): void {
    this.#log.addSnapshot(encodeSnapshot(id, contents), this.highWatermark);
    this.#log.clean(this.#options.retention ?? keepAll, this.#options.now());
  }

  handleVote(request: VoteRequest, respond: (response: VoteResponse) => void): void {
    if (this.#running) respond(handleVote(this.#state, request));
  }

  handleBeginQuorumEpoch(
    request: BeginQuorumEpochRequest,
    respond: (response: LeaderResponse) => void,
  ): void {
    if (this.#running) respond(handleBeginQuorumEpoch(this.#state, request));
  }

  handleEndQuorumEpoch(request: EndQuorumEpochRequest, respond: (response: LeaderResponse) => void): void {
    if (this.#running) respond(handleEndQuorumEpoch(this.#state, request));
  }

  /** Long-polls: see `FetchHandler.handle`. */
  handleFetch(request: FetchRequest, respond: (response: FetchResponse) => void): void {
    if (this.#running) this.#fetches.handle(request, respond);
  }

  handleFetchSnapshot(
    request: FetchSnapshotRequest,
    respond: (response: FetchSnapshotResponse) => void,
  ): void {
    if (this.#running) respond(handleFetchSnapshot(this.#state, request));
  }

  /** Any of them, for whoever carries them between nodes. A node that is not running never responds. */
  handle<Api extends QuorumApi>(
    request: QuorumRequest<Api>,
    respond: (response: QuorumResponse<Api>) => void,
  ): void {
    this.#handlers[request.api](request.body, respond);
  }

  describe(): QuorumDescription {
    const { leader, leaderId, epoch } = this.#state;
    const { nodeId, voters } = this.#options;
    const now = this.#options.now();
    const ours = {
      replicaId: nodeId,
      logEndOffset: this.#log.endOffset,
      lastFetchTimestamp: leader === undefined ? -1 : now,
      lastCaughtUpTimestamp: leader === undefined ? -1 : now,
    };
    return {
      leaderId,
      epoch,
      highWatermark: leader === undefined ? this.highWatermark : leader.highWatermark,
      voters: voters.map((voter) =>
        voter === nodeId ? ours : (leader?.progress.state(voter) ?? unknown(voter)),
      ),
    };
  }

  readonly #handlers: Handlers = {
    Vote: (request, respond) => this.handleVote(request, respond),
    BeginQuorumEpoch: (request, respond) => this.handleBeginQuorumEpoch(request, respond),
    EndQuorumEpoch: (request, respond) => this.handleEndQuorumEpoch(request, respond),
    Fetch: (request, respond) => this.handleFetch(request, respond),
    FetchSnapshot: (request, respond) => this.handleFetchSnapshot(request, respond),
  };
}

type Handlers = {
  readonly [Api in QuorumApi]: (
    request: QuorumRequests[Api],
    respond: (response: QuorumResponse<Api>) => void,
  ) => void;
};

const keepAll: SnapshotRetention = { bytes: -1, ms: -1 };

function unknown(replicaId: number): VoterState {
  return { replicaId, logEndOffset: -1, lastFetchTimestamp: -1, lastCaughtUpTimestamp: -1 };
}
