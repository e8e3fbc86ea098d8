/** The table's header: names of the columns, and between them what makes them wider. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings } from '../../src/ui/panel/messages.ts';
import { fill } from '../words.ts';
import { resize } from './recordsActions.ts';
import { type ColumnName, widths } from './recordsState.ts';

const widest = 800;
/** Pixels: what the editor's font is unless somebody changes it. */
const usualFontSize = 12;
/** Pixels that an arrow key makes a column wider. */
const stride = 8;

/** As they are until a person changes them, in sizes of the editor's font; records of several days show their date. */
function defaults(day: boolean): Readonly<Record<ColumnName, number>> {
  return { time: day ? 11.4 : 7.7, partition: 2, offset: 5, key: 9, size: 5 };
}

export function columnStyles(
  chosenWidths: Partial<Readonly<Record<ColumnName, number>>>,
  day: boolean,
): Readonly<Record<string, string>> {
  const entries = Object.entries(defaults(day)).map(([name, size]) => {
    const chosen = chosenWidths[name as ColumnName];
    const width =
      chosen === undefined ? `calc(${size} * var(--vscode-editor-font-size, 12px))` : `${chosen}px`;
    return [`--c-${name}`, width] as const;
  });
  return Object.fromEntries(entries);
}

export function header(strings: PanelStrings): TemplateResult {
  const grip = (column: ColumnName, name: string): TemplateResult =>
    html`<i
      class="grip"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${fill(strings.resizeColumn, name)}
      title=${fill(strings.resizeColumn, name)}
      aria-valuemin="24"
      aria-valuemax=${widest}
      aria-valuenow=${widths.value[column] ?? Math.round(defaults(false)[column] * usualFontSize)}
      @pointerdown=${(event: PointerEvent) => drag(event, column)}
      @keydown=${(event: KeyboardEvent) => step(event, column)}
    ></i>`;
  const cell = (name: string, classes = '', column?: ColumnName, title?: string): TemplateResult =>
    html`<span role="columnheader" class=${classes} title=${title ?? nothing}>${name}${column === undefined ? nothing : grip(column, title ?? name)}</span>`;
  return html`<div class="tr head" role="row" aria-rowindex="1">
    ${cell(strings.columnTime, '', 'time')}${cell(strings.columnPartition, 'num', 'partition', strings.partition)}${cell(strings.columnOffset, 'num', 'offset')}${cell(strings.columnKey, '', 'key')}${cell(strings.columnValue)}${cell(strings.columnHeaders, 'num', undefined, strings.headers)}${cell(strings.columnSize, 'num', 'size')}
  </div>`;
}

function drag(event: PointerEvent, column: ColumnName): void {
  const grip = event.currentTarget as HTMLElement;
  const from = widthOf(grip) - event.clientX;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const move = (moved: PointerEvent): void => resize(column, from + moved.clientX);
  grip.addEventListener('pointermove', move);
  grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), {
    once: true,
  });
}

function step(event: KeyboardEvent, column: ColumnName): void {
  const by = { ArrowLeft: -stride, ArrowRight: stride }[event.key];
  if (by !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    resize(column, widthOf(event.currentTarget as HTMLElement) + by);
  }
}

function widthOf(grip: HTMLElement): number {
  return grip.parentElement?.getBoundingClientRect().width ?? 0;
}
