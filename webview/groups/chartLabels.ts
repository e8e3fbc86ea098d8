/**
 * What is read on the chart, as HTML over the canvas: ticks, times, flags, markers. Placed in percent of the
 * plot, so that a resize moves nothing that is wrong.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { GroupEvent, PanelStrings } from '../../src/ui/panel/messages.ts';
import { mark } from '../marks.ts';
import { place } from '../place.ts';
import { clock, fill, type Numbers } from '../words.ts';
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
/** Narrower plots (px) have room for the time of an event, not for what happened. */
const roomForWords = 610;
/** The part of the plot one label may cover, as in `chart.css`. */
const longestFlag = 0.45;

export function countOr(value: number | null, numbers: Numbers): string {
  return value === null ? '–' : numbers.count(value);
}

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

/** What happened to the group: a line each, and words where they cover no newer ones. `width` in px. */
export function flags(
  events: readonly GroupEvent[],
  frame: Frame,
  width: number,
  strings: PanelStrings,
): readonly TemplateResult[] {
  const shown = events.filter((event) => event.at >= frame.from);
  const labels = shown.map((event) => ({
    part: (event.at - frame.from) / frame.span,
    text: width < roomForWords ? clock(event.at) : `${clock(event.at)} ${wordsOf(event, strings)}`,
  }));
  const sides = flagSides(labels, width);
  return labels.map(({ part, text }, index) => {
    const side = sides[index];
    const words = html`<span class="lb flag ${side === 'left' ? 'r' : ''}" ${place({ left: percent(part) })}>${text}</span>`;
    return html`<i class="note" ${place({ left: percent(part) })}></i>${side === undefined ? nothing : words}`;
  });
}

/**
 * On which side of its line each label stands, given oldest first: to the right, to the left where that is
 * taken or past the edge, undefined where neither is free. The newer ones choose first.
 */
export function flagSides(
  labels: readonly { readonly part: number; readonly text: string }[],
  width: number,
): readonly ('left' | 'right' | undefined)[] {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const free = (from: number, to: number): boolean =>
    from >= 0 && to <= width && taken.every((other) => to <= other.from || from >= other.to);
  return labels
    .toReversed()
    .map(({ part, text }) => {
      const line = part * width;
      const length = Math.min(textWidth(text), width * longestFlag);
      if (free(line, line + length)) {
        taken.push({ from: line, to: line + length });
        return 'right' as const;
      }
      if (free(line - length, line)) {
        taken.push({ from: line - length, to: line });
        return 'left' as const;
      }
      taken.push({ from: line, to: line }); // The line itself still stands there.
      return undefined;
    })
    .toReversed();
}

export function flagLine(event: GroupEvent, frame: Frame): TemplateResult {
  const part = (event.at - frame.from) / frame.span;
  return part < 0 ? html`` : html`<i class="note" ${place({ left: percent(part) })}></i>`;
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

function wordsOf(event: GroupEvent, strings: PanelStrings): string {
  return fill(event.kind === 'joined' ? strings.eventJoined : strings.eventLeft, event.names.join(', '));
}

/** Px a label may take in 11 px type with its padding: rather too much, as nobody knows the font. */
function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u{2e80}' ? 11.5 : 6.6), 8);
}
