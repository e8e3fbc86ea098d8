/**
 * The host's side of the Messages view: reads what was asked for, keeps and filters it, and hands the page the rows it shows. The
 * records stay here: a page that was hidden or reloaded finds them again.
 */

import { KafkaError, toKafkaError } from '../../../client/errors.ts';
import { composeProducer } from '../../../kafkaFile/compose.ts';
import type { HostMessage } from '../messages.ts';
import type { PanelFrame, ViewSession } from '../viewSession.ts';
import { exportRecords } from './exportRecords.ts';
import { HistogramSource, planHistogram } from './histogramSource.ts';
import { mostBytes, mostRecords, Reading } from './reading.ts';
import { detailOf, isText, rowOf } from './recordContent.ts';
import { compileFilter } from './recordFilter.ts';
import { RecordList } from './recordList.ts';
import { parseRecordsRequest } from './recordsArrival.ts';
import type { RecordsQuery, RecordsRequest, RecordsStatus, RecordsWindow } from './recordsMessages.ts';

export interface RecordsDependencies {
  /** Asks where to, and writes the pieces there; resolves also when the user changes their mind. */
  saveRecords(name: string, format: 'json' | 'csv', pieces: Iterable<string>): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Says, translated, that a form of text cannot hold this record. */
  refuseBinary(): string;
}

/** Milliseconds between two looks of the page at what comes. */
const showEvery = 100;
/** Milliseconds at a stretch for a filter. */
const filterSlice = 8;
const histogramEvery = 2_000;
const tailSpan = 5 * 60_000;
/** Without a poll for so long nobody looks: the panel is hidden. */
const unwatchedAfter = 3_000;

const nothingChosen: RecordsQuery = {
  topic: '',
  from: { kind: 'tail' },
  partitions: null,
  filter: { text: '', mode: 'text', matchCase: false },
};

