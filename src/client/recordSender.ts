/**
 * Produces, one batch per partition and round; only the partitions that failed are sent again. With acks=all it is an
 * idempotent producer (KIP-98): old sequence numbers see to it that a retry never doubles a record.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProduceOptions } from './clusterService.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import { byBroker, describeCluster, leaderOf, partitionInfo, partitionKey } from './metadata.ts';
import type { Acks, ClusterInfo, RecordToSend, SentRecord } from './model.ts';
import { partitionForKey, StickyPartition } from './partitioner.ts';
import type { ApiRequest, BrokerAddress, Wire } from './wire.ts';

/** A record that cannot be delivered in this time (ms) fails. */
const deliveryTimeout = 15_000;
/** A topic that does not exist is waited for so long (ms), since the cluster may create it by being asked. */
const creationTimeout = 4_000;
/** Under Kafka's default `message.max.bytes` of 1 MB even when a round's records all go to one partition. */
const roundBytes = 512 * 1024;
const recordOverhead = 70;

interface Batch {
  readonly topic: string;
  readonly partition: number;
  /** Position of each record in what the caller sent. */
  readonly indexes: number[];
  readonly messages: Message[];
}
type Message = NonNullable<ApiRequest<'Produce'>[2]>[number];

/** As the Produce request writes them. */
const acksInRequest: Readonly<Record<Acks, number>> = { all: -1, '1': 1, '0': 0 };

interface ProducerId {
  readonly id: bigint;
  readonly epoch: number;
  /** Next sequence number of each partition. */
  readonly sequences: Map<string, number>;
}

export class RecordSender {
  readonly #wire: Wire;
  readonly #sticky = new Map<string, StickyPartition>();
  #producer: ProducerId | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /**
   * Calls are served one after another, so records keep their order per partition.
   * @throws {KafkaError} when a record was not acknowledged; others of the same call may have been written
   */
  send(records: readonly RecordToSend[], options: ProduceOptions = {}): Promise<readonly SentRecord[]> {
    const sent = this.#tail.then(() => this.#send(records, options));
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  async #send(records: readonly RecordToSend[], options: ProduceOptions): Promise<readonly SentRecord[]> {
    const names = [...new Set(records.map((record) => record.topic))];
    const cluster = await this.#existing(names);
    const sent: SentRecord[] = new Array(records.length);
    let start = 0;
    while (start < records.length) {
      const { batches, next } = this.#round(records, start, cluster);
      await this.#deliver(batches, options, cluster, sent);
      start = next;
    }
    return sent;
  }

