/**
 * Practice consumers: how many, how fast, and what each does. The same controls stand beside the Publish form
 * and over the consumers of a group.
 */
import { html, type TemplateResult } from 'lit-html';
import type {
  GroupSnapshot,
  PanelStrings,
  Practice,
  PracticeRow,
  Watch,
} from '../../src/ui/panel/messages.ts';
import { openView } from '../actions.ts';
import { dropdown, iconButton } from '../controls.ts';
import { setPracticeRate } from '../groups/groupsActions.ts';
import { icon } from '../icons.ts';
import { mark } from '../marks.ts';
import { fill, type Numbers } from '../words.ts';
import { consequenceOf } from './consequence.ts';
import { errorWords } from './failures.ts';

const mostConsumers = 5;

const rates = [1, 5, 10, 20, 50, 100, 200, 500, 1_000];

export interface PracticeInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  /** Those in this group on this topic. */
  readonly running: readonly PracticeRow[];
  /** How many are wanted: what was pressed last, before the host has followed. */
  readonly count: number;
  readonly canPractise: boolean;
  readonly setCount: (count: number) => void;
}

/** The practice consumers of a group on a topic; they run in one place at a time. */
export function runningHere(practice: Practice, target: Watch): readonly PracticeRow[] {
  return practice.group === target.group && practice.topic === target.topic ? practice.consumers : [];
}

/** The small form: minus, number, plus, speed of all. */
export function practiceStepper(input: PracticeInput): TemplateResult {
  const { strings, running, count, canPractise, setCount } = input;
  return html`<span class="stepper" role="group" aria-label=${strings.practiceConsumers}>
    <span class="muted">${strings.practiceShort}</span>
    ${iconButton({
      icon: 'remove',
      label: strings.removePractice,
      disabled: count === 0 || !canPractise,
      onPress: () => setCount(count - 1),
    })}
    <span class="number" aria-label=${fill(strings.practiceRunning, count)}>${count}</span>
    ${iconButton({
      icon: 'add',
      label: strings.addPractice,
      disabled: count >= mostConsumers || !canPractise,
      onPress: () => setCount(count + 1),
    })}
    ${rateDropdown(input, null, running[0]?.messagesPerSecond ?? 50, running.length === 0)}
  </span>`;
}

export interface PracticePanelInput extends PracticeInput {
  readonly target: Watch;
  readonly partitions: number;
  /** The watched group, when it is the one the consumers are in. */
  readonly snapshot: GroupSnapshot | undefined;
  /** Practice consumers that run for another group or topic. */
  readonly elsewhere: Practice | undefined;
}

/** The large form: 0 to 5 with the consequence under each, and a row per consumer. */
export function practicePanel(input: PracticePanelInput): TemplateResult {
  const { strings, running, target, snapshot } = input;
  const own = snapshot?.consumers.filter((one) => !one.practice).length ?? 0;
  return html`<section class="practice" aria-label=${strings.practiceConsumers} data-region tabindex="-1">
    <div class="sh"><h2>${strings.practiceConsumers}</h2>
      <span class="muted cut grow">${target.topic === '' ? '' : fill(strings.groupOnTopic, target.group, target.topic)}</span></div>
    ${numbersRow(input, own)}
    <div class="prows">${
      running.length === 0
        ? html`<p class="muted">${restWords(input)}</p>`
        : running.map((row) => consumerLine(row, input))
    }</div>
    <div class="line2"><span class="muted cut grow">${running.length === 0 ? '' : sharing(input, own)}</span>
      <a href="#groups" @click=${(event: Event) => {
        event.preventDefault();
        openView('groups');
      }}>${strings.seeInGroups}</a></div>
  </section>`;
}

