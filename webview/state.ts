/**
 * What the panel's frame shows, as signals, and how the host's messages change them; each view has its own beside it. No rendering,
 * no DOM, and no wish of the user: those are in `actions.ts`.
 */
import { computed, signal } from '@preact/signals-core';
import type {
  ClusterChoices,
  ClusterSummary,
  HostMessage,
  PanelStrings,
  PanelView,
  Trouble,
} from '../src/ui/panel/messages.ts';
import { Numbers } from './words.ts';

export const strings = signal<PanelStrings | undefined>(undefined);
export const numbers = signal(new Numbers('en'));
export const view = signal<PanelView>('publish');
export const cluster = signal<ClusterSummary>({
  status: 'loading',
  name: '',
  brokers: 0,
  expectedBrokers: 0,
  topics: [],
  groups: [],
});
export const clusters = signal<ClusterChoices>({ selected: 'embedded', all: [] });
/** Nothing can be changed on the cluster that is worked with. */
export const isReadOnly = computed(() =>
  clusters.value.all.some(({ id, readOnly }) => readOnly && id === clusters.value.selected),
);
export const trouble = signal<Trouble | null>(null);
/** Grows when the theme changes: what reads colours into a canvas depends on it. */
export const theme = signal(0);

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case 'init':
      strings.value = message.strings;
      numbers.value = new Numbers(message.language);
      break;
    case 'show':
      view.value = message.view;
      break;
    case 'cluster':
      cluster.value = message.cluster;
      break;
    case 'clusters':
      clusters.value = message.clusters;
      break;
    case 'trouble':
      trouble.value = message.trouble;
      break;
    default:
      break; // A view's.
  }
}
