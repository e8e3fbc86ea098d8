/** What to read and what of it to show: topic, start, partitions, filter, and beside them pause and export. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type {
  ClusterSummary,
  PanelStrings,
  RecordsFilter,
  RecordsFrom,
  RecordsQuery,
  RecordsState,
} from '../../src/ui/panel/messages.ts';
import { Combobox } from '../combobox.ts';
import { dropdown, iconButton, textField } from '../controls.ts';
import { icon } from '../icons.ts';
import { fill, timestampText } from '../words.ts';
import { PartitionPicker } from './partitionPicker.ts';
import { changeFilter, exportRecords, read, startAt, startFrom, togglePause } from './recordsActions.ts';

export interface ToolbarInput {
  readonly strings: PanelStrings;
  readonly cluster: ClusterSummary;
  readonly query: RecordsQuery;
  readonly filter: RecordsFilter;
  readonly records: RecordsState | null;
  readonly mistake: 'offset' | 'time' | null;
}

const topicBox = new Combobox('records-topic');
const partitionPicker = new PartitionPicker('records-partitions');

export function toolbar(input: ToolbarInput): TemplateResult {
  const { strings, cluster, query, records } = input;
  const held = records?.held === true;
  const partitions = cluster.topics.find((topic) => topic.name === query.topic)?.partitions ?? 0;
  return html`<div class="bar records-bar" role="toolbar" aria-label=${strings.recordsToolbar} data-region>
    <span class="pick topic">${topicBox.template({
      label: strings.topic,
      icon: 'list-flat',
      value: query.topic,
      options: cluster.topics.map((topic) => topic.name),
      placeholder: strings.chooseTopicShort,
      noMatch: strings.noMatch,
      more: (count) => fill(strings.moreOptions, count),
      onChoose: (topic) => read({ topic }),
    })}</span>
    <span class="from">${dropdown({
      label: strings.recordsFrom,
      value: query.from.kind,
      options: startOptions(strings),
      onChoose: (kind) => {
        startFrom(kind as RecordsFrom['kind']);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.start vscode-text-field')?.focus());
      },
    })}${startField(input)}</span>
    ${
      partitions > 1
        ? partitionPicker.template({
            strings,
            partitions,
            chosen: query.partitions,
            onChoose: (chosen) => read({ partitions: chosen }),
          })
        : nothing
    }
    ${filterField(input)}
    <span class="acts">${iconButton({
      icon: held ? 'play' : 'debug-pause',
      label: held ? strings.followRecords : strings.pauseRecords,
      onPress: togglePause,
      disabled: query.topic === '',
    })}${iconButton({
      icon: 'export',
      label: strings.exportRecords,
      onPress: exportRecords,
      disabled: (records?.kept ?? 0) === 0,
    })}</span>
  </div>`;
}

function startOptions(
  strings: PanelStrings,
): readonly { readonly value: RecordsFrom['kind']; readonly label: string }[] {
  return [
    { value: 'tail', label: strings.fromTail },
    { value: 'earliest', label: strings.fromEarliest },
    { value: 'latest', label: strings.fromLatest },
    { value: 'offset', label: strings.fromOffset },
    { value: 'time', label: strings.fromTime },
  ];
}

function startField({ strings, query, mistake }: ToolbarInput): TemplateResult | typeof nothing {
  const { from } = query;
  if (from.kind !== 'offset' && from.kind !== 'time') {
    return nothing;
  }
  const isOffset = from.kind === 'offset';
  const value = isOffset
    ? shown(from.offset, String)
    : shown(from.at, (at) => timestampText(at).replace('.000', ''));
  return html`<span
    class="start ${mistake === null ? '' : 'invalid'}"
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter') {
        startAt((event.target as EventTarget & { readonly value: string }).value);
      } else if (event.key === 'Escape') {
        startFrom('tail');
      }
    }}
  >${textField({
    label: isOffset ? strings.offsetField : strings.timeField,
    value,
    placeholder: isOffset ? strings.offsetHint : strings.timeHint,
    onInput: () => undefined,
  })}</span>`;
}

function shown(value: number, words: (value: number) => string): string {
  return value < 0 ? '' : words(value);
}

function filterField({ strings, filter, records }: ToolbarInput): TemplateResult {
  const invalid = records?.filterError != null;
  const toggle = (
    label: string,
    title: string,
    on: boolean,
    press: () => void,
    disabled = false,
  ): TemplateResult =>
    html`<button
      type="button"
      class="option"
      aria-pressed=${on ? 'true' : 'false'}
      title=${title}
      ?disabled=${disabled}
      @click=${press}
    ><span aria-hidden="true">${label}</span><span class="vh">${title}</span></button>`;
  const mode = (wanted: RecordsFilter['mode']): void =>
    changeFilter({ mode: filter.mode === wanted ? 'text' : wanted });
  const isExpression = filter.mode === 'expression';
  return html`<span class="field filter ${invalid ? 'invalid' : ''}">
    ${icon('filter')}
    <input
      id="records-filter"
      class="mono"
      aria-label=${strings.filterRecords}
      title=${strings.filterRecords}
      aria-invalid=${invalid ? 'true' : 'false'}
      autocomplete="off"
      spellcheck="false"
      maxlength="2000"
      placeholder=${isExpression ? strings.expressionHint : strings.filterHint}
      .value=${live(filter.text)}
      @input=${(event: Event) => changeFilter({ text: (event.target as HTMLInputElement).value })}
      @keydown=${onFilterKey}
    />
    ${
      filter.text === ''
        ? nothing
        : html`<button type="button" class="option" aria-label=${strings.clearFilter} title=${strings.clearFilter} @click=${() => changeFilter({ text: '' })}>${icon('close')}</button>`
    }
    ${toggle('Aa', strings.matchCase, filter.matchCase && !isExpression, () => changeFilter({ matchCase: !filter.matchCase }), isExpression)}
    ${toggle('.*', strings.useRegex, filter.mode === 'regex', () => mode('regex'))}
    ${toggle('expr', strings.useExpression, isExpression, () => mode('expression'))}
  </span>`;
}

/** From the filter to the list it leaves. */
function onFilterKey(event: KeyboardEvent): void {
  if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
    event.preventDefault();
    document.getElementById('records')?.focus();
  }
}
