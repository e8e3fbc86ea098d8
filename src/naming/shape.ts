/**
 * A convention's template, understood: its separator and, for each segment, which texts it may hold and how
 * to say so. It does not know any name to check.
 */
import type { Convention, SegmentContent } from './convention.ts';
import { type Sentence, sentence } from './sentence.ts';
import { joinWords, withinOneEdit } from './words.ts';

/** `free` segments hold words of the team's choice, `fixed` ones stand literally in the template. */
export type SegmentKind = 'free' | 'type' | 'version' | 'fixed';

export interface SegmentRule {
  readonly name: string;
  readonly kind: SegmentKind;
  /** The only texts allowed; empty = any that is well written. */
  readonly values: readonly string[];
  /** What stands between words. */
  readonly joiner: string;
  allows(text: string): boolean;
  /** The text as this segment would hold it; undefined when nothing can be made of it. */
  repair(text: string): string | undefined;
  /** Why a text is not allowed here. */
  why(text: string): Sentence;
}

export interface Shape {
  readonly template: string;
  readonly separator: string;
  readonly segments: readonly SegmentRule[];
}

/**
 * The shape of a convention; undefined when its template cannot be read: no segment, segments that touch,
 * two segments of one name, or two kinds of separator.
 */
export function shapeOf(convention: Convention): Shape | undefined {
  const { template } = convention;
  const separator = /\}([._-])/.exec(template)?.[1] ?? /([._-])\{/.exec(template)?.[1] ?? '.';
  const parts = template.split(separator);
  if (!template.includes('{') || new Set(parts).size !== parts.length) {
    return undefined;
  }
  const segments: SegmentRule[] = [];
  for (const part of parts) {
    const rule = ruleOf(part, separator, convention);
    if (rule === undefined) {
      return undefined;
    }
    segments.push(rule);
  }
  return { template, separator, segments };
}

function ruleOf(part: string, separator: string, convention: Convention): SegmentRule | undefined {
  const name = /^\{([A-Za-z][A-Za-z0-9_-]*)\}$/.exec(part)?.[1];
  if (name === undefined) {
    return /^[a-zA-Z0-9._-]+$/.test(part) ? fixed(part) : undefined;
  }
  const content = convention.segments?.[name];
  if (content?.pattern !== undefined) {
    return matching(name, separator, content.pattern);
  }
  switch (name) {
    case 'type':
      return type(content?.values ?? convention.types);
    case 'version':
      return content?.values === undefined ? version() : free(name, separator, content.values);
    case 'domain':
      return free(name, separator, content?.values ?? convention.domains);
    default:
      return free(name, separator, content?.values ?? []);
  }
}

/** A segment that the team describes by a regular expression; undefined when that is none. */
function matching(
  name: string,
  separator: string,
  pattern: NonNullable<SegmentContent['pattern']>,
): SegmentRule | undefined {
  const expression = wholeOf(pattern);
  if (expression === undefined) {
    return undefined;
  }
  const joiner = joinerOf(name, separator);
  const allows = (text: string): boolean => expression.test(text);
  return {
    name,
    kind: 'free',
    values: [],
    joiner,
    allows,
    repair: (text) => [text, joinWords(text, joiner)].find(allows),
    why: (text) => sentence('The {0} "{1}" does not match {2}.', name, text, pattern),
  };
}

/** The expression that matches whole segments; undefined when the pattern is no regular expression. */
export function wholeOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

function fixed(text: string): SegmentRule {
  return {
    name: text,
    kind: 'fixed',
    values: [text],
    joiner: '',
    allows: (other) => other === text,
    repair: () => text,
    why: (other) => sentence('"{0}" stands where the convention has "{1}".', other, text),
  };
}

function version(): SegmentRule {
  return {
    name: 'version',
    kind: 'version',
    values: [],
    joiner: '',
    allows: (text) => /^v[1-9]\d*$/.test(text),
    repair: (text) => {
      const digits = /^v?0*(\d+)$/i.exec(text)?.[1];
      return digits === undefined ? undefined : `v${digits === '0' ? '1' : digits}`;
    },
    why: (text) => sentence('The version "{0}" is not written v1, v2, …', text),
  };
}

/** Other words for the usual types; they only count when the convention has the type they stand for. */
const typeSynonyms: Readonly<Record<string, string>> = {
  cmd: 'command',
  cmds: 'cmd',
  command: 'cmd',
  commands: 'cmd',
  event: 'evt',
  events: 'event',
  evt: 'event',
  evts: 'event',
  logs: 'log',
};

function type(values: readonly string[]): SegmentRule {
  const repair = (text: string): string | undefined => {
    const lower = text.toLowerCase();
    const known =
      values.find((value) => value === text) ?? values.find((value) => value.toLowerCase() === lower);
    const synonym = values.find((value) => value === typeSynonyms[lower]);
    return known ?? synonym ?? values.find((value) => value.length > 2 && withinOneEdit(value, lower));
  };
  return {
    name: 'type',
    kind: 'type',
    values,
    joiner: '',
    allows: (text) => values.includes(text),
    repair,
    why: (text) => sentence('The type "{0}" is none of {1}.', text, values.join(', ')),
  };
}

function free(name: string, separator: string, values: readonly string[]): SegmentRule {
  const joiner = joinerOf(name, separator);
  const joiners = name === 'description' ? joiner : separator === '-' ? '_' : separator === '_' ? '-' : '_-';
  const written = new RegExp(`^(?=.*[a-z])[a-z0-9]+(?:[${joiners}][a-z0-9]+)*$`);
  const allows = (text: string): boolean => (values.length > 0 ? values.includes(text) : written.test(text));
  return {
    name,
    kind: 'free',
    values,
    joiner,
    allows,
    repair: (text) => repairFree(text, joiner, values, allows),
    why: (text) => whyFree(name, text, joiner, values, separator),
  };
}

/** Descriptions are snake case; names of services are more often written with hyphens. */
function joinerOf(name: string, separator: string): string {
  const preferred = name === 'service' ? '-' : '_';
  return preferred !== separator ? preferred : separator === '-' ? '_' : '-';
}

function repairFree(
  text: string,
  joiner: string,
  values: readonly string[],
  allows: (text: string) => boolean,
): string | undefined {
  if (allows(text)) {
    return text;
  }
  const joined = joinWords(text, joiner);
  if (values.length > 0) {
    const same = (value: string) => joinWords(value, joiner) === joined;
    return values.find(same) ?? values.find((value) => withinOneEdit(value, joined));
  }
  return allows(joined) ? joined : undefined;
}

function whyFree(
  name: string,
  text: string,
  joiner: string,
  values: readonly string[],
  separator: string,
): Sentence {
  if (values.length > 0) {
    return sentence('The {0} "{1}" is none of {2}.', name, text, values.join(', '));
  }
  if (name === 'description') {
    return sentence('The {0} "{1}" is not in lower case with "{2}" between its words.', name, text, joiner);
  }
  return text.includes(separator)
    ? sentence('The {0} is one segment, and "{1}" are several.', name, text)
    : sentence('The {0} "{1}" is not in lower case.', name, text);
}
