/**
 * Every message between the panel's host and its webview, as types: the frame's here, each view's in its own folder.
 * The webview may import from here and from nowhere else in `src`, so there is no code here: the validators are in
 * `arrival.ts` and beside each view's messages.
 */
import type { ClusterNews, ClusterRequest } from './cluster/clusterMessages.ts';
import type { GroupsNews, GroupsRequest } from './groups/groupsMessages.ts';
import type { PublishNews, PublishRequest } from './publish/publishMessages.ts';
import type { RecordsNews, RecordsRequest } from './records/recordsMessages.ts';
import type { PanelStrings } from './strings.ts';

export type * from './cluster/clusterMessages.ts';
export type * from './groups/groupsMessages.ts';
export type * from './publish/publishMessages.ts';
export type * from './records/recordsMessages.ts';
export type { PanelStrings } from './strings.ts';

export type PanelView = 'messages' | 'publish' | 'groups' | 'cluster';

/** From the webview. Every field is checked on arrival. */
export type WebviewMessage = FrameRequest | RecordsRequest | PublishRequest | GroupsRequest | ClusterRequest;

/** To the webview. */
export type HostMessage = FrameNews | RecordsNews | PublishNews | GroupsNews | ClusterNews;

export type FrameRequest =
  /** A new page: it knows nothing, and everything is told again. */
  | { readonly type: 'ready'; readonly view: PanelView }
  | { readonly type: 'openView'; readonly view: PanelView }
  /** Works with another cluster from now on: `embedded`, or the id of an added one. */
  | { readonly type: 'selectCluster'; readonly id: string }
  | { readonly type: 'startCluster' }
  | { readonly type: 'retry' };

export type FrameNews =
  | { readonly type: 'init'; readonly strings: PanelStrings; readonly language: string }
  /** Go to a view, e.g. because a command said so; the fields that are absent stay as they are. */
  | { readonly type: 'show'; readonly view: PanelView; readonly topic?: string; readonly group?: string }
  | { readonly type: 'cluster'; readonly cluster: ClusterSummary }
  | { readonly type: 'clusters'; readonly clusters: ClusterChoices }
  | { readonly type: 'trouble'; readonly trouble: Trouble | null };

/** The clusters there are to work with. */
export interface ClusterChoices {
  readonly selected: string;
  readonly all: readonly { readonly id: string; readonly name: string; readonly readOnly: boolean }[];
}

export interface ClusterSummary {
  readonly status: 'stopped' | 'loading' | 'running';
  readonly name: string;
  readonly brokers: number;
  /** Brokers some partition has a replica on; more than `brokers` when one is down. */
  readonly expectedBrokers: number;
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  readonly groups: readonly string[];
}

/** A failure outside: the last data stay in view beside it. */
export interface Trouble {
  /** `poll`: the cluster does not answer, and is asked again. `action`: one wish of the user failed. */
  readonly of: 'poll' | 'action';
  /** Kafka's error name, or NETWORK and the like. */
  readonly name: string;
  readonly message: string;
  readonly since: number;
}
