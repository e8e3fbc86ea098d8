/** The options of the form: where a record goes, when, how often, and who has to have it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Draft, PanelStrings } from '../../src/ui/panel/messages.ts';
import { checkbox, dropdown, textField } from '../controls.ts';
import { fill } from '../words.ts';
import { problemLines } from './draftProblems.ts';
import { changeDraft } from './publishActions.ts';
import type { FormInput } from './publishForm.ts';

const mostCopies = 10_000;
const mostSends = 1_000_000;

export function optionLine(input: FormInput): TemplateResult {
  const { strings, draft, facts, problems } = input;
  const partitions = Array.from(
    { length: facts?.exists === true ? facts.partitions : 0 },
    (_, index) => index,
  );
  return html`<div class="line"><span class="label">${strings.options}</span>
    <div class="opts">
      <div class="opt"><span>${strings.partition}</span>${dropdown({
        label: strings.partition,
        value: draft.partition === null ? '' : String(draft.partition),
        options: [
          { value: '', label: strings.partitionAuto },
          ...partitions.map((partition) => ({ value: String(partition), label: String(partition) })),
        ],
        onChoose: (value) => changeDraft({ partition: value === '' ? null : Number(value) }),
      })}</div>
      <div class="opt"><span>${strings.timestamp}</span>${textField({
        label: strings.timestamp,
        value: draft.timestamp,
        placeholder: strings.timestampNow,
        onInput: (timestamp) => changeDraft({ timestamp: timestamp.trim() }),
      })}</div>
      <div class="opt"><span>${strings.acks}</span>${acksChoice(draft, strings)}</div>
      <div class="opt"><span>${strings.copies}</span>${textField({
        label: strings.copies,
        value: String(draft.copies),
        onInput: (text) => changeDraft({ copies: readCount(text, mostCopies) ?? 1 }),
      })}</div>
      <div class="opt"><span>${strings.schedule}</span>${scheduleChoice(draft, strings)}</div>
      ${draft.every === '' ? nothing : stopAfter(draft, strings)}
      <div class="opt"><span>${strings.tombstone}</span>${checkbox({
        label: strings.nullValue,
        checked: draft.tombstone,
        onChange: (tombstone) => changeDraft({ tombstone }),
      })}</div>
    </div>
    <div class="hint">${optionHint(input)}</div>
    ${problemLines(problems, 'partition', 'timestamp', 'acks', 'every')}
  </div>`;
}

const intervals = ['200ms', '500ms', '1s', '3s', '10s', '1m', '5m', '1h'];

/** As `every:` of a `.kafka` file; what came from a file stays among the choices. */
function scheduleChoice({ every }: Draft, strings: PanelStrings): TemplateResult {
  const all = every === '' || intervals.includes(every) ? intervals : [...intervals, every];
  return dropdown({
    label: strings.schedule,
    value: every,
    options: [
      { value: '', label: strings.scheduleOff },
      ...all.map((interval) => ({ value: interval, label: fill(strings.scheduleEvery, interval) })),
    ],
    onChoose: (interval) => changeDraft({ every: interval }),
  });
}

/** What a schedule is to end after; empty = when it is stopped. */
function stopAfter(draft: Draft, strings: PanelStrings): TemplateResult {
  return html`<div class="opt"><span>${strings.stopAfter}</span>${textField({
    label: strings.stopAfter,
    value: draft.stopAfter === null ? '' : String(draft.stopAfter),
    placeholder: strings.stopAfterNever,
    onInput: (text) => changeDraft({ stopAfter: readCount(text, mostSends) }),
  })}</div>`;
}

/** `all`, which may also be written `-1`, is what is not said. */
function acksChoice({ acks }: Draft, strings: PanelStrings): TemplateResult {
  const known = [
    { value: '', label: strings.acksAll },
    { value: '1', label: strings.acksLeader },
    { value: '0', label: strings.acksNone },
  ];
  const value = acks === 'all' || acks === '-1' ? '' : acks;
  const isKnown = known.some((one) => one.value === value);
  return dropdown({
    label: strings.acks,
    value,
    options: isKnown ? known : [...known, { value, label: value }],
    onChoose: (chosen) => changeDraft({ acks: chosen }),
  });
}

/** What may go wrong with few acks, and where copies will go: a lesson that otherwise waits until it surprises. */
function optionHint({ strings, draft, facts }: FormInput): string {
  if (draft.acks === '0') return strings.hintAcksNone;
  if (draft.acks === '1') return strings.hintAcksLeader;
  if (draft.partition !== null) {
    return fill(strings.hintPartition, draft.partition);
  }
  if (draft.key === '') {
    return fill(strings.hintNoKey, facts?.partitions ?? 0);
  }
  if (facts?.keyVaries === true) return strings.hintKeyVaries;
  return strings.hintKey;
}

/** The number typed, kept between 1 and the most there may be; null when there is none. */
function readCount(text: string, most: number): number | null {
  const number = Number.parseInt(text.replace(/\D/g, ''), 10);
  return Number.isNaN(number) ? null : Math.max(1, Math.min(most, number));
}
