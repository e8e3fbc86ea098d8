/** One quorum node in a test: its clock is turned by hand, its requests are caught, its peers are played by the test. */
import assert from 'node:assert/strict';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import {
  beginQuorumEpochRequest,
  endQuorumEpochRequest,
  type FetchResponse,
  type FetchSnapshotResponse,
  fetchRequest,
  fetchResponse,
  type LeaderResponse,
  type OffsetAndEpoch,
  type QuorumApi,
  type QuorumRequest,
  type QuorumResponse,
  type VoteResponse,
  voteRequest,
  voteResponse,
} from '../../../../src/broker/quorum/messages.ts';
import { QuorumNode } from '../../../../src/broker/quorum/quorumNode.ts';
import type { ElectionState } from '../../../../src/broker/quorum/quorumState.ts';
import { decodeSnapshot, type Snapshot } from '../../../../src/broker/quorum/snapshot.ts';
import {
  fetchSnapshotRequest,
  fetchSnapshotResponse,
  type SnapshotPiece,
} from '../../../../src/broker/quorum/snapshotMessages.ts';
import { SnapshotStore } from '../../../../src/broker/quorum/snapshotStore.ts';
import { quorumTimeouts } from '../../../../src/broker/quorum/timeouts.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';

export interface HarnessOptions {
  readonly nodeId?: number;
  readonly voters?: readonly number[];
  /** What an earlier life saved. */
  readonly saved?: ElectionState;
  /** One record each, by its epoch. */
  readonly logEpochs?: readonly number[];
  /** What an earlier life left. */
  readonly snapshot?: Snapshot;
  readonly fetchMaxBytes?: number;
  readonly random?: () => number;
}

interface Sent {
  readonly to: number;
  readonly request: QuorumRequest;
  readonly reply: (response: unknown) => void;
}

type PartitionOf<Response extends { topics: readonly { partitions: readonly unknown[] }[] }> =
  Response['topics'][number]['partitions'][number];
export type FetchAnswer = FetchResponse['responses'][number]['partitions'][number];

/** Elections take 100 to 200 ms, a silent leader is given up after 200, a leader gives up after 300. */
export const timeouts = quorumTimeouts(100, 200);

export class QuorumHarness {
  readonly timers = new Timers(1000);
  readonly log: Log;
  /** Of which only the latest is kept. */
  readonly snapshots = new SnapshotStore();
  readonly node: QuorumNode;
  /** What the listener heard, in order. */
  readonly heard: string[] = [];
  saved: ElectionState | undefined;
  #sent: Sent[] = [];

  constructor(options: HarnessOptions = {}) {
    const { nodeId = 1, voters = [1, 2, 3], logEpochs = [], random = () => 0 } = options;
    const { fetchMaxBytes = 1024 * 1024 } = options;
    if (options.snapshot !== undefined) this.snapshots.add(options.snapshot);
    this.saved = options.saved;
    this.log = logOf(logEpochs);
    this.node = new QuorumNode({
      nodeId,
      voters,
      log: this.log,
      snapshots: this.snapshots,
      retention: { bytes: 0, ms: -1 },
      fetchMaxBytes,
      store: {
        load: () => this.saved,
        save: (state) => {
          this.saved = state;
        },
      },
      timers: this.timers,
      timeouts,
      random,
      now: () => this.timers.now,
      send: (to, request, reply) =>
        this.#sent.push({ to, request, reply: reply as (response: unknown) => void }),
      listener: {
        handleCommit: (batches) => {
          for (const { baseOffset, epoch, records } of batches) {
            this.heard.push(`${baseOffset}@${epoch} ${records.map((record) => Buffer.from(record))}`);
          }
        },
        handleLoadSnapshot: (snapshot) => {
          const { records } = decodeSnapshot(snapshot);
          this.heard.push(`snapshot ${snapshot.offset}@${snapshot.epoch} ${records.map(String)}`);
        },
        handleLeaderChange: (leaderId, epoch) => this.heard.push(`leader ${leaderId} epoch ${epoch}`),
      },
    });
  }

  start(): this {
    this.node.start();
    return this;
  }

  /** Lets time pass, timer by timer. */
  pass(milliseconds: number): void {
    const end = this.timers.now + milliseconds;
    for (
      let at = this.timers.nextDeadline();
      at !== undefined && at <= end;
      at = this.timers.nextDeadline()
    ) {
      this.timers.advanceTo(at);
    }
    this.timers.advanceTo(end);
  }

  /** What the node has sent since this was last asked, as `to: api`. */
  sent(): readonly string[] {
    const sent = this.#sent.map(({ to, request }) => `${to}: ${nameOf(request)}`);
    this.#sent = [];
    return sent;
  }

  /** Takes the oldest request that was sent of this API. */
  take<Api extends QuorumApi>(
    api: Api,
  ): {
    to: number;
    body: QuorumRequest<Api>['body'];
    reply(response: QuorumResponse<Api> | undefined): void;
  } {
    const found = this.#sent.find(({ request }) => request.api === api);
    assert.ok(
      found !== undefined,
      `no ${api} was sent, only ${this.#sent.map(({ request }) => request.api)}`,
    );
    this.#sent = this.#sent.filter((sent) => sent !== found);
    return { to: found.to, body: found.request.body as QuorumRequest<Api>['body'], reply: found.reply };
  }

