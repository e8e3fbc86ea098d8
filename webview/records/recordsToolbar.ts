/** Which topic is read, from where, which partitions, and which of it is shown. */
import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { PanelStrings, RecordsFilter, RecordsFrom } from '../../src/ui/panel/messages.ts';
import { Combobox } from '../combobox.ts';
import { dropdown, iconButton } from '../controls.ts';
import { icon } from '../icons.ts';
import * as frame from '../state.ts';
import { fill } from '../words.ts';
import { parsePartitions, writePartitions } from './partitionList.ts';
import { ask, exportAs, filterBy, togglePause } from './recordsActions.ts';
import * as state from './recordsState.ts';

const topicBox = new Combobox('records-topic');
/** The place that is being typed; undefined = one of the list. */
const typedFrom = signal<'offset' | 'time' | undefined>(undefined);
const typedPartitions = signal<string | undefined>(undefined);

export function recordsToolbar(strings: PanelStrings): TemplateResult {
  const { topics } = frame.cluster.value;
  const { topic } = state.query.value;
  const partitions = topics.find((one) => one.name === topic)?.partitions ?? 0;
  return html`<div class="bar records-bar" role="toolbar" aria-label=${strings.recordsToolbar} data-region>
    <span class="pick topic">${topicBox.template({
      label: strings.topic,
      icon: 'list-flat',
      value: topic,
      options: topics.map((one) => one.name),
      placeholder: strings.chooseTopicShort,
      noMatch: strings.noMatch,
      more: (count) => fill(strings.moreOptions, count),
      onChoose: (chosen) => ask({ topic: chosen, partitions: null }),
    })}</span>
    ${from(strings)}${partitionField(partitions, strings)}${filterField(strings)}
    ${buttons(strings)}
  </div>`;
}

function from(strings: PanelStrings): TemplateResult {
  const current = state.query.value.from;
  const typed = typedFrom.value;
  if (typed === undefined) {
    const labels = {
      tail: strings.fromTail,
      earliest: strings.fromEarliest,
      offset: strings.fromOffset,
      time: strings.fromTime,
    };
    return html`<span class="from">${dropdown({
      label: strings.recordsFrom,
      value: current.kind,
      options: Object.entries(labels).map(([value, label]) => ({ value, label })),
      onChoose: (kind) => chooseFrom(kind as RecordsFrom['kind']),
    })}</span>`;
  }
  const label = typed === 'offset' ? strings.fromOffsetValue : strings.fromTimeValue;
  const value =
    current.kind === 'offset' && typed === 'offset'
      ? String(current.offset)
      : current.kind === 'time' && typed === 'time'
        ? localTime(current.timestamp)
        : '';
  return html`<span class="from field">
    <input
      type=${typed === 'offset' ? 'number' : 'datetime-local'}
      min="0"
      step="1"
      aria-label=${label}
      title=${label}
      .value=${live(value)}
      @change=${(event: Event) => takeFrom(typed, (event.target as HTMLInputElement).value)}
    />${iconButton({ icon: 'close', label: strings.fromBack, onPress: () => chooseFrom('tail') })}
  </span>`;
}

function chooseFrom(kind: RecordsFrom['kind']): void {
  if (kind === 'tail' || kind === 'earliest') {
    typedFrom.value = undefined;
    ask({ from: { kind } });
  } else {
    typedFrom.value = kind;
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.from input')?.focus());
  }
}

function takeFrom(kind: 'offset' | 'time', text: string): void {
  const number = kind === 'offset' ? Number.parseInt(text, 10) : new Date(text).getTime();
  if (Number.isSafeInteger(number) && number >= 0) {
    ask({ from: kind === 'offset' ? { kind, offset: number } : { kind, timestamp: number } });
  }
}

/** As an input of that type wants it: local, to the second. */
function localTime(timestamp: number): string {
  const offset = new Date(timestamp).getTimezoneOffset() * 60_000;
  return new Date(timestamp - offset).toISOString().slice(0, 19);
}

function partitionField(count: number, strings: PanelStrings): TemplateResult {
  const text = typedPartitions.value ?? writePartitions(state.query.value.partitions);
  const isWrong = parsePartitions(text, count) === undefined;
  return html`<span class="field partitions ${isWrong ? 'wrong' : ''}">
    <input
      aria-label=${strings.whichPartitions}
      title=${strings.whichPartitions}
      placeholder=${fill(strings.partitionsAll, count)}
      aria-invalid=${isWrong ? 'true' : 'false'}
      .value=${live(text)}
      @input=${(event: Event) => {
        typedPartitions.value = (event.target as HTMLInputElement).value;
      }}
      @change=${() => {
        const chosen = parsePartitions(text, count);
        if (chosen !== undefined) {
          typedPartitions.value = undefined;
          ask({ partitions: chosen });
        }
      }}
    />
  </span>`;
}

function filterField(strings: PanelStrings): TemplateResult {
  const { filter } = state.query.value;
  const problem = state.status.value?.filterProblem ?? null;
  const hints = {
    text: strings.filterText,
    regex: strings.filterRegex,
    expression: strings.filterExpression,
  };
  const toggle = (mode: RecordsFilter['mode']): void =>
    filterBy({ mode: filter.mode === mode ? 'text' : mode });
  return html`<span class="field filter ${problem === null ? '' : 'wrong'}">
    ${icon('filter')}
    <input
      id="records-filter"
      class="mono"
      aria-label=${strings.recordsFilter}
      aria-invalid=${problem === null ? 'false' : 'true'}
      title=${problem ?? hints[filter.mode]}
      placeholder=${hints[filter.mode]}
      spellcheck="false"
      autocomplete="off"
      .value=${live(filter.text)}
      @input=${(event: Event) => filterBy({ text: (event.target as HTMLInputElement).value })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && filter.text !== '') {
          event.stopPropagation();
          filterBy({ text: '' });
        }
      }}
    />
    ${
      filter.mode === 'expression'
        ? nothing
        : option('Aa', strings.matchCase, filter.matchCase, () => filterBy({ matchCase: !filter.matchCase }))
    }
    ${option('.*', strings.useRegex, filter.mode === 'regex', () => toggle('regex'))}
    ${option('expr', strings.useExpression, filter.mode === 'expression', () => toggle('expression'))}
  </span>`;
}

function option(text: string, label: string, isOn: boolean, onPress: () => void): TemplateResult {
  return html`<button
    class="option"
    type="button"
    aria-label=${label}
    title=${label}
    aria-pressed=${isOn ? 'true' : 'false'}
    @click=${onPress}
  >${text}</button>`;
}

function buttons(strings: PanelStrings): TemplateResult {
  const isReading = state.status.value?.state === 'reading';
  return html`${iconButton({
    icon: isReading ? 'debug-pause' : 'play',
    label: isReading ? strings.pause : strings.goOn,
    onPress: togglePause,
  })}
  <span class="spare export">${iconButton({ icon: 'json', label: strings.exportJson, onPress: () => exportAs('json') })}${iconButton({ icon: 'table', label: strings.exportCsv, onPress: () => exportAs('csv') })}</span>`;
}
