/** What the Groups view and its host say to each other. Types only: the validators are in `groupsArrival.ts`. */
import type { NodeRequest, RebalanceReason } from '../../../server/control.ts';

/** From the webview. */
export type GroupsRequest =
  | { readonly type: 'watch'; readonly watch: Watch }
  | { readonly type: 'practice'; readonly watch: Watch; readonly count: number }
  /** The speed of one practice consumer, of all of them without `name`. */
  | { readonly type: 'practiceRate'; readonly name: string | null; readonly messagesPerSecond: number }
  | { readonly type: 'killPractice'; readonly name: string }
  /** Begins the steps of a command on the watched group. */
  | { readonly type: 'groupAction'; readonly action: GroupAction; readonly group: string };

/** To the webview. */
export type GroupsNews =
  | { readonly type: 'practice'; readonly practice: Practice }
  | { readonly type: 'group'; readonly group: GroupSnapshot | null };

export type GroupAction = 'resetOffsets' | 'removeMember' | 'delete';

/** Which group on which topic is sampled; an empty topic lets the host choose one the group reads. */
export interface Watch {
  readonly group: string;
  readonly topic: string;
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
  /** null = nobody tells: only the embedded cluster does. */
  readonly generation: number | null;
  /** Since when the group hands out its partitions anew; null = it does not. */
  readonly rebalancingSince: number | null;
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
  /** Age of the oldest message that is not committed (ms), by partition number. */
  readonly ages: readonly (number | null)[];
  readonly total: number | null;
  readonly produced: number | null;
  readonly consumed: number | null;
}

export type GroupEvent =
  /** Seen by asking who the members are. */
  | { readonly at: number; readonly kind: 'joined' | 'left'; readonly names: readonly string[] }
  /** Told by the embedded cluster. */
  | {
      readonly at: number;
      readonly kind: 'rebalance';
      readonly from: number;
      /** null while members are still waited for. */
      readonly to: number | null;
      readonly reason: RebalanceReason;
      /** Client ids of members that the new generation has and the one before had not, and the other way round. */
      readonly joined: readonly string[];
      readonly gone: readonly string[];
    }
  | { readonly at: number; readonly kind: 'drill'; readonly request: NodeRequest };

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
