/**
 * The list of messages, newest first: only the rows that are seen are in the page, however long it is. It scrolls under nobody's
 * hand: what is new is counted until the user wants to see it.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, Preview, RecordRow, RecordsPage } from '../../src/ui/panel/messages.ts';
import { place } from '../place.ts';
import * as frame from '../state.ts';
import { clock, fill, size } from '../words.ts';
import {
  closeDetail,
  copy,
  follow,
  openDetail,
  resend,
  resize,
  scrolledTo,
  select,
} from './recordsActions.ts';
import * as state from './recordsState.ts';

/** Height of a row in pixels, as in the stylesheet. */
const rowHeight = 22;

export function recordsTable(page: RecordsPage, strings: PanelStrings): TemplateResult {
  const { time, offset, key } = state.widths.value;
  const selected = state.selected.value;
  const isThere = selected?.id !== undefined && page.rows.some((row) => row.id === selected.id);
  return html`<section
    class="records"
    role="grid"
    aria-label=${strings.recordsLabel}
    aria-rowcount=${page.total + 1}
    aria-activedescendant=${isThere ? `record-${selected.id}` : nothing}
    tabindex="0"
    data-region
    ${place({ '--time': `${time}px`, '--offset': `${offset}px`, '--key': `${key}px` })}
    @keydown=${onKey}
  >
    ${header(strings)}
    <div class="rows" role="rowgroup" @scroll=${onScroll}>
      <div role="presentation" ${place({ height: `${page.total * rowHeight}px` })}></div>
      ${page.rows.map((row, index) => tableRow(row, page.window.first + index, strings))}
    </div>
  </section>`;
}

function header(strings: PanelStrings): TemplateResult {
  return html`<div class="record head" role="row" aria-rowindex="1">
    <span role="columnheader">${strings.columnTime}${handle('time', strings.columnTime, strings)}</span>
    <span role="columnheader" class="num" title=${strings.partition}>${strings.columnPartition}</span>
    <span role="columnheader" class="num">${strings.columnOffset}${handle('offset', strings.columnOffset, strings)}</span>
    <span role="columnheader">${strings.key}${handle('key', strings.key, strings)}</span>
    <span role="columnheader">${strings.value}</span>
    <span role="columnheader" class="num wide" title=${strings.headers}>${strings.columnHeaders}</span>
    <span role="columnheader" class="num wide">${strings.columnSize}</span>
  </div>`;
}

function handle(column: keyof state.ColumnWidths, name: string, strings: PanelStrings): TemplateResult {
  const label = fill(strings.resizeColumn, name);
  return html`<span
    class="handle"
    role="separator"
    aria-orientation="vertical"
    aria-label=${label}
    aria-valuenow=${state.widths.value[column]}
    tabindex="0"
    @pointerdown=${(event: PointerEvent) => (event.target as HTMLElement).setPointerCapture(event.pointerId)}
    @pointermove=${(event: PointerEvent) => {
      if (event.buttons === 1) resize(column, state.widths.value[column] + event.movementX);
    }}
    @keydown=${(event: KeyboardEvent) => {
      const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        resize(column, state.widths.value[column] + step);
      }
    }}
  ></span>`;
}

function tableRow(row: RecordRow, index: number, strings: PanelStrings): TemplateResult {
  const isSelected = state.selected.value?.index === index;
  return html`<div
    id="record-${row.id}"
    class="record ${isSelected ? 'selected' : ''}"
    role="row"
    aria-rowindex=${index + 2}
    aria-selected=${isSelected ? 'true' : 'false'}
    ${place({ top: `${index * rowHeight}px` })}
    @click=${() => {
      select(index);
      openDetail();
    }}
  >
    <span role="gridcell" class="mono">${clock(row.timestamp)}<span class="wide">.${String(new Date(row.timestamp).getMilliseconds()).padStart(3, '0')}</span></span>
    <span role="gridcell" class="num">${row.partition}</span>
    <span role="gridcell" class="num mono">${row.offset}</span>
    <span role="gridcell" class="mono cut">${row.key === null ? html`<span class="muted">${strings.noKeyRow}</span>` : preview(row.key, strings)}</span>
    <span role="gridcell" class="mono cut">${
      row.value === null
        ? html`<span class="tag">${strings.tombstoneTag}</span> <span class="muted">${strings.tombstoneRow}</span>`
        : preview(row.value, strings)
    }</span>
    <span role="gridcell" class="num wide">${row.headers}</span>
    <span role="gridcell" class="num wide">${size(row.size, frame.numbers.value)}</span>
  </div>`;
}

function preview({ text, binary }: Preview, strings: PanelStrings): TemplateResult {
  return binary
    ? html`<span class="tag">${strings.binaryTag}</span> <span class="muted">${text}</span>`
    : html`${text}`;
}

function onScroll(event: Event): void {
  scrolledTo(Math.floor((event.target as HTMLElement).scrollTop / rowHeight));
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const index = state.selected.value?.index;
  const rows = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('.rows');
  const page = Math.max(1, Math.floor((rows?.clientHeight ?? 0) / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: (index ?? -1) + 1,
    ArrowUp: (index ?? 1) - 1,
    PageDown: (index ?? 0) + page,
    PageUp: (index ?? 0) - page,
    Home: 0,
  };
  const target = moves[event.key];
  if (target !== undefined) {
    select(target);
    reveal(rows);
  } else if (!act(event.key, rows)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function act(key: string, rows: HTMLElement | null): boolean {
  switch (key) {
    case 'End':
      follow();
      rows?.scrollTo({ top: 0 });
      return true;
    case 'Enter':
      openDetail();
      return true;
    case 'Escape':
      if (!state.isDetailOpen.value) return false;
      closeDetail();
      return true;
    case 'e':
    case 'E':
      resend();
      return true;
    case 'c':
    case 'C':
      copy('kafka');
      return true;
    default:
      return false;
  }
}

/** Scrolls no further than needed. */
function reveal(rows: HTMLElement | null): void {
  const index = state.selected.value?.index;
  if (rows === null || index === undefined) return;
  const top = index * rowHeight;
  if (top < rows.scrollTop) rows.scrollTop = top;
  else if (top + rowHeight > rows.scrollTop + rows.clientHeight) {
    rows.scrollTop = top + rowHeight - rows.clientHeight;
  }
}
