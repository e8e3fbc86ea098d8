/**
 * Lays a name against the template: for each segment what the name has, what it should have, and the name
 * they make together. The ruler and the suggestion are two views of it; it judges no severity.
 */
import type { NameContext, RulerSegment } from './convention.ts';
import { distribute } from './distribute.ts';
import { isEnvironment } from './environments.ts';
import { extract, isNamespace, type Part, withoutEnvironments } from './extract.ts';
import type { SegmentRule, Shape } from './shape.ts';
import { isImperative, isPast } from './verbs.ts';
import { joinWords, piecesOf } from './words.ts';

export interface Slot extends RulerSegment {
  readonly rule: SegmentRule;
  /** Where the name has this segment; undefined when it lacks it. */
  readonly source: Part | undefined;
}

export interface Arrangement {
  readonly slots: readonly Slot[];
  readonly environments: readonly Part[];
  /** The slots' texts joined: the name itself when it conforms. */
  readonly suggestion: string;
}

export function arrange(name: string, shape: Shape, context: NameContext): Arrangement {
  const all = piecesOf(name, shape.separator).map((piece) => ({ ...piece, whole: true }));
  const { sources, environments } = sourcesOf(all, shape, context);
  const slots = shape.segments.map((rule) => slotOf(rule, sources.get(rule), shape, context, sources));
  return { slots, environments, suggestion: slots.map((slot) => slot.text).join(shape.separator) };
}

interface Found {
  readonly sources: Sources;
  readonly environments: readonly Part[];
}

function sourcesOf(all: readonly Part[], shape: Shape, context: NameContext): Found {
  const placed = positional(all, shape);
  if (placed !== undefined) {
    const hides = ([rule, part]: readonly [SegmentRule, Part]) => hidesEnvironment(rule, part.text, shape);
    const environments = [...placed].filter(hides).map(([, part]) => part);
    return { environments, sources: new Map([...placed].filter((entry) => !hides(entry))) };
  }
  const { environments, parts } = withoutEnvironments(all);
  return { environments, sources: positional(parts, shape) ?? recognised(parts, shape, context) };
}

/** An environment in a segment that names a service or an area; a description may well be `test`. */
function hidesEnvironment(rule: SegmentRule, text: string, shape: Shape): boolean {
  return isNamespace(rule, shape) && isEnvironment(text) && !rule.values.includes(text);
}

type Sources = ReadonlyMap<SegmentRule, Part>;

/** As many parts as segments, and the recognisable ones in their places: each part is what its place says. */
function positional(parts: readonly Part[], shape: Shape): Sources | undefined {
  if (parts.length !== shape.segments.length) {
    return undefined;
  }
  const type = shape.segments.findIndex((segment) => segment.kind === 'type');
  const elsewhere = parts.some((part, index) => index !== type && shape.segments[type]?.allows(part.text));
  const sources = new Map<SegmentRule, Part>();
  for (const [index, rule] of shape.segments.entries()) {
    const part = parts[index];
    const bound = rule.kind === 'version' || rule.kind === 'fixed' || (rule.kind === 'type' && elsewhere);
    const fits =
      part !== undefined &&
      (rule.kind === 'fixed' ? rule.allows(part.text) : rule.repair(part.text) !== undefined);
    if (part === undefined || (bound && !fits)) {
      return undefined;
    }
    sources.set(rule, part);
  }
  return sources;
}

function recognised(parts: readonly Part[], shape: Shape, context: NameContext): Sources {
  const extracted = extract(parts, shape);
  const sources = new Map(distribute(extracted, shape, context));
  for (const rule of shape.segments) {
    const found =
      rule.kind === 'version'
        ? extracted.version
        : rule.kind === 'type'
          ? extracted.type
          : rule.kind === 'fixed'
            ? parts.find((part) => rule.allows(part.text))
            : undefined;
    if (found !== undefined) {
      sources.set(rule, found);
    }
  }
  return sources;
}

function slotOf(
  rule: SegmentRule,
  source: Part | undefined,
  shape: Shape,
  context: NameContext,
  sources: Sources,
): Slot {
  const segment = rule.name;
  if (source === undefined) {
    const text = guess(rule, context, sources) ?? `<${segment}>`;
    return { rule, segment, source, text, state: 'added' };
  }
  const repaired = rule.repair(source.text) ?? guess(rule, { ...context, service: undefined }, sources);
  if (repaired === undefined || hidesEnvironment(rule, repaired, shape)) {
    return { rule, segment, source, text: `<${segment}>`, state: 'wrong' };
  }
  const same = source.whole
    ? repaired === source.text
    : joinWords(repaired, '_') === joinWords(source.text, '_');
  return { rule, segment, source, text: repaired, state: same ? 'kept' : 'wrong' };
}

/** What a segment holds when the name does not say: the first version, the type its verb suggests. */
function guess(rule: SegmentRule, context: NameContext, sources: Sources): string | undefined {
  switch (rule.kind) {
    case 'fixed':
      return rule.repair('');
    case 'version':
      return 'v1';
    case 'type':
      return guessType(rule, sources);
    case 'free': {
      const service = rule.name === 'service' ? context.service : undefined;
      const repaired = service === undefined ? undefined : rule.repair(service);
      return repaired !== undefined && !isEnvironment(repaired) ? repaired : undefined;
    }
  }
}

function guessType(rule: SegmentRule, sources: Sources): string | undefined {
  const texts = [...sources].filter(([{ kind }]) => kind === 'free').map(([, part]) => part.text);
  const words = joinWords(texts.at(-1) ?? '', '_').split('_');
  const command = rule.values.find((value) => value === 'cmd' || value === 'command');
  const isCommand = isImperative(words[0] ?? '') && !words.some(isPast);
  return (
    (isCommand ? command : undefined) ?? rule.values.find((value) => value === 'event') ?? rule.values[0]
  );
}
