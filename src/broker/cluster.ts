/**
 * The whole cluster as one state machine: nodes, the network between them, and time as an input. The host
 * hands in bytes and the hour, and gets bytes and the next deadline; nothing here waits, reads a clock or draws
 * a number of its own.
 */
import type { Compression } from '../protocol/compression.ts';
import type { Api, Decoded } from '../protocol/schema.ts';
import { assert } from './assert.ts';
import { Broker } from './broker.ts';
import type { BrokerConfigs } from './configs.ts';
import { Connection, type ConnectionHost } from './connection.ts';
import type { CreateTopicPolicy } from './controller/controller.ts';
import type { Endpoint } from './controller/metadataImage.ts';
import { Disk } from './disk.ts';
import { Faults } from './faults.ts';
import { clientHandlers } from './handlers/table.ts';
import { LogMemory } from './log/logMemory.ts';
import { MemoryLimit } from './memoryLimit.ts';
import type { Network } from './network.ts';
import type { ClusterObserver } from './observer.ts';
import { type Carrier, inMemory, type Peers, type Reply } from './peers.ts';
import { randomUuid } from './randomUuid.ts';
import { Authenticator } from './sasl/authenticator.ts';
import type { SaslMechanism } from './sasl/mechanism.ts';
import { Timers } from './timers.ts';

export interface ClusterOptions {
  /** Where clients reach each node; node ids are 1, 2, … in this order. */
  readonly endpoints: readonly Endpoint[];
  readonly configs: BrokerConfigs;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Evenly spread in [0, 1). */
  random(): number;
  readonly network: Network;
  /** Opens compressed batches where a topic's rules ask for it. */
  readonly compression?: Compression;
  /** What the logs of all nodes may hold in memory together; no limit when left out. */
  readonly memoryLimitBytes?: number;
  /** Counts what the logs hold, those of `openDisk` as well. */
  readonly memory?: LogMemory;
  /** Kept from an earlier start; a new one when left out. */
  readonly clusterId?: string;
  /** What a node starts from, asked at each start; in memory, and one for the life of the cluster, when left out. */
  openDisk?(nodeId: number): Disk;
  readonly observer?: ClusterObserver;
  /** How clients log in; without any, whoever connects is served. */
  readonly saslMechanisms?: readonly SaslMechanism[];
  /** Asked at each creation, so that it may change its mind; every legal name may be created when left out. */
  readonly createTopicPolicy?: CreateTopicPolicy;
  /** A simulation takes messages through their bytes, so that nodes which share objects are found out. */
  readonly carrier?: Carrier;
}

export type NodeState = 'running' | 'stopping' | 'stopped' | 'killed';

/** What a client connection is given: how to answer, how to be cut off. */
export type ClientLink = Pick<ConnectionHost, 'write' | 'close' | 'drained'>;

/** How much of a time without calls is lived through deadline by deadline; what was before that is skipped. */
const longestCatchUpMs = 5_000;

interface Node {
  readonly id: number;
  readonly endpoint: Endpoint;
  disk: Disk;
  state: NodeState;
  broker: Broker | undefined;
  readonly connections: Set<Connection>;
  readonly faults: Faults;
  /** Of clients, since the cluster is there. */
  requests: number;
}

