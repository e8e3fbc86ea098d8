/**
 * Where a consumer's records are read: an output channel of its own. Bounded, whatever arrives: a burst
 * shows its newest records and counts the others, and the channel keeps its newest lines.
 */
import * as vscode from 'vscode';
import type { ReceivedRecord } from '../../client/model.ts';
import { type RecordFormats, recordText } from './recordText.ts';

const flushMilliseconds = 100;
const mostRecordsPerFlush = 200;
const mostEntries = 5000;

export class ConsumerOutput implements vscode.Disposable {
  readonly #channel: vscode.OutputChannel;
  #formats: RecordFormats;
  #waiting: ReceivedRecord[] = [];
  #skipped = 0;
  #received = 0;
  #entries: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `name` is what the Output view's list shows. */
  constructor(name: string, formats: RecordFormats) {
    this.#channel = vscode.window.createOutputChannel(name);
    this.#formats = formats;
  }

  /** Records received since the last `begin`. */
  get received(): number {
    return this.#received;
  }

  /** A new run in the same channel. */
  begin(formats: RecordFormats, header: string): void {
    this.#formats = formats;
    this.#received = 0;
    this.line(header);
    this.show();
  }

  record(record: ReceivedRecord): void {
    this.#received += 1;
    this.#waiting.push(record);
    if (this.#waiting.length > 2 * mostRecordsPerFlush) {
      this.#skipped += this.#waiting.length - mostRecordsPerFlush;
      this.#waiting = this.#waiting.slice(-mostRecordsPerFlush);
    }
    this.#timer ??= setTimeout(() => this.#flush(), flushMilliseconds);
  }

  /** A remark of ours, after the records that came before it. */
  line(text: string): void {
    this.#flush();
    this.#append([`— ${text}`]);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#channel.dispose();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const records = this.#waiting.slice(-mostRecordsPerFlush);
    const skipped = this.#skipped + this.#waiting.length - records.length;
    this.#waiting = [];
    this.#skipped = 0;
    if (records.length > 0) {
      const note =
        skipped === 0
          ? []
          : [`— ${vscode.l10n.t('{0} more records came at once and are not shown', skipped)}`];
      this.#append([...note, ...records.map((record) => recordText(record, this.#formats, vscode.l10n))]);
    }
  }

  #append(entries: readonly string[]): void {
    this.#entries.push(...entries);
    if (this.#entries.length > mostEntries) {
      this.#entries = this.#entries.slice(-mostEntries / 2);
      const note = `— ${vscode.l10n.t('Older records have been removed from this view.')}`;
      this.#channel.replace(`${[note, ...this.#entries].join('\n')}\n`);
    } else {
      this.#channel.append(`${entries.join('\n')}\n`);
    }
  }
}
