/** The Cluster view as the frame sees it. */
import { signal } from '@preact/signals-core';
import { html } from 'lit-html';
import { emptyState } from '../emptyState.ts';
import type { View } from '../view.ts';

export const clusterTab: View = {
  id: 'cluster',
  label: (strings) => strings.tabCluster,
  template: (strings) =>
    html`<main class="main" id="view" role="tabpanel" aria-labelledby="tab-cluster">${emptyState({ sentence: strings.clusterBrokers })}</main>`,
  status: () => html``,
  receive: () => undefined,
  saved: signal(undefined),
  restore: () => undefined,
};
