/**
 * What a person can do in the Groups view and with practice consumers: each function changes the state and tells the host. It
 * renders nothing.
 */
import { computed } from '@preact/signals-core';
import type { GroupAction, HostMessage, Watch } from '../../src/ui/panel/messages.ts';
import { post } from '../host.ts';
import { fields, text } from '../saved.ts';
import * as frame from '../state.ts';
import type { ViewModel } from '../view.ts';
import * as state from './groupsState.ts';

/** The group practice consumers join when no other is watched. */
export const practiceGroup = 'practice';

export const spans: readonly state.Span[] = ['auto', '1', '5', '15'];

export const groupsModel: ViewModel = {
  id: 'groups',
  receive: take,
  begin: () => watchGroup(state.watch.value),
  saved: computed(() => ({ ...state.watch.value, unit: state.unit.value, span: state.span.value })),
  restore(saved) {
    const watch = fields(saved);
    state.unit.value = watch.unit === 'seconds' ? 'seconds' : 'messages';
    state.span.value = spans.find((span) => span === watch.span) ?? 'auto';
    state.watch.value = { group: text(watch.group, ''), topic: text(watch.topic, '') };
  },
};

/** Watches another group, or the same on another topic; an empty topic = the first the group reads. */
export function watchGroup(watch: Watch): void {
  state.watch.value = watch;
  state.held.value = null;
  if (state.live.value?.snapshot.group !== watch.group) {
    state.live.value = undefined;
  }
  post({ type: 'watch', watch });
}

/** Lets `count` practice consumers run in a group on a topic, and watches them. */
export function practise(watch: Watch, count: number): void {
  if (watch.group !== state.watch.value.group || watch.topic !== state.watch.value.topic) {
    watchGroup(watch);
  }
  state.wantedPractice.value = { watch, count };
  post({ type: 'practice', watch, count });
}

export function setPracticeRate(name: string | null, messagesPerSecond: number): void {
  post({ type: 'practiceRate', name, messagesPerSecond });
}

export function killPractice(name: string): void {
  post({ type: 'killPractice', name });
}

/** Begins the steps of a command on the watched group. */
export function actOnGroup(action: GroupAction): void {
  post({ type: 'groupAction', action, group: state.watch.value.group });
}

export function setUnit(unit: state.LagUnit): void {
  state.unit.value = unit;
}

export function setSpan(chosen: string): void {
  state.span.value = spans.find((span) => span === chosen) ?? 'auto';
}

/** Holds the picture still, or lets it go on; what happens meanwhile is sampled all the same. */
export function togglePause(): void {
  state.held.value = state.held.value === null ? (state.live.value ?? null) : null;
}

/** How many practice consumers there are, or will be in a moment, in a group on a topic. */
export function practiceCount(target: Watch): number {
  const wanted = state.wantedPractice.value;
  if (wanted !== null && wanted.watch.group === target.group && wanted.watch.topic === target.topic) {
    return wanted.count;
  }
  const { group, topic, consumers } = state.practice.value;
  return group === target.group && topic === target.topic ? consumers.length : 0;
}

/** Where practice consumers started from the Publish form go: the watched group if it reads the topic. */
export function practiceTarget(topic: string): Watch {
  const practice = state.practice.value;
  const watched = state.live.value?.snapshot;
  if (practice.consumers.length > 0 && practice.topic === topic) {
    return { group: practice.group, topic };
  }
  const reads = watched?.group === state.watch.value.group && watched.topics.includes(topic);
  return { group: reads ? watched.group : practiceGroup, topic };
}

/** Takes one message of the host, and watches what it asks for, or what there is to watch. */
function take(message: HostMessage): void {
  state.receive(message);
  if (message.type === 'show' && message.view === 'groups') {
    const { group, topic } = message;
    if (group !== undefined || topic !== undefined) {
      watchGroup({ group: group ?? state.watch.value.group, topic: topic ?? '' });
    }
  }
  if (message.type === 'cluster' || message.type === 'practice') {
    chooseFirst();
  }
}

/** Without a choice of the user: the running practice group, else the first group. */
function chooseFirst(): void {
  if (isStale(state.watch.value)) {
    watchGroup({ group: '', topic: '' });
  }
  const { groups } = frame.cluster.value;
  const running = state.practice.value;
  if (state.watch.value.group === '' && running.consumers.length > 0) {
    watchGroup({ group: running.group, topic: running.topic });
  } else if (state.watch.value.group === '' && groups[0] !== undefined) {
    watchGroup({ group: groups[0], topic: '' });
  }
}

/** True when neither the group nor the topic exists: the cluster was started anew since they were chosen. */
function isStale({ group, topic }: Watch): boolean {
  const { status, groups, topics } = frame.cluster.value;
  return (
    status === 'running' &&
    group !== '' &&
    !groups.includes(group) &&
    !topics.some((one) => one.name === topic)
  );
}
