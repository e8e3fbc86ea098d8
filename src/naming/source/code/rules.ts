/**
 * The tables of libraries, as data, and how they are held against a program: which calls, constructions, annotations
 * and structs take a topic name, and where in them. What a name stands for is `values.ts`'s matter.
 */
import type { Found, Occurrence } from '../recogniser.ts';
import {
  type Argument,
  type Call,
  type Entry,
  type Expression,
  lastName,
  type Mapping,
  other,
  type Program,
  simpleType,
  type Text,
} from './program.ts';
import { Scopes } from './scopes.ts';
import { pieces } from './texts.ts';
import { Types } from './types.ts';
import { Values } from './values.ts';

export interface Rule {
  readonly form: 'call' | 'new' | 'annotation' | 'struct';
  /** The name of what is called, made or annotated, without what it is a member of; the type of a struct. */
  readonly name: RegExp;
  /**
   * What it is called on: its type, or its own name where the file does not tell the type. A rule without it takes any
   * receiver, and none.
   */
  readonly on?: RegExp;
  /** With `on`: also without a receiver, as inside a class of the library's. */
  readonly bare?: true;
  /**
   * Where topics stand: `0` an argument, `1+` that and all after it, `topic` a named argument or a key of a mapping
   * among the arguments; then `.key` in what stands there, `.*` every value of it, `.@keys` its keys. Lists are looked into.
   */
  readonly places: readonly string[];
  /** Only in files that import a module which matches. */
  readonly library?: RegExp;
  /** The mapping with the topic must have another key like this: what tells a Kafka record from another broker's. */
  readonly beside?: RegExp;
  /** What the first argument must say, as a literal or as a constant: `ConfigResource(RESOURCE_TOPIC, "orders")`. */
  readonly first?: RegExp;
  /** Not where an argument is such a constant: `Transport.RMQ`. */
  readonly unless?: RegExp;
  /** How many arguments there must be, where fewer or more mean something else. */
  readonly arguments?: readonly [least: number, most: number];
  /** Texts hold several names with this between them. */
  readonly separator?: string;
}

/** What there is to say of a language beside its syntax. */
export interface Dialect {
  readonly rules: readonly Rule[];
  /** Modules of Kafka libraries: a file that imports none of them holds no names. */
  readonly libraries: RegExp;
  /**
   * Modules that open no file, and yet are not foreign where they meet Kafka's: the program's own, and those that serve
   * several brokers.
   */
  readonly neutral?: RegExp;
  /** Makes names of a literal; undefined for the literal itself. For texts with placeholders in them. */
  readonly expand?: (text: Text) => Found;
}

export function findNames(
  program: Program,
  { rules, libraries, neutral = own, expand = asItIs }: Dialect,
): Found {
  const modules = program.imports.map(({ module }) => module);
  if (!modules.some((module) => libraries.test(module))) return { names: [] };
  const scopes = new Scopes(program);
  const matcher = new Matcher(new Values(scopes), new Types(program, scopes), [libraries, neutral]);
  const open = rules.filter(
    ({ library }) => library === undefined || modules.some((module) => library.test(module)),
  );
  const texts: Text[] = [];
  for (const rule of open) {
    const places = rule.form === 'struct' ? program.structs : program.calls;
    for (const place of places) texts.push(...matcher.textsAt(place, rule));
  }
  return foundIn(texts, expand);
}

function foundIn(texts: readonly Text[], expand: (text: Text) => Found): Found {
  const names = new Map<number, Occurrence>();
  const topicProperties = new Set<string>();
  for (const text of texts) {
    const found = expand(text);
    for (const name of found.names) if (!isUnknown(name.name)) names.set(name.start, name);
    for (const key of found.topicProperties ?? []) topicProperties.add(key);
  }
  return {
    names: [...names.values()].sort((a, b) => a.start - b.start),
    ...(topicProperties.size === 0 ? {} : { topicProperties: [...topicProperties] }),
  };
}

function asItIs({ value, start, end }: Text): Found {
  return { names: [{ name: value, start, end }] };
}

