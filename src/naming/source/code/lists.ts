/** Lists that are made of what is in a mapping: its keys, its values, its pairs. */
import { type Expression, type Mapping, other, type Sequence } from './program.ts';

type Content = Mapping | Sequence;

/** Calls that make a list of what is in a mapping, a list or an enum. */
export const viewsOf: ReadonlyMap<string, (content: Content) => Sequence> = new Map([
  ['keys', keysOf],
  ['values', valuesOf],
  ['array_values', valuesOf],
  ['items', pairsOf],
  ['entries', pairsOf],
  ['enumerate', pairsOf],
]);

function keysOf(content: Content): Sequence {
  if (content.kind === 'sequence') return content;
  return sequence(content.entries.flatMap(({ text }) => (text === undefined ? [] : [text])));
}

function valuesOf(content: Content): Sequence {
  return content.kind === 'sequence' ? content : sequence(content.entries.map(({ value }) => value));
}

function pairsOf(content: Content): Sequence {
  return sequence(
    content.kind === 'sequence'
      ? content.items.map((item) => sequence([other, item]))
      : content.entries.map(({ text, value }) => sequence([text ?? other, value])),
  );
}

export function sequence(items: readonly Expression[]): Sequence {
  return { kind: 'sequence', items };
}
