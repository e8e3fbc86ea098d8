/**
 * Reads one partition from an offset on, as consumers do: fetch from the leader, look for the new one when it has
 * moved. Checks that offsets come without gaps and that what is read is committed for good.
 */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import type { Decoded } from '../../../src/protocol/schema.ts';
import { recordsIn, textOf } from '../checkers/clusterEye.ts';
import { check } from '../checkers/violation.ts';
import { after, backoffAfter, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import type { ClusterView } from './clusterView.ts';
import type { WireClient } from './wireClient.ts';

type FetchResponse = Decoded<typeof fetchApi.response>;
type PartitionResponse = FetchResponse['responses'][number]['partitions'][number];

export interface PartitionReaderOptions {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly client: WireClient;
  readonly view: ClusterView;
  received?(value: string, offset: number): void;
}

const waitMs = 200;
const earliest = -2;
/** Small, so that answers are cut in the middle of what there is. */
const maxBytes = 400;

/** Answers after which the leader is looked up and asked again. */
const retriable: ReadonlySet<number> = new Set([
  errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  errorCodes.UNKNOWN_TOPIC_ID,
  errorCodes.LEADER_NOT_AVAILABLE,
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.FENCED_LEADER_EPOCH,
  errorCodes.UNKNOWN_LEADER_EPOCH,
]);

export class PartitionReader {
  readonly #host: ClientHost;
  readonly #options: PartitionReaderOptions;
  #next: number;
  #failures = 0;
  #closed = false;

  constructor(host: ClientHost, options: PartitionReaderOptions) {
    this.#host = host;
    this.#options = options;
    this.#next = options.from;
  }

  /** The offset that it reads next. */
  get position(): number {
    return this.#next;
  }

  start(): void {
    this.#fetch();
  }

  close(): void {
    this.#closed = true;
  }

  #fetch(): void {
    if (this.#closed) return;
    const { client, topic, partition, view } = this.#options;
    const leader = view.leader(topic, partition);
    if (leader === undefined) {
      this.#lookUpLeader();
      return;
    }
    const asked = {
      partition,
      currentLeaderEpoch: leader.epoch,
      fetchOffset: this.#next,
      logStartOffset: -1,
      partitionMaxBytes: maxBytes,
    };
    const body = {
      replicaState: {},
      maxWaitMs: below(this.#host, waitMs),
      minBytes: 1,
      maxBytes: 10_000,
      isolationLevel: below(this.#host, 2),
      topics: [{ topic, topicId: view.topicId(topic), partitions: [asked] }],
      forgottenTopicsData: [],
    };
    client.ask(leader.nodeId, fetchApi, body, requestTimeoutMs, (response) => {
      if (this.#closed) return;
      const answer = response?.responses[0]?.partitions[0];
      if (answer?.errorCode === errorCodes.NONE) this.#take(answer);
      else if (answer?.errorCode === errorCodes.OFFSET_OUT_OF_RANGE) this.#findStart(leader);
      else this.#failed(answer?.errorCode);
    });
  }

  #take(answer: PartitionResponse): void {
    const { topic, partition, received } = this.#options;
    this.#failures = 0;
    const from = this.#next;
    const values: string[] = [];
    for (const record of recordsIn(answer.records === null ? [] : [answer.records])) {
      if (record.offset < from) continue;
      check(
        record.offset === this.#next,
        `${topic}-${partition}: ${record.offset} is read after ${this.#next}`,
      );
      check(
        record.offset < answer.highWatermark,
        `${topic}-${partition}: ${record.offset} is read, the high watermark is ${answer.highWatermark}`,
      );
      this.#next += 1;
      values.push(textOf(record.value));
    }
    if (values.length > 0) {
      this.#host.records.read(topic, partition, from, values);
      values.forEach((value, index) => {
        received?.(value, from + index);
      });
      this.#host.note(`${this.#options.client.name} reads ${topic}-${partition}@${from}`);
    }
    this.#fetch();
  }

  /** What it was to read may have been removed: it goes on where the log begins (`auto.offset.reset=earliest`). */
  #findStart({ nodeId, epoch }: { readonly nodeId: number; readonly epoch: number }): void {
    const { client, topic, partition } = this.#options;
    const partitions = [{ partitionIndex: partition, currentLeaderEpoch: epoch, timestamp: earliest }];
    const body = { replicaId: -1, topics: [{ name: topic, partitions }] };
    client.ask(nodeId, listOffsetsApi, body, requestTimeoutMs, (response) => {
      if (this.#closed) return;
      const { errorCode, offset = -1 } = response?.topics[0]?.partitions[0] ?? {};
      if (errorCode === errorCodes.NONE && offset > this.#next) {
        this.#host.note(`${client.name} finds ${topic}-${partition} to begin at ${offset}`);
        this.#host.records.passedOver(topic, partition, this.#next, offset);
        this.#next = offset;
      }
      this.#lookUpLeader();
    });
  }

  #failed(error: number | undefined): void {
    const { topic, partition } = this.#options;
    check(
      error === undefined || retriable.has(error),
      `${topic}-${partition} cannot be read: ${errorByCode(error ?? 0).name}`,
    );
    this.#lookUpLeader();
  }

  #lookUpLeader(): void {
    after(this.#host, backoffAfter(this.#failures++), () => {
      if (!this.#closed) this.#options.view.refresh(() => this.#fetch());
    });
  }
}
