/**
 * What is read on the chart, as HTML over the canvas: ticks, times, markers; flags are in `chartFlags.ts`. Placed in percent of the
 * plot, so that a resize moves nothing that is wrong.
 */
import { html, type TemplateResult } from 'lit-html';
import { mark } from '../marks.ts';
import { place } from '../place.ts';
import { clock } from '../words.ts';
import { type Scale, ticksOf } from './scale.ts';
import type { LagColumns } from './series.ts';

/** What the labels are placed by: the time axis in ms, and the scales of both plots. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly span: number;
  readonly lag: Scale;
  readonly rate: Scale;
}

const divisions = 5;

export function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

export function gridlines(scale: Scale): readonly TemplateResult[] {
  return ticksOf(scale).map(
    (tick) =>
      html`<i class="gridline ${tick === 0 ? 'axis' : ''}" ${place({ top: percent(1 - tick / scale.top) })}></i>`,
  );
}

export function yLabel(text: string, part: number): TemplateResult {
  return html`<span class="lb y" ${place({ top: percent(1 - part) })}>${text}</span>`;
}

export function timeLabels(frame: Frame): readonly TemplateResult[] {
  return Array.from({ length: divisions + 1 }, (_, index) => {
    const side = index === 0 ? 'first' : index === divisions ? 'r' : 'c';
    const spare = index % divisions === 0 || index === 2 ? '' : 'spare';
    return html`<span class="lb x ${side} ${spare}" ${place({ left: percent(index / divisions) })}
      >${clock(frame.from + (index * frame.span) / divisions)}</span
    >`;
  });
}

/**
 * Five markers along each line, so that a line is known without its colour. They stand at fixed times and so
 * travel with the line.
 */
export function markers(columns: LagColumns, frame: Frame): readonly TemplateResult[] {
  const every = frame.span / 1_000 / divisions;
  return columns.lines.flatMap(({ partition, values }) => {
    const offset = every * (0.17 + (partition % 6) * 0.07);
    return values.flatMap((value, index) => {
      const x = columns.x[index] ?? 0;
      const before = columns.x[index - 1];
      const due =
        before !== undefined && Math.floor((x - offset) / every) > Math.floor((before - offset) / every);
      if (!due || value === null || x * 1_000 < frame.from) {
        return [];
      }
      const left = percent((x * 1_000 - frame.from) / frame.span);
      return [
        html`<span class="onLine" ${place({ left, top: percent(1 - value / frame.lag.top) })}>${mark(partition)}</span>`,
      ];
    });
  });
}
