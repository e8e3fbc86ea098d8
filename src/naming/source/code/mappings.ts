/** Mappings that calls make: `Map.of("orders", 3)`, `mapOf("orders" to 3)`, `new Map([["orders", 3]])`, `topics.put("orders", 3)`. */
import { adds, putsIn } from './callWords.ts';
import { pair, sequence } from './lists.ts';
import {
  anyElement,
  type Call,
  type Entry,
  type Expression,
  lastName,
  type Mapping,
  other,
} from './program.ts';

/** What an expression may be after names are followed. */
type Resolve = (expression: Expression) => readonly Expression[];

/** What a call puts into a collection, as a collection. */
export function putBy(call: Call, resolve: Resolve): readonly Expression[] {
  const { arguments: given, at } = call;
  const [first, second] = given;
  const name = lastName(call.callee) ?? '';
  if (first === undefined || second === undefined || !putsIn.test(name))
    return adds.test(name) ? [sequence(given.map(({ value }) => value))] : [];
  return [{ kind: 'mapping', entries: [entry(first.value, second.value, resolve)], at }];
}

/** `Map.of("orders", 3, "payments", 6)`. */
export function mapOf({ arguments: given, at }: Call, resolve: Resolve): Mapping {
  const entries = given.flatMap(({ value: key }, index) => {
    const value = given[index + 1]?.value;
    return index % 2 === 1 || value === undefined ? [] : [entry(key, value, resolve)];
  });
  return { kind: 'mapping', entries, at };
}

export function pairOf({ arguments: given }: Call): Mapping {
  return pair(given[0]?.value ?? other, given[1]?.value ?? other);
}

/** Of the pairs among the arguments, or in a list that is the argument; nothing where there are none. */
export function mapOfPairs({ arguments: given, at }: Call, resolve: Resolve): readonly Mapping[] {
  const entries = given
    .flatMap(({ value }) => resolve(value))
    .flatMap((one) => (one.kind === 'sequence' ? one.items.flatMap(resolve) : [one]))
    .flatMap((one) => {
      const [key, value] = halvesOf(one);
      return key === undefined || value === undefined ? [] : [entry(key, value, resolve)];
    });
  return entries.length === 0 ? [] : [{ kind: 'mapping', entries, at }];
}

function halvesOf(one: Expression): readonly Expression[] {
  if (one.kind === 'sequence') return one.items.length === 2 ? one.items : [];
  if (one.kind !== 'mapping') return [];
  return ['0', '1'].flatMap((half) => one.entries.find(({ key }) => key === half)?.value ?? []);
}

function entry(key: Expression, value: Expression, resolve: Resolve): Entry {
  const text = resolve(key).find((one) => one.kind === 'text');
  return { key: text?.value ?? anyElement, ...(text === undefined ? {} : { text }), value };
}
