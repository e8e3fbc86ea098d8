/**
 * Reads ranges of partitions in pieces, at the pace of whoever takes them, and ends by itself. Nothing is
 * joined and nothing is committed.
 */
import type { ReadHandlers, Reading, ReadOptions } from './clusterService.ts';
import { toKafkaError } from './errors.ts';
import { FetchLoop } from './fetchLoop.ts';
import { partitionKey } from './metadata.ts';
import type { StoredRecord, TopicPartition } from './model.ts';
import type { Wire } from './wire.ts';

export class TopicReader implements Reading {
  readonly done: Promise<void>;
  readonly #handlers: ReadHandlers;
  readonly #loop: FetchLoop;
  readonly #open = new Set<string>();
  readonly #finish: () => void;
  #taken: StoredRecord[] = [];
  #delivery: Promise<void> = Promise.resolve();
  #gate: Deferred | undefined;
  #closing: Promise<void> | undefined;

  /** The wire is the reader's own and is closed with it. */
  constructor(wire: Wire, options: ReadOptions, handlers: ReadHandlers) {
    const done = deferred();
    this.done = done.promise;
    this.#finish = done.resolve;
    this.#handlers = handlers;
    this.#loop = new FetchLoop(
      wire,
      {
        onRecord: (record) => this.#taken.push(record),
        onFetched: () => this.#deliver(),
        onEnd: (partition) => this.#ended(partition),
        onError: (error) => this.#closing === undefined && handlers.onError(error),
      },
      options,
    );
    const empty = options.ranges.filter(({ offset, until }) => until !== undefined && offset >= until);
    const ranges = options.ranges.filter((range) => !empty.includes(range));
    for (const { topic, partition } of ranges) this.#open.add(partitionKey(topic, partition));
    this.#loop.assign(ranges);
    // Whoever called has the reading in hand before it hears of an end.
    setImmediate(() => {
      for (const { topic, partition } of empty) this.#handlers.onEnd?.({ topic, partition });
      this.#endIfDone();
    });
  }

  pause(): void {
    this.#gate ??= deferred();
  }

  resume(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.resume();
    await this.#loop.close();
    this.#finish();
  }

  /** Answers of several brokers are delivered one after another. */
  #deliver(): Promise<void> {
    this.#delivery = this.#delivery.then(async () => {
      while (this.#gate !== undefined) await this.#gate.promise;
      const records = this.#taken;
      this.#taken = [];
      if (records.length > 0 && this.#closing === undefined) {
        await this.#handlers.onRecords(records);
      }
    });
    // Who cannot take records is told so once, and gets no more.
    this.#delivery = this.#delivery.catch((error: unknown) => {
      this.#handlers.onError(toKafkaError(error));
      void this.close();
    });
    return this.#delivery;
  }

  #ended({ topic, partition }: TopicPartition): void {
    this.#open.delete(partitionKey(topic, partition));
    if (this.#closing === undefined) this.#handlers.onEnd?.({ topic, partition });
    this.#endIfDone();
  }

  /** A loop cannot be waited for from within itself: it is closed behind its own turn. */
  #endIfDone(): void {
    if (this.#open.size === 0) void Promise.resolve().then(() => this.close());
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

function deferred(): Deferred {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
