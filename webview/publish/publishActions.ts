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
  state.problems.value = [];
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
  state.problems.value = [];
  post({ type: 'publish', id, draft: toSend(draft) });
}

/** What the first button of the form does: one press, or the start and the end of a schedule. */
export function pressPrimary(): void {
  if (state.schedule.value !== null) post({ type: 'stopSchedule' });
  else if (state.draft.value.every === '') publish();
  else if (canPublish()) {
    state.problems.value = [];
    state.result.value = null;
    post({ type: 'schedule', id: nanoid(), draft: toSend(state.draft.value) });
  }
}

export function pasteKafka(): void {
  post({ type: 'pasteKafka' });
}

export function saveKafka(): void {
  post({ type: 'saveKafka', draft: toSend(state.draft.value) });
}

function toSend(draft: Draft): Draft {
  return { ...draft, headers: draft.headers.filter((header) => header.key !== '') };
}

/** True when the form can be sent: everything else is said in the status line. */
export function canPublish(): boolean {
  const facts = state.facts.value;
  const { topic, partition } = state.draft.value;
  return (
    frame.cluster.value.status === 'running' &&
    !frame.isReadOnly.value &&
    topic !== '' &&
    facts?.topic === topic &&
    facts.exists &&
    (partition === null || partition < facts.partitions)
  );
}

/** Fills the form with an earlier record; nothing is sent. */
export function refill(send: Send): void {
  if (send.draft !== null) {
    fillForm(send.draft);
  }
}

export function clearForm(): void {
  fillForm({ ...state.firstDraft, topic: state.draft.value.topic, value: '' });
}

function fillForm(draft: Draft): void {
  state.draft.value = draft;
  state.result.value = null;
  state.problems.value = [];
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
    const { topic } = state.draft.value;
    fillForm(message.draft.topic === '' ? { ...message.draft, topic } : message.draft);
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
    const { topic, key, keyFormat } = state.draft.value;
    const question = JSON.stringify([topic, key, keyFormat]);
    if (question === asked) {
      return;
    }
    asked = question;
    clearTimeout(timer);
    timer = setTimeout(() => post({ type: 'inspect', topic, key, keyFormat }), typingPause);
  });
}
