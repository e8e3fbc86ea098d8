/**
 * The newest part of what a consumer has received, as text. Bounded, whatever arrives: a burst keeps its
 * newest records and counts the others, and old entries go. Pure.
 */
import type { ReceivedRecord } from '../../client/model.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';
import { type RecordFormats, recordText } from './recordText.ts';

const mostRecordsAtOnce = 200;
const mostEntries = 1000;
const mostCharacters = 1_000_000;

export class RecordHistory {
  readonly #l10n: Localizer;
  #formats: RecordFormats;
  #waiting: ReceivedRecord[] = [];
  #skipped = 0;
  #entries: readonly string[] = [];
  #removed = false;

  constructor(formats: RecordFormats, l10n: Localizer) {
    this.#formats = formats;
    this.#l10n = l10n;
  }

  /** How the records that come from now on are written. */
  set formats(formats: RecordFormats) {
    this.#take();
    this.#formats = formats;
  }

  add(record: ReceivedRecord): void {
    this.#waiting.push(record);
    if (this.#waiting.length >= 2 * mostRecordsAtOnce) {
      this.#skipped += this.#waiting.length - mostRecordsAtOnce;
      this.#waiting = this.#waiting.slice(-mostRecordsAtOnce);
    }
  }

  /** A line of ours, after the records that came before it; the same line is not said twice in a row. */
  remark(text: string): void {
    this.#take();
    const entry = `— ${text}`;
    if (this.#entries.at(-1) !== entry) {
      this.#keep([entry]);
    }
  }

  /** Everything that is kept. Records are only put into words here, so that those nobody sees cost nothing. */
  text(): string {
    this.#take();
    const head = this.#removed
      ? [`— ${this.#l10n.t('Older records have been removed from this view.')}`]
      : [];
    return `${[...head, ...this.#entries].join('\n')}\n`;
  }

  #take(): void {
    const records = this.#waiting.slice(-mostRecordsAtOnce);
    const skipped = this.#skipped + this.#waiting.length - records.length;
    this.#waiting = [];
    this.#skipped = 0;
    const note =
      skipped === 0 ? [] : [`— ${this.#l10n.t('{0} more records came at once and are not shown.', skipped)}`];
    this.#keep([...note, ...records.map((record) => recordText(record, this.#formats, this.#l10n))]);
  }

  #keep(entries: readonly string[]): void {
    const all = [...this.#entries, ...entries];
    let characters = 0;
    let first = all.length;
    while (first > 0 && all.length - first < mostEntries && characters <= mostCharacters) {
      first -= 1;
      characters += all[first]?.length ?? 0;
    }
    this.#removed ||= first > 0;
    this.#entries = first === 0 ? all : all.slice(first);
  }
}
