/** What the Cluster view shows, as signals, and how the host's messages change them. */
import { computed, signal } from '@preact/signals-core';
import type { ClusterEvent, ClusterView, HostMessage, RequestTrace } from '../../src/ui/panel/messages.ts';

const mostEvents = 2_000;
const mostRequests = 5_000;

export const view = signal<ClusterView | null>(null);
/** Oldest first. */
export const events = signal<readonly ClusterEvent[]>([]);
export const requests = signal<readonly RequestTrace[]>([]);
export const shows = signal<'timeline' | 'requests'>('timeline');
export const filter = signal('');
export const hidesRoutine = signal(true);
/** What is held still while it is read; null = it follows. */
export const held = signal<{
  readonly events: readonly ClusterEvent[];
  readonly requests: readonly RequestTrace[];
} | null>(null);
/** The broker whose menu is open. */
export const menuOf = signal<number | null>(null);

export const shownEvents = computed(() => held.value?.events ?? events.value);
export const shownRequests = computed(() => held.value?.requests ?? requests.value);

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case 'clusterView':
      view.value = message.view;
      break;
    case 'clusterEvents':
      events.value = [...(message.reset ? [] : events.value), ...message.events].slice(-mostEvents);
      if (message.reset) held.value = null;
      break;
    case 'requests':
      requests.value = [...(message.reset ? [] : requests.value), ...message.requests].slice(-mostRequests);
      break;
    default:
      break;
  }
}
