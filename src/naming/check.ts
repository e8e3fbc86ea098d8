/**
 * The topic-name linter's judgement of one name: Kafka's rule, collisions, the convention. The same for
 * `.kafka` files, Create topic, the tree and the command line. It does not look for names in text.
 */
import { type Arrangement, arrange, type Slot } from './arrange.ts';
import type { Convention, Finding, FindingCode, NameContext, RulerSegment, Severity } from './convention.ts';
import { isIgnored } from './ignored.ts';
import { collidingName, type Illegality, illegality, legalised } from './legality.ts';
import { nearDuplicate, otherVersion } from './neighbours.ts';
import { english, type Sentence, sentence } from './sentence.ts';
import { type Shape, shapeOf } from './shape.ts';
import { imperativeOf, isImperative, isPast, pastOf } from './verbs.ts';

export type Verdict = 'conforming' | 'convention' | 'illegal' | 'collision' | 'ignored';

/**
 * Everything there is to say about a topic name, the gravest first; an illegal name gets that one finding.
 * A convention whose template cannot be read has nothing to say.
 */
export function check(name: string, convention: Convention, context: NameContext = {}): readonly Finding[] {
  if (isPattern(name, context)) {
    return [];
  }
  const illegal = illegality(name);
  if (illegal !== undefined) {
    return [illegalFinding(name, illegal, convention, context)];
  }
  const findings = collisionFindings(name, context);
  const shape = shapeOf(convention);
  if (convention.severity === 'off' || shape === undefined || isIgnored(name, convention, context)) {
    return findings;
  }
  const arrangement = arrange(name, shape, context);
  return [
    ...findings,
    ...segmentFindings(name, arrangement, shape, convention.severity),
    ...moodFindings(name, arrangement, shape),
    ...neighbourFindings(name, context),
  ];
}

/** One word for a name; hints and remarks about its neighbours leave it conforming. */
export function verdictOf(name: string, convention: Convention, context: NameContext = {}): Verdict {
  return verdictBy(check(name, { ...convention, severity: 'warning' }, context), name, convention, context);
}

/** The findings and the verdict, for who wants both: the name is looked at once where departures are loud anyway. */
export function examine(
  name: string,
  convention: Convention,
  context: NameContext = {},
): { readonly findings: readonly Finding[]; readonly verdict: Verdict } {
  const findings = check(name, convention, context);
  const isLoud = convention.severity === 'error' || convention.severity === 'warning';
  const verdict = isLoud
    ? verdictBy(findings, name, convention, context)
    : verdictOf(name, convention, context);
  return { findings, verdict };
}

/** The verdict by what is said where the convention is as loud as a warning. */
function verdictBy(
  findings: readonly Finding[],
  name: string,
  convention: Convention,
  context: NameContext,
): Verdict {
  if (isPattern(name, context)) {
    return 'ignored';
  }
  const shape = shapeOf(convention);
  const first = findings.find((finding) => finding.severity === 'error' || finding.severity === 'warning');
  if (first === undefined) {
    return shape === undefined || isIgnored(name, convention, context) ? 'ignored' : 'conforming';
  }
  return first.level;
}

/**
 * The suggested name segment by segment, for the ruler under a form; all `kept` when the name conforms.
 * Empty when the name is illegal, ignored or empty, or the template cannot be read.
 */
export function ruler(
  name: string,
  convention: Convention,
  context: NameContext = {},
): readonly RulerSegment[] {
  const shape = shapeOf(convention);
  if (shape === undefined || illegality(name) !== undefined || isIgnored(name, convention, context)) {
    return [];
  }
  return arrange(name, shape, context).slots.map(({ segment, text, state }) => ({ segment, text, state }));
}

/** False for suggestions with a segment nobody could guess, such as `<service>.order.event.created.v1`. */
export function isComplete(suggestion: string): boolean {
  return !suggestion.includes('<');
}

function isPattern(name: string, context: NameContext): boolean {
  return context.pattern === true && (name.startsWith('^') || /[*+?|()[\]\\]/.test(name));
}

interface FindingFields {
  readonly code: FindingCode;
  readonly level: Finding['level'];
  readonly severity: Severity;
  readonly segment?: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly sentence: Sentence;
  readonly suggestion?: string | undefined;
}

