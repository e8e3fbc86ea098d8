/** Literals put together and taken apart, each part with its place in the file. */
import { type Argument, type Expression, other, type Text } from './program.ts';

/** Two texts as one. It stands where its last written part stands: `"orders" + SUFFIX` at `"orders"`. */
export function joined(left: Text, right: Text, rightIsWritten: boolean): Text {
  const { start, end } = rightIsWritten && right.value !== '' ? right : left;
  return { kind: 'text', value: left.value + right.value, start, end };
}

/** A text cut at a separator, each piece without the blanks around it. */
export function pieces({ value, start }: Text, separator: string): readonly Text[] {
  if (separator === '') return [];
  let at = start;
  return value.split(separator).map((piece) => {
    const from = at + (piece.length - piece.trimStart().length);
    const text = piece.trim();
    at += piece.length + separator.length;
    return { kind: 'text', value: text, start: from, end: from + text.length };
  });
}

/** The parts of a template, such as `orders.{}` and `orders.%s`, with the arguments in its gaps. */
export function templateParts(template: Text, given: readonly Argument[]): readonly Expression[] {
  let next = 0;
  return template.value.split(/(\{\w*\}|%[sdv])/).map((part) => {
    if (!/^[{%]/.test(part)) return { ...template, value: part };
    const label = part.slice(1, -1);
    const named = given.find(({ name }) => name !== undefined && name === label);
    const value = named ?? given[/^\d+$/.test(label) ? Number(label) : next];
    next += 1;
    return value?.value ?? other;
  });
}
