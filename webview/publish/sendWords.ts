/**
 * What became of a send, in words: one short line under the form, two in the list. Pure.
 */
import type { PanelStrings, Send } from '../../src/ui/panel/messages.ts';
import { fill, type Numbers } from '../words.ts';

/** The line under the form. */
export function resultLine(send: Send, strings: PanelStrings, numbers: Numbers): string {
  const sent = send.partitions.reduce((sum, range) => sum + range.count, 0);
  if (send.error !== null) {
    const cause = `${send.error.name}: ${send.error.message}`;
    return send.copies > 1
      ? fill(strings.sentSome, numbers.count(sent), numbers.count(send.copies), cause)
      : cause;
  }
  const [first] = send.partitions;
  const time = milliseconds(send, numbers);
  if (send.copies === 1 && first !== undefined) {
    return fill(strings.sentOne, first.partition, first.first, time);
  }
  return send.partitions.length === 1 && first !== undefined
    ? fill(strings.sentManyToOne, numbers.count(sent), first.partition, time)
    : fill(strings.sentMany, numbers.count(sent), send.partitions.length, time);
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