function finding(fields: FindingFields): Finding {
  const { segment, suggestion, ...rest } = fields;
  return {
    ...rest,
    message: english(fields.sentence),
    ...(segment === undefined ? {} : { segment }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function illegalFinding(
  name: string,
  { why, start, end }: Illegality,
  convention: Convention,
  context: NameContext,
): Finding {
  const suggestion = legalSuggestion(name, convention, context);
  return finding({
    code: 'illegal',
    level: 'illegal',
    severity: 'error',
    start,
    end,
    sentence: why,
    suggestion,
  });
}

/** The conventional name if the words suffice for one, else merely a legal one. */
function legalSuggestion(name: string, convention: Convention, context: NameContext): string | undefined {
  const legal = legalised(name);
  const shape = convention.severity === 'off' ? undefined : shapeOf(convention);
  if (legal === '' || shape === undefined) {
    return legal === '' ? undefined : legal;
  }
  const { suggestion } = arrange(legal, shape, context);
  return isComplete(suggestion) && illegality(suggestion) === undefined ? suggestion : legal;
}

function collisionFindings(name: string, context: NameContext): readonly Finding[] {
  const other = collidingName(name, context.existing ?? []);
  if (other === undefined) {
    return [];
  }
  const text = sentence(
    '"{0}" and "{1}" are one name in metrics, where "." becomes "_"; Kafka refuses to create the second.',
    name,
    other,
  );
  const span = { start: 0, end: name.length };
  return [finding({ code: 'collision', level: 'collision', severity: 'warning', ...span, sentence: text })];
}

function segmentFindings(
  name: string,
  arrangement: Arrangement,
  shape: Shape,
  severity: Severity,
): readonly Finding[] {
  const { slots, environments, suggestion } = arrangement;
  const base = { level: 'convention', severity, suggestion } as const;
  const whole = { start: 0, end: name.length };
  const findings: Finding[] = environments.map(({ text, start, end }) =>
    finding({
      ...base,
      code: 'environment',
      segment: 'environment',
      start,
      end,
      sentence: sentence(
        '"{0}" names an environment: that is for the cluster to tell, not for a topic.',
        text,
      ),
    }),
  );
  const missing = slots.filter((slot) => slot.state === 'added');
  if (missing.length > 0) {
    const text = sentence('"{0}" lacks {1}. The convention is {2}.', name, list(missing), shape.template);
    const segment = missing[0]?.segment;
    findings.push(finding({ ...base, code: 'missing-segment', segment, ...whole, sentence: text }));
  }
  for (const { source, state, segment, rule } of slots) {
    if (state === 'wrong' && source !== undefined) {
      const span = { start: source.start, end: source.end };
      findings.push(
        finding({ ...base, code: 'wrong-segment', segment, ...span, sentence: rule.why(source.text) }),
      );
    }
  }
  if (findings.length === 0 && suggestion !== name) {
    const text = sentence('"{0}" has all its parts, but not as {1}.', name, shape.template);
    findings.push(finding({ ...base, code: 'segment-order', ...whole, sentence: text }));
  }
  return findings;
}

function list(slots: readonly Slot[]): string {
  return slots.map((slot) => slot.segment).join(', ');
}

/** An event that reads like a command, or the other way round: only when the name conforms otherwise. */
function moodFindings(name: string, arrangement: Arrangement, shape: Shape): readonly Finding[] {
  const slot = arrangement.slots.find(({ segment }) => segment === 'description');
  const type = arrangement.slots.find(({ rule }) => rule.kind === 'type');
  if (slot?.source === undefined || type === undefined || arrangement.suggestion !== name) {
    return [];
  }
  const joiner = slot.rule.joiner;
  const words = slot.text.split(joiner);
  const change = (from: (word: string) => boolean, to: (word: string) => string | undefined) => {
    const changed = words.map((word) => (from(word) ? to(word) : word));
    const texts = arrangement.slots.map((each) => (each === slot ? changed.join(joiner) : each.text));
    return changed.includes(undefined) ? undefined : texts.join(shape.separator);
  };
  const span = { start: slot.source.start, end: slot.source.end };
  const base = { level: 'convention', severity: 'hint', segment: 'description', ...span } as const;
  const isCommand = type.text === 'cmd' || type.text === 'command';
  if (type.text === 'event' && isImperative(words[0] ?? '', words.length === 1) && !words.some(isPast)) {
    const text = sentence('An event says what has happened: "{0}" sounds like a command.', slot.text);
    const suggestion = change((word) => word === words[0], pastOf);
    return [finding({ ...base, code: 'event-imperative', sentence: text, suggestion })];
  }
  if (isCommand && isPast(words.at(-1) ?? '')) {
    const text = sentence('A command says what to do: "{0}" sounds like an event.', slot.text);
    const suggestion = change(isPast, imperativeOf);
    return [finding({ ...base, code: 'command-past-tense', sentence: text, suggestion })];
  }
  return [];
}

function neighbourFindings(name: string, context: NameContext): readonly Finding[] {
  const others = context.existing ?? [];
  const base = { level: 'convention', severity: 'information', start: 0, end: name.length } as const;
  const twin = nearDuplicate(name, others);
  const version = otherVersion(name, others);
  return [
    ...(twin === undefined
      ? []
      : [
          finding({
            ...base,
            code: 'near-duplicate',
            sentence: sentence('"{0}" differs from "{1}" in one letter: is it the same topic?', name, twin),
            suggestion: twin,
          }),
        ]),
    ...(version === undefined
      ? []
      : [
          finding({
            ...base,
            code: 'several-versions',
            sentence: sentence('"{0}" is in use beside "{1}": two versions at once.', version, name),
          }),
        ]),
  ];
}
