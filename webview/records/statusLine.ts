/** The status line of the Messages view: how much is shown of what was read, and why the list stands still. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, RecordsResult, RecordsState } from '../../src/ui/panel/messages.ts';
import { icon } from '../icons.ts';
import { fill, type Numbers, size } from '../words.ts';
import { problemWords } from './problems.ts';
import { cancel, follow } from './recordsActions.ts';
import type { HoldReason } from './recordsState.ts';
import { scrollToRow } from './recordTable.ts';

export interface StatusInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly records: RecordsState | null;
  readonly result: RecordsResult | null;
  readonly reason: HoldReason;
  readonly mistake: 'offset' | 'time' | null;
}

export function statusLine(input: StatusInput): TemplateResult {
  const { strings, records, mistake } = input;
  if (records === null || records.query.topic === '') {
    return html`<span>${strings.recordsNone}</span><span class="grow"></span><span class="spare">${strings.joinsNothing}</span>`;
  }
  const wrong = mistake === null ? filterWords(records, strings) : mistakeWords(mistake, strings);
  return html`${counts(input, records)}
    ${wrong === undefined ? nothing : html`<span class="bad" role="alert">${icon('error')}<span class="cut">${wrong}</span></span>`}
    ${wrong === undefined ? html`${startsElsewhere(records, strings)}${bound(input, records)}` : nothing}
    ${held(input, records)}
    <span class="grow"></span>
    ${resultPart(input)}`;
}

function counts({ strings, numbers }: StatusInput, records: RecordsState): TemplateResult {
  const { phase, read, total, shown, filtering } = records;
  if (phase === 'loading' && total > 0) {
    return html`<span>${rich(strings.loadingRecords, numbers.count(read), numbers.count(total))}
      <button type="button" class="mini" @click=${cancel}>${strings.cancel} <kbd aria-hidden="true">Esc</kbd></button></span>`;
  }
  return html`<span>${rich(strings.shownOfRead, numbers.count(shown), numbers.count(read))}</span>
    ${filtering ? html`<span>${icon('loading')}${strings.filteringNow}</span>` : nothing}
    ${phase === 'cancelled' ? html`<span>${strings.cancelled}</span>` : nothing}`;
}

/** How much the list keeps, once that matters. */
function bound({ strings, numbers }: StatusInput, records: RecordsState): TemplateResult | typeof nothing {
  const { phase, limit, limitBytes, byBytes, read, query } = records;
  const most = numbers.count(limit);
  if (phase === 'full') {
    return html`<span class="warn">${icon('warning')}${fill(strings.fullAt, numbers.count(read))}</span>`;
  }
  if (phase === 'ended') {
    return html`<span class="spare">${strings.readAll}</span>`;
  }
  if (byBytes) {
    return html`<span class="spare">${fill(strings.keepsBytes, size(limitBytes, numbers))}</span>`;
  }
  const isTail = query.from.kind === 'tail' || query.from.kind === 'latest';
  return isTail || read > limit
    ? html`<span class="spare">${fill(strings.keepsNewest, most)}</span>`
    : nothing;
}

function held(
  { strings, numbers, reason }: StatusInput,
  records: RecordsState,
): TemplateResult | typeof nothing {
  if (!records.held) {
    return nothing;
  }
  const why =
    reason === 'pause'
      ? strings.heldPause
      : records.selected === null && reason === 'scroll'
        ? strings.heldScroll
        : strings.heldSelection;
  const go = (): void => {
    follow();
    scrollToRow(0);
  };
  return html`<span>${icon('debug-pause')}<span class="spare">${why}, </span>${rich(strings.newerCount, numbers.count(records.newer))}
    <button type="button" class="mini" @click=${go}>${strings.follow} <kbd aria-hidden="true">End</kbd></button></span>`;
}

function startsElsewhere(records: RecordsState, strings: PanelStrings): TemplateResult | typeof nothing {
  const [first] = records.problems.filter(({ partition }) => partition !== null);
  return first === undefined
    ? nothing
    : html`<span class="warn">${icon('warning')}${problemWords(first, records, strings)}</span>`;
}

function filterWords({ filterError }: RecordsState, strings: PanelStrings): string | undefined {
  switch (filterError?.kind) {
    case undefined:
      return undefined;
    case 'regex':
      return fill(strings.badRegex, filterError.detail);
    case 'expression':
      return fill(strings.badExpression, filterError.detail);
    case 'result':
      return fill(strings.badResult, filterError.detail);
  }
}

function mistakeWords(mistake: 'offset' | 'time', strings: PanelStrings): string {
  return mistake === 'offset' ? strings.badOffset : strings.badTime;
}

function resultPart({ result, strings, numbers }: StatusInput): TemplateResult {
  return result === null
    ? html`<span class="spare">${strings.joinsNothing}</span>`
    : html`<span class=${result.kind === 'exportFailed' ? 'bad' : ''}>${resultWords(result, strings, numbers)}</span>`;
}

export function resultWords(result: RecordsResult, strings: PanelStrings, numbers: Numbers): string {
  switch (result.kind) {
    case 'copied':
      return { key: strings.copiedKey, value: strings.copiedValue, kafka: strings.copiedKafka }[result.part];
    case 'binary':
      return strings.notText;
    case 'gone':
      return strings.recordGone;
    case 'exporting':
      return fill(strings.exporting, numbers.count(result.done), numbers.count(result.total));
    case 'exported':
      return fill(strings.exported, numbers.count(result.count), result.file);
    case 'exportFailed':
      return fill(strings.exportFailed, result.message);
  }
}

/** A sentence whose values stand out. */
function rich(template: string, ...values: readonly string[]): TemplateResult {
  const pieces = template.split(/(\{\d+\})/);
  return html`<span>${pieces.map((piece) => {
    const index = /^\{(\d+)\}$/.exec(piece)?.[1];
    return index === undefined ? piece : html`<b>${values[Number(index)] ?? ''}</b>`;
  })}</span>`;
}
