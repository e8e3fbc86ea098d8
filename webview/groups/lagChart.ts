/**
 * Lag, in messages or in seconds, over the last minutes and the rates below it, on one time axis. The canvas draws lines; everything
 * that is read is HTML over it. One cursor, moved by pointer or arrow keys; its values stand in the header.
 */
import { type Signal, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { LagPoint, PanelStrings } from '../../src/ui/panel/messages.ts';
import { lookOf, mark } from '../marks.ts';
import { place } from '../place.ts';
import { clock, fill, type Numbers } from '../words.ts';
import { flagLines, flags } from './chartFlags.ts';
import { type Frame, gridlines, markers, percent, timeLabels, yLabel } from './chartLabels.ts';
import type { LagUnit, LiveGroup, Span } from './groupsState.ts';
import { Plot } from './plot.ts';
import { nextScale, type Scale, spread, ticksOf } from './scale.ts';
import { columnsOf, inSeconds, type LagColumns, pointAt } from './series.ts';

/** Lengths of the time axis (ms): the shortest that shows all there is. */
const spans = [60_000, 120_000, 300_000, 900_000] as const;
const longestSpan = 900_000;
const labelDistance = 16;

interface ChartInput {
  readonly group: LiveGroup;
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly theme: number;
  readonly unit: LagUnit;
  readonly span: Span;
}

export class LagChart {
  /** In px. */
  readonly #sizes = signal({ width: 800, lag: 240, rate: 84 });
  readonly #lagPlot = new Plot((width, lag) => {
    this.#sizes.value = { ...this.#sizes.value, width, lag };
  });
  readonly #ratePlot = new Plot((_width, rate) => {
    this.#sizes.value = { ...this.#sizes.value, rate };
  });
  readonly #cursor: Signal<number | undefined> = signal(undefined);
  #scaled = { name: '', lag: undefined as Scale | undefined, rate: undefined as Scale | undefined };

  /** The header's values at the cursor; empty without one, its place stays. */
  readout(input: ChartInput): TemplateResult {
    const { strings } = input;
    const points = pointsIn(input);
    const at = this.#cursor.value;
    const point = at === undefined ? undefined : pointAt(points, at);
    if (point === undefined) {
      return html`<span class="readout muted"><span>${strings.chartHint}</span></span>`;
    }
    const lines = columnsOf(points).lines.slice(0, 6);
    return html`<span class="readout muted">
      <span>${clock(point.at)}</span>
      <span>${totalWord(input)} <b>${amount(point.total, input)}</b></span>
      ${lines.map(
        ({ partition }) => html`<span>${mark(partition)}${partition}
          <b>${amount(point.lags[partition] ?? null, input)}</b></span>`,
      )}
    </span>`;
  }

  /** Both plots with their labels. */
  template(input: ChartInput): TemplateResult {
    const columns = columnsOf(pointsIn(input));
    const frame = this.#frame(input, columns);
    this.#draw(columns, frame, input.theme);
    const { strings } = input;
    return html`<div
        class="plots"
        tabindex="0"
        role="group"
        aria-label=${strings.chartLabel}
        @keydown=${(event: KeyboardEvent) => this.#key(event, input.group.points)}
        @pointermove=${(event: PointerEvent) => this.#point(event, frame)}
        @pointerleave=${() => {
          this.#cursor.value = undefined;
        }}
      >
      <div class="plot lag">
        ${gridlines(frame.lag)}${this.#lagPlot.element}
        ${ticksOf(frame.lag).map((tick) => yLabel(amount(tick, input), tick / frame.lag.top))}
        ${this.#cursorLine(frame)}${markers(columns, frame)}
        ${flags(input.group.snapshot.events, frame, this.#sizes.value.width, strings)}
        ${this.#endLabels(columns, frame, input)}
      </div>
      <div></div>
      <div class="plot rates">
        ${gridlines({ ...frame.rate, step: frame.rate.top })}${this.#ratePlot.element}
        ${yLabel(fill(strings.perSecond, input.numbers.count(frame.rate.top)), 1)}${yLabel('0', 0)}
        ${flagLines(input.group.snapshot.events, frame)}
        ${this.#cursorLine(frame)}
        ${this.#rateLabels(input.group.points.at(-1), frame, input)}
        ${timeLabels(frame)}
      </div>
    </div>`;
  }

  #frame({ group, unit, span: wanted }: ChartInput, columns: LagColumns): Frame {
    const { snapshot } = group;
    const name = JSON.stringify([snapshot.group, snapshot.topic, unit]);
    if (name !== this.#scaled.name) {
      this.#scaled = { name, lag: undefined, rate: undefined };
      this.#cursor.value = undefined;
    }
    const span = spanOf(group, wanted);
    const from = snapshot.at - span;
    const lag = nextScale(
      this.#scaled.lag,
      highest([columns.total, ...columns.lines.map((one) => one.values)]),
      snapshot.at,
    );
    const rate = nextScale(this.#scaled.rate, highest([columns.produced, columns.consumed]), snapshot.at);
    this.#scaled = { name, lag, rate };
    return { from, to: snapshot.at, span, lag, rate };
  }

  #draw(columns: LagColumns, frame: Frame, theme: number): void {
    const axis = { x: columns.x, from: frame.from / 1_000, to: frame.to / 1_000 };
    const foreground = ['--vscode-charts-foreground'];
    const lines = columns.lines.map(({ partition, values }) => ({ values, ...lookOf(partition) }));
    const total = { values: columns.total, hue: foreground, dash: [], width: 1.5, fill: 6 };
    this.#lagPlot.draw(
      { ...axis, lines: [total, ...lines], band: columns.others, top: frame.lag.top },
      theme,
    );
    const produced = { values: columns.produced, hue: foreground, dash: [], width: 1.5 };
    const consumed = { values: columns.consumed, hue: ['--vscode-charts-green'], dash: [4, 2], width: 1.5 };
    this.#ratePlot.draw(
      { ...axis, lines: [produced, consumed], band: undefined, top: frame.rate.top },
      theme,
    );
  }

  #cursorLine(frame: Frame): TemplateResult | typeof nothing {
    const at = this.#cursor.value;
    return at === undefined || at < frame.from
      ? nothing
      : html`<i class="cursor" ${place({ left: percent((at - frame.from) / frame.span) })}></i>`;
  }

  #endLabels(columns: LagColumns, frame: Frame, input: ChartInput): readonly TemplateResult[] {
    const { strings } = input;
    const last = pointsIn(input).at(-1);
    const labels = [
      { look: html`<span>${totalWord(input)}</span><span></span>`, value: last?.total ?? null },
      ...columns.lines.map(({ partition }) => ({
        look: html`${mark(partition)}<span>${partition}</span>`,
        value: last?.lags[partition] ?? null,
      })),
    ];
    const others = (last?.lags.length ?? 0) - columns.lines.length;
    if (columns.others !== undefined && others > 0) {
      const look = html`<i class="swatch"></i><span>${fill(strings.otherPartitions, others)}</span>`;
      labels.push({ look, value: columns.others.high.at(-1) ?? null });
    }
    const height = this.#sizes.value.lag;
    const wanted = labels.map(({ value }) => height - ((value ?? 0) / frame.lag.top) * height);
    const tops = spread(wanted, labelDistance, height);
    return labels.map(
      ({ look, value }, index) => html`<span class="lb end" ${place({ top: `${tops[index] ?? 0}px` })}>
        ${look}<b>${amount(value, input)}</b>
      </span>`,
    );
  }

  #rateLabels(
    last: LagPoint | undefined,
    frame: Frame,
    { strings, numbers }: ChartInput,
  ): readonly TemplateResult[] {
    const labels = [
      { words: strings.produced, line: 'produced', value: last?.produced ?? null },
      { words: strings.consumed, line: 'consumed', value: last?.consumed ?? null },
    ];
    const height = this.#sizes.value.rate;
    const tops = spread(
      labels.map((label) => height - ((label.value ?? 0) / frame.rate.top) * height),
      labelDistance + 2,
      height - 4,
    );
    return labels.map(
      (
        { words, line, value },
        index,
      ) => html`<span class="lb end rate" ${place({ top: `${tops[index] ?? 0}px` })}>
        <i class="dash ${line}"></i><span>${words}</span>
        <b>${value === null ? '–' : fill(strings.perSecond, numbers.count(value))}</b>
      </span>`,
    );
  }

  #point(event: PointerEvent, frame: Frame): void {
    const box = this.#lagPlot.element.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    this.#cursor.value = part < 0 || part > 1 ? undefined : frame.from + part * frame.span;
  }

  #key(event: KeyboardEvent, points: readonly LagPoint[]): void {
    const step = { ArrowLeft: -1_000, ArrowRight: 1_000 }[event.key];
    const last = points.at(-1);
    if (event.key === 'Escape' && this.#cursor.value !== undefined) {
      this.#cursor.value = undefined;
    } else if (step !== undefined && last !== undefined) {
      const from = this.#cursor.value ?? last.at;
      const to = from + step * (event.shiftKey ? 10 : 1);
      this.#cursor.value = Math.max(points[0]?.at ?? to, Math.min(last.at, to));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** How much time the axis shows, in ms: as much as was chosen, or the least that shows all there is. */
export function spanOf({ snapshot, points }: LiveGroup, wanted: Span): number {
  if (wanted !== 'auto') return Number(wanted) * 60_000;
  const age = snapshot.at - (points[0]?.at ?? snapshot.at);
  return spans.find((span) => age <= span) ?? longestSpan;
}

function pointsIn({ group, unit }: ChartInput): readonly LagPoint[] {
  return unit === 'seconds' ? inSeconds(group.points) : group.points;
}

/** Ages do not add up: the oldest of all partitions stands for them. */
function totalWord({ unit, strings }: ChartInput): string {
  return unit === 'seconds' ? strings.oldest : strings.total;
}

function amount(value: number | null, { unit, numbers }: ChartInput): string {
  if (value === null) return '–';
  return unit === 'seconds' ? numbers.duration(value * 1_000) : numbers.count(value);
}

function highest(columns: readonly (readonly (number | null)[])[]): number {
  return columns.reduce(
    (most, column) => column.reduce<number>((top, value) => Math.max(top, value ?? 0), most),
    0,
  );
}
