/**
 * An idempotent producer with acks=all, as Kafka's clients are: sequences per partition, several batches in flight,
 * retries with the same sequence until an answer says that the records are written.
 */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { encodeBatch, type NewRecord } from '../../../src/protocol/records.ts';
import { check } from '../checkers/violation.ts';
import { after, backoffAfter, backoffMs, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { WireClient } from './wireClient.ts';

/** What a producer sends. */
export interface ProducerContent {
  /**
   * Some records for one partition, and what to call them.
   * @param producer who writes them: unique in the cluster and for the partition
   * @param first number of the first of them, which count up for each partition
   */
  make(
    producer: string,
    first: number,
    count: number,
  ): { readonly values: readonly string[]; readonly records: readonly NewRecord[] };
  acknowledged(topic: string, partition: number, baseOffset: number, values: readonly string[]): void;
}

export interface ProducerOptions {
  readonly name: string;
  readonly content: ProducerContent;
  readonly topic: string;
  readonly partitions: number;
  /** Longest time between two batches. */
  readonly intervalMs: number;
  /** In one batch. */
  readonly mostRecords: number;
}

interface Batch {
  readonly baseSequence: number;
  readonly values: readonly string[];
  readonly records: Buffer;
  inFlight: boolean;
  /**
   * The leader epoch in which its sequence must be taken: nothing before it was in doubt when it was sent. Undefined
   * when something was, or when it was sent to a leader that has been deposed and does not know it.
   */
  fitsIn: number | undefined;
}

interface PartitionState {
  readonly index: number;
  readonly queue: Batch[];
  nextSequence: number;
  nextNumber: number;
  /** Whom the batches in flight were sent to: another leader gets none until they are answered. */
  sentTo: number;
  /** Something in flight must be sent again: first let everything in flight come back. */
  recovering: boolean;
  /** It will be sent again when the pause is over and the leader looked up. */
  waiting: boolean;
  /** In a row. */
  failures: number;
  /** Until its first batch is acknowledged no replica knows the producer, and would take any sequence from it. */
  known: boolean;
}

const mostInFlight = 3;
const longestQueue = 20;
/** Kafka's clients would wait 30 s; the shorter time makes more retries of requests that did succeed. */
const produceTimeoutMs = 1_500;

/** Answers after which the same batch is sent again. */
const retriable: ReadonlySet<number> = new Set([
  errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  errorCodes.UNKNOWN_TOPIC_ID,
  errorCodes.LEADER_NOT_AVAILABLE,
  errorCodes.NOT_LEADER_OR_FOLLOWER,
  errorCodes.REQUEST_TIMED_OUT,
  errorCodes.NOT_ENOUGH_REPLICAS,
  errorCodes.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  // The memory is full: nothing was appended. Others would give up; this one comes back until there is room.
  errorCodes.POLICY_VIOLATION,
]);

export class Producer {
  readonly #host: ClientHost;
  readonly #options: ProducerOptions;
  readonly #client: WireClient;
  readonly #view: ClusterView;
  readonly #partitions: readonly PartitionState[];
  #producerId = -1;
  #producing = true;
  #closed = false;

  constructor(host: ClientHost, options: ProducerOptions) {
    this.#host = host;
    this.#options = options;
    this.#client = new WireClient(host.network, options.name);
    this.#view = new ClusterView(host, this.#client, [options.topic]);
    this.#partitions = Array.from({ length: options.partitions }, (_, index) => ({
      index,
      queue: [],
      nextSequence: 0,
      nextNumber: 0,
      sentTo: -1,
      recovering: false,
      waiting: false,
      failures: 0,
      known: false,
    }));
  }

  start(): void {
    this.#initialize();
  }

  /** No new records; what is queued is still delivered. */
  finish(): void {
    this.#producing = false;
  }

  /** Whether every record was acknowledged. */
  get isIdle(): boolean {
    return this.#partitions.every(({ queue }) => queue.length === 0);
  }

  /** The process dies with what it had not delivered. */
  crash(): void {
    this.#closed = true;
    this.#client.close();
  }

  #initialize(): void {
    const body = { transactionalId: null, transactionTimeoutMs: 60_000 };
    const node = this.#host.nodeIds[below(this.#host, this.#host.nodeIds.length)] as number;
    this.#client.ask(node, initProducerIdApi, body, requestTimeoutMs, (response) => {
      if (response === undefined || response.errorCode !== errorCodes.NONE) {
        after(this.#host, backoffMs, () => this.#unlessClosed(() => this.#initialize()));
        return;
      }
      this.#producerId = response.producerId;
      this.#host.note(`${this.#options.name} is producer ${response.producerId}`);
      this.#produceLater();
    });
  }

  #produceLater(): void {
    after(this.#host, 1 + below(this.#host, this.#options.intervalMs), () =>
      this.#unlessClosed(() => {
        if (!this.#producing) return;
        const partition = this.#partitions[below(this.#host, this.#partitions.length)] as PartitionState;
        if (partition.queue.length < longestQueue) this.#enqueue(partition);
        this.#send(partition);
        this.#produceLater();
      }),
    );
  }

  #enqueue(partition: PartitionState): void {
    const { name, content, mostRecords } = this.#options;
    const timestamp = this.#host.timers.now;
    const count = 1 + below(this.#host, mostRecords);
    const producer = `${name}/${this.#producerId}/${partition.index}`;
    const { values, records: made } = content.make(producer, partition.nextNumber, count);
    partition.nextNumber += count;
    const baseSequence = partition.nextSequence;
    partition.nextSequence += values.length;
    const records = encodeBatch({
      records: made.map((record) => ({ ...record, timestamp })),
      producerId: this.#producerId,
      producerEpoch: 0,
      baseSequence,
    });
    partition.queue.push({ baseSequence, values, records, inFlight: false, fitsIn: undefined });
  }

  #send(partition: PartitionState): void {
    const inFlight = partition.queue.filter((batch) => batch.inFlight).length;
    if (partition.waiting || (partition.recovering && inFlight > 0)) return;
    const leader = this.#view.leader(this.#options.topic, partition.index);
    if (leader === undefined) {
      this.#recoverLater(partition);
      return;
    }
    if (inFlight > 0 && leader.nodeId !== partition.sentTo) return;
    partition.recovering = false;
    partition.sentTo = leader.nodeId;
    const most = partition.known ? mostInFlight : 1;
    partition.queue.slice(0, most).forEach((batch, index) => {
      if (!batch.inFlight) this.#sendBatch(partition, batch, leader.nodeId, index === 0);
    });
  }

  #sendBatch(partition: PartitionState, batch: Batch, nodeId: number, isFirst: boolean): void {
    const { topic } = this.#options;
    batch.inFlight = true;
    batch.fitsIn = isFirst ? this.#host.leaderEpoch(nodeId, topic, partition.index) : undefined;
    const partitionData = [{ index: partition.index, records: batch.records }];
    const body = {
      acks: -1,
      timeoutMs: produceTimeoutMs,
      topicData: [{ name: topic, topicId: this.#view.topicId(topic), partitionData }],
    };
    this.#client.ask(nodeId, produceApi, body, requestTimeoutMs, (response) => {
      batch.inFlight = false;
      const answer = response?.responses[0]?.partitionResponses[0];
      if (answer?.errorCode === errorCodes.NONE) this.#acknowledged(partition, batch, answer.baseOffset);
      else this.#failed(partition, batch, answer?.errorCode);
    });
  }

  #acknowledged(partition: PartitionState, batch: Batch, baseOffset: number): void {
    const { content, topic } = this.#options;
    this.#host.note(`${topic}-${partition.index}@${baseOffset} acknowledges ${shown(batch)}`);
    content.acknowledged(topic, partition.index, baseOffset, batch.values);
    partition.known = true;
    partition.failures = 0;
    partition.queue.splice(partition.queue.indexOf(batch), 1);
    this.#send(partition);
  }

  #failed(partition: PartitionState, batch: Batch, error: number | undefined): void {
    const { topic } = this.#options;
    const why = error === undefined ? 'no answer' : errorByCode(error).name;
    this.#host.note(`${topic}-${partition.index} fails ${shown(batch)} at ${partition.sentTo}: ${why}`);
    const fits =
      batch.fitsIn !== undefined &&
      batch.fitsIn === this.#host.leaderEpoch(partition.sentTo, topic, partition.index);
    const inDoubt = !fits && error === errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER;
    check(
      error === undefined || inDoubt || retriable.has(error),
      `${topic}-${partition.index} refuses ${shown(batch)} of ${this.#options.name}: ${why}`,
    );
    this.#recoverLater(partition);
  }

  #recoverLater(partition: PartitionState): void {
    partition.recovering = true;
    if (partition.waiting || partition.queue.some(({ inFlight }) => inFlight)) return;
    partition.waiting = true;
    const again = (): void => {
      partition.waiting = false;
      this.#send(partition);
    };
    after(this.#host, backoffAfter(partition.failures++), () =>
      this.#unlessClosed(() => this.#view.refresh(() => this.#unlessClosed(again))),
    );
  }

  #unlessClosed(run: () => void): void {
    if (!this.#closed) run();
  }
}

/** The first and the last of its values, or the one. */
function shown({ values }: Batch): string {
  return values.length === 1 ? `${values[0]}` : `${values[0]} to ${values.at(-1)}`;
}
