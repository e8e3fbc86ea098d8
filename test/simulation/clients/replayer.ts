/**
 * Reads a compacted partition from its start to its end, again and again, as a service does that keeps its state in a
 * topic. A replay in which the leader changed proves nothing: the next one may have removed a tombstone sooner.
 */
import { errorCodes } from '../../../src/protocol/errors.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { batchPositions, readLastOffset } from '../../../src/protocol/recordBatch.ts';
import type { DecodedRecord } from '../../../src/protocol/records.ts';
import { recordsIn } from '../checkers/clusterEye.ts';
import { type CompactionChecker, type Expectation, stateOf } from '../checkers/compactionChecker.ts';
import { after, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { WireClient } from './wireClient.ts';

/** Longest pause between two replays. */
const pauseMs = 1_000;

interface Replay {
  readonly leader: { readonly nodeId: number; readonly epoch: number };
  readonly expected: Expectation;
  readonly records: DecodedRecord[];
  next: number;
}

export class Replayer {
  readonly #host: ClientHost;
  readonly #checker: CompactionChecker;
  readonly #topic: string;
  readonly #partition: number;
  readonly #client: WireClient;
  readonly #view: ClusterView;
  #closed = false;

  constructor(host: ClientHost, checker: CompactionChecker, topic: string, partition: number) {
    this.#host = host;
    this.#checker = checker;
    this.#topic = topic;
    this.#partition = partition;
    this.#client = new WireClient(host.network, `replay of ${topic}/${partition}`);
    this.#view = new ClusterView(host, this.#client, [topic]);
  }

  start(): void {
    after(this.#host, 1 + below(this.#host, pauseMs), () => {
      if (!this.#closed) this.#view.refresh(() => this.#begin());
    });
  }

  close(): void {
    this.#closed = true;
    this.#client.close();
  }

  #begin(): void {
    const leader = this.#view.leader(this.#topic, this.#partition);
    if (leader === undefined) {
      this.start();
      return;
    }
    const expected = this.#checker.acknowledgedSoFar(this.#partition);
    this.#fetch({ leader, expected, records: [], next: 0 });
  }

  #fetch(replay: Replay): void {
    const { leader, next } = replay;
    const asked = {
      partition: this.#partition,
      currentLeaderEpoch: leader.epoch,
      fetchOffset: next,
      logStartOffset: -1,
      partitionMaxBytes: 2_000,
    };
    const topic = { topic: this.#topic, topicId: this.#view.topicId(this.#topic), partitions: [asked] };
    const body = {
      replicaState: {},
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: 10_000,
      isolationLevel: 0,
      topics: [topic],
      forgottenTopicsData: [],
    };
    this.#client.ask(leader.nodeId, fetchApi, body, requestTimeoutMs, (response) => {
      const answer = response?.responses[0]?.partitions[0];
      if (answer?.errorCode !== errorCodes.NONE) this.start();
      else this.#take(replay, answer.records ?? Buffer.alloc(0), answer.highWatermark);
    });
  }

  #take(replay: Replay, bytes: Buffer, highWatermark: number): void {
    for (const position of batchPositions(bytes)) replay.next = readLastOffset(bytes, position) + 1;
    replay.records.push(...recordsIn([bytes]));
    if (bytes.length > 0 && replay.next < highWatermark) {
      this.#fetch(replay);
      return;
    }
    // An old leader that does not know of the new one may not have heard of what was acknowledged since.
    const isLeading = this.#host.leaderEpoch(replay.leader.nodeId, this.#topic, this.#partition);
    if (isLeading !== undefined && isLeading === replay.leader.epoch) {
      this.#host.note(`${this.#topic}-${this.#partition} is replayed up to ${replay.next}`);
      const who = `a replay of ${this.#topic}-${this.#partition}`;
      this.#checker.replayed(who, stateOf(replay.records), replay.next, replay.expected);
    }
    this.start();
  }
}
