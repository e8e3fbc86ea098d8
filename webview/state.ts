/**
 * Everything the panel shows, as signals, and how the host's messages change them. No rendering, no DOM, and
 * no wish of the user: those are in `actions.ts`.
 */
import { computed, signal } from '@preact/signals-core';
import type {
  ClusterSummary,
  Draft,
  DraftFacts,
  GroupSnapshot,
  HostMessage,
  LagPoint,
  PanelStrings,
  PanelView,
  Practice,
  Send,
  Trouble,
  Watch,
} from '../src/ui/panel/messages.ts';
import { Numbers } from './words.ts';

const keptHistory = 5 * 60_000;

/** The form as a person meets it for the first time: a record that can be sent as it is. */
export const firstDraft: Draft = {
  topic: '',
  key: '',
  value: '{\n  "orderId": "order-1",\n  "amount": 85000,\n  "currency": "KRW"\n}',
  tombstone: false,
  headers: [],
  partition: null,
  copies: 1,
};

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
export const trouble = signal<Trouble | null>(null);

export const draft = signal<Draft>(firstDraft);
export const facts = signal<DraftFacts | null>(null);
export const sends = signal<readonly Send[]>([]);
/** The publish that has not ended. */
export const sending = signal<{ readonly id: string; readonly sent: number; readonly total: number } | null>(
  null,
);
/** What the reserved line under the form says about; it goes when the form changes topic. */
export const result = signal<Send | null>(null);
/** Names the user has chosen to keep in spite of the convention. */
export const keptNames = signal<ReadonlySet<string>>(new Set());

export const practice = signal<Practice>({ group: '', topic: '', consumers: [] });
/** The number of practice consumers asked for and not reported yet. */
export const wantedPractice = signal<{ readonly watch: Watch; readonly count: number } | null>(null);
export const watch = signal<Watch>({ group: '', topic: '' });
/** The latest snapshot with all points; null = nothing to show, undefined = not answered yet. */
export const live = signal<LiveGroup | null | undefined>(undefined);
/** The picture that is held still while the tail is paused. */
export const held = signal<LiveGroup | null>(null);
export const shown = computed(() => held.value ?? live.value ?? undefined);
/** Grows when the theme changes: what reads colours into a canvas depends on it. */
export const theme = signal(0);

export interface LiveGroup {
  readonly snapshot: GroupSnapshot;
  readonly points: readonly LagPoint[];
}

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
    case 'facts':
      facts.value = message.facts;
      break;
    case 'progress':
      if (sending.value?.id === message.id) {
        sending.value = { id: message.id, sent: message.sent, total: message.total };
      }
      break;
    case 'sends':
      sends.value = message.sends;
      if (message.finished !== null && message.finished === sending.value?.id) {
        sending.value = null;
        result.value = message.sends.find((send) => send.id === message.finished) ?? null;
      }
      break;
    case 'practice':
      practice.value = message.practice;
      if (message.practice.consumers.length === wantedPractice.value?.count) {
        wantedPractice.value = null;
      }
      break;
    case 'group':
      receiveGroup(message.group);
      break;
    case 'trouble':
      trouble.value = message.trouble;
      wantedPractice.value = message.trouble === null ? wantedPractice.value : null;
      break;
  }
}

function receiveGroup(snapshot: GroupSnapshot | null): void {
  if (snapshot === null) {
    live.value = null;
    return;
  }
  const { group, topic } = watch.value;
  if (snapshot.group !== group || (topic !== '' && snapshot.topic !== topic)) {
    return; // The answer to a question asked before the last choice.
  }
  const before = snapshot.reset ? [] : (live.value?.points ?? []);
  const points = [...before, ...snapshot.points].filter((point) => point.at >= snapshot.at - keptHistory);
  live.value = { snapshot, points };
}
