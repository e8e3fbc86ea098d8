/**
 * One reading of a topic: from where it was asked to begin, without a group, into a list that keeps what there is room for. It
 * waits while it is paused, when nobody looks, and when the list is full.
 */
import type { ClusterService, Consumption } from '../../../client/clusterService.ts';
import type { KafkaError } from '../../../client/errors.ts';
import type { PartitionOffset, PartitionOffsets, ReceivedRecord } from '../../../client/model.ts';
import type { RecordsQuery } from './recordsMessages.ts';

/** Kept at most: records, and bytes of them. */
export const mostRecords = 100_000;
export const mostBytes = 128 * 1024 * 1024;
/** Of each partition a live tail begins with so many: a tail without a past says nothing. */
const tailRecords = 50;
/** After so many records others get their turn. */
const turnRecords = 200;

export interface ReadingHandlers {
  /** Whether the next record may come. */
  mayGoOn(): boolean;
  record(record: ReceivedRecord): void;
  failed(error: KafkaError): void;
}

type Service = Pick<ClusterService, 'offsets' | 'offsetsForTime' | 'consume'>;

export class Reading {
  readonly #handlers: ReadingHandlers;
  #consumption: Consumption | undefined;
  #goOn: (() => void) | undefined;
  #inTurn = 0;
  #closed = false;

  constructor(handlers: ReadingHandlers) {
    this.#handlers = handlers;
  }

  /** @throws {KafkaError} when the topic cannot be read at all */
  async open(service: Service, query: RecordsQuery): Promise<void> {
    const ranges = await service.offsets([query.topic]);
    const wanted = ranges.filter(({ partition }) => query.partitions?.includes(partition) ?? true);
    const partitions = await positions(service, query, wanted);
    if (this.#closed || partitions.length === 0) return;
    const consumption = await service.consume(
      { topics: [query.topic], from: 'latest', partitions },
      {
        turn: () => this.#turn(),
        onRecord: (record) => {
          if (!this.#closed) this.#handlers.record(record);
        },
        onError: (error) => {
          if (!this.#closed) this.#handlers.failed(error);
        },
      },
    );
    if (this.#closed) await consumption.close();
    else this.#consumption = consumption;
  }

  /** What it waited for may have come. */
  wake(): void {
    if (this.#closed || this.#handlers.mayGoOn()) {
      this.#goOn?.();
      this.#goOn = undefined;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.wake();
    await this.#consumption?.close();
  }

  #turn(): Promise<void> | undefined {
    if (this.#closed) return undefined;
    if (!this.#handlers.mayGoOn()) {
      return new Promise((resolve) => {
        this.#goOn = chain(this.#goOn, resolve);
      });
    }
    this.#inTurn = (this.#inTurn + 1) % turnRecords;
    return this.#inTurn === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  }
}

/** Each broker's loop waits by itself. */
function chain(before: (() => void) | undefined, next: () => void): () => void {
  return () => {
    before?.();
    next();
  };
}

async function positions(
  service: Service,
  { topic, from }: RecordsQuery,
  ranges: readonly PartitionOffsets[],
): Promise<readonly PartitionOffset[]> {
  const times = from.kind === 'time' ? await service.offsetsForTime(ranges, from.timestamp) : [];
  return ranges.map(({ partition, low, high }) => {
    const offset = {
      tail: () => Math.max(low, high - tailRecords),
      earliest: () => low,
      offset: () => Math.min(Math.max(low, from.kind === 'offset' ? from.offset : low), high),
      time: () => times.find((one) => one.partition === partition)?.offset ?? high,
    }[from.kind]();
    return { topic, partition, offset };
  });
}
