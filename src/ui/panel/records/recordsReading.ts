/**
 * One reading of a topic: from where it was asked to begin to where the topic ended at that moment, then, unless an end was
 * asked for, what comes. It can be interrupted and goes on where it was. It joins no group and commits nothing.
 */
import type { ClusterService, Reading, ReadRange } from '../../../client/clusterService.ts';
import { type KafkaError, toKafkaError } from '../../../client/errors.ts';
import type { PartitionOffsets, StoredRecord } from '../../../client/model.ts';
import type { RecordStore } from './recordStore.ts';
import type { RecordsPhase, RecordsProblem, RecordsQuery } from './recordsMessages.ts';

export type ReadingService = Pick<ClusterService, 'offsets' | 'read'> & {
  readonly admin: Pick<ClusterService['admin'], 'offsetsForTimes'>;
};

export interface ReadingOptions {
  readonly service: ReadingService;
  readonly query: RecordsQuery;
  /** Those of the topic that the query is about. */
  readonly partitions: readonly number[];
  readonly store: RecordStore;
  /** Something of it has changed. */
  readonly onChange: () => void;
}

/** Bytes of one answer: it is decoded without a pause. */
const answerBytes = 512 * 1024;
const partitionBytes = 128 * 1024;

interface Position {
  readonly partition: number;
  /** The next offset to read. */
  next: number;
  /** Where what was there ends; reading goes on from there unless an end was asked for. */
  end: number;
}

