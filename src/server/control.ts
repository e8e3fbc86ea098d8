/**
 * The control channel between a host (the extension, the command line) and the worker that holds the
 * cluster. Small and typed; no user data crosses it: records travel only over Kafka's port.
 * `ui/` may import these types, and nothing else of `server/`.
 */
import type { Drill } from '../broker/drillNetwork.ts';
import type { Fault } from '../broker/faults.ts';
import type { GroupEvent } from '../broker/group/groupEvents.ts';
import type { RequestTrace } from '../broker/observer.ts';
import type { NamingPolicy } from '../naming/policy.ts';

export type { Fault, FaultEffect, FaultyApi } from '../broker/faults.ts';
export type { GroupEvent, RebalanceReason } from '../broker/group/groupEvents.ts';
export type { RequestTrace } from '../broker/observer.ts';
export type { ErrorName } from '../protocol/errors.ts';

/**
 * When written files are forced to disk. `os`: when the operating system does it, as Kafka has it; the process may die at any
 * moment, the machine may not. `always`: before anybody hears of what they hold.
 */
export type FlushPolicy = 'os' | 'always';

export interface StorageOptions {
  /** Where the brokers' directories are, or will be. */
  readonly directory: string;
  readonly flush: FlushPolicy;
}

export type SaslMechanismName = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** How clients reach the brokers: Kafka's listeners are PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL by what is there. */
export interface ListenerSecurity {
  /** PEM texts. With `clientCa` clients need a certificate that it has signed. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  readonly sasl?: {
    readonly mechanisms: readonly SaslMechanismName[];
    readonly users: readonly { readonly name: string; readonly password: string }[];
    /** Kafka's `connections.max.reauth.ms`; 0 = a login holds for as long as its connection. */
    readonly maxReauthMs: number;
  };
}

/** What a cluster is started with. */
export interface ServerOptions {
  /** Ports of the brokers, one each, in order of node id (node ids start at 1); 0 lets the system choose. */
  readonly ports: readonly number[];
  /** Kafka's `auto.create.topics.enable`. */
  readonly autoCreateTopics: boolean;
  /** Kafka's `num.partitions` and `default.replication.factor`. */
  readonly defaultPartitions: number;
  readonly defaultReplicationFactor: number;
  /** What the logs of all brokers together may hold in memory; at the cap old records go, then producers are refused. */
  readonly memoryLimitMebibytes: number;
  /** Everybody on this machine is served, in plain text, when left out. */
  readonly security?: ListenerSecurity;
  /** The host that brokers tell their clients to connect to: Kafka's advertised.listeners. 127.0.0.1 when left out. */
  readonly advertisedHost?: string;
  /** Where the cluster is kept; in memory only when left out. */
  readonly storage?: StorageOptions;
  /** What topics may be called; whatever Kafka allows when left out. */
  readonly naming?: NamingPolicy;
  /** Topics to create once the cluster serves. */
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
}

export interface Listening {
  readonly nodeId: number;
  readonly host: '127.0.0.1';
  readonly port: number;
}

/** `killed` is a crash, `stopped` a controlled shutdown. */
export type NodeState = 'running' | 'stopped' | 'killed';

export interface NodeStatus {
  readonly nodeId: number;
  readonly port: number;
  readonly state: NodeState;
  /** What the network does to the node at the moment; it outlasts the node's crashes and starts. */
  readonly drill?: Drill;
  /** What its clients suffer at the moment; they outlast crashes and starts as well. */
  readonly faults?: readonly Fault[];
}

/** What can be done to a node. `isolateNode`, `slowNode` and `injectFault` last until `healNode`, or `healAll` for every node. */
export type NodeRequest =
  | {
      readonly type: 'stopNode' | 'killNode' | 'startNode' | 'isolateNode' | 'healNode';
      readonly nodeId: number;
    }
  | { readonly type: 'slowNode'; readonly nodeId: number; readonly delayMs: number }
  | { readonly type: 'injectFault'; readonly nodeId: number; readonly fault: Fault }
  | { readonly type: 'healAll' };

