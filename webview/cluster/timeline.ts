/** What happened, newest cause first; and what clients asked. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClusterEvent, PanelStrings, RequestTrace } from '../../src/ui/panel/messages.ts';
import { icon } from '../icons.ts';
import * as frame from '../state.ts';
import { clock } from '../words.ts';
import { goTo } from './clusterActions.ts';
import * as state from './clusterState.ts';
import { eventBlocks } from './eventBlocks.ts';
import { eventTarget } from './eventTarget.ts';
import { eventWords } from './eventWords.ts';

/** Rows in the page at once; the filter finds the others. */
const mostRows = 300;

export function timeline(strings: PanelStrings): TemplateResult {
  const wanted = state.filter.value.toLowerCase();
  const text = (event: ClusterEvent): string => {
    const { kind, what, why } = eventWords(event, strings);
    return `${kind} ${what} ${why}`.toLowerCase();
  };
  const blocks = eventBlocks(state.shownEvents.value).filter(({ cause, consequences }) =>
    [cause, ...consequences].some((event) => text(event).includes(wanted)),
  );
  if (blocks.length === 0) return html`<p class="muted nothing">${strings.noEvents}</p>`;
  const rows = blocks.flatMap(({ cause, consequences }) => [
    row(cause, undefined, strings),
    ...consequences.map((event) => row(event, event.at - cause.at, strings)),
  ]);
  return html`<div class="events" role="list" tabindex="0" aria-label=${strings.timeline}>${rows.slice(0, mostRows)}</div>`;
}

function row(event: ClusterEvent, since: number | undefined, strings: PanelStrings): TemplateResult {
  const words = eventWords(event, strings);
  const time =
    since === undefined
      ? `${clock(event.at)}.${String(new Date(event.at).getMilliseconds()).padStart(3, '0')}`
      : `+${since < 1_000 ? `${since} ms` : frame.numbers.value.duration(since)}`;
  return html`<div class="event ${since === undefined ? '' : 'after'}" role="listitem">
    <span class="mono num">${time}</span>${icon(words.icon)}<span>${words.kind}</span>
    <span class="cut" title="${words.what} ${words.why}">${subject(event, words.what)} ${
      words.why === '' ? nothing : html`<span class="muted">${words.why}</span>`
    }</span>
  </div>`;
}

/** What the event is about: a way to it where there is one. */
function subject(event: ClusterEvent, what: string): TemplateResult {
  const target = eventTarget(event);
  return target === undefined
    ? html`<b>${what}</b>`
    : html`<button type="button" class="subject" @click=${() => goTo(target)}>${what}</button>`;
}

const routine = new Set(['Fetch', 'Heartbeat', 'ApiVersions']);

export function requestTable(strings: PanelStrings): TemplateResult {
  const wanted = state.filter.value.toLowerCase();
  const isShown = (trace: RequestTrace): boolean =>
    (!state.hidesRoutine.value || (!routine.has(trace.api) && !trace.clientId.startsWith('eddy'))) &&
    `${trace.api} ${trace.clientId} ${trace.clientHost} ${trace.error}`.toLowerCase().includes(wanted);
  const traces = state.shownRequests.value.filter(isShown).slice(-mostRows).reverse();
  if (traces.length === 0) return html`<p class="muted nothing">${strings.noRequests}</p>`;
  return html`<div class="requests" role="table" tabindex="0" aria-label=${strings.requests}>
    <div class="request head" role="row">${[
      strings.columnTime,
      strings.columnApi,
      strings.columnClient,
      strings.columnBroker,
      strings.columnWaited,
      strings.columnError,
    ].map((name) => html`<span role="columnheader">${name}</span>`)}</div>
    ${traces.map((trace) => requestRow(trace, strings))}
  </div>`;
}

function requestRow(trace: RequestTrace, strings: PanelStrings): TemplateResult {
  return html`<div class="request" role="row">
    <span role="cell" class="mono">${clock(trace.at)}.${String(new Date(trace.at).getMilliseconds()).padStart(3, '0')}</span>
    <span role="cell">${trace.api} <span class="muted">v${trace.version}</span></span>
    <span role="cell" class="cut" title=${trace.clientHost}>${trace.clientId} <span class="muted">${trace.clientHost}</span></span>
    <span role="cell" class="num">${trace.nodeId}</span>
    <span role="cell" class="num">${frame.numbers.value.count(trace.waitedMs)} ms</span>
    <span role="cell" class="cut ${trace.error === 'NONE' ? 'muted' : 'bad'}" title=${trace.error}>${trace.error === 'NONE' ? strings.noError : trace.error}</span>
  </div>`;
}
