/** What a call hands to a function that it is given: `topics.forEach((topic) -> …)`, `admin.let { it.… }`. */
import { anyElement, type Expression, methodCall } from './program.ts';

/** Calls that hand over the elements of what they are called on, one by one. */
const handsElements =
  /^(?:map|mapTo|mapNotNull|flatMap|concatMap|forEach|forEachOrdered|onEach|peek|filter|filterNot|find|first|firstOrNull|any|all|none|anyMatch|allMatch|noneMatch|some|every|associate\w*|ifPresent|ifPresentOrElse|doOnNext|mapToObj)$/;

/** Calls that hand over what they are called on. */
const handsItself = /^(?:let|also|use|takeIf|takeUnless|thenApply|thenAccept|thenCompose)$/;

/** What the parameter at `index` of `count` gets; undefined where nobody can tell. */
export function handedOver(callee: Expression, index: number, count: number): Expression | undefined {
  if (callee.kind !== 'member') return undefined;
  const { name, of, at } = callee;
  if (handsItself.test(name)) return index === 0 ? of : undefined;
  if (!handsElements.test(name)) return undefined;
  // Of a mapping: `topics.forEach((name, partitions) -> …)`.
  if (count === 2) return partOfPair(of, index, at);
  return index === 0 ? { kind: 'member', of, name: anyElement, at } : undefined;
}

/** The left (0) or right (1) half of an entry of a mapping, or of a pair in a list. */
export function partOfPair(of: Expression, index: number, at: number): Expression {
  const options = [methodCall(of, 'entries', [], at), of].map((list): Expression => {
    const element: Expression = { kind: 'member', of: list, name: anyElement, at };
    return { kind: 'member', of: element, name: String(index), at };
  });
  return { kind: 'choice', options };
}
