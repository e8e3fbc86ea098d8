/**
 * What became of a send: how it is marked, one short line under the form, two in the list. Pure.
 */
import type { PanelStrings, Send } from '../../src/ui/panel/messages.ts';
import type { IconName } from '../icons.ts';
import { fill, type Numbers } from '../words.ts';

/** Nobody has confirmed what went out with acks=0; what needed a second try has arrived, but not smoothly. */
export function outcomeOf(send: Send): {
  readonly look: 'bad' | 'warn' | 'muted' | 'ok';
  readonly iconName: IconName;
} {
  if (send.error !== null) return { look: 'bad', iconName: 'error' };
  if (send.retries.count > 0) return { look: 'warn', iconName: 'warning' };
  return send.acks === '0' ? { look: 'muted', iconName: 'send' } : { look: 'ok', iconName: 'pass' };
}

/** The line under the form. */
export function resultLine(send: Send, strings: PanelStrings, numbers: Numbers): string {
  const sent = sentCount(send);
  if (send.error !== null) {
    const shortage = shortageWords(send, strings);
    const cause = `${send.error.name}: ${shortage === '' ? send.error.message : shortage}`;
    return send.copies > 1
      ? fill(strings.sentSome, numbers.count(sent), numbers.count(send.copies), cause)
      : cause;
  }
  if (send.acks === '0') return fill(strings.sentUnconfirmed, numbers.count(sent));
  const line = sentWords(send, sent, strings, numbers);
  return send.retries.count === 0 ? line : `${line}, ${retryWords(send, strings, numbers)}`;
}

function sentWords(send: Send, sent: number, strings: PanelStrings, numbers: Numbers): string {
  const [first] = send.partitions;
  const time = milliseconds(send, numbers);
  if (send.copies === 1 && first !== undefined) {
    return fill(strings.sentOne, first.partition, first.first, time);
  }
  return send.partitions.length === 1 && first !== undefined
    ? fill(strings.sentManyToOne, numbers.count(sent), first.partition, time)
    : fill(strings.sentMany, numbers.count(sent), send.partitions.length, time);
}

/** The second line in the list, before its numbers: what went wrong on the way, where to, or the topic. */
export function placeWords(send: Send, strings: PanelStrings, numbers: Numbers): string {
  if (send.error !== null) {
    return send.error.shortage === undefined ? `${send.error.message} (${send.topic})` : send.topic;
  }
  if (send.retries.count > 0) return retryWords(send, strings, numbers);
  return send.partitions.length > 1 && send.acks !== '0' ? rangeWords(send).join(', ') : send.topic;
}

/** `in sync 2 of 3`, and of what was refused for that, `in sync 1, needs 2`; nothing where nobody has confirmed anything. */
export function replicaWords(send: Send, strings: PanelStrings): string {
  if (send.error !== null) return shortageWords(send, strings);
  return send.replicas === null || send.acks === '0'
    ? ''
    : fill(strings.inSyncOf, send.replicas.inSync, send.replicas.all);
}

function shortageWords({ error }: Send, strings: PanelStrings): string {
  const shortage = error?.shortage;
  return shortage === undefined ? '' : fill(strings.inSyncNeeds, shortage.inSync, shortage.needed);
}

function retryWords({ retries }: Send, strings: PanelStrings, numbers: Numbers): string {
  return fill(strings.retriedFor, numbers.count(retries.count), retries.reasons.join(', '));
}

/** `4 ms`, `1,342 ms`. */
export function milliseconds(send: Send, numbers: Numbers): string {
  return `${numbers.count(send.milliseconds)} ms`;
}

/** `0: 18912–18914`, one per partition. */
export function rangeWords(send: Send): readonly string[] {
  return send.partitions.map(({ partition, first, last }) =>
    first === last ? `${partition}: ${first}` : `${partition}: ${first}–${last}`,
  );
}

function sentCount(send: Send): number {
  return send.partitions.reduce((sum, range) => sum + range.count, 0);
}
