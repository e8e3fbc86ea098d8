/** The Messages view as the frame sees it. */
import { signal } from '@preact/signals-core';
import { html } from 'lit-html';
import { emptyState } from '../emptyState.ts';
import type { View } from '../view.ts';

export const recordsTab: View = {
  id: 'messages',
  label: (strings) => strings.tabMessages,
  template: (strings) =>
    html`<main class="main" id="view" role="tabpanel" aria-labelledby="tab-messages">${emptyState({ sentence: strings.recordsNone })}</main>`,
  status: () => html``,
  receive: () => undefined,
  saved: signal(undefined),
  restore: () => undefined,
};
