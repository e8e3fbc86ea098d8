/**
 * Kafka's own rule for topic names (`org.apache.kafka.common.internals.Topic`) and the rule by which two
 * names collide in metrics. Nothing of the convention belongs here.
 */
import { type Sentence, sentence } from './sentence.ts';

const longestName = 249;
const illegalCharacter = /[^a-zA-Z0-9._-]/u;

export interface Illegality {
  readonly why: Sentence;
  /** The offending part of the name, as offsets. */
  readonly start: number;
  readonly end: number;
}

/** Why Kafka refuses the name, undefined when it does not. */
export function illegality(name: string): Illegality | undefined {
  if (name === '') {
    return { why: sentence('A topic needs a name: Kafka refuses the empty one.'), start: 0, end: 0 };
  }
  if (name === '.' || name === '..') {
    return { why: sentence('Kafka refuses the topic name "{0}".', name), start: 0, end: name.length };
  }
  if (name.length > longestName) {
    const why = sentence(
      'Kafka refuses topic names longer than {0} characters; this one has {1}.',
      String(longestName),
      String(name.length),
    );
    return { why, start: longestName, end: name.length };
  }
  const found = illegalCharacter.exec(name);
  if (found !== null) {
    const why = sentence(
      'Kafka refuses the character "{0}": topic names hold letters, digits, ".", "_" and "-" of ASCII only.',
      found[0],
    );
    return { why, start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}

/** The first of the other names that Kafka takes for the same as this one: `a.b` and `a_b` share their metrics. */
export function collidingName(name: string, others: readonly string[]): string | undefined {
  const key = unified(name);
  return others.find((other) => other !== name && unified(other) === key);
}

/** A legal name made from any text, '' when nothing of it can stay: runs of other characters become "-". */
export function legalised(text: string): string {
  const name = text
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longestName);
  return name === '.' || name === '..' ? '' : name;
}

/** The name as metrics have it: those of two names that come to the same are one. */
export function unified(name: string): string {
  return name.replaceAll('.', '_');
}
