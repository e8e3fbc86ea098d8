/**
 * The host's side of the Messages view: holds the records, the filter and the selection, and tells the webview the stretch of
 * the list that it looks at. It reads while the view is in front of the user, and rests else.
 */
import type { StoredRecord } from '../../../client/model.ts';
import { composeProducer } from '../../../kafkaFile/compose.ts';
import type { PanelView } from '../messages.ts';
import type { PanelFrame, ViewSession } from '../viewSession.ts';
import { type ExportOffer, exportChosen, type OpenExport } from './exportChosen.ts';
import { HistogramWatch } from './histogramWatch.ts';
import { textOf } from './recordBytes.ts';
import { draftOf } from './recordDraft.ts';
import { compileFilter } from './recordFilter.ts';
import { RecordStore, type RecordTest } from './recordStore.ts';
import { parseRecordsRequest } from './recordsArrival.ts';
import type {
  FilterError,
  RecordPart,
  RecordPlace,
  RecordsFilter,
  RecordsProblem,
  RecordsQuery,
  RecordsRequest,
  RecordsResult,
  RecordsState,
} from './recordsMessages.ts';
import { RecordsReading } from './recordsReading.ts';
import { detailOf, rowOf } from './recordViews.ts';

export interface RecordsDependencies {
  copyText(text: string): Promise<void>;
  /** Asks what to export and where to; undefined = given up. */
  chooseExport(offer: ExportOffer): Promise<OpenExport | undefined>;
}

const megabyte = 1024 * 1024;
/** What is kept: the newest of a tail, more of a reading that has a beginning. */
const tailBounds = { records: 5_000, bytes: 64 * megabyte };
const rangeBounds = { records: 100_000, bytes: 192 * megabyte };
/** Milliseconds between two messages about a list that changes by itself. */
const postEvery = 100;

const noQuery: RecordsQuery = { topic: '', from: { kind: 'tail' }, partitions: null };