/** Nothing, numbers, regular expressions and texts that are still to be filled in are no names. */
function isUnknown(name: string): boolean {
  return name.trim() === '' || /^\d+$|^\^|[$#%]\{|\{\{|%[sdv]|\n|^\{\d*\}|^\*$/.test(name);
}

class Matcher {
  readonly #values: Values;
  readonly #types: Types;
  readonly #welcome: readonly RegExp[];
  readonly #foreign = new Map<Expression, boolean>();

  constructor(values: Values, types: Types, welcome: readonly RegExp[]) {
    this.#values = values;
    this.#types = types;
    this.#welcome = welcome;
  }

  /** The topic names that a call or a struct holds by a rule. */
  textsAt(place: Call | Mapping, rule: Rule): readonly Text[] {
    if (place.kind === 'mapping') {
      if (rule.form !== 'struct' || !rule.name.test(simpleType(place.type ?? ''))) return [];
      if (this.#isForeign(place)) return [];
      return this.#textsIn([{ value: place }], rule);
    }
    return this.#isCallOf(place, rule) ? this.#textsIn(place.arguments, rule) : [];
  }

  #isCallOf(call: Call, { form, name, on, bare, first, unless, arguments: count }: Rule): boolean {
    if (call.form !== form || !this.#types.namesOf(call.callee).some((one) => name.test(one))) return false;
    if (first !== undefined && !first.test(dotted(call.arguments[0]?.value ?? other))) return false;
    if (unless !== undefined && call.arguments.some(({ value }) => unless.test(dotted(value)))) return false;
    if (count !== undefined && (call.arguments.length < count[0] || call.arguments.length > count[1]))
      return false;
    if (this.#isForeign(call.callee)) return false;
    if (on === undefined) return true;
    return call.callee.kind === 'member' ? this.#is(call.callee.of, on) : bare === true;
  }

  #is(receiver: Expression, on: RegExp): boolean {
    const types = this.#types.typesOf(receiver).filter((type) => !saysNothing.test(type));
    if (types.length > 0) return types.some((type) => on.test(type));
    return on.test(lastName(receiver) ?? '');
  }

  /** True where the file tells that it belongs to another library. */
  #isForeign(expression: Expression): boolean {
    const known = this.#foreign.get(expression) ?? this.#comesFromOthers(expression);
    this.#foreign.set(expression, known);
    return known;
  }

  #comesFromOthers(expression: Expression): boolean {
    const modules = this.#types.modulesOf(expression);
    return modules.length > 0 && !modules.some((module) => this.#welcome.some((one) => one.test(module)));
  }

  #textsIn(given: readonly Argument[], { places, separator, beside }: Rule): readonly Text[] {
    const texts = places.flatMap((place) => {
      const [first = '', ...path] = place.split('.');
      const start = this.#start(given, first, path.length === 0 ? beside : undefined);
      return this.#follow(start, path, beside).flatMap((value) => this.#values.texts(value));
    });
    return separator === undefined ? texts : texts.flatMap((text) => pieces(text, separator));
  }

  #start(given: readonly Argument[], first: string, beside?: RegExp): readonly Expression[] {
    const [, index, andAfter] = /^(\d+)(\+?)$/.exec(first) ?? [];
    if (index !== undefined) {
      const from = Number(index);
      const ones = andAfter === '' ? given.slice(from, from + 1) : given.slice(from);
      return ones.filter(({ name }) => name === undefined).map(({ value }) => value);
    }
    const named = given.filter(({ name }) => name === first).map(({ value }) => value);
    const positional = given.filter(({ name }) => name === undefined).map(({ value }) => value);
    return [...named, ...this.#follow(positional, [first], beside)];
  }

  #follow(values: readonly Expression[], path: readonly string[], beside?: RegExp): readonly Expression[] {
    const [key, ...rest] = path;
    if (key === undefined) return values;
    const entries = values
      .flatMap((value) => this.#mappings(value))
      .filter(({ entries }) => rest.length > 0 || beside === undefined || hasKey(entries, beside))
      .flatMap(({ entries }) => entries);
    const next =
      key === '@keys'
        ? entries.flatMap(({ text }) => (text === undefined ? [] : [text]))
        : entries.filter((entry) => key === '*' || entry.key === key).map(({ value }) => value);
    return this.#follow(next, rest, beside);
  }

  #mappings(value: Expression, depth = 0): readonly Mapping[] {
    if (depth > 4) return [];
    return this.#values.resolve(value).flatMap((one) => {
      if (one.kind === 'mapping') return [one];
      return one.kind === 'sequence' ? one.items.flatMap((item) => this.#mappings(item, depth + 1)) : [];
    });
  }
}

/** A literal's text, or a constant as it is said. */
function dotted(expression: Expression): string {
  if (expression.kind === 'text') return expression.value;
  if (expression.kind === 'reference') return expression.name;
  return expression.kind === 'member' ? `${dotted(expression.of)}.${expression.name}` : '';
}

function hasKey(entries: readonly Entry[], like: RegExp): boolean {
  return entries.some(({ key }) => like.test(key));
}

/** Modules of the program itself, which may pass on what a library has: `./kafka`, `../messaging/producer`. */
const own = /^(?!@[a-z])(?:[.@~#/]|src\/|app[/.]|lib\/)/;

const saysNothing =
  /^(?:unknown|any|object|Object|var|val|dynamic|T|mixed|Any|interface|self|Self|auto|let|null|ReturnType|InstanceType|Awaited|Namespace|\w*Mock|create_autospec|patch)$/;
