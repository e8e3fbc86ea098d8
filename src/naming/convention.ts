/**
 * The naming convention as data: a template of segments, what each segment may hold, and what stays silent.
 * The shape is that of the settings `eddy.naming.*`, so that a settings file and a test state it alike.
 */
import type { Sentence } from './sentence.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Convention {
  /** Segments in braces, one separator character between them; text outside braces is a fixed segment. */
  readonly template: string;
  /** What `{type}` may be. */
  readonly types: readonly string[];
  /** What `{domain}` may be; empty = any. */
  readonly domains: readonly string[];
  /** What further segments may hold, by their name in the template. */
  readonly segments?: Readonly<Record<string, SegmentContent>>;
  /** Globs (`*` any text, `?` one character) of names the convention says nothing about. */
  readonly ignore: readonly string[];
  /** How loudly a departure from the convention is reported; illegal names and collisions always speak. */
  readonly severity: Severity | 'off';
}

/** What a segment may hold; without either, anything that is well written. */
export interface SegmentContent {
  /** The only texts allowed. */
  readonly values?: readonly string[];
  /** A regular expression that the whole segment matches. */
  readonly pattern?: string;
}

/** The convention of the product: `ecommerce.order.event.created.v1`. */
export const defaultConvention: Convention = {
  template: '{service}.{domain}.{type}.{description}.{version}',
  types: ['event', 'cmd', 'log'],
  domains: [],
  ignore: [],
  severity: 'warning',
};

/** What is known about the place where a name stands. */
export interface NameContext {
  /** The service to suggest when a name lacks one, e.g. the workspace's name. */
  readonly service?: string | undefined;
  /** Other names in use on the cluster or in the workspace; the checked name itself may be among them. */
  readonly existing?: readonly string[] | undefined;
  /** True where a regular expression may stand (subscriptions): `^…` is then no topic name at all. */
  readonly pattern?: boolean | undefined;
}

/** The three levels of findings: Kafka's own rule, names that clash in metrics, the team's convention. */
export type Level = 'illegal' | 'collision' | 'convention';

export type FindingCode =
  | 'illegal'
  | 'collision'
  | 'missing-segment'
  | 'wrong-segment'
  | 'segment-order'
  | 'environment'
  | 'near-duplicate'
  | 'several-versions'
  | 'event-imperative'
  | 'command-past-tense';

export interface Finding {
  readonly code: FindingCode;
  readonly level: Level;
  readonly severity: Severity;
  /** The segment of the template the finding is about; the first one when several are missing. */
  readonly segment?: string;
  /** Offsets within the name; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** A finished English sentence; `sentence` is the same, to be translated. */
  readonly message: string;
  readonly sentence: Sentence;
  /** A better name. Segments nobody can guess stand in angle brackets: `<service>.order.event.created.v1`. */
  readonly suggestion?: string;
}

/** One segment of the suggested name: a cell of the ruler under the Publish form's topic. */
export interface RulerSegment {
  readonly segment: string;
  /** What the suggested name holds here, in angle brackets when it cannot be guessed. */
  readonly text: string;
  /** `kept` from the name as it is, `added` because the name lacks it, `wrong` = changed. */
  readonly state: 'kept' | 'added' | 'wrong';
}
