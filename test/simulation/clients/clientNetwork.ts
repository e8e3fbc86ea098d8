/**
 * Connections of clients in simulated time: in order and lossless as TCP is, but slow, cut into odd pieces,
 * stalled for a while, or broken off. What a connection brings, it brings later, never within a call.
 */
import type { Cluster } from '../../../src/broker/cluster.ts';
import type { Connection } from '../../../src/broker/connection.ts';
import type { Timers } from '../../../src/broker/timers.ts';
import { SafetyViolation } from '../checkers/violation.ts';

export interface ClientNetworkOptions {
  readonly cluster: Cluster;
  readonly timers: Timers;
  readonly random: () => number;
}

/** What the client is told of its connection. */
export interface SocketEvents {
  received(bytes: Buffer): void;
  /** Not when the client itself closed. */
  closed(): void;
}

export interface ClientSocket {
  send(parts: readonly Buffer[]): void;
  close(): void;
}

const longestDelay = 2;
/** What a chunk is overwritten with as soon as the host may use it again: whoever still reads it is found out. */
const spent = 0xdb;

export class ClientNetwork {
  readonly options: ClientNetworkOptions;
  /** Told when a client gave up on an answer. @param since when it asked */
  onUnanswered: (what: string, since: number) => void = () => {};
  readonly #sockets = new Set<Socket>();
  readonly #stalledUntil = new Map<number, number>();

  constructor(options: ClientNetworkOptions) {
    this.options = options;
  }

  /** Undefined when nobody listens there. */
  open(nodeId: number, events: SocketEvents): ClientSocket | undefined {
    if (this.options.cluster.broker(nodeId) === undefined) return undefined;
    const socket = new Socket(this, nodeId, events, () => this.#sockets.delete(socket));
    this.#sockets.add(socket);
    return socket;
  }

  /** The node's process is gone: the system closes its connections. */
  nodeGone(nodeId: number): void {
    for (const socket of [...this.#sockets]) if (socket.nodeId === nodeId) socket.break();
  }

  /** Some connections to a node break, for no reason that either side knows of. */
  breakSome(nodeId: number, probability: number): void {
    for (const socket of [...this.#sockets]) {
      if (socket.nodeId === nodeId && this.options.random() < probability) socket.break();
    }
  }

  /** Between some clients and a node nothing moves for a while. @param share of its connections, from 0 to 1 */
  stall(nodeId: number, until: number, share: number): void {
    if (share === 1) this.#stalledUntil.set(nodeId, until);
    else {
      for (const socket of this.#sockets) {
        if (socket.nodeId === nodeId && this.options.random() < share) socket.stalledUntil = until;
      }
    }
  }

  heal(): void {
    this.#stalledUntil.clear();
    for (const socket of this.#sockets) socket.stalledUntil = 0;
  }

  /** When something sent now, behind what arrives at `previous`, arrives. */
  arrival(nodeId: number, previous: number): number {
    const { random, timers } = this.options;
    const delay = Math.floor(random() * (longestDelay + 1));
    return Math.max(previous, timers.now + delay, this.#stalledUntil.get(nodeId) ?? 0);
  }
}

class Socket implements ClientSocket {
  readonly nodeId: number;
  stalledUntil = 0;
  readonly #network: ClientNetwork;
  readonly #events: SocketEvents;
  readonly #forget: () => void;
  readonly #connection: Connection;
  #open = true;
  #lastToNode = 0;
  #lastToClient = 0;

  constructor(network: ClientNetwork, nodeId: number, events: SocketEvents, forget: () => void) {
    this.#network = network;
    this.nodeId = nodeId;
    this.#events = events;
    this.#forget = forget;
    this.#connection = network.options.cluster.connect(nodeId, {
      write: (parts) => this.#toClient(parts),
      close: (reason) => {
        throw new SafetyViolation(`node ${nodeId} cuts a client off: ${reason}`);
      },
      drained: () => {},
    });
  }

  send(parts: readonly Buffer[]): void {
    const { cluster, random, timers } = this.#network.options;
    const bytes = Buffer.concat(parts);
    const middle = random() < 0.1 ? Math.floor(random() * bytes.length) : bytes.length;
    for (const piece of [bytes.subarray(0, middle), bytes.subarray(middle)]) {
      if (piece.length === 0) continue;
      this.#lastToNode = this.#arrival(this.#lastToNode);
      timers.schedule(this.#lastToNode, () => {
        if (!this.#open) return;
        const chunk = Buffer.from(piece);
        cluster.receive(this.#connection, chunk);
        if (this.#connection.backlogBytes === 0) chunk.fill(spent);
      });
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#forget();
    const { cluster, timers } = this.#network.options;
    timers.schedule(timers.now, () => cluster.disconnect(this.nodeId, this.#connection));
  }

  /** The node dies, or something between breaks: the client hears of it a little later. */
  break(): void {
    if (!this.#open) return;
    this.close();
    const { timers } = this.#network.options;
    timers.schedule(this.#network.arrival(this.nodeId, 0), () => this.#events.closed());
  }

  #arrival(previous: number): number {
    return this.#network.arrival(this.nodeId, Math.max(previous, this.stalledUntil));
  }

  /** The parts are put together only when they arrive: until then nobody may change them. */
  #toClient(parts: readonly Buffer[]): void {
    const { timers } = this.#network.options;
    this.#lastToClient = this.#arrival(this.#lastToClient);
    timers.schedule(this.#lastToClient, () => {
      if (this.#open) this.#events.received(Buffer.concat(parts));
    });
  }
}