function numbersRow(input: PracticePanelInput, own: number): TemplateResult {
  const { strings, count: wanted, canPractise, setCount } = input;
  const choices = Array.from({ length: mostConsumers + 1 }, (_, count) => count);
  const words = choices.map((count) => consequenceOf(count, own, input.partitions, strings));
  const moveTo = (event: KeyboardEvent, count: number): void => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const next = count + (step ?? 0);
    if (step !== undefined && next >= 0 && next <= mostConsumers) {
      event.preventDefault();
      const group = (event.currentTarget as HTMLElement).parentElement;
      group?.querySelectorAll<HTMLElement>('button')[next]?.focus();
      setCount(next);
    }
  };
  return html`<div class="step" role="radiogroup" aria-label=${strings.howMany}>
      ${choices.map(
        (count) => html`<button
          type="button"
          role="radio"
          aria-checked=${count === wanted ? 'true' : 'false'}
          aria-label=${`${count}: ${words[count] ?? ''}`}
          tabindex=${count === wanted ? 0 : -1}
          class=${count === wanted ? 'on' : ''}
          ?disabled=${!canPractise}
          @click=${() => setCount(count)}
          @keydown=${(event: KeyboardEvent) => moveTo(event, count)}
        >${count}</button>`,
      )}
    </div>
    <div class="scale" aria-hidden="true">${words.map((word) => html`<span>${canPractise ? word : ''}</span>`)}</div>`;
}

function consumerLine(row: PracticeRow, input: PracticePanelInput): TemplateResult {
  const { strings, numbers, snapshot } = input;
  const lags = row.partitions.map((partition) => snapshot?.partitions[partition]?.lag ?? null);
  const lag = lags.every((one) => one === null)
    ? null
    : lags.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const first = row.partitions[0];
  return html`<div class="consumer">
    <span class="cut">${row.name}</span>
    ${first === undefined ? icon(row.phase === 'failed' ? 'error' : 'history') : mark(first)}
    <span class="muted cut ${row.error === null ? '' : 'bad'}" title=${row.error === null ? '' : errorWords(row, strings)}>${doing(row, strings)}</span>
    ${rateDropdown(input, row.name, row.messagesPerSecond, false)}
    <span class="num ${lag === null ? 'muted' : ''}">${lag === null ? '–' : fill(strings.lagOf, numbers.count(lag))}</span>
  </div>`;
}

function doing(row: PracticeRow, strings: PanelStrings): string {
  switch (row.phase) {
    case 'joining':
      return strings.phaseJoining;
    case 'idle':
      return strings.phaseIdle;
    case 'failed':
      return errorWords(row, strings);
    case 'closed':
    case 'killed':
      return strings.phaseStopped;
    case 'consuming':
      return row.partitions.length === 1
        ? fill(strings.partitionNumber, row.partitions[0] ?? 0)
        : fill(strings.partitionNumbers, row.partitions.join(', '));
  }
}

function rateDropdown(
  { strings, numbers }: PracticeInput,
  name: string | null,
  value: number,
  disabled: boolean,
): TemplateResult {
  const all = rates.includes(value) ? rates : [...rates, value].sort((one, other) => one - other);
  return dropdown({
    label: name === null ? strings.speedOfAll : fill(strings.speedOf, name),
    value: String(value),
    options: all.map((rate) => ({
      value: String(rate),
      label: fill(strings.perSecond, numbers.count(rate)),
    })),
    disabled,
    onChoose: (chosen) => setPracticeRate(name, Number(chosen)),
  });
}

function restWords({ strings, target, elsewhere, canPractise }: PracticePanelInput): string {
  if (!canPractise && target.topic !== '') {
    return strings.practiceNeedsTopic;
  }
  return elsewhere === undefined
    ? strings.practiceExplained
    : fill(strings.practiceElsewhere, elsewhere.consumers.length, elsewhere.topic);
}

function sharing({ strings, running, partitions }: PracticePanelInput, own: number): string {
  if (own > 0) {
    return fill(strings.practiceAndYours, running.length, own, partitions);
  }
  return running.length === 1
    ? fill(strings.practiceOne, partitions)
    : fill(strings.practiceShare, running.length, partitions);
}
