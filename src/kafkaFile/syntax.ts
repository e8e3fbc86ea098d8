/**
 * What a `.kafka` file consists of, every part with its place in the text. Offsets count UTF-16 units from
 * the start of the file and `end` is exclusive, as in VS Code. Types only.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A trimmed part of the file; when it is empty its span is, too. */
export interface Text extends Span {
  readonly text: string;
}

export interface Property extends Span {
  readonly name: Text;
  /** Offset of the ":"; undefined when a consumer's line has none. */
  readonly colon: number | undefined;
  readonly value: Text;
}

/** `-- @partition: 2`: an instruction to us inside a comment, which other tools pass over. */
export interface Pragma extends Span {
  readonly name: Text;
  readonly value: Text;
}

interface Block extends Span {
  /** The word PRODUCER or CONSUMER. */
  readonly keyword: Span;
  /** The rest of the header line. */
  readonly label: Text;
  readonly properties: readonly Property[];
  readonly pragmas: readonly Pragma[];
}

export interface ProducerBlock extends Block {
  readonly kind: 'producer';
  readonly value: Text | undefined;
  /** Where the value's first line starts; the value itself is trimmed. */
  readonly valueLine: number | undefined;
}

/** `label` is the group's id; it may be empty. */
export interface ConsumerBlock extends Block {
  readonly kind: 'consumer';
}

export type KafkaFileBlock = ProducerBlock | ConsumerBlock;

export interface KafkaFile {
  readonly blocks: readonly KafkaFileBlock[];
}

export type ProblemSeverity = 'error' | 'warning' | 'information';

/** An edit that repairs a problem; its title has `{0}` placeholders like the problem's text. */
export interface Fix extends Span {
  readonly title: string;
  readonly values: readonly string[];
  readonly newText: string;
}

/** Something to tell the author. `template` is an English sentence with `{0}` placeholders for `values`. */
export interface Problem extends Span {
  readonly code: ProblemCode;
  readonly severity: ProblemSeverity;
  readonly template: string;
  readonly values: readonly string[];
  readonly fix?: Fix;
}

export type ProblemCode =
  | 'block-not-separated'
  | 'encoding'
  | 'format'
  | 'from'
  | 'header'
  | 'interval'
  | 'partitions'
  | 'pragma'
  | 'property-colon'
  | 'property-duplicate'
  | 'property-misplaced'
  | 'property-name'
  | 'property-reserved'
  | 'property-unknown'
  | 'template'
  | 'tombstone-value'
  | 'topic-missing'
  | 'value-encoding'
  | 'value-missing';

/** A problem of a piece of text that does not know its place in the file: offsets count within the piece. */
export function problem(
  code: ProblemCode,
  severity: ProblemSeverity,
  span: Span,
  template: string,
  ...values: readonly string[]
): Problem {
  return { code, severity, start: span.start, end: span.end, template, values };
}

/** The same problem, for a piece of text that starts at `offset`. */
export function shifted(found: Problem, offset: number): Problem {
  const moved = { ...found, start: found.start + offset, end: found.end + offset };
  return found.fix === undefined
    ? moved
    : { ...moved, fix: { ...found.fix, start: found.fix.start + offset, end: found.fix.end + offset } };
}

/** A value read from text, or why it could not be. */
export type Read<T> = { readonly value: T } | { readonly problem: Problem };

/** The property that counts when one is given several times: the last; one without ":" does not count. */
export function propertyOf(block: KafkaFileBlock, name: string): Property | undefined {
  return block.properties.findLast(({ name: { text }, colon }) => text === name && colon !== undefined);
}

export function pragmaOf(block: KafkaFileBlock, name: string): Pragma | undefined {
  return block.pragmas.findLast((pragma) => pragma.name.text === name);
}
