/**
 * The records as a virtual grid: only the rows in view are in the page, however many there are. The newest is row 0. The host
 * tells the rows around those in view; one that is not known yet is an empty line for a moment.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import { createRef, ref } from 'lit-html/directives/ref.js';
import type { PanelStrings, RecordRow, RecordsState } from '../../src/ui/panel/messages.ts';
import { place } from '../place.ts';
import { type Numbers, size } from '../words.ts';
import { columnStyles, header } from './columns.ts';
import { follow, scrolled, select } from './recordsActions.ts';
import * as state from './recordsState.ts';
import { isSameDay, shortDate, timeOfDay } from './timeText.ts';

export interface TableInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly records: RecordsState;
  readonly loading: boolean;
}

/** Rows drawn above and below those in view, so that a fast wheel meets no gap. */
const spare = 8;
const body = createRef<HTMLElement>();
let watcher: ResizeObserver | undefined;

export function recordTable(input: TableInput): TemplateResult {
  const { strings, records, loading } = input;
  const total = state.total.value;
  const first = Math.max(0, state.firstVisible.value - spare);
  const last = Math.min(total, state.firstVisible.value + state.visibleCount.value + spare);
  const selected = records.selected?.index ?? -1;
  const day = spansDays(records);
  return html`<div
    class="grid records ${loading ? 'old' : ''}"
    id="records"
    role="grid"
    aria-label=${strings.records}
    aria-rowcount=${total + 1}
    aria-colcount="7"
    aria-readonly="true"
    aria-activedescendant=${selected >= first && selected < last ? `record-${selected}` : nothing}
    tabindex="0"
    data-region
    ${place(columnStyles(state.widths.value, day))}
  >
    ${header(strings)}
    <div class="rows" role="rowgroup" tabindex="-1" ${ref(body)} ${ref(watch)} @scroll=${onScroll}>
      <div class="all" role="presentation" ${place({ height: `${total * state.rowHeight}px` })}>
        <div class="part" role="presentation" ${place({ transform: `translateY(${first * state.rowHeight}px)` })}>
          ${range(first, last).map((index) => rowTemplate(index, selected, day, input))}
        </div>
      </div>
    </div>
  </div>`;
}

/** Keys of the list; true when one was used. */
export function onListKey(event: KeyboardEvent): boolean {
  const selected = state.wantedIndex.value ?? state.selectedIndex.value;
  const page = Math.max(1, state.visibleCount.value - 1);
  const last = state.total.value - 1;
  const from = selected < 0 ? state.firstVisible.value - 1 : selected;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: selected < 0 ? state.firstVisible.value : Math.min(last, from + 1),
    ArrowUp: Math.max(0, from - 1),
    PageDown: Math.min(last, Math.max(0, from) + page),
    PageUp: Math.max(0, from - page),
    Home: 0,
  };
  if (event.key === 'End' && !event.ctrlKey) {
    follow();
    scrollToRow(0);
    return true;
  }
  const next = event.key === 'End' ? last : moves[event.key];
  if (next === undefined || last < 0) {
    return false;
  }
  scrollToRow(next);
  select(next);
  return true;
}

/** Puts a row in view, with as little movement as that takes. */
export function scrollToRow(index: number): void {
  const element = body.value;
  if (element === undefined) {
    return;
  }
  const top = index * state.rowHeight;
  const bottom = top + state.rowHeight;
  if (top < element.scrollTop) {
    element.scrollTop = top;
  } else if (bottom > element.scrollTop + element.clientHeight) {
    element.scrollTop = bottom - element.clientHeight;
  }
}

function rowTemplate(index: number, selected: number, day: boolean, input: TableInput): TemplateResult {
  const row = state.rowAt(index);
  const isSelected = index === selected;
  return html`<div
    class="tr ${isSelected ? 'sel' : ''}"
    id="record-${index}"
    role="row"
    aria-rowindex=${index + 2}
    aria-selected=${isSelected ? 'true' : 'false'}
    @click=${() => select(index)}
  >${row === undefined ? nothing : cells(row, day, input)}</div>`;
}

function cells(row: RecordRow, day: boolean, { strings, numbers }: TableInput): TemplateResult {
  const bytes = size(row.size, numbers);
  return html`<span role="gridcell" class="mono time">${day ? html`<i>${shortDate(row.timestamp).slice(0, 5)} </i>` : nothing}${timeOfDay(row.timestamp).slice(0, 8)}<i>${timeOfDay(row.timestamp).slice(8)}</i></span
    ><span role="gridcell" class="num">${row.partition}</span
    ><span role="gridcell" class="num mono">${row.offset}</span
    ><span role="gridcell" class="mono cut ${row.key === null || row.binaryKey ? 'muted' : ''}">${row.key ?? strings.keyPlaceholder}</span
    ><span role="gridcell" class="cut">${value(row, strings)}</span
    ><span role="gridcell" class="num">${row.headers}</span
    ><span role="gridcell" class="num">${bytes}</span>`;
}

function value(row: RecordRow, strings: PanelStrings): TemplateResult {
  switch (row.kind) {
    case 'text':
      return html`<span class="mono">${row.value}</span>`;
    case 'binary':
      return html`<span class="tag">${strings.binaryTag}</span> <span class="mono muted">${row.value}</span>`;
    case 'tombstone':
      return html`<span class="tag">${strings.tombstoneTag}</span> <span class="muted">${strings.tombstoneRow}</span>`;
    case 'empty':
      return html`<span class="tag">${strings.emptyTag}</span>`;
  }
}

function onScroll(): void {
  measure();
}

function measure(): void {
  const element = body.value;
  if (element !== undefined) {
    const first = Math.floor(element.scrollTop / state.rowHeight);
    scrolled(first, Math.ceil(element.clientHeight / state.rowHeight) + 1);
  }
}

/** A page that comes back begins at the top, and the height of the list is the window's matter. */
function watch(element: Element | undefined): void {
  watcher?.disconnect();
  if (element !== undefined) {
    watcher = new ResizeObserver(measure);
    watcher.observe(element);
  }
}

function spansDays({ span }: RecordsState): boolean {
  return span !== null && !(isSameDay(span.from, span.until) && isSameDay(span.until, Date.now()));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
}
