/** The Cluster view as the frame sees it: quorum, broker cards, timeline and requests, its status line and keys. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { ClusterView, PanelStrings } from '../../src/ui/panel/messages.ts';
import { button, checkbox, choice, iconButton } from '../controls.ts';
import { icon } from '../icons.ts';
import type { View } from '../view.ts';
import { fill } from '../words.ts';
import { brokerCard, chip, isDrilled } from './brokerCard.ts';
import { clusterModel, drill, exportEvents, show, toggleHold } from './clusterActions.ts';
import * as state from './clusterState.ts';
import { requestTable, timeline } from './timeline.ts';

export const clusterTab: View = {
  ...clusterModel,
  label: (strings) => strings.tabCluster,
  template(strings) {
    const view = state.view.value;
    return view === null
      ? html`<div class="main" id="view" role="tabpanel" aria-labelledby="tab-cluster"></div>`
      : html`<div class="bar" role="toolbar" aria-label=${strings.clusterToolbar} data-region>${toolbar(view, strings)}</div>
          <div class="main cluster-view" id="view" role="tabpanel" aria-labelledby="tab-cluster">
            <section class="cards" aria-label=${strings.brokerCards} data-region>${view.brokers.map((card) => brokerCard(card, view.embedded, strings))}</section>
            <section class="story" aria-label=${strings.timeline} data-region>${view.embedded ? story(strings) : nothing}</section>
          </div>`;
  },
  status: clusterStatus,
  onKey(event) {
    if (event.key === ' ') {
      toggleHold();
      return true;
    }
    if (event.key === '/') {
      document.getElementById('cluster-filter')?.focus();
      return true;
    }
    return false;
  },
};

function toolbar(view: ClusterView, strings: PanelStrings): TemplateResult {
  const hasDrills = view.brokers.some(isDrilled);
  return html`<span class="fact"><span class="muted">${strings.quorumLeader}</span> ${
    view.leader < 0 ? '–' : fill(strings.broker, view.leader)
  }</span>
    ${view.epoch < 0 ? nothing : html`<span class="fact"><span class="muted">${strings.quorumEpoch}</span> ${view.epoch}</span>`}
    ${view.voters.length === 0 ? nothing : html`<span class="fact"><span class="muted">${strings.quorumVoters}</span> ${view.voters.join(', ')}</span>${majority(view, strings)}`}
    <span class="legend spare">${(['leads', 'follows', 'out', 'off'] as const).map((role, index) => {
      const words = [strings.legendLeader, strings.legendFollower, strings.legendOut, strings.legendOff];
      return html`<span class="fact">${chip(index, role, strings)}<span class="muted">${words[index]}</span></span>`;
    })}</span>
    ${
      view.embedded
        ? html`<span class="end">${button({
            label: strings.endAllDrills,
            icon: 'sync',
            disabled: !hasDrills,
            onPress: () => drill({ type: 'healAll' }),
          })}</span>`
        : nothing
    }`;
}

function majority({ voters, brokers }: ClusterView, strings: PanelStrings): TemplateResult {
  const running = new Set(brokers.filter(({ state: is }) => is === 'running').map(({ id }) => id));
  const alive = voters.filter((id) => running.has(id)).length;
  const needed = Math.floor(voters.length / 2) + 1;
  if (alive < needed) {
    return html`<span class="fact bad">${icon('error')}${fill(strings.majorityLost, alive, voters.length)}</span>`;
  }
  return alive === needed && voters.length > 1
    ? html`<span class="fact warn">${icon('warning')}${fill(strings.majorityNone, alive, voters.length)}</span>`
    : html`<span class="fact ok">${icon('pass')}${fill(strings.majoritySpare, alive, voters.length, alive - needed)}</span>`;
}

function story(strings: PanelStrings): TemplateResult {
  const isTimeline = state.shows.value === 'timeline';
  return html`<div class="story-bar">
      ${choice({
        label: strings.whatToShow,
        options: [
          { value: 'timeline', label: strings.timeline },
          { value: 'requests', label: strings.requests },
        ],
        value: state.shows.value,
        onChoose: show,
      })}
      <span class="field">${icon('filter')}<input
        id="cluster-filter"
        aria-label=${strings.recordsFilter}
        placeholder=${isTimeline ? strings.filterEvents : strings.filterRequests}
        spellcheck="false"
        .value=${live(state.filter.value)}
        @input=${(event: Event) => {
          state.filter.value = (event.target as HTMLInputElement).value;
        }}
      /></span>
      ${
        isTimeline
          ? html`<span class="muted cut spare">${strings.newestFirst}</span>`
          : checkbox({
              label: strings.hideRoutine,
              checked: state.hidesRoutine.value,
              onChange: (checked) => {
                state.hidesRoutine.value = checked;
              },
            })
      }
      <span class="grow"></span>
      ${heldWords(strings)}
      ${iconButton({ icon: 'export', label: strings.exportEvents, onPress: exportEvents })}
      ${iconButton({
        icon: state.held.value === null ? 'debug-pause' : 'play',
        label: state.held.value === null ? strings.pause : strings.goOn,
        onPress: toggleHold,
      })}
    </div>
    ${isTimeline ? timeline(strings) : requestTable(strings)}`;
}

function heldWords(strings: PanelStrings): TemplateResult | typeof nothing {
  const held = state.held.value;
  if (held === null) return nothing;
  const [now, then] =
    state.shows.value === 'timeline'
      ? [state.events.value, held.events]
      : [state.requests.value, held.requests];
  const newer =
    then.length === 0 ? now.length : now.length - 1 - now.lastIndexOf(then[then.length - 1] as never);
  return html`<span class="muted">${fill(strings.heldNewer, newer)}</span>`;
}

function clusterStatus(strings: PanelStrings): TemplateResult {
  const view = state.view.value;
  if (view === null) return html`<span>${strings.loading}</span>`;
  const isWell = view.underReplicated === 0 && view.withoutLeader === 0;
  return html`<span class=${isWell ? '' : 'warn'}>${icon(isWell ? 'pass' : 'warning')}${
    isWell ? strings.allHealthy : fill(strings.underReplicated, view.underReplicated)
  }</span>
    ${view.withoutLeader === 0 ? nothing : html`<span class="bad">${fill(strings.withoutLeader, view.withoutLeader)}</span>`}
    <span class="grow"></span><span class="spare">${view.embedded ? strings.keepsEvents : strings.remoteNoDrills}</span>`;
}
