/** What the Groups view shows, practice consumers included, as signals, and how the host's messages change them. */
import { computed, signal } from '@preact/signals-core';
import type { GroupSnapshot, HostMessage, LagPoint, Practice, Watch } from '../../src/ui/panel/messages.ts';

const keptHistory = 15 * 60_000;

export type LagUnit = 'messages' | 'seconds';
/** Of the chart's time axis, in minutes. */
export type Span = 'auto' | '1' | '5' | '15';

export const practice = signal<Practice>({ group: '', topic: '', consumers: [] });
/** The number of practice consumers asked for and not reported yet. */
export const wantedPractice = signal<{ readonly watch: Watch; readonly count: number } | null>(null);
export const watch = signal<Watch>({ group: '', topic: '' });
/** The latest snapshot with all points; null = nothing to show, undefined = not answered yet. */
export const live = signal<LiveGroup | null | undefined>(undefined);
/** The picture that is held still while the tail is paused. */
export const held = signal<LiveGroup | null>(null);
export const unit = signal<LagUnit>('messages');
export const span = signal<Span>('auto');
export const shown = computed(() => held.value ?? live.value ?? undefined);

export interface LiveGroup {
  readonly snapshot: GroupSnapshot;
  readonly points: readonly LagPoint[];
}

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
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
      wantedPractice.value = message.trouble === null ? wantedPractice.value : null;
      break;
    default:
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
