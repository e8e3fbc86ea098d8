/**
 * What a person can do in the panel: each function changes the state and tells the host. It renders nothing.
 */
import { effect } from '@preact/signals-core';
import { nanoid } from 'nanoid';
import type { Draft, HostMessage, PanelView, Send, Watch } from '../src/ui/panel/messages.ts';
import { listen, onEnd, post, readState, writeState } from './host.ts';
import { parseSavedState } from './savedState.ts';
import * as state from './state.ts';

/** The group practice consumers join when no other is watched. */
export const practiceGroup = 'practice';

const typingPause = 120;

/** Restores what was saved, then listens to the host and greets it. */
export function connect(): void {
  const saved = parseSavedState(readState(), {
    view: state.view.value,
    draft: state.draft.value,
    watch: state.watch.value,
  });
  state.view.value = saved.view;
  state.draft.value = saved.draft;
  state.watch.value = saved.watch;
  listen(take);
  post({ type: 'ready', watch: saved.watch });
  keepState();
  inspectWhileTyping();
}

export function openView(view: PanelView): void {
  state.view.value = view;
}

export function changeDraft(change: Partial<Draft>): void {
  state.draft.value = { ...state.draft.value, ...change };
  if (change.topic !== undefined) {
    state.result.value = null;
  }
}

/** Sends the form; `copies` instead of the form's own number. Does nothing while an earlier send runs. */
export function publish(copies = state.draft.value.copies): void {
  const draft = { ...state.draft.value, copies };
  if (state.sending.value !== null || !canPublish()) {
    return;
  }
  const id = nanoid();
  state.sending.value = { id, sent: 0, total: copies };
  state.result.value = null;
  const headers = draft.headers.filter((header) => header.key !== '');
  post({ type: 'publish', id, draft: { ...draft, headers } });
}

/** True when the form can be sent: everything else is said in the status line. */
export function canPublish(): boolean {
  const facts = state.facts.value;
  const { topic, partition } = state.draft.value;
  return (
    state.cluster.value.status === 'running' &&
    topic !== '' &&
    facts?.topic === topic &&
    facts.exists &&
    (partition === null || partition < facts.partitions)
  );
}

/** Fills the form with an earlier record; nothing is sent. */
export function refill(send: Send): void {
  if (send.draft !== null) {
    state.draft.value = send.draft;
    state.result.value = null;
  }
}

export function clearForm(): void {
  state.draft.value = { ...state.firstDraft, topic: state.draft.value.topic, value: '' };
  state.result.value = null;
}

export function clearSends(): void {
  post({ type: 'clearSends' });
}

export function createTopic(topic: string): void {
  post({ type: 'createTopic', topic });
}

export function keepName(name: string): void {
  state.keptNames.value = new Set([...state.keptNames.value, name]);
}

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

/** Holds the picture still, or lets it go on; what happens meanwhile is sampled all the same. */
export function togglePause(): void {
  state.held.value = state.held.value === null ? (state.live.value ?? null) : null;
}

export function startCluster(): void {
  post({ type: 'startCluster' });
}

export function retry(): void {
  post({ type: 'retry' });
}

export function explainNaming(): void {
  post({ type: 'explainNaming' });
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

function take(message: HostMessage): void {
  state.receive(message);
  if (message.type === 'show') {
    goTo(message);
  }
  if (message.type === 'cluster' || message.type === 'practice') {
    chooseFirst();
  }
}

function goTo(wish: Extract<HostMessage, { readonly type: 'show' }>): void {
  if (wish.view === 'publish' && wish.topic !== undefined) {
    changeDraft({ topic: wish.topic });
  }
  if (wish.view === 'groups' && (wish.group !== undefined || wish.topic !== undefined)) {
    watchGroup({ group: wish.group ?? state.watch.value.group, topic: wish.topic ?? '' });
  }
}

/** Without a choice of the user: the running practice group, else the first group; the only topic there is. */
function chooseFirst(): void {
  if (isStale(state.watch.value)) {
    watchGroup({ group: '', topic: '' });
  }
  const { groups, topics } = state.cluster.value;
  const running = state.practice.value;
  if (state.watch.value.group === '' && running.consumers.length > 0) {
    watchGroup({ group: running.group, topic: running.topic });
  } else if (state.watch.value.group === '' && groups[0] !== undefined) {
    watchGroup({ group: groups[0], topic: '' });
  }
  if (state.draft.value.topic === '' && topics.length === 1 && topics[0] !== undefined) {
    changeDraft({ topic: topics[0].name });
  }
}

/** True when neither the group nor the topic exists: the cluster was started anew since they were chosen. */
function isStale({ group, topic }: Watch): boolean {
  const { status, groups, topics } = state.cluster.value;
  return (
    status === 'running' &&
    group !== '' &&
    !groups.includes(group) &&
    !topics.some((one) => one.name === topic)
  );
}

/**
 * Choices are written as they are made, as the page ends without warning when its tab is hidden; only what is
 * typed waits for a pause, or for the page's end if it hears of it.
 */
function keepState(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    writeState({ view: state.view.peek(), draft: state.draft.peek(), watch: state.watch.peek() });
  };
  effect(() => {
    void [state.view.value, state.watch.value];
    write();
  });
  effect(() => {
    void state.draft.value;
    clearTimeout(timer);
    timer = setTimeout(write, typingPause);
  });
  onEnd(write);
}

function inspectWhileTyping(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  effect(() => {
    const { topic, key } = state.draft.value;
    const question = JSON.stringify([topic, key]);
    if (question === asked) {
      return;
    }
    asked = question;
    clearTimeout(timer);
    timer = setTimeout(() => post({ type: 'inspect', topic, key }), typingPause);
  });
}