  /** Waits until every topic exists; asking creates it where the cluster allows that. */
  async #existing(topics: readonly string[]): Promise<ClusterInfo> {
    const deadline = Date.now() + creationTimeout;
    let isLost = false;
    for (;;) {
      const described = await describeCluster(this.#wire, topics, true).catch((error: unknown) => {
        // A connection that the broker has closed meanwhile fails the next request, and that only.
        if (isLost || !toKafkaError(error).retriable) throw error;
        isLost = true;
      });
      if (described === undefined) continue;
      const { cluster, errors } = described;
      const [failed] = errors;
      if (failed === undefined) {
        return cluster;
      }
      const [name, error] = failed;
      if (!error.retriable || Date.now() > deadline) {
        throw new KafkaError({ ...error, name: error.name, message: `${name}: ${error.message}` }, error);
      }
      await sleep(100);
    }
  }

  /** The next records that fit into one round, placed in partitions. */
  #round(
    records: readonly RecordToSend[],
    start: number,
    cluster: ClusterInfo,
  ): { readonly batches: readonly Batch[]; readonly next: number } {
    const batches = new Map<string, Batch>();
    let bytes = 0;
    let index = start;
    for (; index < records.length; index++) {
      const record = records[index] as RecordToSend;
      const size = recordOverhead + (record.key?.length ?? 0) + (record.value?.length ?? 0);
      if (bytes > 0 && bytes + size > roundBytes) {
        break;
      }
      bytes += size;
      const partition = this.#place(record, size, cluster);
      const key = partitionKey(record.topic, partition);
      const batch = batches.get(key) ?? { topic: record.topic, partition, indexes: [], messages: [] };
      batches.set(key, batch);
      batch.indexes.push(index);
      batch.messages.push(toMessage(record, partition));
    }
    for (const sticky of this.#sticky.values()) {
      sticky.endBatch();
    }
    return { batches: [...batches.values()], next: index };
  }

  #place(record: RecordToSend, size: number, cluster: ClusterInfo): number {
    const count = cluster.topics.find((topic) => topic.name === record.topic)?.partitions.length ?? 0;
    if (record.partition !== undefined) {
      if (record.partition < 0 || record.partition >= count || !Number.isInteger(record.partition)) {
        this.#wire.check(3, `${record.topic} has no partition ${record.partition}; it has ${count}.`);
      }
      return record.partition;
    }
    if (record.key !== undefined) {
      return partitionForKey(record.key, count);
    }
    const sticky = this.#sticky.get(record.topic) ?? new StickyPartition(Math.random);
    this.#sticky.set(record.topic, sticky);
    return sticky.next(size, count);
  }

  /** Sends until every batch is acknowledged as `acks` asks, one fails for good, or time is up. */
  async #deliver(
    batches: readonly Batch[],
    { acks = 'all', onRetry }: ProduceOptions,
    known: ClusterInfo,
    sent: SentRecord[],
  ): Promise<void> {
    const deadline = Date.now() + deliveryTimeout;
    const topics = [...new Set(batches.map(({ topic }) => topic))];
    let cluster = known;
    let waiting = batches;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      const { failed, error } = await this.#attempt(waiting, acks, cluster, sent);
      if (error === undefined) {
        return;
      }
      const forgotten = lostState.has(error.name) && !renewed;
      if (forgotten || !error.retriable || Date.now() > deadline) {
        // What became of the failed batches is unknown: their numbers must not be used again.
        this.#producer = undefined;
        renewed = true;
        if (!forgotten) {
          throw error;
        }
      }
      onRetry?.(error);
      waiting = failed;
      await sleep(Math.min(100 * 2 ** attempt, 1_000));
      cluster = await describeCluster(this.#wire, topics).then(
        (described) => described.cluster,
        () => cluster,
      );
    }
  }

  async #attempt(
    batches: readonly Batch[],
    acks: Acks,
    cluster: ClusterInfo,
    sent: SentRecord[],
  ): Promise<{ readonly failed: readonly Batch[]; readonly error: KafkaError | undefined }> {
    const failed: Batch[] = [];
    let error: KafkaError | undefined;
    const fail = (batch: Batch, reason: KafkaError): void => {
      failed.push(batch);
      error = error === undefined || error.retriable ? reason : error;
    };
    const byLeader = byBroker(batches, (batch) => leaderOf(cluster, batch.topic, batch.partition));
    const led = new Set(byLeader.flatMap((group) => group.items));
    for (const batch of batches.filter((candidate) => !led.has(candidate))) {
      fail(batch, this.#wire.error(5) as KafkaError);
    }
    const acknowledge = (batch: Batch, base: number): void => {
      const { topic, partition } = batch;
      const known = partitionInfo(cluster, topic, partition);
      const inSync = known?.isr.length ?? 0;
      const replicas = known?.replicas.length ?? 0;
      for (const [at, index] of batch.indexes.entries()) {
        sent[index] = { topic, partition, offset: base < 0 ? -1 : base + at, inSync, replicas };
      }
    };
    const requests = byLeader.map(({ broker, items }) =>
      this.#request(broker, items, acks, acknowledge, fail).catch((reason: unknown) => {
        for (const batch of items) {
          fail(batch, toKafkaError(reason));
        }
      }),
    );
    await Promise.all(requests);
    return { failed, error };
  }

  async #request(
    broker: BrokerAddress,
    batches: readonly Batch[],
    acks: Acks,
    acknowledge: (batch: Batch, base: number) => void,
    fail: (batch: Batch, reason: KafkaError) => void,
  ): Promise<void> {
    const producer = acks === 'all' ? await this.#producerId() : nobody;
    const sequences = new this.#wire.library.NumericMap();
    for (const { topic, partition } of batches) {
      const next = acks === 'all' ? (producer.sequences.get(partitionKey(topic, partition)) ?? 0) : -1;
      sequences.set(`${topic}:${partition}`, next);
    }
    const messages = batches.flatMap((batch) => batch.messages);
    const options = { producerId: producer.id, producerEpoch: producer.epoch, sequences };
    const asked = acksInRequest[acks];
    const response = await this.#wire.request('Produce', broker, asked, deliveryTimeout, messages, options);
    if (acks === '0') {
      // It is written to the socket, and that is all that will ever be known of it.
      for (const batch of batches) acknowledge(batch, -1);
      return;
    }
    const topics = typeof response === 'boolean' ? [] : response.responses;
    for (const batch of batches) {
      const answers = topics.find((topic) => topic.name === batch.topic)?.partitionResponses;
      const answer = answers?.find((partition) => partition.index === batch.partition);
      const detail = answer?.recordErrors[0]?.batchIndexErrorMessage ?? answer?.errorMessage;
      const error = this.#wire.error(answer?.errorCode ?? -1, detail);
      if (error !== undefined) {
        fail(batch, error);
        continue;
      }
      if (acks === 'all') {
        const key = partitionKey(batch.topic, batch.partition);
        producer.sequences.set(key, (producer.sequences.get(key) ?? 0) + batch.messages.length);
      }
      acknowledge(batch, Number(answer?.baseOffset ?? -1n));
    }
  }

  async #producerId(): Promise<ProducerId> {
    if (this.#producer === undefined) {
      const response = await this.#wire.request('InitProducerId', 'any', null, 60_000, -1n, -1);
      this.#wire.check(response.errorCode);
      this.#producer ??= { id: response.producerId, epoch: response.producerEpoch, sequences: new Map() };
    }
    return this.#producer;
  }
}

/** A producer without an identity, as brokers know it: idempotence is for acks=all only. */
const nobody: ProducerId = { id: -1n, epoch: -1, sequences: new Map() };

/** The broker no longer knows the producer: a new identity may try again. */
const lostState = new Set(['OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'INVALID_PRODUCER_EPOCH']);

function toMessage(record: RecordToSend, partition: number): Message {
  // The library's record types do not know tombstones and missing keys; its encoder does.
  return {
    topic: record.topic,
    partition,
    timestamp: BigInt(Math.trunc(record.timestamp ?? Date.now())),
    key: record.key && asBuffer(record.key),
    value: record.value && asBuffer(record.value),
    headers: new Map(
      (record.headers ?? []).map((header) => [Buffer.from(header.key), asBuffer(header.value)]),
    ),
  } as Message;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
