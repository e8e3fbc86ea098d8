/**
 * Takes the parts of a name that can be recognised wherever they stand: environment, version, type, and
 * noise such as "topic". What is left are the words of the free segments. Guesses, so only for suggestions.
 */
import { isEnvironment, isEnvironmentWord } from './environments.ts';
import type { SegmentRule, Shape } from './shape.ts';
import { type Piece, wordsOf } from './words.ts';

/** A piece of the name; `whole` when it stood between separators, not when it was cut out of a longer word. */
export interface Part extends Piece {
  readonly whole: boolean;
}

export interface Extracted {
  readonly version: Part | undefined;
  readonly type: Part | undefined;
  /** Parts of the free segments before and after the type; all are in `before` when no type was found. */
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}

/** The parts of a name without its environment segments. */
export function withoutEnvironments(parts: readonly Part[]): {
  readonly environments: readonly Part[];
  readonly parts: readonly Part[];
} {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return withoutEnvironmentWord(only);
  }
  const environments = parts.filter((part) => isEnvironment(part.text));
  return environments.length === parts.length
    ? { environments: environments.slice(0, -1), parts: parts.slice(-1) }
    : { environments, parts: parts.filter((part) => !environments.includes(part)) };
}

/** Segments in which an environment would hide: the free ones but the last, which describes. */
export function isNamespace(rule: SegmentRule, shape: Shape): boolean {
  const free = shape.segments.filter((segment) => segment.kind === 'free');
  return rule.kind === 'free' && rule !== free.at(-1);
}

/** Version, type and the rest of the parts of a name. */
export function extract(allParts: readonly Part[], shape: Shape): Extracted {
  const { version, rest: unversioned } = takeVersion(withoutNoise(allParts), ruleOf(shape, 'version'));
  const rule = ruleOf(shape, 'type');
  const fixed = shape.segments.filter((segment) => segment.kind === 'fixed');
  const parts = unversioned.filter((part) => !fixed.some((segment) => segment.allows(part.text)));
  if (rule === undefined) {
    return { version, type: undefined, before: parts, after: [] };
  }
  const index = typeIndex(parts, rule, shape);
  const whole = parts[index];
  if (whole !== undefined) {
    return {
      version,
      type: whole,
      before: parts.slice(0, index),
      after: parts.slice(index + 1),
    };
  }
  return { version, ...takeTypeWord(parts, rule) };
}

/** A part made of neighbouring words: their text with "_" between, and the stretch they cover. */
export function partOfWords(words: readonly Piece[]): Part | undefined {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) {
    return undefined;
  }
  return { text: words.map((word) => word.text).join('_'), start: first.start, end: last.end, whole: false };
}

function ruleOf(shape: Shape, kind: SegmentRule['kind']): SegmentRule | undefined {
  return shape.segments.find((segment) => segment.kind === kind);
}

function withoutEnvironmentWord(part: Part): {
  readonly environments: readonly Part[];
  readonly parts: readonly Part[];
} {
  const words = wordsOf(part);
  const isFound = (word: Piece | undefined) =>
    word !== undefined && words.length > 1 && isEnvironmentWord(word.text);
  const from = isFound(words[0]) ? 1 : 0;
  const to = from === 0 && isFound(words.at(-1)) ? words.length - 1 : words.length;
  const rest = partOfWords(words.slice(from, to));
  if (rest === undefined || (from === 0 && to === words.length)) {
    return { environments: [], parts: [part] };
  }
  const environments = [...words.slice(0, from), ...words.slice(to)].map((word) => ({
    ...word,
    whole: false,
  }));
  return { environments, parts: [rest] };
}

const noise = new Set(['topic', 'topics', 'kafka', 'queue']);

function withoutNoise(parts: readonly Part[]): readonly Part[] {
  const kept = parts.flatMap((part) => {
    const words = wordsOf(part);
    const telling = words.filter((word) => !noise.has(word.text.toLowerCase()));
    const rest = telling.length === words.length ? part : partOfWords(telling);
    return rest === undefined ? [] : [rest];
  });
  return kept.length > 0 ? kept : parts;
}

function takeVersion(
  parts: readonly Part[],
  rule: SegmentRule | undefined,
): { readonly version: Part | undefined; readonly rest: readonly Part[] } {
  const last = parts.at(-1);
  if (rule === undefined || last === undefined) {
    return { version: undefined, rest: parts };
  }
  const index = parts.findLastIndex((part) => /^v\d+$/i.test(part.text));
  const digits = parts.length > 1 && /^\d+$/.test(last.text) ? parts.length - 1 : -1;
  const whole = parts[index >= 0 ? index : digits];
  if (whole !== undefined) {
    return { version: whole, rest: parts.filter((part) => part !== whole) };
  }
  const words = wordsOf(last);
  const word = words.at(-1);
  if (word === undefined || words.length < 2 || !/^v\d+$/i.test(word.text)) {
    return { version: undefined, rest: parts };
  }
  const rest = partOfWords(words.slice(0, -1));
  return {
    version: { ...word, whole: false },
    rest: [...parts.slice(0, -1), ...(rest === undefined ? [] : [rest])],
  };
}

/** A whole part that is the type: where the template has it even misspelt, elsewhere only when it is exact. */
function typeIndex(parts: readonly Part[], rule: SegmentRule, shape: Shape): number {
  const expected = shape.segments.indexOf(rule);
  const atPlace = parts[expected];
  if (atPlace !== undefined && rule.allows(atPlace.text)) {
    return expected;
  }
  const exact = parts.findIndex((part) => rule.allows(part.text));
  if (exact >= 0) {
    return exact;
  }
  const atPlaceMisspelt = atPlace !== undefined && rule.repair(atPlace.text) !== undefined;
  return atPlaceMisspelt ? expected : parts.findIndex((part) => isTypeWord(part.text, rule));
}

function isTypeWord(text: string, rule: SegmentRule): boolean {
  const repaired = rule.repair(text);
  return (
    repaired !== undefined &&
    (repaired === text.toLowerCase() || /^(?:evts?|events?|cmds?|commands?|logs?)$/i.test(text))
  );
}

/** The type as a word inside a part: `OrderCreatedEvent`, `order-events`, `order-event-created`. */
function takeTypeWord(
  parts: readonly Part[],
  rule: SegmentRule,
): { readonly type: Part | undefined; readonly before: readonly Part[]; readonly after: readonly Part[] } {
  for (const [index, part] of [...parts.entries()].reverse()) {
    const words = wordsOf(part);
    const at = words.findLastIndex((word) => isTypeWord(word.text, rule));
    const word = words[at];
    const isInside = at > 0 && at < words.length - 1;
    if (word === undefined || words.length < 2 || (isInside && parts.length > 1)) {
      continue;
    }
    const left = partOfWords(words.slice(0, at));
    const right = partOfWords(words.slice(at + 1));
    const before = [...parts.slice(0, index), ...(left === undefined ? [] : [left])];
    const after = [...(right === undefined ? [] : [right]), ...parts.slice(index + 1)];
    return { type: { ...word, whole: false }, before, after };
  }
  return { type: undefined, before: parts, after: [] };
}
