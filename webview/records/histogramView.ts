/** Records over time as bars; those of the list are filled, and its start can be moved. */
import { signal } from '@preact/signals-core';
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Histogram, PanelStrings } from '../../src/ui/panel/messages.ts';
import { place } from '../place.ts';
import * as frame from '../state.ts';
import { clock, fill } from '../words.ts';
import { ask } from './recordsActions.ts';
import * as state from './recordsState.ts';

const keyPause = 500;
/** The bar the start is being moved to; undefined = it is not being moved. */
const moving = signal<number | undefined>(undefined);
let commit: ReturnType<typeof setTimeout> | undefined;

export function histogramView(strings: PanelStrings): TemplateResult {
  const histogram = state.histogram.value;
  const span = state.status.value?.span ?? null;
  const numbers = frame.numbers.value;
  const step = numbers.seconds((histogram?.step ?? 5_000) / 1_000);
  const seconds = span === null ? undefined : numbers.seconds((span.to - span.from) / 1_000);
  return html`<div class="histogram" role="group" aria-label=${fill(strings.histogramLabel, step)} data-region>
    <div class="caption"><b>${fill(strings.recordsPerStep, step)}</b>
      <span>${seconds === undefined ? strings.brushNone : fill(strings.brushSpan, seconds)}</span></div>
    <div class="bars">${histogram === null ? nothing : bars(histogram, strings)}</div>
  </div>`;
}

function bars(histogram: Histogram, strings: PanelStrings): TemplateResult {
  const { counts, from, step } = histogram;
  const most = Math.max(1, ...counts);
  const start = moving.value ?? startBar(histogram);
  const end = from + counts.length * step;
  const labels = [0, 1, 2, 3].map((third) => from + (third / 3) * (end - from));
  return html`<svg
      viewBox="0 0 ${counts.length} 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      @pointerdown=${(event: PointerEvent) => drag(event, histogram)}
      @pointermove=${(event: PointerEvent) => {
        if (event.buttons === 1) drag(event, histogram);
      }}
      @pointerup=${() => moveTo(histogram)}
    >
      <rect class="ground" x="0" y="0" width=${counts.length} height="100"></rect>
      ${counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(3, (count / most) * 100);
        return svg`<rect class=${index >= start ? 'in' : 'out'} x=${index + 0.12} y=${100 - height} width="0.76" height=${height}></rect>`;
      })}
    </svg>
    <div
      class="brush"
      role="slider"
      tabindex="0"
      aria-label=${strings.brushStart}
      title=${strings.brushStart}
      aria-valuemin="0"
      aria-valuemax=${counts.length - 1}
      aria-valuenow=${start}
      aria-valuetext=${clock(from + start * step)}
      ${place({ left: `${(start / counts.length) * 100}%` })}
      @keydown=${(event: KeyboardEvent) => onKey(event, histogram)}
    ></div>
    <span class="most">${frame.numbers.value.count(most)}</span>
    ${labels.map((time, third) => html`<span class="time t${third}">${clock(time)}</span>`)}`;
}

/** Where the list begins. */
function startBar({ from, step, counts }: Histogram): number {
  const oldest = state.status.value?.span?.from;
  if (oldest === undefined) return counts.length - 1;
  return Math.max(0, Math.min(counts.length - 1, Math.floor((oldest - from) / step)));
}

function drag(event: PointerEvent, { counts }: Histogram): void {
  const target = event.currentTarget as SVGElement;
  target.setPointerCapture(event.pointerId);
  const { left, width } = target.getBoundingClientRect();
  const bar = Math.floor(((event.clientX - left) / width) * counts.length);
  moving.value = Math.max(0, Math.min(counts.length - 1, bar));
}

function onKey(event: KeyboardEvent, histogram: Histogram): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const bar = (moving.value ?? startBar(histogram)) + step * (event.shiftKey ? 5 : 1);
  moving.value = Math.max(0, Math.min(histogram.counts.length - 1, bar));
  clearTimeout(commit);
  commit = setTimeout(() => moveTo(histogram), keyPause);
}

function moveTo({ from, step }: Histogram): void {
  const bar = moving.value;
  moving.value = undefined;
  if (bar !== undefined) ask({ from: { kind: 'time', timestamp: from + bar * step } });
}