export class RecordsSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: RecordsDependencies;
  #query = nothingChosen;
  #list = new RecordList(mostRecords, mostBytes);
  #reading: Reading | undefined;
  #state: 'idle' | 'opening' | 'open' = 'idle';
  #paused = false;
  /** The user has seen that the list is full, and goes on. */
  #letsGo = false;
  #problem: RecordsStatus['problem'] = null;
  #filterProblem: string | null = null;
  #window: RecordsWindow = { first: 0, count: 60, until: null };
  #histogram: HistogramSource | undefined;
  #histogramAt = Number.NEGATIVE_INFINITY;
  #polledAt = Number.NEGATIVE_INFINITY;
  #showing: NodeJS.Timeout | undefined;

  constructor(frame: PanelFrame, dependencies: RecordsDependencies) {
    this.#frame = frame;
    this.#to = dependencies;
  }

  receive(arrived: unknown): Promise<void> | undefined {
    const request = parseRecordsRequest(arrived);
    return request && this.#handle(request);
  }

  greet(): void {
    this.#histogramAt = Number.NEGATIVE_INFINITY;
    this.#show();
  }

  async reconnect(): Promise<void> {
    await this.#close();
    this.#show();
  }

  listed(): void {
    const exists = this.#topic() !== undefined;
    if (exists && this.#state === 'idle') void this.#open();
    if (!exists && this.#state !== 'idle') void this.#close();
  }

  async poll(): Promise<void> {
    this.#polledAt = this.#frame.now();
    if (this.#frame.view !== 'messages') return;
    this.#reading?.wake();
    this.#show();
    if (this.#state === 'open' && !this.#paused && this.#frame.now() - this.#histogramAt >= histogramEvery) {
      this.#histogramAt = this.#frame.now();
      await this.#postHistogram();
    }
  }

  async close(): Promise<void> {
    await this.#close();
  }

  async #handle(request: RecordsRequest): Promise<void> {
    switch (request.type) {
      case 'records':
        return this.#ask(request.query);
      case 'recordsPause':
        return this.#pause(request.paused);
      case 'recordsWindow':
        this.#window = request.window;
        return this.#postPage();
      case 'recordsOpen': {
        const stored = request.id === null ? undefined : this.#list.get(request.id);
        const detail = stored === undefined ? null : detailOf(stored, request.format, request.whole);
        return this.#frame.post({ type: 'recordsDetail', detail });
      }
      case 'recordsExport':
        return this.#to.saveRecords(
          this.#query.topic,
          request.format,
          exportRecords(this.#list.all(), request.format),
        );
      case 'recordsCopy':
        return this.#copy(request.id, request.what);
      case 'recordsResend':
        return this.#resend(request.id);
    }
  }

  async #ask(query: RecordsQuery): Promise<void> {
    const before = this.#query;
    this.#query = query;
    const isSame = JSON.stringify({ ...query, filter: null }) === JSON.stringify({ ...before, filter: null });
    if (!isSame) {
      await this.#close();
      this.#list = new RecordList(mostRecords, mostBytes);
      this.#paused = false;
    }
    if (!isSame || JSON.stringify(query.filter) !== JSON.stringify(before.filter)) this.#filter();
    this.listed();
    this.#show();
  }

  /** A filter that cannot be used leaves the last one in force. */
  #filter(): void {
    const compiled = compileFilter(this.#query.filter);
    this.#filterProblem = 'problem' in compiled ? compiled.problem : null;
    if ('problem' in compiled) return;
    this.#list.setFilter(compiled.matches);
    this.#goOnFiltering(this.#list);
  }

  #goOnFiltering(list: RecordList): void {
    if (list !== this.#list) return;
    list.filterFor(filterSlice, () => performance.now());
    if (list.isFiltering) setImmediate(() => this.#goOnFiltering(list));
    this.#showSoon();
  }

  async #open(): Promise<void> {
    const { connection } = this.#frame;
    if (connection === undefined) return;
    this.#state = 'opening';
    this.#problem = null;
    this.#letsGo = false;
    const list = this.#list;
    const reading = new Reading({
      mayGoOn: () => this.#mayGoOn(list),
      record: (record) => {
        list.add(record);
        this.#showSoon();
      },
      failed: (error) => this.#failed(error),
    });
    this.#reading = reading;
    this.#histogram = new HistogramSource(connection.service, this.#query.topic, this.#partitions());
    this.#histogramAt = Number.NEGATIVE_INFINITY;
    try {
      await reading.open(connection.service, this.#query);
      if (reading === this.#reading) this.#state = 'open';
    } catch (error) {
      if (reading !== this.#reading) return;
      this.#failed(toKafkaError(error));
      await this.#close(); // The next look at the lists tries again.
    }
    this.#show();
  }

  async #close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#histogram = undefined;
    this.#state = 'idle';
    this.#frame.postChanges({ type: 'recordsHistogram', histogram: null });
    await reading?.close().catch(() => undefined); // Its cluster may be gone: there is nobody to tell.
  }

  #mayGoOn(list: RecordList): boolean {
    if (list !== this.#list || this.#paused) return false;
    const isWatched = this.#frame.view === 'messages' && this.#frame.now() - this.#polledAt < unwatchedAfter;
    return isWatched && !this.#isHeldFull();
  }

  /** A live tail lets old ones go; who reads from a start is asked. */
  #isHeldFull(): boolean {
    return this.#query.from.kind !== 'tail' && this.#list.isFull && !this.#letsGo;
  }

  #pause(paused: boolean): void {
    if (!paused && this.#isHeldFull()) this.#letsGo = true;
    this.#paused = paused;
    this.#reading?.wake();
    this.#show();
  }

  #failed({ name, message }: KafkaError): void {
    this.#problem = { name, message };
    this.#showSoon();
  }

  async #copy(id: number, what: 'kafka' | 'key' | 'value'): Promise<void> {
    const record = this.#list.get(id)?.record;
    if (record === undefined) return;
    const bytes = what === 'key' ? record.key : record.value;
    await this.#to.copyText(what === 'kafka' ? composeProducer(record) : Buffer.from(bytes ?? []).toString());
  }

  #resend(id: number): void {
    const record = this.#list.get(id)?.record;
    if (record === undefined) return;
    const { topic, key, value, headers } = record;
    const all = [key, value, ...headers.map((header) => header.value)];
    if (!all.every((bytes) => bytes === null || isText(bytes, false))) {
      const message = this.#to.refuseBinary();
      throw new KafkaError({ code: -1, name: 'UNSUPPORTED', retriable: false, message });
    }
    const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString();
    const draft = {
      topic,
      key: text(key),
      value: text(value),
      tombstone: value === null,
      headers: headers.map((header) => ({ key: header.key, value: text(header.value) })),
      partition: null,
      copies: 1,
    };
    this.#frame.post({ type: 'draft', draft });
  }

  #showSoon(): void {
    this.#showing ??= setTimeout(() => this.#show(), showEvery);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    if (this.#frame.view !== 'messages') return;
    this.#frame.postChanges({ type: 'recordsStatus', status: this.#status() });
    this.#postPage();
  }

  #postPage(): void {
    const { first, count, until } = this.#window;
    const { rows, ...rest } = this.#list.window(first, count, until);
    const page: HostMessage = {
      type: 'recordsPage',
      page: { window: this.#window, ...rest, rows: rows.map(rowOf) },
    };
    this.#frame.postChanges(page);
  }

  #status(): RecordsStatus {
    const { oldest, newest } = this.#list.range;
    const [from, to] = [oldest, newest].map((id) => this.#list.get(id)?.record.timestamp);
    return {
      query: this.#query,
      state: this.#stateName(),
      read: this.#list.read,
      kept: this.#list.kept,
      shown: this.#list.shown,
      bound: mostRecords,
      filtering: this.#list.isFiltering,
      filterProblem: this.#filterProblem,
      span:
        from === undefined || to === undefined ? null : { from: Math.min(from, to), to: Math.max(from, to) },
      problem: this.#problem,
    };
  }

  #stateName(): RecordsStatus['state'] {
    if (this.#state !== 'open') return this.#state;
    if (this.#isHeldFull()) return 'full';
    return this.#paused ? 'paused' : 'reading';
  }

  async #postHistogram(): Promise<void> {
    const source = this.#histogram;
    const now = this.#frame.now();
    const oldest = this.#list.get(this.#list.range.oldest)?.record.timestamp;
    const start = this.#query.from.kind === 'tail' ? now - tailSpan : (oldest ?? now - tailSpan);
    const histogram = await source?.read(planHistogram(Math.min(start, now), now), now);
    if (histogram !== undefined && source === this.#histogram) {
      this.#frame.postChanges({ type: 'recordsHistogram', histogram });
    }
  }

  #topic() {
    const { topic } = this.#query;
    return topic === '' ? undefined : this.#frame.cluster?.topics.find((one) => one.name === topic);
  }

  #partitions(): readonly number[] {
    const all = (this.#topic()?.partitions ?? []).map(({ partition }) => partition);
    return all.filter((partition) => this.#query.partitions?.includes(partition) ?? true);
  }
}
