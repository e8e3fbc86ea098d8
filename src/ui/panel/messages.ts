/**
 * Every message between the panel's host and its webview, as types. The webview may import from here and
 * from nowhere else in `src`, so there is no code here: the validators are in `arrival.ts`.
 */
import type { PanelStrings } from './strings.ts';

export type { PanelStrings } from './strings.ts';

export type PanelView = 'publish' | 'groups';

/** A record as the form holds it: text, before anything is encoded. */
export interface Draft {
  readonly topic: string;
  /** Empty = no key. */
  readonly key: string;
  readonly value: string;
  /** A null value; `value` stays in the form, unsent. */
  readonly tombstone: boolean;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** null = chosen from the key, as Kafka's default partitioner does. */
  readonly partition: number | null;
  /** How many times the record is sent by one press of Publish. */
  readonly copies: number;
}

/** Which group on which topic is sampled; an empty topic lets the host choose one the group reads. */
export interface Watch {
  readonly group: string;
  readonly topic: string;
}

/** From the webview. Every field is checked on arrival. */
export type WebviewMessage =
  | { readonly type: 'ready'; readonly watch: Watch }
  | { readonly type: 'watch'; readonly watch: Watch }
  /** Asks for `facts` about the topic and the key as they stand in the form. */
  | { readonly type: 'inspect'; readonly topic: string; readonly key: string }
  | { readonly type: 'publish'; readonly id: string; readonly draft: Draft }
  | { readonly type: 'clearSends' }
  | { readonly type: 'createTopic'; readonly topic: string }
  | { readonly type: 'practice'; readonly watch: Watch; readonly count: number }
  /** The speed of one practice consumer, of all of them without `name`. */
  | { readonly type: 'practiceRate'; readonly name: string | null; readonly messagesPerSecond: number }
  | { readonly type: 'killPractice'; readonly name: string }
  | { readonly type: 'startCluster' }
  | { readonly type: 'retry' }
  | { readonly type: 'explainNaming' };

/** To the webview. */
export type HostMessage =
  | { readonly type: 'init'; readonly strings: PanelStrings; readonly language: string }
  /** Go to a view, e.g. because a command said so; the fields that are absent stay as they are. */
  | { readonly type: 'show'; readonly view: PanelView; readonly topic?: string; readonly group?: string }
  | { readonly type: 'cluster'; readonly cluster: ClusterSummary }
  | { readonly type: 'facts'; readonly facts: DraftFacts }
  | { readonly type: 'progress'; readonly id: string; readonly sent: number; readonly total: number }
  /** The newest first. `finished` is the id of the publish that has just ended. */
  | { readonly type: 'sends'; readonly sends: readonly Send[]; readonly finished: string | null }
  | { readonly type: 'practice'; readonly practice: Practice }
  | { readonly type: 'group'; readonly group: GroupSnapshot | null }
  | { readonly type: 'trouble'; readonly trouble: Trouble | null };

export interface ClusterSummary {
  readonly status: 'stopped' | 'loading' | 'running';
  readonly name: string;
  readonly brokers: number;
  /** Brokers some partition has a replica on; more than `brokers` when one is down. */
  readonly expectedBrokers: number;
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  readonly groups: readonly string[];
}

/** What is known about the topic and the key in the form, before anything is sent. */
export interface DraftFacts {
  readonly topic: string;
  readonly key: string;
  readonly exists: boolean;
  /** Partitions of the topic; of the topic that would be created when it does not exist. */
  readonly partitions: number;
  readonly replicas: number;
  /** Where the key lands; null without a key or a topic. */
  readonly keyPartition: number | null;
  readonly finding: NameFinding | null;
  /** Why a topic of this name may not be created, translated; null when it may, or is there already. */
  readonly refusal: string | null;
}

/** The linter's word on a topic name. */
export interface NameFinding {
  /** Kafka itself refuses the name: nothing can be created or sent. */
  readonly blocking: boolean;
  /** Translated; one sentence each. */
  readonly messages: readonly string[];
  /** A better name that can be used as it is; null when a part of it has to be made up by a person. */
  readonly suggestion: string | null;
  readonly ruler: readonly {
    readonly segment: string;
    readonly text: string;
    readonly state: 'kept' | 'added' | 'wrong';
  }[];
}

/** One press of Publish and what became of it. */
export interface Send {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly topic: string;
  /** The key, shortened; empty without a key. */
  readonly key: string;
  readonly tombstone: boolean;
  readonly copies: number;
  /** Where the records went: first and last offset per partition. */
  readonly partitions: readonly {
    readonly partition: number;
    readonly first: number;
    readonly last: number;
    readonly count: number;
  }[];
  readonly milliseconds: number;
  readonly error: { readonly name: string; readonly message: string } | null;
  /** For the pencil; null when the record was too large to be kept. */
  readonly draft: Draft | null;
}

