/**
 * Records over time, above the list, with a brush over what the list holds. Moving the brush reads that time. The numbers come
 * from offsets: nothing is read for them.
 */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type {
  Histogram,
  PanelStrings,
  RecordsQuery,
  RecordsState,
  TimeRange,
} from '../../src/ui/panel/messages.ts';
import { iconButton } from '../controls.ts';
import { place } from '../place.ts';
import { clock, fill, type Numbers } from '../words.ts';
import { type Brush, brushBetween, brushOf, moveEdge, niceTop, rangeOf } from './brush.ts';
import { readTime, showTime } from './recordsActions.ts';
import { brushing } from './recordsState.ts';
import { isSameDay, lengthText, shortDate, stepText } from './timeText.ts';

export interface HistogramInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly histogram: Histogram;
  readonly records: RecordsState;
  readonly query: RecordsQuery;
  /** The stretch of time that is being chosen. */
  readonly moving: TimeRange | null;
}

/** Milliseconds after the last key before the brush is read. */
const keyPause = 500;
const pageOfBuckets = 5;
let keyTimer: ReturnType<typeof setTimeout> | undefined;

export function histogramView(input: HistogramInput): TemplateResult {
  const { strings, numbers, histogram, records, moving } = input;
  const { counts, step } = histogram;
  const brush = shownBrush(input);
  const top = niceTop(counts.reduce((most, count) => Math.max(most, count), 0));
  const words = timeWords(histogram);
  const range = brush && rangeOf(histogram, brush);
  const label = fill(
    strings.histogram,
    stepText(step),
    range === undefined ? '–' : words(range.from),
    range === undefined ? '–' : words(range.until),
  );
  const inBrush = brush === undefined ? 0 : sum(counts.slice(brush.from, brush.until));
  return html`<div class="histo" role="group" aria-label=${label} data-region tabindex="-1">
    <div class="cap">
      <b>${fill(strings.recordsPer, stepText(step))}</b>
      ${
        brush === undefined
          ? nothing
          : html`<span>${brushWords(input, brush)}</span>
        <span>${fill(strings.brushRecords, numbers.count(moving === null ? records.kept : inBrush))}</span>`
      }
    </div>
    <div class="plot" @pointerdown=${(event: PointerEvent) => drag(event, histogram)}>
      <svg viewBox="0 0 ${counts.length} 100" preserveAspectRatio="none" aria-hidden="true">
        <path class="gridline" d="M0 0H${counts.length}"></path>
        ${counts.map((count, index) => bar(index, count / top, brush !== undefined && index >= brush.from && index < brush.until))}
      </svg>
      ${brush === undefined ? nothing : brushTemplate(input, brush, words)}
      <span class="lb top">${numbers.count(top)}</span>
      ${axis(histogram, words)}
    </div>
    <div class="zoom">${zoom(input, brush)}</div>
  </div>`;
}

function bar(index: number, height: number, inside: boolean): ReturnType<typeof svg> {
  const high = height <= 0 ? 0 : Math.max(2, height * 100);
  return svg`<rect class=${inside ? 'in' : 'out'} x=${index + 0.12} y=${100 - high} width="0.76" height=${high}></rect>`;
}

/** What is being chosen, else what is in the list. */
function shownBrush({ histogram, records, moving, query }: HistogramInput): Brush | undefined {
  if (moving !== null) {
    return brushOf(histogram, { from: moving.from, until: moving.until - 1 });
  }
  if (records.query.topic !== query.topic || records.span === null) {
    return undefined;
  }
  const isToNow = histogram.live && records.phase === 'live' && !records.held;
  const until = isToNow ? histogram.from + histogram.counts.length * histogram.step - 1 : records.span.until;
  return brushOf(histogram, { from: records.span.from, until });
}

function brushWords({ strings, histogram, moving, records }: HistogramInput, brush: Brush): string {
  const span = moving ?? records.span ?? rangeOf(histogram, brush);
  const length = lengthText(span.until - span.from);
  return fill(
    brush.until === histogram.counts.length && histogram.live ? strings.brushLast : strings.brushLength,
    length,
  );
}

