/** What the Publish view shows, as signals, and how the host's messages change them. */
import { signal } from '@preact/signals-core';
import type {
  Draft,
  DraftFacts,
  DraftProblem,
  HostMessage,
  Schedule,
  Send,
} from '../../src/ui/panel/messages.ts';

/** The form as a person meets it for the first time: a record that can be sent as it is. */
export const firstDraft: Draft = {
  topic: '',
  key: '',
  value: '{\n  "orderId": "order-1",\n  "amount": 85000,\n  "currency": "KRW"\n}',
  tombstone: false,
  headers: [],
  partition: null,
  copies: 1,
  keyFormat: '',
  valueFormat: '',
  timestamp: '',
  acks: '',
  every: '',
  stopAfter: null,
};

export const draft = signal<Draft>(firstDraft);
export const facts = signal<DraftFacts | null>(null);
export const sends = signal<readonly Send[]>([]);
/** The publish that has not ended. */
export const sending = signal<{ readonly id: string; readonly sent: number; readonly total: number } | null>(
  null,
);
/** What the reserved line under the form says about; it goes when the form changes topic. */
export const result = signal<Send | null>(null);
/** Why the form was not sent; they go when the form changes. */
export const problems = signal<readonly DraftProblem[]>([]);
/** Publishing that repeats itself; null = none runs. */
export const schedule = signal<Schedule | null>(null);
/** Only what was sent to the topic in the form. */
export const onlyThisTopic = signal(false);
/** Names the user has chosen to keep in spite of the convention. */
export const keptNames = signal<ReadonlySet<string>>(new Set());

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case 'facts':
      facts.value = message.facts;
      break;
    case 'progress':
      if (sending.value?.id === message.id) {
        sending.value = { id: message.id, sent: message.sent, total: message.total };
      }
      break;
    case 'draftProblems':
      problems.value = message.problems;
      if (message.id === sending.value?.id) sending.value = null;
      break;
    case 'schedule':
      schedule.value = message.schedule;
      break;
    case 'sends':
      sends.value = message.sends;
      if (message.finished !== null && isUnderWay(message.finished)) {
        sending.value = null;
        result.value = message.sends.find((send) => send.id === message.finished) ?? null;
      }
      break;
    default:
      break;
  }
}

function isUnderWay(id: string): boolean {
  return id === sending.value?.id || id === schedule.value?.id;
}
