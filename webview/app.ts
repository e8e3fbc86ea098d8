/**
 * The panel as a whole: tab strip, the view, a band for failures, the status line. It reads all signals and
 * renders; it decides nothing.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClusterSummary, PanelStrings, PanelView, Trouble } from '../src/ui/panel/messages.ts';
import { openView, practiceTarget, retry, startCluster } from './actions.ts';
import type { Announcer } from './announcer.ts';
import { button, iconButton } from './controls.ts';
import { emptyState } from './emptyState.ts';
import { groupsView } from './groups/groupsView.ts';
import { icon } from './icons.ts';
import { publishView } from './publish/publishView.ts';
import * as state from './state.ts';
import { statusLine } from './statusLine.ts';
import { clock, fill } from './words.ts';

const views: readonly PanelView[] = ['publish', 'groups'];

/** The whole panel; undefined until the host has said its words. */
export function app(announcer: Announcer, publishKey: string): TemplateResult | typeof nothing {
  const strings = state.strings.value;
  if (strings === undefined) {
    return nothing;
  }
  const cluster = state.cluster.value;
  const view = state.view.value;
  return html`<div class="panel">
    ${strip(view, cluster, strings)}${body(view, cluster, strings, publishKey)}
    ${band(state.trouble.value, strings)}
    <footer class="status">${statusLine(strings)}</footer>
    <div class="vh" role="status" aria-live="polite">${announcer.text.value}</div>
  </div>`;
}

function body(
  view: PanelView,
  cluster: ClusterSummary,
  strings: PanelStrings,
  publishKey: string,
): TemplateResult {
  const numbers = state.numbers.value;
  if (cluster.status !== 'running') {
    const start = { label: strings.startCluster, icon: 'play' as const, onPress: startCluster };
    return html`<main class="main" id="view" role="tabpanel" aria-labelledby="tab-${view}">
      ${cluster.status === 'loading' ? nothing : emptyState({ sentence: strings.notStarted, action: start })}
    </main>`;
  }
  const practice = state.practice.value;
  const draft = state.draft.value;
  const group = state.live.value;
  if (view === 'publish') {
    return publishView({
      strings,
      numbers,
      cluster,
      draft,
      facts: state.facts.value,
      keptNames: state.keptNames.value,
      sending: state.sending.value,
      result: state.result.value,
      sends: state.sends.value,
      practice,
      target: practiceTarget(draft.topic),
      snapshot: group?.snapshot,
      publishKey,
    });
  }
  const firstTopic = cluster.topics.find((topic) => topic.name === draft.topic) ?? cluster.topics[0];
  return groupsView({
    strings,
    numbers,
    cluster,
    watch: state.watch.value,
    practice,
    group: state.held.value ?? group,
    paused: state.held.value !== null,
    theme: state.theme.value,
    firstTopic: firstTopic?.name ?? '',
  });
}

function strip(view: PanelView, cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  const names = { publish: strings.tabPublish, groups: strings.tabGroups };
  const focus = (event: KeyboardEvent, index: number): void => {
    const last = views.length - 1;
    const steps = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
    const next = steps[event.key as keyof typeof steps];
    if (next !== undefined) {
      event.preventDefault();
      document.getElementById(`tab-${views[(next + views.length) % views.length]}`)?.focus();
    }
  };
  return html`<header class="strip" data-region>
    <div role="tablist" aria-label=${strings.panel}>
      ${views.map(
        (one, index) => html`<button
          id="tab-${one}"
          class="tab"
          role="tab"
          type="button"
          aria-selected=${one === view ? 'true' : 'false'}
          aria-controls="view"
          tabindex=${one === view ? 0 : -1}
          @click=${() => openView(one)}
          @keydown=${(event: KeyboardEvent) => focus(event, index)}
        >${names[one]}</button>`,
      )}
    </div>
    <span class="grow"></span>
    ${cluster.status === 'running' ? clusterWords(cluster, strings) : nothing}
  </header>`;
}

function clusterWords(cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  const { name, brokers, expectedBrokers } = cluster;
  return html`<span class="cluster">${icon('server')}<span>${name}</span>${
    brokers < expectedBrokers
      ? html`<span class="warn fact">${icon('warning')}${fill(strings.someBrokers, brokers, expectedBrokers)}</span>`
      : html`<span class="muted">${brokers === 1 ? strings.oneBroker : fill(strings.allBrokers, brokers)}</span>`
  }</span>`;
}

function band(trouble: Trouble | null, strings: PanelStrings): TemplateResult | typeof nothing {
  if (trouble === null) {
    return nothing;
  }
  return html`<div class="band" role="group" aria-label=${strings.trouble}>
    ${icon('error', 'bad')}
    <span class="cut grow" title=${trouble.message}><b>${trouble.name}</b> ${trouble.message}
      <span class="muted">${fill(strings.since, clock(trouble.since))}</span></span>
    ${
      trouble.of === 'poll'
        ? button({ label: strings.tryAgain, onPress: retry })
        : iconButton({ icon: 'close', label: strings.dismiss, onPress: retry })
    }
  </div>`;
}