function brushTemplate(input: HistogramInput, brush: Brush, words: (at: number) => string): TemplateResult {
  const { histogram, strings } = input;
  const count = histogram.counts.length;
  const range = rangeOf(histogram, brush);
  const edge = (name: keyof Brush, label: string, at: number): TemplateResult => html`<i
    class="edge ${name}"
    role="slider"
    tabindex="0"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${count}
    aria-valuenow=${brush[name]}
    aria-valuetext=${words(at)}
    title="${label}: ${words(at)}"
    @keydown=${(event: KeyboardEvent) => onEdgeKey(event, name, brush, histogram)}
  ></i>`;
  return html`<div
    class="brush"
    ${place({ left: `${(brush.from / count) * 100}%`, right: `${(1 - brush.until / count) * 100}%` })}
  >${edge('from', strings.brushStart, range.from)}${edge('until', strings.brushEnd, range.until)}</div>`;
}

function axis({ from, step, counts }: Histogram, words: (at: number) => string): TemplateResult {
  const at = (share: number): number => from + Math.round(share * counts.length) * step;
  return html`<span class="lb x first">${words(at(0))}</span
    ><span class="lb x third">${words(at(1 / 3))}</span
    ><span class="lb x two-thirds">${words(at(2 / 3))}</span
    ><span class="lb x last">${words(at(1))}</span>`;
}

function zoom({ strings, histogram }: HistogramInput, brush: Brush | undefined): TemplateResult {
  const isPart = brush !== undefined && brush.until - brush.from < histogram.counts.length;
  return html`${iconButton({
    icon: 'zoom-in',
    label: strings.zoomIn,
    onPress: () => brush && showTime(rangeOf(histogram, brush)),
    disabled: !isPart,
  })}${iconButton({
    icon: 'zoom-out',
    label: strings.zoomOut,
    onPress: () => showTime({ from: 0, until: Date.now() }),
  })}`;
}

function drag(event: PointerEvent, histogram: Histogram): void {
  const plot = event.currentTarget as HTMLElement;
  const { left, width } = plot.getBoundingClientRect();
  const share = (x: number): number => (x - left) / width;
  const grabbed = (event.target as HTMLElement).closest('.edge');
  const before = brushing.value;
  const count = histogram.counts.length;
  const fixed = grabbed === null ? share(event.clientX) : otherEdge(grabbed, left, width);
  event.preventDefault();
  (grabbed as HTMLElement | null)?.focus();
  plot.setPointerCapture(event.pointerId);
  const move = (moved: PointerEvent): void => {
    brushing.value = rangeOf(histogram, brushBetween(count, fixed, share(moved.clientX)));
  };
  const end = (ended: PointerEvent): void => {
    plot.removeEventListener('pointermove', move);
    const isClick = grabbed === null && Math.abs(ended.clientX - event.clientX) < 3;
    const chosen = isClick ? null : brushing.value;
    brushing.value = before;
    if (chosen !== null) {
      readBrush(histogram, chosen);
    }
  };
  plot.addEventListener('pointermove', move);
  plot.addEventListener('pointerup', end, { once: true });
  plot.addEventListener(
    'pointercancel',
    () => {
      plot.removeEventListener('pointermove', move);
      plot.removeEventListener('pointerup', end);
      brushing.value = before;
    },
    { once: true },
  );
}

/** Where the edge that is not being moved stands, as a share of the width; a little inside, so that rounding keeps it. */
function otherEdge(grabbed: Element, left: number, width: number): number {
  const brush = grabbed.parentElement?.getBoundingClientRect();
  const isFrom = grabbed.classList.contains('from');
  return brush === undefined ? 0 : ((isFrom ? brush.right - 1 : brush.left + 1) - left) / width;
}

function onEdgeKey(event: KeyboardEvent, edge: keyof Brush, brush: Brush, histogram: Histogram): void {
  const direction = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }[event.key];
  if (event.key === 'Enter' && brushing.value !== null) {
    clearTimeout(keyTimer);
    readBrush(histogram, brushing.value);
  } else if (event.key === 'Escape' && brushing.value !== null) {
    clearTimeout(keyTimer);
    brushing.value = null;
  } else if (direction !== undefined) {
    const by = direction * (event.shiftKey ? pageOfBuckets : 1);
    const moved = rangeOf(histogram, moveEdge(brush, edge, by, histogram.counts.length));
    brushing.value = moved;
    clearTimeout(keyTimer);
    keyTimer = setTimeout(() => readBrush(histogram, moved), keyPause);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** A brush that reaches to now goes on with what comes. */
function readBrush(histogram: Histogram, range: TimeRange): void {
  const end = histogram.from + histogram.counts.length * histogram.step;
  readTime(range.from, range.until >= end ? null : range.until);
}

/** Times of day, or dates when it is about more than one. */
function timeWords({ from, step, counts }: Histogram): (at: number) => string {
  return isSameDay(from, from + step * counts.length) ? clock : shortDate;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
