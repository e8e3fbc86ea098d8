/** Lists that are made of what is in a mapping: its keys, its values, its pairs. */
import { type Entry, type Expression, type Mapping, other, type Sequence } from './program.ts';

type Content = Mapping | Sequence;

/** Calls that make a list of what is in a mapping, a list or an enum. */
export const viewsOf: ReadonlyMap<string, (content: Content) => Sequence> = new Map([
  ['keys', keysOf],
  ['keySet', keysOf],
  ['values', valuesOf],
  ['array_values', valuesOf],
  ['items', pairsOf],
  ['entries', pairsOf],
  ['entrySet', pairsOf],
  ['enumerate', pairsOf],
]);

export function keysOf(content: Content): Sequence {
  if (content.kind === 'sequence') return content;
  return sequence(content.entries.flatMap(({ text }) => (text === undefined ? [] : [text])));
}

function valuesOf(content: Content): Sequence {
  return content.kind === 'sequence' ? content : sequence(content.entries.map(({ value }) => value));
}

function pairsOf(content: Content): Sequence {
  return sequence(
    content.kind === 'sequence'
      ? content.items.map((item) => pair(other, item))
      : content.entries.map(({ text, value }) => pair(text ?? other, value)),
  );
}

/** By all the names that languages have for the two: `[0]`, `.key`, `.getValue()`, `.second`. */
export function pair(left: Expression, right: Expression): Mapping {
  const named = (names: readonly string[], value: Expression): readonly Entry[] =>
    names.map((key) => ({ key, value }));
  const entries = [...named(['0', 'key', 'first'], left), ...named(['1', 'value', 'second'], right)];
  return { kind: 'mapping', entries, at: 0 };
}

export function sequence(items: readonly Expression[]): Sequence {
  return { kind: 'sequence', items };
}