/** Why a broker is out of touch with the controller, or leads no longer. */
export type Absence = 'stops' | 'notHeard' | 'startedAnew' | 'gone' | 'gaveUp';

/** What has happened in the cluster, for a timeline. `at` is in milliseconds since the epoch. */
export type ClusterEvent =
  | { readonly type: 'drill'; readonly at: number; readonly request: NodeRequest }
  /** `before` -1 = the first one. */
  | { readonly type: 'controller'; readonly at: number; readonly nodeId: number; readonly before: number }
  | { readonly type: 'fenced'; readonly at: number; readonly nodeId: number; readonly why: Absence }
  | { readonly type: 'unfenced'; readonly at: number; readonly nodeId: number }
  /** -1 = nobody. */
  | {
      readonly type: 'leader';
      readonly at: number;
      readonly leader: number;
      readonly before: number;
      readonly why: Absence;
      readonly partitions: readonly string[];
    }
  | {
      readonly type: 'isr';
      readonly at: number;
      readonly change: 'shrinks' | 'grows';
      readonly replicas: readonly number[];
      readonly partitions: readonly string[];
    }
  | {
      readonly type: 'topic';
      readonly at: number;
      readonly change: 'created' | 'deleted';
      readonly topic: string;
    }
  /** Every partition has a leader and enough replicas in sync again. */
  | { readonly type: 'healthy'; readonly at: number }
  | { readonly type: 'group'; readonly at: number; readonly event: GroupEvent };

export interface MemoryStatus {
  /** Sizes of all replicas' logs, summed. */
  readonly logBytes: number;
  /** Of the whole process. */
  readonly residentBytes: number;
  readonly limitBytes: number;
  /** What all logs keep alive, each shared piece counted once: what the limit is about. */
  readonly heldBytes: number;
  /** Bytes of records that were removed because of the limit, since the start. */
  readonly droppedBytes: number;
  /** Whether producers are refused because nothing more can be removed. */
  readonly refusing: boolean;
}

export type ControlRequest =
  | { readonly type: 'start'; readonly options: ServerOptions }
  | { readonly type: 'stop' }
  | NodeRequest
  /** From now on, in place of what was enforced before; undefined = nothing is. */
  | { readonly type: 'enforceNaming'; readonly policy: NamingPolicy | undefined }
  /** From now on every client's request is told, or none. */
  | { readonly type: 'traceRequests'; readonly on: boolean }
  | { readonly type: 'status' };

/** Every request is answered by one event of the same `id`; `failed` events without `id` end the cluster, the others are news. */
export type ControlEvent =
  | { readonly type: 'listening'; readonly id: number; readonly brokers: readonly Listening[] }
  | { readonly type: 'done'; readonly id: number }
  /** One line for the output channel. */
  | { readonly type: 'log'; readonly id?: undefined; readonly message: string }
  /** What has happened since the last of these; a few times a second at most. */
  | {
      readonly type: 'news';
      readonly id?: undefined;
      readonly events: readonly ClusterEvent[];
      readonly requests: readonly RequestTrace[];
    }
  /** The use of memory has changed; at most once a second. */
  | { readonly type: 'memory'; readonly id?: undefined; readonly memory: MemoryStatus }
  | {
      readonly type: 'status';
      readonly id: number;
      readonly nodes: readonly NodeStatus[];
      readonly memory: MemoryStatus;
      /** How many requests of clients each node has taken since the cluster started, in order of the nodes. */
      readonly requests: readonly number[];
    }
  | {
      readonly type: 'failed';
      readonly id?: number;
      /** `EADDRINUSE` with the port, files that cannot be read or written, or a broken invariant. */
      readonly code: 'EADDRINUSE' | 'BAD_REQUEST' | 'STORAGE' | 'INTERNAL';
      readonly port?: number;
      readonly reason: string;
    };

export type ControlMessage = ControlRequest & { readonly id: number };