export class RecordsSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: RecordsDependencies;
  readonly #histogram: HistogramWatch;
  #query = noQuery;
  #store = new RecordStore(tailBounds, undefined);
  /** What was shown before, until something has been read. */
  #previous: RecordStore | undefined;
  #reading: RecordsReading | undefined;
  /** Which topic, as it was created, and how many partitions of it are being read. */
  #readingOf = '';
  #missing: RecordsProblem | undefined;
  #test: RecordTest | undefined;
  #filterError: FilterError | null = null;
  #filtering = false;
  #selected: StoredRecord | undefined;
  #window = { first: 0, count: 0 };
  #inFront = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Beginnings and interruptions follow one another. */
  #work: Promise<void> = Promise.resolve();

  constructor(frame: PanelFrame, dependencies: RecordsDependencies) {
    this.#frame = frame;
    this.#to = dependencies;
    this.#histogram = new HistogramWatch(frame);
  }

  receive(arrived: unknown): Promise<void> | undefined {
    const request = parseRecordsRequest(arrived);
    return request && this.#handle(request);
  }

  attend(view: PanelView | null): void {
    const inFront = view === 'messages';
    if (inFront === this.#inFront) {
      return;
    }
    this.#inFront = inFront;
    const reading = this.#reading;
    const goesOn = reading?.phase === 'loading' || reading?.phase === 'live';
    if (reading === undefined || goesOn) {
      this.#inTurn(async () => {
        if (this.#inFront) {
          await (this.#reading === undefined ? this.#begin() : this.#reading.run());
        } else {
          await this.#reading?.interrupt();
        }
      });
    }
  }

  greet(): void {
    this.#postAll();
    this.#postDetail(false);
    this.#histogram.resend();
  }

  async reconnect(): Promise<void> {
    this.#readingOf = '';
    await this.#inTurn(() => this.#end());
    this.#histogram.forget();
  }

  /** The topic may be there now, or have other partitions, or be another one of the same name. */
  listed(): void {
    if (this.#inFront && this.#identity() !== this.#readingOf) {
      this.#restart();
    }
  }

  async poll(): Promise<void> {
    if (this.#inFront && this.#readingOf !== '') {
      this.#histogram.look({
        topic: this.#query.topic,
        partitions: this.#partitions(),
        live: this.#query.from.kind !== 'time' || this.#query.from.until === null,
      });
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#inTurn(() => this.#end());
  }

  async #handle(request: RecordsRequest): Promise<void> {
    switch (request.type) {
      case 'readRecords':
        return this.#read(request.query);
      case 'filterRecords':
        return this.#filter(request.filter);
      case 'recordsWindow':
        this.#window = { first: request.first, count: request.count };
        return this.#postRows();
      case 'holdRecords':
        return this.#hold(request.held);
      case 'selectRecord':
        return this.#select(request.place, request.all);
      case 'cancelRecords':
        return this.#inTurn(async () => {
          await this.#reading?.cancel();
        });
      case 'recordsRange':
        this.#histogram.range = request.range;
        return this.poll();
      case 'copyRecord':
        return this.#copy(request.place, request.part);
      case 'resendRecord':
        return this.#resend(request.place);
      case 'exportRecords':
        return this.#export();
    }
  }

  #read(query: RecordsQuery): void {
    const isSame = JSON.stringify(query) === JSON.stringify(this.#query);
    const phase = this.#reading?.phase;
    if (isSame && (phase === 'loading' || phase === 'live')) {
      return;
    }
    if (query.topic !== this.#query.topic) {
      this.#histogram.forget();
      this.#frame.forgetTrouble();
    }
    this.#query = query;
    this.#restart();
  }

  /** Reads what is asked for from its beginning. */
  #restart(): void {
    this.#readingOf = this.#identity();
    this.#selected = undefined;
    this.#postDetail(false);
    this.#inTurn(async () => {
      const before = this.#list;
      await this.#end();
      const isOfThisTopic = before.list.all[0]?.topic === this.#query.topic;
      this.#store = new RecordStore(tailBounds, this.#test);
      this.#previous = isOfThisTopic ? before : undefined;
      await this.#begin();
    });
  }

  async #begin(): Promise<void> {
    const { connection, cluster } = this.#frame;
    const { topic, from } = this.#query;
    this.#readingOf = this.#identity();
    this.#missing = undefined;
    if (connection === undefined || cluster === undefined || topic === '' || !this.#inFront) {
      return this.#changed();
    }
    if (this.#readingOf === '') {
      this.#previous = undefined;
      this.#missing = { partition: null, name: 'UNKNOWN_TOPIC_OR_PARTITION', message: '', offset: null };
      return this.#changed();
    }
    const { service } = connection;
    this.#store = new RecordStore(
      from.kind === 'tail' || from.kind === 'latest' ? tailBounds : rangeBounds,
      this.#test,
    );
    const reading = new RecordsReading({
      service,
      query: this.#query,
      partitions: this.#partitions(),
      store: this.#store,
      onChange: () => this.#changed(),
    });
    this.#reading = reading;
    this.#changed();
    await reading.run();
  }

  async #end(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.interrupt();
    this.#changed();
  }

  /** Empty while the topic is not known. */
  #identity(): string {
    const topic = this.#frame.cluster?.topics.find(({ name }) => name === this.#query.topic);
    return topic === undefined ? '' : `${topic.id} ${topic.partitions.length}`;
  }

  #partitions(): readonly number[] {
    const topic = this.#frame.cluster?.topics.find(({ name }) => name === this.#query.topic);
    const all = topic?.partitions.map(({ partition }) => partition) ?? [];
    const chosen = this.#query.partitions;
    return chosen === null ? all : all.filter((partition) => chosen.includes(partition));
  }

  async #filter(filter: RecordsFilter): Promise<void> {
    const compiled = compileFilter(filter);
    if ('error' in compiled) {
      this.#filterError = compiled.error; // What the last one let through stays.
      return this.#postAll();
    }
    this.#filterError = null;
    this.#test = compiled.test;
    this.#filtering = true;
    this.#changed();
    const isLast = await this.#list.refilter(compiled.test);
    if (isLast) {
      this.#filtering = false;
      this.#postAll();
    }
  }

  #hold(held: boolean): void {
    if (held) {
      this.#store.hold();
    } else {
      this.#selected = undefined;
      this.#store.release();
      this.#postDetail(false);
    }
    this.#postAll();
  }

  #select(place: RecordPlace | null, all: boolean): void {
    this.#selected = place === null ? undefined : this.#list.list.find(place.partition, place.offset);
    if (this.#selected !== undefined) {
      this.#store.hold();
    }
    this.#postDetail(all);
    this.#postAll();
  }

  async #copy(place: RecordPlace, part: RecordPart): Promise<void> {
    const record = this.#find(place);
    if (record !== undefined) {
      const bytes = part === 'key' ? record.key : record.value;
      await this.#to.copyText(
        part === 'kafka' ? composeProducer(record) : bytes === null ? '' : textOf(bytes),
      );
      this.#say({ kind: 'copied', part });
    }
  }

  #resend(place: RecordPlace): void {
    const record = this.#find(place);
    const draft = record && draftOf(record);
    if (draft !== undefined) {
      this.#frame.post({ type: 'draft', draft });
    } else if (record !== undefined) {
      this.#say({ kind: 'binary' });
    }
  }

  async #export(): Promise<void> {
    const { all, shown } = this.#list.list;
    const offer = { topic: this.#query.topic, all, shown, selected: this.#selected };
    await exportChosen(
      offer,
      (choice) => this.#to.chooseExport(choice),
      (result) => this.#say(result),
    );
  }

  /** A record that is asked for may have left the list. */
  #find({ partition, offset }: RecordPlace): StoredRecord | undefined {
    const record = this.#list.list.find(partition, offset);
    if (record === undefined) {
      this.#say({ kind: 'gone' });
    }
    return record;
  }

  #say(result: RecordsResult): void {
    this.#frame.post({ type: 'recordsResult', result });
  }

  /** The records that are in view. */
  get #list(): RecordStore {
    return this.#previous ?? this.#store;
  }

  /** Tells the webview soon. */
  #changed(): void {
    const reading = this.#reading;
    if (this.#store.read > 0 || (reading !== undefined && reading.phase !== 'loading')) {
      this.#previous = undefined;
    }
    this.#timer ??= setTimeout(() => this.#postAll(), postEvery);
  }

  #postAll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#frame.postChanges({ type: 'records', records: this.#state() });
    this.#postRows();
  }

  #postRows(): void {
    const { list } = this.#list;
    const { first, count } = this.#window;
    const items = list.rows(first, count).map(rowOf);
    this.#frame.postChanges({ type: 'recordRows', rows: { first, total: list.shown.length, items } });
  }

  #postDetail(all: boolean): void {
    const record = this.#selected;
    this.#frame.post({ type: 'recordDetail', detail: record === undefined ? null : detailOf(record, all) });
  }

  #state(): RecordsState {
    const store = this.#list;
    const { list } = store;
    const [oldest] = list.all;
    const newest = list.all.at(-1);
    const selected = this.#selected;
    return {
      query: this.#query,
      phase: this.#missing === undefined ? (this.#reading?.phase ?? 'idle') : 'failed',
      read: store.read,
      kept: list.all.length,
      shown: list.shown.length,
      total: this.#reading?.total ?? 0,
      limit: store.bounds.records,
      limitBytes: store.bounds.bytes,
      byBytes: list.byBytes || store.isFullOfBytes,
      held: store.held,
      newer: store.newer,
      selected:
        selected === undefined
          ? null
          : { partition: selected.partition, offset: selected.offset, index: list.indexOf(selected) },
      filterError: this.#filterError,
      filtering: this.#filtering,
      span: oldest && newest ? { from: oldest.timestamp, until: newest.timestamp } : null,
      problems: this.#missing === undefined ? (this.#reading?.problems ?? []) : [this.#missing],
    };
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work, work);
    return this.#work;
  }
}