  /** Stands for election at the first timeout and wins it with the help of node 2. */
  becomeLeader(): this {
    this.#sent = [];
    this.pass(timeouts.electionTimeout);
    this.answerVote(true);
    // What is left are pre-votes of the round that is over.
    while (this.#sent.length > 2) this.#sent.shift();
    this.answerVote(true);
    return this;
  }

  becomeFollower(leaderId: number, epoch: number): this {
    this.begin(leaderId, epoch);
    return this;
  }

  /** Answers the oldest Vote request, in the epoch it was asked in. */
  answerVote(granted: boolean): void {
    const { body, reply } = this.take('Vote');
    const epoch = body.topics[0]?.partitions[0]?.replicaEpoch ?? -1;
    reply(voteResponse({ leaderId: -1, epoch }, errorCodes.NONE, granted));
  }

  /** Answers the oldest Fetch. */
  answerFetch(leader: { leaderId: number; epoch: number }, answer: Partial<FetchAnswer> = {}): void {
    this.take('Fetch').reply(
      fetchResponse(leader, { errorCode: errorCodes.NONE, highWatermark: -1, records: [], ...answer }),
    );
  }

  /** Asks the node for its vote. */
  vote(asked: {
    from: number;
    epoch: number;
    log: OffsetAndEpoch;
    preVote?: boolean;
    to?: number;
  }): PartitionOf<VoteResponse> {
    const { from, epoch, log, preVote = false, to = 1 } = asked;
    const { body } = voteRequest(to, { leaderId: from, epoch, log, preVote });
    return first(ask<VoteResponse>((respond) => this.node.handleVote(body, respond)));
  }

  begin(leaderId: number, epoch: number, to = 1): PartitionOf<LeaderResponse> {
    const { body } = beginQuorumEpochRequest(to, { leaderId, epoch });
    return first(ask<LeaderResponse>((respond) => this.node.handleBeginQuorumEpoch(body, respond)));
  }

  end(leaderId: number, epoch: number, successors: readonly number[]): PartitionOf<LeaderResponse> {
    const { body } = endQuorumEpochRequest({ leaderId, epoch }, successors);
    return first(ask<LeaderResponse>((respond) => this.node.handleEndQuorumEpoch(body, respond)));
  }

  /** Asks the node for a piece of a snapshot. */
  fetchSnapshot(asked: {
    from: number;
    epoch: number;
    id: OffsetAndEpoch;
    position?: number;
    maxBytes?: number;
  }): SnapshotPiece {
    const { from, epoch, id, position = 0, maxBytes = 1024 * 1024 } = asked;
    const { body } = fetchSnapshotRequest(from, epoch, id, position, maxBytes);
    const respond = ask<FetchSnapshotResponse>((answer) => this.node.handleFetchSnapshot(body, answer));
    return first(respond);
  }

  /** Answers the oldest FetchSnapshot with what was asked for of this snapshot, or with what a test wants instead. */
  answerFetchSnapshot(
    leader: { leaderId: number; epoch: number },
    snapshot: Snapshot,
    instead: Partial<SnapshotPiece> = {},
  ): void {
    const { body, reply } = this.take('FetchSnapshot');
    const position = body.topics[0]?.partitions[0]?.position ?? -1;
    reply(
      fetchSnapshotResponse(leader, {
        errorCode: errorCodes.NONE,
        snapshotId: { endOffset: snapshot.offset, epoch: snapshot.epoch },
        size: snapshot.bytes.length,
        position,
        unalignedRecords: snapshot.bytes.subarray(position, position + body.maxBytes),
        ...instead,
      }),
    );
  }

  /** Fetches from the node; the answers come into the list that is returned, at once or later. */
  fetch(asked: {
    from: number;
    epoch: number;
    log: OffsetAndEpoch;
    highWatermark?: number;
    maxWaitMs?: number;
  }): FetchAnswer[] {
    const { from, epoch, log, highWatermark = -1, maxWaitMs = 50 } = asked;
    const answers: FetchAnswer[] = [];
    const ours = { ...log, startOffset: 0, highWatermark };
    const { body } = fetchRequest(from, epoch, ours, { maxWaitMs, maxBytes: 1024 * 1024 });
    this.node.handleFetch(body, (response) => {
      const partition = response.responses[0]?.partitions[0];
      assert.ok(partition !== undefined);
      answers.push(partition);
    });
    return answers;
  }
}

/** Batches of one record each, as a leader of these epochs would have written them from `baseOffset` on. */
export function batchesOf(epochs: readonly number[], baseOffset = 0): readonly Buffer[] {
  return epochs.map((leaderEpoch, index) => {
    const value = Buffer.from(`record ${baseOffset + index}`);
    const records = [{ key: null, value, timestamp: 0 }];
    return encodeBatch({ records, baseOffset: baseOffset + index, leaderEpoch });
  });
}

/** A segment for each batch, so that each can be dropped. */
export function logOf(epochs: readonly number[]): Log {
  const log = new Log({ configs: { ...defaultLogConfig, segmentBytes: 1 } });
  log.appendAsFollower(batchesOf(epochs));
  return log;
}

function ask<Response>(handle: (respond: (response: Response) => void) => void): Response {
  const answers: Response[] = [];
  handle((response) => answers.push(response));
  const [answer] = answers;
  assert.ok(answer !== undefined && answers.length === 1, 'answered exactly once');
  return answer;
}

function first<Partition>(response: { topics: readonly { partitions: readonly Partition[] }[] }): Partition {
  const partition = response.topics[0]?.partitions[0];
  assert.ok(partition !== undefined, 'the answer has a partition');
  return partition;
}

function nameOf(request: QuorumRequest): string {
  if (request.api !== 'Vote') return request.api;
  const body = request.body as QuorumRequest<'Vote'>['body'];
  return body.topics[0]?.partitions[0]?.preVote === true ? 'PreVote' : 'Vote';
}
