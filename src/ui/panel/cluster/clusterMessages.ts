/** What the Cluster view and its host say to each other. Types only: the validators are in `clusterArrival.ts`. */
import type { ClusterEvent, NodeRequest, RequestTrace } from '../../../server/control.ts';

export type { ClusterEvent, NodeRequest, RequestTrace } from '../../../server/control.ts';

/** From the webview. */
export type ClusterRequest =
  /** Kill, stop, start, isolate, slow, heal; nothing happens on a cluster that is not the embedded one. */
  | { readonly type: 'drill'; readonly request: NodeRequest }
  /** Asks the user for a fault on requests to this broker, and injects it. */
  | { readonly type: 'chooseFault'; readonly broker: number }
  /** Opens what is kept of events, or of requests, as a JSON document. */
  | { readonly type: 'exportEvents'; readonly what: 'timeline' | 'requests' }
  /** Whether every request of clients is to be told. */
  | { readonly type: 'traceRequests'; readonly on: boolean };

/** To the webview. */
export type ClusterNews =
  | { readonly type: 'clusterView'; readonly view: ClusterView }
  /** Oldest first; `reset` = they replace what the webview has. */
  | { readonly type: 'clusterEvents'; readonly events: readonly ClusterEvent[]; readonly reset: boolean }
  | { readonly type: 'requests'; readonly requests: readonly RequestTrace[]; readonly reset: boolean };

export interface ClusterView {
  /** Drills, events and requests are there only on the embedded cluster. */
  readonly embedded: boolean;
  /** -1 = none, or not known. */
  readonly leader: number;
  readonly epoch: number;
  readonly voters: readonly number[];
  /** In order of their ids; a broker that is down keeps its place. */
  readonly brokers: readonly BrokerCard[];
  /** Partitions in which a broker that runs is out of sync. */
  readonly underReplicated: number;
  readonly withoutLeader: number;
}

export interface BrokerCard {
  readonly id: number;
  readonly address: string;
  readonly state: 'running' | 'stopped' | 'killed' | 'unreachable';
  readonly controller: boolean;
  readonly drill: { readonly kind: 'isolated' } | { readonly kind: 'slow'; readonly delayMs: number } | null;
  /** What requests of its clients suffer, in words. */
  readonly faults: readonly string[];
  /** Of its clients; null = not known. */
  readonly requestsPerSecond: number | null;
  /** null = not known, or no voter. */
  readonly quorumLag: number | null;
  /** Replicas on it, how many of them lead, and how many are in sync. */
  readonly replicas: number;
  readonly leads: number;
  readonly inSync: number;
  readonly topics: readonly TopicChips[];
}

export interface TopicChips {
  readonly name: string;
  /** One for each partition that has a replica here; empty where there are too many, or for internal topics. */
  readonly partitions: readonly { readonly partition: number; readonly role: ReplicaRole }[];
  readonly counts: { readonly leads: number; readonly follows: number; readonly out: number };
}

export type ReplicaRole = 'leads' | 'follows' | 'out' | 'off';