export class RecordsReading {
  readonly #options: ReadingOptions;
  #positions: Position[] = [];
  #phase: RecordsPhase = 'loading';
  #problems = new Map<number | null, RecordsProblem>();
  #total = 0;
  #reading: Reading | undefined;
  /** Of the reading that counts; one that was interrupted says nothing any more. */
  #turn = 0;
  #begun = false;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  get phase(): RecordsPhase {
    return this.#phase;
  }

  /** Records there were to read when it began. */
  get total(): number {
    return this.#total;
  }

  get problems(): readonly RecordsProblem[] {
    return [...this.#problems.values()];
  }

  /** Begins, or goes on after `interrupt`. Failures are told as problems, never thrown. */
  async run(): Promise<void> {
    const turn = ++this.#turn;
    try {
      if (this.#begun) {
        await this.#skipWhatIsTooMuch();
      } else {
        await this.#begin();
      }
      if (turn === this.#turn) {
        this.#begun = true;
        await this.#readOn(turn);
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.#fail(toKafkaError(error));
      }
    }
  }

  /** Reads no further until `run`. */
  async interrupt(): Promise<void> {
    this.#turn++;
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.close();
  }

  /** Ends it for good. */
  async cancel(): Promise<void> {
    await this.interrupt();
    this.#phase = 'cancelled';
    this.#options.onChange();
  }

  async #begin(): Promise<void> {
    const { service, query, partitions } = this.#options;
    const offsets = await this.#offsets();
    const starts = await this.#timedStarts();
    for (const partition of partitions) {
      if (!offsets.has(partition)) {
        this.#problem({ partition, name: 'LEADER_NOT_AVAILABLE', message: '', offset: null });
      }
    }
    const until =
      query.from.kind === 'time' && query.from.until !== null
        ? await offsetsAt(service, query.topic, partitions, query.from.until)
        : undefined;
    this.#positions = [...offsets.values()].map((known) => {
      const next = this.#startOf(known, starts);
      const end = until === undefined ? known.high : (until.get(known.partition) ?? known.high);
      return { partition: known.partition, next, end: Math.max(next, end) };
    });
    this.#total = this.#positions.reduce((sum, { next, end }) => sum + end - next, 0);
    this.#options.onChange();
  }

  #startOf(known: PartitionOffsets, starts: ReadonlyMap<number, number> | undefined): number {
    const { from } = this.#options.query;
    const { partition, low, high } = known;
    switch (from.kind) {
      case 'tail':
        return Math.max(low, high - this.#share);
      case 'earliest':
        return low;
      case 'latest':
        return high;
      case 'time':
        return starts?.get(partition) ?? high;
      case 'offset': {
        const offset = Math.min(high, Math.max(low, from.offset));
        if (offset !== from.offset) {
          this.#problem({ partition, name: 'OFFSET_OUT_OF_RANGE', message: '', offset });
        }
        return offset;
      }
    }
  }

  /** Records of each partition that make up as many as are kept. */
  get #share(): number {
    return Math.ceil(this.#options.store.bounds.records / Math.max(1, this.#options.partitions.length));
  }

  /** After an interruption: a tail does not run after more than would be kept of it. */
  async #skipWhatIsTooMuch(): Promise<void> {
    const offsets = await this.#offsets();
    const { kind } = this.#options.query.from;
    for (const position of this.#positions) {
      const known = offsets.get(position.partition);
      if (known !== undefined && (kind === 'tail' || kind === 'latest')) {
        position.next = Math.max(position.next, known.high - this.#share);
      }
    }
  }

  async #readOn(turn: number): Promise<void> {
    const open = this.#positions.filter(({ next, end }) => next < end);
    if (open.length > 0) {
      await this.#read(open, turn, true);
      return;
    }
    this.#phase = this.#endsThere ? 'ended' : 'live';
    this.#options.onChange();
    if (!this.#endsThere) {
      await this.#read(this.#positions, turn, false);
    }
  }

  get #endsThere(): boolean {
    const { from } = this.#options.query;
    return from.kind === 'time' && from.until !== null;
  }

  async #read(positions: readonly Position[], turn: number, toTheEnd: boolean): Promise<void> {
    const { service, query } = this.#options;
    const ranges = positions.map(
      ({ partition, next, end }): ReadRange => ({
        topic: query.topic,
        partition,
        offset: next,
        ...(toTheEnd ? { until: end } : {}),
      }),
    );
    const isCurrent = (): boolean => turn === this.#turn;
    const reading = await service.read(
      { ranges, maxBytes: answerBytes, maxPartitionBytes: partitionBytes },
      {
        onRecords: async (records) => {
          if (isCurrent()) {
            await this.#take(records, toTheEnd);
          }
        },
        onError: (error) => isCurrent() && this.#note(error),
      },
    );
    if (!isCurrent()) {
      await reading.close();
      return;
    }
    this.#reading = reading;
    void reading.done.then(() => {
      if (isCurrent() && this.#reading === reading) {
        this.#reading = undefined;
        this.#ended(positions, turn, toTheEnd);
      }
    });
  }

  async #take(records: readonly StoredRecord[], toTheEnd: boolean): Promise<void> {
    const { store, query, onChange } = this.#options;
    const bounded = toTheEnd && query.from.kind !== 'tail';
    const taken = bounded ? records.slice(0, store.room) : records; // What was read first stays.
    await store.add(taken);
    for (const { partition, offset } of taken) {
      const position = this.#positions.find((one) => one.partition === partition);
      if (position !== undefined) {
        position.next = Math.max(position.next, offset + 1);
      }
    }
    if (bounded && store.isFull) {
      void this.interrupt(); // A reading cannot wait for its end within itself.
      this.#phase = 'full';
    }
    this.#problems.delete(null); // It works again.
    onChange();
  }

  /** A reading that ended without having read everything has failed for good; why, it has said. */
  #ended(positions: readonly Position[], turn: number, toTheEnd: boolean): void {
    if (!toTheEnd || this.#problems.has(null)) {
      this.#phase = 'failed';
      this.#options.onChange();
      return;
    }
    for (const position of positions) {
      position.next = Math.max(position.next, position.end); // The last offsets may hold no records.
    }
    void this.#readOn(turn).catch((error: unknown) => this.#fail(toKafkaError(error)));
  }

  async #offsets(): Promise<ReadonlyMap<number, PartitionOffsets>> {
    const { service, query, partitions } = this.#options;
    const wanted = new Set(partitions);
    const offsets = await service.offsets([query.topic]);
    return new Map(offsets.filter((one) => wanted.has(one.partition)).map((one) => [one.partition, one]));
  }

  async #timedStarts(): Promise<ReadonlyMap<number, number> | undefined> {
    const { service, query, partitions } = this.#options;
    const { from } = query;
    return from.kind === 'time' ? await offsetsAt(service, query.topic, partitions, from.at) : undefined;
  }

  #note({ name, message }: KafkaError): void {
    this.#problem({ partition: null, name, message, offset: null });
    this.#options.onChange();
  }

  #fail(error: KafkaError): void {
    this.#phase = 'failed';
    this.#note(error);
  }

  #problem(problem: RecordsProblem): void {
    this.#problems.set(problem.partition, problem);
  }
}

/** The first offset at or after a time, for the partitions that have one. */
async function offsetsAt(
  service: ReadingService,
  topic: string,
  partitions: readonly number[],
  time: number,
): Promise<ReadonlyMap<number, number>> {
  const asked = partitions.map((partition) => ({ topic, partition }));
  const { items } = await service.admin.offsetsForTimes(asked, time);
  return new Map(
    items.flatMap(({ partition, offset }) => (offset === undefined ? [] : [[partition, offset]])),
  );
}