export class Cluster {
  readonly clusterId: string;
  /** For the host's status. */
  readonly memoryLimit: MemoryLimit;
  readonly #options: ClusterOptions;
  readonly #nodes: ReadonlyMap<number, Node>;
  /** Time limits of requests between nodes; each node's own deadlines are the node's. */
  readonly #timers: Timers;
  #now: number;
  /** Connections whose next request may begin. */
  #woken: (() => void)[] = [];
  /** Told when a node's state changed by itself: a controlled stop has ended. */
  onNodeStopped: (nodeId: number) => void = () => {};

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#now = options.now;
    this.#timers = new Timers(options.now);
    this.clusterId = options.clusterId ?? randomUuid(options.random);
    const { memory = new LogMemory() } = options;
    this.memoryLimit = new MemoryLimit({
      limitBytes: options.memoryLimitBytes ?? Number.POSITIVE_INFINITY,
      memory,
      nodes: () => this.#nodes.values(),
    });
    this.#nodes = new Map(
      options.endpoints.map((endpoint, index) => {
        const id = index + 1;
        const disk = new Disk({ compression: options.compression, memory, random: options.random });
        const empty = { connections: new Set<Connection>(), faults: new Faults(), requests: 0 };
        return [id, { id, endpoint, disk, state: 'stopped', broker: undefined, ...empty }];
      }),
    );
  }

  get nodeIds(): readonly number[] {
    return [...this.#nodes.keys()];
  }

  nodeState(id: number): NodeState {
    return this.#node(id).state;
  }

  /** The running broker of a node; for checkers and the host's status, not for clients. */
  broker(id: number): Broker | undefined {
    return this.#node(id).broker;
  }

  /** What a node has stored; for checkers and the host's status. */
  disk(id: number): Disk {
    return this.#node(id).disk;
  }

  /** What a node's clients suffer at the moment. */
  faults(id: number): Faults {
    return this.#node(id).faults;
  }

  /** How many requests of clients a node has taken, ever. */
  requests(id: number): number {
    return this.#node(id).requests;
  }

  /** Whether every node that runs is registered since it started, unfenced, and knows it. */
  get isReady(): boolean {
    const running = [...this.#nodes.values()].flatMap(({ broker }) => broker ?? []);
    return running.every(({ image }) =>
      running.every(
        ({ nodeId, brokerEpoch }) =>
          image.isActive(nodeId) && image.brokers.get(nodeId)?.epoch === brokerEpoch,
      ),
    );
  }

  /** A client connects to a node, which must be running. @param clientHost as Kafka prints it: `/127.0.0.1` */
  connect(nodeId: number, link: ClientLink, clientHost = '/127.0.0.1'): Connection {
    const node = this.#node(nodeId);
    assert(node.broker !== undefined, `node ${nodeId} is not running`);
    const host: ConnectionHost = {
      handlers: clientHandlers,
      broker: node.broker,
      maxRequestBytes: this.#options.configs.number('socket.request.max.bytes'),
      authenticator: this.#newAuthenticator(),
      requestArrived: (api) => {
        node.requests += 1;
        return node.faults.take(api);
      },
      write: (parts) => link.write(parts),
      wake: (run) => this.#woken.push(run),
      close: (reason) => {
        node.connections.delete(connection);
        link.close(reason);
      },
      drained: () => link.drained(),
    };
    const connection = new Connection(host, clientHost);
    node.connections.add(connection);
    return connection;
  }

  #newAuthenticator(): Authenticator | undefined {
    const { saslMechanisms = [], configs } = this.#options;
    if (saslMechanisms.length === 0) return undefined;
    return new Authenticator({
      mechanisms: saslMechanisms,
      maxReauthMs: configs.number('connections.max.reauth.ms'),
    });
  }

  /** Bytes of a client. */
  receive(connection: Connection, chunk: Buffer): void {
    connection.receive(chunk);
    this.#settle();
  }

  /** The client closed its connection. */
  disconnect(nodeId: number, connection: Connection): void {
    connection.close();
    this.#node(nodeId).connections.delete(connection);
    this.#settle();
  }

  startNode(id: number): void {
    const node = this.#node(id);
    if (node.broker !== undefined) return;
    node.state = 'running';
    node.disk = this.#options.openDisk?.(id) ?? node.disk;
    node.broker = new Broker({
      nodeId: id,
      voters: this.nodeIds,
      clusterId: this.clusterId,
      endpoint: node.endpoint,
      configs: this.#options.configs,
      disk: node.disk,
      peers: this.#peersOf(node),
      memoryLimit: this.memoryLimit,
      createTopicPolicy: this.#options.createTopicPolicy ?? (() => undefined),
      now: this.#now,
      random: this.#options.random,
      newUuid: () => randomUuid(this.#options.random),
      observer: this.#options.observer ?? {},
    });
    node.broker.start();
    this.#settle();
  }

  /** A controlled stop: leaders move first. `onNodeStopped` tells when it has ended. */
  stopNode(id: number): void {
    const node = this.#node(id);
    const { broker } = node;
    if (broker === undefined || node.state === 'stopping') return;
    node.state = 'stopping';
    broker.shutdown(() => {
      if (node.broker !== broker) return;
      this.#takeDown(node, 'stopped');
      this.onNodeStopped(id);
    });
    this.#settle();
  }

  /** A crash: connections are cut, and what was only in memory is gone. */
  killNode(id: number): void {
    const node = this.#node(id);
    if (node.broker === undefined) return;
    this.#takeDown(node, 'killed');
    this.#settle();
  }

  /** The process ends as it should: every node that runs stops at once, and leaves its disk in order. */
  close(): void {
    for (const node of this.#nodes.values()) {
      if (node.broker === undefined) continue;
      node.broker.leaveInOrder();
      this.#takeDown(node, 'stopped');
      node.disk.close();
    }
  }

  /**
   * Time passes: everything due by `now` happens, each thing at its hour. So a host that was held up for a moment does
   * not let sessions end whose heartbeats were due in that moment; a host that slept for longer does.
   */
  advanceTo(now: number): void {
    this.#now = Math.max(this.#now, now - longestCatchUpMs);
    for (let next = this.nextDeadline(); next !== undefined && next < now; next = this.nextDeadline()) {
      this.#now = Math.max(this.#now, Math.ceil(next));
      this.#settle();
    }
    this.#now = Math.max(this.#now, now);
    this.#settle();
  }

  /** When the host must call `advanceTo` next, in milliseconds since the epoch; undefined when nothing is due ever. */
  nextDeadline(): number | undefined {
    const deadlines = [this.#timers.nextDeadline(), this.#options.network.nextArrival()];
    for (const node of this.#nodes.values()) deadlines.push(node.broker?.timers.nextDeadline());
    const known = deadlines.filter((deadline) => deadline !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  /** Lets messages arrive and deadlines pass until nothing more is due now. */
  #settle(): void {
    const { network } = this.#options;
    // A message that has just arrived is answered at the hour of its arrival, not at that of the last deadline.
    for (const node of this.#nodes.values()) node.broker?.timers.tell(this.#now);
    do {
      network.advanceTo(this.#now);
      this.#timers.advanceTo(this.#now);
      for (const node of this.#nodes.values()) node.broker?.timers.advanceTo(this.#now);
      for (const run of this.#woken.splice(0)) run();
    } while (this.#woken.length > 0 || (network.nextArrival() ?? Number.POSITIVE_INFINITY) <= this.#now);
  }

  #takeDown(node: Node, state: NodeState): void {
    node.broker?.kill();
    node.broker = undefined;
    node.state = state;
    for (const connection of node.connections) connection.close();
    node.connections.clear();
  }

  #peersOf(from: Node): Peers {
    const { network, carrier = inMemory } = this.#options;
    return {
      send: <A extends Api>(
        to: number,
        api: A,
        version: number,
        body: Decoded<A['request']>,
        timeoutMs: number,
        reply: Reply<A>,
      ): void => {
        const asker = from.broker;
        let answered = false;
        const answer: Reply<A> = (response) => {
          if (answered) return;
          answered = true;
          timer.cancel();
          // An answer for a broker that has died since belongs to nobody.
          if (from.broker === asker) reply(response);
        };
        const timer = this.#timers.schedule(this.#now + timeoutMs, () => answer(undefined));
        const sent = carrier.request(api, version, body);
        const send: Reply<A> = (response) => {
          const carried = response === undefined ? undefined : carrier.response(api, version, response);
          network.deliver(to, from.id, () => answer(carried));
        };
        network.deliver(from.id, to, () => {
          const broker = this.#nodes.get(to)?.broker;
          if (broker === undefined) send(undefined);
          else broker.receive(api, version, sent, send);
        });
      },
    };
  }

  #node(id: number): Node {
    const node = this.#nodes.get(id);
    assert(node !== undefined, `there is no node ${id}`);
    return node;
  }
}