export interface Practice {
  readonly group: string;
  readonly topic: string;
  readonly consumers: readonly PracticeRow[];
}

export interface PracticeRow {
  /** The client id, e.g. `practice-1`. */
  readonly name: string;
  readonly phase: 'joining' | 'consuming' | 'idle' | 'closed' | 'killed' | 'failed';
  readonly partitions: readonly number[];
  readonly messagesPerSecond: number;
  /** Kafka's error name, or NETWORK and the like. */
  readonly error: { readonly name: string; readonly message: string } | null;
}

/** One group on one topic, as of one poll, with the sampled points the webview does not have yet. */
export interface GroupSnapshot {
  readonly group: string;
  readonly topic: string;
  /** Topics the group has an assignment or a commit on. */
  readonly topics: readonly string[];
  /** Kafka's state name, e.g. `Stable`. */
  readonly state: string;
  readonly coordinator: number;
  readonly assignor: string;
  readonly at: number;
  readonly partitions: readonly PartitionRow[];
  readonly consumers: readonly ConsumerRow[];
  readonly lag: number | null;
  readonly trend: Trend;
  readonly reading: Reading;
  /** True when `points` replace what the webview has. */
  readonly reset: boolean;
  readonly points: readonly LagPoint[];
  readonly events: readonly GroupEvent[];
}

export interface PartitionRow {
  readonly partition: number;
  readonly leader: number;
  /** null when the partition cannot say, e.g. without a leader. */
  readonly end: number | null;
  /** null = the group has committed nothing here. */
  readonly committed: number | null;
  readonly lag: number | null;
  /** Age of the oldest message not committed, from the sampled end offsets. */
  readonly behind: { readonly milliseconds: number; readonly atLeast: boolean } | null;
  readonly trend: Trend;
  /** `name` of the consumer that owns it. */
  readonly consumer: string | null;
}

export interface ConsumerRow {
  /** The client id, with a number where several share one. */
  readonly name: string;
  readonly practice: boolean;
  readonly host: string;
  readonly partitions: readonly number[];
  /** Messages committed per second, over the last seconds. */
  readonly perSecond: number | null;
  /** Partitions of other topics it has; a consumer with none at all is idle. */
  readonly elsewhere: number;
  /** The limit of a practice consumer. */
  readonly messagesPerSecond: number | null;
  /** Stopped like a crash: the group counts it as a member until its session times out. */
  readonly killed: boolean;
}

/** Change of lag in messages per second. */
export type Trend =
  | { readonly kind: 'unknown' | 'steady' }
  | { readonly kind: 'rising' | 'falling'; readonly perSecond: number };

/** One second of history; `lags` by partition number. null = not known then. */
export interface LagPoint {
  readonly at: number;
  readonly lags: readonly (number | null)[];
  readonly total: number | null;
  readonly produced: number | null;
  readonly consumed: number | null;
}

export interface GroupEvent {
  readonly at: number;
  readonly kind: 'joined' | 'left';
  readonly names: readonly string[];
}

/** What the numbers say, by rule; the webview makes the sentence. */
export type Reading =
  | { readonly kind: 'unknown' | 'rebalancing' | 'idle' | 'neverCommitted' }
  | { readonly kind: 'nobodyReads'; readonly waiting: number }
  | {
      readonly kind: 'fallsBehind';
      readonly partition: number;
      /** null = no member owns it. */
      readonly consumer: string | null;
      readonly handled: number;
      readonly arriving: number;
      /** Partitions of this topic the same consumer has. */
      readonly ownedByConsumer: number;
      readonly idleConsumers: number;
    }
  | {
      readonly kind: 'standsStill';
      readonly partition: number;
      readonly consumer: string;
      readonly waiting: number;
    }
  | {
      readonly kind: 'catchesUp';
      readonly seconds: number;
      readonly handled: number;
      readonly arriving: number;
    }
  | { readonly kind: 'keepsUp'; readonly arriving: number };

/** A failure outside: the last data stay in view beside it. */
export interface Trouble {
  /** `poll`: the cluster does not answer, and is asked again. `action`: one wish of the user failed. */
  readonly of: 'poll' | 'action';
  /** Kafka's error name, or NETWORK and the like. */
  readonly name: string;
  readonly message: string;
  readonly since: number;
}
