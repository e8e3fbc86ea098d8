/**
 * Gives the left-over parts of a name to the free segments of the template: `orderCreated` → domain
 * `order`, description `created`. Guesses by position and by verbs; only for suggestions.
 */
import type { NameContext } from './convention.ts';
import { type Extracted, type Part, partOfWords } from './extract.ts';
import type { SegmentRule, Shape } from './shape.ts';
import { isImperative, isPast } from './verbs.ts';
import { joinWords, type Piece, wordsOf } from './words.ts';

export type Assignment = ReadonlyMap<SegmentRule, Part>;

export function distribute(extracted: Extracted, shape: Shape, context: NameContext): Assignment {
  const { before, after, type } = extracted;
  const free = shape.segments.filter((segment) => segment.kind === 'free');
  const all = [...before, ...after];
  if (type?.whole !== true || before.length === 0 || all.length === free.length) {
    return assign(all, free, { free, shape, context });
  }
  const place = shape.segments.findIndex((segment) => segment.kind === 'type');
  const head = free.filter((segment) => shape.segments.indexOf(segment) < place);
  const tail = free.filter((segment) => shape.segments.indexOf(segment) > place);
  if (after.length > 0 && tail.length > 0) {
    const setting = { free, shape, context };
    return new Map([...assign(before, head, setting), ...assign(after, tail, setting)]);
  }
  // `shop.order.event`: the parts stand where they belong, only the description is lacking.
  const inPlace = after.length === 0 && before.length === head.length && !endsInAction(before.at(-1));
  return inPlace ? zip(before, head) : assign(all, free, { free, shape, context });
}

interface Setting {
  readonly free: readonly SegmentRule[];
  readonly shape: Shape;
  readonly context: NameContext;
}

/** `created` and `create` act, `orders` does not. */
function endsInAction(part: Part | undefined): boolean {
  return part !== undefined && wordsOf(part).some(({ text }) => isAction(text.toLowerCase()));
}

function isAction(word: string): boolean {
  return isPast(word) || isImperative(word);
}

function assign(parts: readonly Part[], slots: readonly SegmentRule[], setting: Setting): Assignment {
  const describes = slots.at(-1) === setting.free.at(-1);
  if (parts.length > slots.length) {
    return zip(absorb(parts, slots.length, describes, setting.shape.separator), slots);
  }
  const lacking = slots.length - parts.length;
  const split = lacking > 0 && describes ? splitLast(parts, slots, setting.context) : undefined;
  if (split !== undefined) {
    return assign(split, slots, setting);
  }
  if (lacking === 0 || isService(parts[0], setting.context)) {
    return zip(parts, slots);
  }
  const offset = describes && !endsInAction(parts.at(-1)) ? lacking - 1 : lacking;
  return zip(parts, slots.slice(offset));
}

function isService(part: Part | undefined, { service }: NameContext): boolean {
  return part !== undefined && service !== undefined && joinWords(part.text, '-') === joinWords(service, '-');
}

function zip(parts: readonly Part[], slots: readonly SegmentRule[]): Assignment {
  const assignment = new Map<SegmentRule, Part>();
  for (const [index, slot] of slots.entries()) {
    const part = parts[index];
    if (part !== undefined) {
      assignment.set(slot, part);
    }
  }
  return assignment;
}

/** Too many parts: the description takes the last ones together, else `com.acme` in front makes one service. */
function absorb(
  parts: readonly Part[],
  count: number,
  describes: boolean,
  separator: string,
): readonly Part[] {
  const surplus = parts.length - count + 1;
  const from = describes ? parts.length - surplus : 0;
  const taken = parts.slice(from, from + surplus);
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) {
    return parts;
  }
  const text = taken.map((part) => part.text).join(separator);
  const joined: Part = { text, start: first.start, end: last.end, whole: true };
  return [...parts.slice(0, from), joined, ...parts.slice(from + surplus)];
}

/** One part more by splitting the last one into its words; undefined when it should stay in one piece. */
function splitLast(
  parts: readonly Part[],
  slots: readonly SegmentRule[],
  context: NameContext,
): readonly Part[] | undefined {
  const last = parts.at(-1);
  if (last === undefined || !maySplit(parts, last, context)) {
    return undefined;
  }
  const words = wordsOf(last);
  const head = parts.slice(0, -1);
  const service = context.service === undefined ? [] : joinWords(context.service, '_').split('_');
  const lower = words.map((word) => word.text.toLowerCase());
  if (
    service.length > 0 &&
    words.length > service.length &&
    service.every((word, at) => word === lower[at])
  ) {
    return [...head, ...cut(words, service.length)];
  }
  const domains = slots.find((slot) => slot.name === 'domain')?.values ?? [];
  const domain = lower.findIndex((word) => domains.includes(word));
  if (isImperative(lower[0] ?? '') && domain <= 1) {
    const [verb, object, ...rest] = words;
    const action = partOfWords(verb === undefined ? [] : [verb, ...rest]);
    const thing = partOfWords(object === undefined ? [] : [object]);
    return thing === undefined || action === undefined ? undefined : [...head, thing, action];
  }
  return [...head, ...cut(words, domain > 0 ? domain : 1)];
}

/** Snake case is how descriptions are written, so it only splits when the name has nothing else. */
function maySplit(parts: readonly Part[], last: Part, context: NameContext): boolean {
  if (wordsOf(last).length < 2) {
    return false;
  }
  if (parts.length === 1) {
    return true;
  }
  return last.whole
    ? !/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(last.text)
    : !/[A-Z]/.test(last.text) && (context.service === undefined || isService(parts[0], context));
}

function cut(words: readonly Piece[], at: number): readonly Part[] {
  return [partOfWords(words.slice(0, at)), partOfWords(words.slice(at))].filter((part) => part !== undefined);
}
