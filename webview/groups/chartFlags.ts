/**
 * What happened to the group and to brokers, as flags on the chart: a line each, and words where they cover no others.
 * What lies closer together than one can point at shares a flag, with a count; the title tells all of it, and a list
 * beside the chart tells it to those who do not see it.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { GroupEvent, PanelStrings } from '../../src/ui/panel/messages.ts';
import { drillWords, reasonWords } from '../cluster/eventWords.ts';
import { place } from '../place.ts';
import { clock, fill } from '../words.ts';
import { type Frame, percent } from './chartLabels.ts';

/** Narrower plots (px) have room for the time of an event, not for what happened. */
const roomForWords = 610;
/** The part of the plot one label may cover, as in `chart.css`. */
const longestFlag = 0.45;
/** Lines nearer than this (px) are one flag. */
const mergeWithin = 12;
const rows = 3;
const rowHeight = 16;

/** One line on the chart, with the words beside it. */
export interface Flag {
  /** Where its line stands, 0 … 1. */
  readonly part: number;
  readonly text: string;
  /** Events it stands for beside the one in `text`. */
  readonly more: number;
  readonly title: string;
  /** undefined = there is no room for words. */
  readonly place: { readonly row: number; readonly side: 'left' | 'right' } | undefined;
}

interface Label {
  readonly part: number;
  readonly text: string;
  readonly title: string;
}

/** The lines with their words, and the list for a screen reader. `width` in px. */
export function flags(
  events: readonly GroupEvent[],
  frame: Frame,
  width: number,
  strings: PanelStrings,
): TemplateResult {
  const shown = events.filter((event) => event.at >= frame.from);
  const labels = shown.map((event): Label => {
    const time = clock(event.at);
    return {
      part: (event.at - frame.from) / frame.span,
      text: width < roomForWords ? time : `${time} ${flagWords(event, strings)}`,
      title: `${time} ${wholeWords(event, strings)}`,
    };
  });
  const list = html`<ul class="vh" aria-label=${strings.chartEvents}>
    ${labels.map(({ title }) => html`<li>${title}</li>`)}
  </ul>`;
  const laid = layOut(labels, width);
  const lines = laid.map(
    ({ part, title }) =>
      html`<i class="note" title=${title} aria-hidden="true" ${place({ left: percent(part) })}></i>`,
  );
  return html`${lines}${laid.map(words)}${labels.length === 0 ? nothing : list}`;
}

/** The lines alone, for the plot below. */
export function flagLines(events: readonly GroupEvent[], frame: Frame): readonly TemplateResult[] {
  return events
    .filter((event) => event.at >= frame.from)
    .map(({ at }) => html`<i class="note" ${place({ left: percent((at - frame.from) / frame.span) })}></i>`);
}

/**
 * Where each flag and its words stand, for labels given oldest first: to the right of the line, to the left where that
 * is taken or past the edge, a row lower where neither is free. The newer ones choose first.
 */
export function layOut(labels: readonly Label[], width: number): readonly Flag[] {
  const taken: { readonly row: number; readonly from: number; readonly to: number }[] = [];
  const free = (row: number, from: number, to: number): boolean =>
    from >= 0 &&
    to <= width &&
    taken.every((other) => other.row !== row || to <= other.from || from >= other.to);
  const seat = (line: number, length: number): Flag['place'] => {
    for (let row = 0; row < rows; row++) {
      for (const side of ['right', 'left'] as const) {
        const from = side === 'right' ? line : line - length;
        if (free(row, from, from + length)) {
          taken.push({ row, from, to: from + length });
          return { row, side };
        }
      }
    }
    return undefined;
  };
  return merged(labels, width)
    .toReversed()
    .map(([first, ...others]): Flag => {
      const more = others.length;
      const length = Math.min(textWidth(first.text), width * longestFlag) + (more > 0 ? 24 : 0);
      const title = [first, ...others].map((one) => one.title).join('\n');
      return { part: first.part, text: first.text, more, title, place: seat(first.part * width, length) };
    })
    .toReversed();
}

/** What happened, as short as it can be said. */
export function flagWords(event: GroupEvent, strings: PanelStrings): string {
  switch (event.kind) {
    case 'joined':
      return fill(strings.eventJoined, event.names.join(', '));
    case 'left':
      return fill(strings.eventLeft, event.names.join(', '));
    case 'drill':
      return drillWords(event.request, strings);
    case 'rebalance': {
      const why = reasonWords(event.reason, strings);
      return event.to === null
        ? fill(strings.flagRebalanceOpen, event.from, why)
        : fill(strings.flagRebalance, event.from, event.to, why);
    }
  }
}

/** The same with everybody who came and went. */
export function wholeWords(event: GroupEvent, strings: PanelStrings): string {
  const words = flagWords(event, strings);
  if (event.kind !== 'rebalance') return words;
  const joined = event.joined.length === 0 ? [] : [fill(strings.alsoJoined, event.joined.join(', '))];
  const gone = event.gone.length === 0 ? [] : [fill(strings.alsoGone, event.gone.join(', '))];
  return [words, ...joined, ...gone].join('; ');
}

function words({ part, text, more, title, place: seat }: Flag): TemplateResult | typeof nothing {
  if (seat === undefined) return nothing;
  return html`<span
    class="lb flag ${seat.side === 'left' ? 'r' : ''}"
    title=${title}
    aria-hidden="true"
    ${place({ left: percent(part), top: `${seat.row * rowHeight}px` })}
    ><span class="cut">${text}</span>${more === 0 ? nothing : html`<b>+${more}</b>`}</span
  >`;
}

/** Neighbours that would stand on each other's line, together; each begins with the oldest. */
function merged(labels: readonly Label[], width: number): readonly (readonly [Label, ...Label[]])[] {
  const groups: [Label, ...Label[]][] = [];
  for (const label of labels) {
    const last = groups.at(-1);
    if (last !== undefined && (label.part - last[0].part) * width < mergeWithin) {
      last.push(label);
    } else {
      groups.push([label]);
    }
  }
  return groups;
}

/** Px a label may take in 11 px type with its padding: rather too much, as nobody knows the font. */
function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u{2e80}' ? 11.5 : 6.6), 8);
}
