/**
 * The panel as a whole: tab strip, the view, a band for failures, the status line. It reads all signals and
 * renders; it decides nothing.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClusterSummary, PanelStrings, Trouble } from '../src/ui/panel/messages.ts';
import { openView, retry, selectCluster, startCluster } from './actions.ts';
import type { Announcer } from './announcer.ts';
import { button, dropdown, iconButton } from './controls.ts';
import { emptyState } from './emptyState.ts';
import { icon } from './icons.ts';
import * as state from './state.ts';
import type { View } from './view.ts';
import { views } from './views.ts';
import { clock, fill } from './words.ts';

/** The whole panel; nothing until the host has said its words. */
export function app(announcer: Announcer): TemplateResult | typeof nothing {
  const strings = state.strings.value;
  const view = views.find(({ id }) => id === state.view.value);
  if (strings === undefined || view === undefined) {
    return nothing;
  }
  const cluster = state.cluster.value;
  return html`<main class="panel">
    <h1 class="vh">${view.label(strings)}</h1>
    ${strip(view, cluster, strings)}${body(view, cluster, strings)}
    ${band(state.trouble.value, strings)}
    <div class="status">${status(view, cluster, strings)}</div>
    <div class="vh" role="status" aria-live="polite">${announcer.text.value}</div>
  </main>`;
}

function body(view: View, cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  if (cluster.status === 'running' || (cluster.status === 'stopped' && view.staysOffline === true)) {
    return view.template(strings);
  }
  const start = { label: strings.startCluster, icon: 'play' as const, onPress: startCluster };
  return html`<div class="main" id="view" role="tabpanel" aria-labelledby="tab-${view.id}">
    ${cluster.status === 'loading' ? nothing : emptyState({ sentence: strings.notStarted, action: start })}
  </div>`;
}

/** One line that is always there: where the numbers come from, or why something is off. */
function status(view: View, cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  return cluster.status === 'running'
    ? view.status(strings)
    : html`<span>${cluster.status === 'loading' ? strings.loading : strings.stopped}</span>`;
}

function strip(open: View, cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  const focus = (event: KeyboardEvent, index: number): void => {
    const last = views.length - 1;
    const steps = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
    const next = steps[event.key as keyof typeof steps];
    if (next !== undefined) {
      event.preventDefault();
      document.getElementById(`tab-${views.at(next % views.length)?.id}`)?.focus();
    }
  };
  return html`<div class="strip" data-region>
    <div role="tablist" aria-label=${strings.panel}>
      ${views.map(
        (view, index) => html`<button
          id="tab-${view.id}"
          class="tab"
          role="tab"
          type="button"
          aria-selected=${view === open ? 'true' : 'false'}
          aria-controls="view"
          tabindex=${view === open ? 0 : -1}
          @click=${() => openView(view.id)}
          @keydown=${(event: KeyboardEvent) => focus(event, index)}
        >${view.label(strings)}</button>`,
      )}
    </div>
    <span class="grow"></span>
    ${clusterWords(cluster, strings)}
  </div>`;
}

function clusterWords(cluster: ClusterSummary, strings: PanelStrings): TemplateResult {
  const { brokers, expectedBrokers } = cluster;
  const isWhole = brokers >= expectedBrokers;
  return html`<span class="cluster">${clusterChoice(cluster, strings)}${
    cluster.status !== 'running'
      ? nothing
      : !isWhole
        ? html`<span class="warn fact">${icon('warning')}${fill(strings.someBrokers, brokers, expectedBrokers)}</span>`
        : html`<span class="muted">${brokers === 1 ? strings.oneBroker : fill(strings.allBrokers, brokers)}</span>`
  }</span>`;
}

/** Its name, and as soon as there is another one, the choice between them. */
function clusterChoice({ name }: ClusterSummary, strings: PanelStrings): TemplateResult {
  const { selected, all } = state.clusters.value;
  const lock = all.some((one) => one.id === selected && one.readOnly)
    ? html`<span class="tag">${icon('lock')}${strings.readOnly}</span>`
    : nothing;
  if (all.length < 2)
    return name === ''
      ? html``
      : html`${icon('server')}<span class="cut" title=${name}>${name}</span>${lock}`;
  return html`${dropdown({
    label: strings.chooseCluster,
    value: selected,
    options: all.map((one) => ({ value: one.id, label: one.name })),
    onChoose: selectCluster,
  })}${lock}`;
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
