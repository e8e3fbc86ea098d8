/**
 * A program as far as topic names need it, the same for every language: what is called, what is declared, what is
 * imported. A language's `…Syntax.ts` reads it out of a syntax tree; nothing here knows a language or a library.
 */

export type Expression = Text | Reference | Member | Call | Sequence | Mapping | Joined | Choice | Other;

/** A string literal: `value` without quotes; offsets are those of what stands between the quotes. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A name: of a variable, a constant, a parameter, a class. `at` is where it is said, which decides what it means. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly at: number;
}

/** `of.name`, also `Of::name`, `$this->name`, `of["name"]`; a place in a list is a name in digits. */
export interface Member {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: string;
  readonly at: number;
}

/** The name of a member that nobody can tell: `topics[kind]`, and what a loop takes out of a list. */
export const anyElement = '*';

export interface Call {
  readonly kind: 'call';
  readonly form: 'call' | 'new' | 'annotation';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** The start of the call, as an offset. */
  readonly at: number;
}

export interface Argument {
  /** The name of a named argument. */
  readonly name?: string;
  readonly value: Expression;
}

/** An array, a list, a set, a tuple. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly items: readonly Expression[];
}

/** An object, a dictionary, a struct with named fields. */
export interface Mapping {
  readonly kind: 'mapping';
  /** The type of a struct literal, or that of the variable it is given to: `kafka.Message`. */
  readonly type?: string;
  readonly entries: readonly Entry[];
  readonly at: number;
}

export interface Entry {
  readonly key: string;
  /** The key as a literal, where it is written as one. */
  readonly text?: Text;
  readonly value: Expression;
}

/** A text put together: `"a" + b`, a template. */
export interface Joined {
  readonly kind: 'joined';
  readonly parts: readonly Expression[];
}

/** Any of several values: `a ?? b`, `c ? a : b`, the arms of a `when`. */
export interface Choice {
  readonly kind: 'choice';
  readonly options: readonly Expression[];
}

/** Whatever holds no topic name. */
export interface Other {
  readonly kind: 'other';
}

export const other: Other = { kind: 'other' };

/** A variable, constant, field, parameter, function or enum entry. */
export interface Declaration {
  readonly name: string;
  /** Where the name is known: the offsets of the block, function, class or file around it. */
  readonly from: number;
  readonly to: number;
  /** The class, enum, object or module it is a member of. */
  readonly owner?: string;
  /** The written type, without its package: `KafkaTemplate<String, Order>`. */
  readonly type?: string;
  /** What it is given; for a function what it returns; for an enum entry what it is made of. */
  readonly value?: Expression;
  /** For a parameter: whose, and the how manieth. Its values are what the file's own calls hand over. */
  readonly parameter?: { readonly of: string; readonly index: number };
  readonly isFunction?: true;
  /** It gives another value to what is declared elsewhere. */
  readonly isAssignment?: true;
}

/** `import x as local from module`; `module` is the whole path of what is imported where a language has only that. */
export interface Import {
  readonly module: string;
  /** The name by which the file knows it; undefined for a wildcard. */
  readonly local?: string;
}

export interface Program {
  readonly imports: readonly Import[];
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  /** Calls, constructions and annotations in the order of the text. */
  readonly calls: readonly Call[];
  /** Mappings with a type. */
  readonly structs: readonly Mapping[];
}

/** `of.name(…)`, where a text means such a call and spells it otherwise: `topics[kind] = "orders"` is a `put`. */
export function methodCall(of: Expression, name: string, given: readonly Expression[], at: number): Call {
  const callee: Expression = { kind: 'member', of, name, at };
  return { kind: 'call', form: 'call', callee, arguments: given.map((value) => ({ value })), at };
}

/** The last part of a dotted name: `Topics.ORDERS` → `ORDERS`; undefined where there is none. */
export function lastName(expression: Expression): string | undefined {
  return expression.kind === 'reference' || expression.kind === 'member' ? expression.name : undefined;
}

/** `com.shop.Topics<String>` → `Topics`; `[]kafka.Message` → `Message`; `Mock<Foo>` → `Foo`; `Option<Foo>` stays `Option`. */
export function simpleType(type: string): string {
  const held = /^(?:[\w.]*\.)?(?:Mock|Mocked|Lazy)<(.+)>$/s.exec(type)?.[1];
  if (held !== undefined) return simpleType(held);
  const bare = type.replace(/<.*$/s, '').replace(/[^\w$.:\\]/g, '');
  return bare.split(/[.:\\]/).at(-1) ?? bare;
}
