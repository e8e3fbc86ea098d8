/**
 * What a recogniser is: it finds the topic names in one kind of source file. It reads nothing but what it is given,
 * and it judges no name; `recognisers.ts` lists them all.
 */
import type { SyntaxNode } from './syntaxNode.ts';

/** A topic name where it is written. */
export interface Occurrence {
  readonly name: string;
  /**
   * Offsets in the text, in UTF-16 units, `end` exclusive: the name without its quotes. What lies between them is
   * the name itself unless the name is put together from parts or written with escapes; only then must nobody
   * replace it.
   */
  readonly start: number;
  readonly end: number;
  /** A name in documentation: worth no more than a hint. */
  readonly mention?: true;
}

/** The grammars of the tree-sitter parsers that `lint/grammars.ts` can load. */
export type GrammarName =
  | 'bash'
  | 'c-sharp'
  | 'go'
  | 'java'
  | 'javascript'
  | 'kotlin'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'tsx'
  | 'typescript';

/** What lies before a recogniser. */
export interface Source {
  /** Relative to the folder that is looked through, with `/` between its parts. */
  readonly path: string;
  readonly text: string;
  /** The syntax tree, for recognisers with a grammar. */
  readonly root?: SyntaxNode;
  /**
   * Keys of Spring's properties, such as `app.topics.orders`, whose values are topic names because code elsewhere in
   * the folder says `${app.topics.orders}` where a topic belongs.
   */
  readonly topicProperties: ReadonlySet<string>;
}

export interface Found {
  readonly names: readonly Occurrence[];
  /** Programs within the text, such as the examples of a documentation; names in them are mentions. */
  readonly examples?: readonly Example[];
  /** Keys that stand where a topic belongs, as `${key}` or `${key:default}`: see `Source.topicProperties`. */
  readonly topicProperties?: readonly string[];
}

export interface Example {
  /** What the file would be called if it were one: `example.java`. */
  readonly path: string;
  readonly text: string;
  /** Where it begins in the source. */
  readonly start: number;
}

export interface Recogniser {
  /** Which paths it reads: tested against `Source.path`. */
  readonly paths: RegExp;
  /** Cheap test of the text before it is parsed: without a match there can be no name. */
  readonly gate: RegExp;
  /** In UTF-16 units: a longer text is data that only looks like a source, and would take long to parse. */
  readonly largest?: number;
  /** Values of `topicProperties` are looked for even so: any text may hold one. */
  readonly readsProperties?: true;
  readonly grammar?: GrammarName;
  readonly find: (source: Source) => Found;
}
