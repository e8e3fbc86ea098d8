/** What happened to the group and its brokers, as flags on the chart: a line each, and words where they cover no newer ones. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { AboutGroup, GroupEvent, PanelStrings } from '../../src/ui/panel/messages.ts';
import { drillWords, reasonWords } from '../cluster/eventWords.ts';
import { place } from '../place.ts';
import { clock, fill } from '../words.ts';
import { type Frame, percent } from './chartLabels.ts';

/** Narrower plots (px) have room for the time of an event, not for what happened. */
const roomForWords = 610;
/** The part of the plot one label may cover, as in `chart.css`. */
const longestFlag = 0.45;

/** `width` in px. */
export function flags(
  events: readonly GroupEvent[],
  frame: Frame,
  width: number,
  strings: PanelStrings,
): readonly TemplateResult[] {
  const shown = events.filter((event) => event.at >= frame.from);
  const labels = shown.map((event) => ({
    part: (event.at - frame.from) / frame.span,
    text: width < roomForWords ? clock(event.at) : `${clock(event.at)} ${flagWords(event, strings)}`,
    title: `${clock(event.at)} ${flagWords(event, strings)}`,
  }));
  const sides = flagSides(labels, width);
  return labels.map(({ part, text, title }, index) => {
    const side = sides[index];
    const words = html`<span class="lb flag ${side === 'left' ? 'r' : ''}" title=${title} ${place({ left: percent(part) })}>${text}</span>`;
    const line = html`<i class="note" title=${title} ${place({ left: percent(part) })}><span class="vh">${side === undefined ? title : ''}</span></i>`;
    return html`${line}${side === undefined ? nothing : words}`;
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

export function flagWords(event: GroupEvent, strings: PanelStrings): string {
  switch (event.kind) {
    case 'joined':
      return fill(strings.eventJoined, event.names.join(', '));
    case 'left':
      return fill(strings.eventLeft, event.names.join(', '));
    case 'happened':
      return toldWords(event.event, strings);
  }
}

function toldWords(told: AboutGroup, strings: PanelStrings): string {
  if (told.type === 'drill') return drillWords(told.request, strings);
  const { event } = told;
  return event.type === 'rebalance'
    ? fill(strings.flagRebalance, reasonWords(event.reason, strings), event.generation)
    : fill(strings.eventGroupRemoved, event.groupId);
}

/** Px a label may take in 11 px type with its padding: rather too much, as nobody knows the font. */
function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u{2e80}' ? 11.5 : 6.6), 8);
}
