/**
 * What a name's neighbours on the cluster say about it: a twin one letter away, or the same name in
 * another version. Both may be meant, so they are worth a word and no more.
 */
import { unified } from './legality.ts';
import { withinOneEdit } from './words.ts';

const shortestComparable = 5;

/** A name one edit away that is no version, shard or metrics twin of this one. */
export function nearDuplicate(name: string, others: readonly string[]): string | undefined {
  if (name.length < shortestComparable) {
    return undefined;
  }
  const plain = withoutDigits(name);
  return others.find(
    (other) =>
      other !== name &&
      unified(other) !== unified(name) &&
      withoutDigits(other) !== plain &&
      withinOneEdit(name, other),
  );
}

/** The same name in another version: `….created.v2` beside `….created.v1`. */
export function otherVersion(name: string, others: readonly string[]): string | undefined {
  const stem = versionStem(name);
  return stem === undefined
    ? undefined
    : others.find((other) => other !== name && versionStem(other) === stem);
}

/** A name without its version; undefined when it has none. */
export function versionStem(name: string): string | undefined {
  return /^(.+[._-])v\d+$/.exec(name)?.[1];
}

function withoutDigits(name: string): string {
  return name.replace(/\d+/g, '#');
}
