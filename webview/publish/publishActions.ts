/** What a person can do in the Publish view: each function changes the state and tells the host. It renders nothing. */
import { effect } from '@preact/signals-core';
import { nanoid } from 'nanoid';
import type { Draft, HostMessage, Send } from '../../src/ui/panel/messages.ts';
import { openView } from '../actions.ts';
import { post } from '../host.ts';
import * as frame from '../state.ts';
import type { ViewModel } from '../view.ts';
import * as state from './publishState.ts';
import { parseDraft } from './savedDraft.ts';

const typingPause = 120;

export const publishModel: ViewModel = {
  id: 'publish',
  receive: take,
  begin: inspectWhileTyping,
  saved: state.draft,
  typed: true,
  restore(saved) {
    state.draft.value = parseDraft(saved, state.draft.value);
  },
};

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
    frame.cluster.value.status === 'running' &&
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

export function explainNaming(): void {
  post({ type: 'explainNaming' });
}

/** Takes one message of the host, and chooses the topic that it asks for, or the only one there is. */
function take(message: HostMessage): void {
  state.receive(message);
  if (message.type === 'draft') {
    state.draft.value = message.draft;
    state.result.value = null;
    openView('publish');
  }
  if (message.type === 'show' && message.view === 'publish' && message.topic !== undefined) {
    changeDraft({ topic: message.topic });
  }
  if (message.type === 'cluster') {
    const [first, ...others] = message.cluster.topics;
    if (state.draft.value.topic === '' && first !== undefined && others.length === 0) {
      changeDraft({ topic: first.name });
    }
  }
}

/** Asks the host about the topic and the key when the typing pauses. */
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
