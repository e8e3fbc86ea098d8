/**
 * The status line: one line that is always there and says where the numbers come from, or why Publish is off.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings } from '../src/ui/panel/messages.ts';
import { icon } from './icons.ts';
import * as state from './state.ts';
import { clock, fill } from './words.ts';

export function statusLine(strings: PanelStrings): TemplateResult {
  if (state.cluster.value.status !== 'running') {
    return html`<span>${state.cluster.value.status === 'loading' ? strings.loading : strings.stopped}</span>`;
  }
  return state.view.value === 'publish' ? publishStatus(strings) : groupsStatus(strings);
}

function publishStatus(strings: PanelStrings): TemplateResult {
  const reason = reasonNotToPublish(strings);
  return html`<span>${strings.to} <b>${state.cluster.value.name}</b></span>
    ${reason === undefined ? nothing : html`<span class="warn">${icon('warning')}${reason}</span>`}
    <span class="grow"></span><span class="spare">${strings.nothingSent}</span>`;
}

/** Why the Publish button is off; undefined when it is on, or when an answer is under way. */
function reasonNotToPublish(strings: PanelStrings): string | undefined {
  const { topic, partition } = state.draft.value;
  const facts = state.facts.value;
  if (topic === '') {
    return strings.reasonNoTopic;
  }
  if (facts === null || facts.topic !== topic) {
    return undefined;
  }
  if (!facts.exists) {
    return fill(strings.reasonMissing, topic);
  }
  return partition !== null && partition >= facts.partitions
    ? fill(strings.reasonPartition, topic, partition)
    : undefined;
}

function groupsStatus(strings: PanelStrings): TemplateResult {
  const group = state.shown.value;
  if (group === undefined) {
    return html`<span>${strings.nothingWatched}</span>`;
  }
  const { at, coordinator } = group.snapshot;
  const paused = state.held.value !== null;
  const stale = state.trouble.value !== null;
  return html`<span
      >${icon(paused ? 'debug-pause' : stale ? 'history' : 'play')}${
        paused || stale ? fill(strings.asOf, clock(at)) : strings.liveEverySecond
      }</span
    >
    <span>${strings.fromCoordinator} <b>${coordinator < 0 ? '–' : fill(strings.broker, coordinator)}</b></span>
    <span class="grow"></span><span class="spare">${strings.behindMeans}</span>`;
}
