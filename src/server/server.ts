/**
 * The only I/O of the broker: sockets on 127.0.0.1, the clock, randomness, and one timer armed for the
 * cluster's next deadline. It decides nothing about Kafka.
 */
import type { Socket } from 'node:net';
import { Cluster } from '../broker/cluster.ts';
import { BrokerConfigs } from '../broker/configs.ts';
import type { Connection } from '../broker/connection.ts';
import { DrillNetwork } from '../broker/drillNetwork.ts';
import type { ClusterObserver } from '../broker/observer.ts';
import { Alarm } from './alarm.ts';
import { Clock } from './clock.ts';
import { newClusterId } from './clusterId.ts';
import { activeController, ClusterLog } from './clusterLog.ts';
import { codecs } from './codecs.ts';
import type {
  ClusterEvent,
  Fault,
  ListenerSecurity,
  Listening,
  MemoryStatus,
  NodeState,
  NodeStatus,
  RequestTrace,
  ServerOptions,
  StorageOptions,
} from './control.ts';
import { checkDelay, checkFault } from './drillChecks.ts';
import { makeTopics } from './firstTopics.ts';
import { close, host, type Listener, listen, onClient, write } from './listener.ts';
import { saslMechanisms } from './logins.ts';
import { MemoryWatch } from './memoryWatch.ts';
import { Persistence } from './persistence.ts';

/** A connection with more unread requests than this is not read from until they are answered. */
const maxBacklogBytes = 1024 * 1024;
/** A connection with more unsent bytes than this is not read from until its client takes them. */
const maxUnsentBytes = 4 * 1024 * 1024;
/** `max.connections` of a node: more than a laptop's applications open, few enough to hold in memory. */
const maxConnectionsPerNode = 10_000;

export interface ServerHost {
  readonly configs: Readonly<Record<string, string>>;
  readonly memoryLimitBytes: number;
  readonly security?: ListenerSecurity;
  /** What Metadata tells clients to connect to; 127.0.0.1 when left out. */
  readonly advertisedHost?: string;
  /** Where the cluster is kept; in memory only when left out. */
  readonly storage?: StorageOptions;
  /** Why no topic of this name may be created; undefined when one may. */
  createTopicPolicy?(name: string): string | undefined;
  /** A broken invariant: the cluster has stopped and says why. */
  onFailure(error: unknown): void;
  /** Something that a person who looks for a fault wants to read: one line. */
  log(message: string): void;
  /** Something has happened that a timeline shows. */
  event?(event: ClusterEvent): void;
  /** A client's request was answered; only while they are traced. */
  requestAnswered?(trace: RequestTrace): void;
  /** The use of memory has changed enough to be shown. */
  memoryChanged(memory: MemoryStatus): void;
}

export class KafkaServer {
  readonly #host: ServerHost;
  readonly #clock = new Clock();
  readonly #network = new DrillNetwork(this.#clock.now());
  readonly #cluster: Cluster;
  readonly #log: ClusterLog;
  readonly #persistence: Persistence | undefined;
  readonly #listeners: ReadonlyMap<number, Listener>;
  /** Whoever has asked for a controlled stop of a node that is not down yet. */
  readonly #waitingForStop = new Map<number, (() => void)[]>();
  readonly #memoryWatch = new MemoryWatch();
  readonly #observer: ClusterObserver = {
    groupEvent: (event) => this.#host.event?.({ type: 'group', at: event.at, event }),
  };
  readonly #alarm = new Alarm(this.#clock, () => this.#run(() => {}));
  #onReady: (() => void) | undefined;
  #closed = false;

  private constructor(
    serverHost: ServerHost,
    listeners: readonly Listener[],
    persistence: Persistence | undefined,
  ) {
    this.#host = serverHost;
    this.#log = new ClusterLog(
      { event: (event) => serverHost.event?.(event), line: (line) => serverHost.log(line) },
      () => this.#clock.now(),
    );
    this.#persistence = persistence;
    this.#listeners = new Map(listeners.map((listener) => [listener.nodeId, listener]));
    this.#cluster = new Cluster({
      endpoints: listeners.map(({ port }) => ({ host: serverHost.advertisedHost ?? host, port })),
      saslMechanisms: saslMechanisms(serverHost.security?.sasl),
      configs: new BrokerConfigs(serverHost.configs),
      now: this.#clock.now(),
      random: Math.random,
      network: this.#network,
      compression: codecs,
      observer: this.#observer,
      memoryLimitBytes: serverHost.memoryLimitBytes,
      createTopicPolicy: (name) => serverHost.createTopicPolicy?.(name),
      ...(persistence === undefined
        ? { clusterId: newClusterId(Math.random) }
        : {
            clusterId: persistence.clusterId,
            memory: persistence.memory,
            openDisk: (nodeId) => persistence.disk(nodeId),
          }),
    });
    persistence?.follow({
      progress: () => this.#resumeAll(),
      failed: (error) => this.#fail(error),
    });
    this.#cluster.onNodeStopped = (nodeId) => this.#nodeDown(nodeId);
  }

  /**
   * Opens a port for each node and starts them all; resolves when every broker is registered and serves.
   * @param ports 0 lets the system choose
   * @throws PortInUseError when a port is taken, StorageError when the directory cannot be used; nothing stays open then
   */
  static async start(ports: readonly number[], serverHost: ServerHost): Promise<KafkaServer> {
    const listeners: Listener[] = [];
    const { storage } = serverHost;
    const nodeIds = ports.map((_, index) => index + 1);
    const persistence =
      storage === undefined
        ? undefined
        : await Persistence.open(storage, nodeIds, (message) => serverHost.log(message));
    try {
      for (const [index, port] of ports.entries()) {
        const tls = serverHost.security?.tls;
        const listener: Listener = { nodeId: index + 1, port, server: undefined, sockets: new Map(), tls };
        listeners.push(listener);
        await listen(listener);
      }
    } catch (error) {
      for (const { server } of listeners) server?.close();
      await persistence?.close();
      throw error;
    }
    const server = new KafkaServer(serverHost, listeners, persistence);
    for (const listener of listeners) server.#serve(listener);
    await new Promise<void>((resolve) => {
      server.#onReady = resolve;
      server.#run(() => {
        for (const { nodeId } of listeners) server.#cluster.startNode(nodeId);
      });
    });
    return server;
  }

  get listening(): readonly Listening[] {
    return [...this.#listeners.values()].map(({ nodeId, port }) => ({ nodeId, host, port }));
  }

  get nodes(): readonly NodeStatus[] {
    return [...this.#listeners.values()].map(({ nodeId, port }) => {
      const drill = this.#network.drill(nodeId);
      const faults = this.#cluster.faults(nodeId).list;
      return {
        nodeId,
        port,
        state: this.#state(nodeId),
        ...(drill === undefined ? {} : { drill }),
        ...(faults.length === 0 ? {} : { faults }),
      };
    });
  }

  /** How many requests of clients each node has taken, ever. */
  get requests(): readonly number[] {
    return this.#cluster.nodeIds.map((nodeId) => this.#cluster.requests(nodeId));
  }

  get memory(): MemoryStatus {
    let logBytes = 0;
    for (const nodeId of this.#cluster.nodeIds) {
      for (const log of this.#cluster.disk(nodeId).logs()) logBytes += log.sizeBytes;
    }
    return { logBytes, residentBytes: process.memoryUsage().rss, ...this.#cluster.memoryLimit.use };
  }

  /** From now on every client's request is told, or none. */
  traceRequests(on: boolean): void {
    this.#observer.requestAnswered = on ? (trace) => this.#host.requestAnswered?.(trace) : undefined;
  }

  /** Makes topics that do not exist yet. @throws RangeError with Kafka's reason when one is refused */
  createTopics(topics: ServerOptions['topics']): Promise<void> {
    const broker = this.#cluster.broker(1);
    if (topics.length === 0 || broker === undefined) return Promise.resolve();
    return makeTopics(broker, topics, (ask) => this.#run(ask));
  }

  /**
   * Starts a node that was stopped or killed, on the port it had; one that is about to stop, after that.
   * @throws PortInUseError when the port is taken now
   */
  async startNode(nodeId: number): Promise<void> {
    const listener = this.#listener(nodeId);
    if (this.#waitingForStop.has(nodeId)) await this.stopNode(nodeId);
    if (this.#state(nodeId) === 'running') return;
    if (listener.server === undefined) {
      await listen(listener);
      this.#serve(listener);
    }
    this.#run(() => this.#cluster.startNode(nodeId));
  }

  /** A crash: the node's port closes, its connections are cut. */
  killNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#run(() => this.#cluster.killNode(nodeId));
    this.#nodeDown(nodeId);
  }

  /** A controlled stop: the node's leaders move first. Resolves when it is down, be it that it was killed meanwhile. */
  stopNode(nodeId: number): Promise<void> {
    this.#listener(nodeId);
    if (this.#state(nodeId) !== 'running') return Promise.resolve();
    return new Promise((resolve) => {
      this.#waitingForStop.set(nodeId, [...(this.#waitingForStop.get(nodeId) ?? []), resolve]);
      this.#run(() => this.#cluster.stopNode(nodeId));
    });
  }

  /** The node and the others no longer hear each other, as when a switch fails; its clients still reach it. */
  isolateNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#run(() => this.#network.begin(nodeId, { kind: 'isolated' }));
  }

  /** Everything between the node and the others takes `delayMs`. @throws RangeError for a delay that makes no sense */
  slowNode(nodeId: number, delayMs: number): void {
    this.#listener(nodeId);
    checkDelay(delayMs);
    this.#run(() => this.#network.begin(nodeId, { kind: 'slow', delayMs }));
  }

  /** Requests of its clients suffer this from now on. @throws RangeError for a fault there is not */
  injectFault(nodeId: number, fault: Fault): void {
    this.#listener(nodeId);
    checkFault(fault);
    this.#cluster.faults(nodeId).inject(fault);
  }

  /** Ends what the network does to the node, and what its clients suffer. */
  healNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#cluster.faults(nodeId).end();
    this.#run(() => this.#network.end(nodeId));
  }

  healAll(): void {
    for (const nodeId of this.#listeners.keys()) this.healNode(nodeId);
  }

  /** Closes every port and connection. The cluster and what it held are gone; kept on disk, all of it is written then. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#shut();
    if (this.#persistence !== undefined) {
      this.#cluster.close();
      await this.#persistence.close();
    }
  }

  /** A node that stops serves until it is down. */
  #state(nodeId: number): NodeState {
    const state = this.#cluster.nodeState(nodeId);
    return state === 'stopping' ? 'running' : state;
  }

  #nodeDown(nodeId: number): void {
    close(this.#listener(nodeId));
    for (const tell of this.#waitingForStop.get(nodeId) ?? []) tell();
    this.#waitingForStop.delete(nodeId);
  }

  #listener(nodeId: number): Listener {
    const listener = this.#listeners.get(nodeId);
    if (listener === undefined) throw new RangeError(`There is no broker ${nodeId}.`);
    return listener;
  }

  #serve(listener: Listener): void {
    onClient(listener, (socket) => {
      if (this.#state(listener.nodeId) !== 'running' || listener.sockets.size >= maxConnectionsPerNode) {
        socket.destroy();
        return;
      }
      this.#accept(listener, socket);
    });
  }

  #accept(listener: Listener, socket: Socket): void {
    const { nodeId } = listener;
    socket.setNoDelay(true);
    const idleMs = new BrokerConfigs(this.#host.configs).number('connections.max.idle.ms');
    socket.setTimeout(idleMs, () => socket.destroy());
    const inTurn = (send: () => void): void => {
      if (this.#persistence === undefined) send();
      else this.#persistence.whenWritten(send);
    };
    const connection = this.#cluster.connect(
      nodeId,
      {
        write: (parts) => inTurn(() => write(socket, parts)),
        close: (reason) => {
          this.#host.log(
            `broker ${nodeId} closed the connection of ${socket.remoteAddress}:${socket.remotePort}: ${reason}`,
          );
          // What was answered before, such as why a login is refused, reaches the client first.
          inTurn(() => socket.destroySoon());
        },
        drained: () => this.#resume(socket, connection),
      },
      `/${socket.remoteAddress ?? host}`,
    );
    listener.sockets.set(socket, connection);
    socket.on('data', (chunk) => {
      this.#run(() => this.#cluster.receive(connection, chunk));
      if (!this.#isCalm(socket, connection)) socket.pause();
    });
    socket.on('drain', () => this.#resume(socket, connection));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      listener.sockets.delete(socket);
      this.#run(() => this.#cluster.disconnect(nodeId, connection));
    });
  }

  /** Tells the cluster the time, does something, and arms the timer for what comes next. */
  #run(act: () => void): void {
    if (this.#closed) return;
    try {
      this.#cluster.advanceTo(this.#clock.now());
      act();
      this.#tell();
      this.#alarm.set(this.#cluster.nextDeadline());
      this.#tellMemory();
      this.#persistence?.wake();
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (this.#onReady !== undefined && this.#cluster.isReady) {
      this.#onReady();
      this.#onReady = undefined;
    }
  }

  #tell(): void {
    const active = activeController(this.#cluster);
    if (active !== undefined) this.#log.look(active.nodeId, active.image);
  }

  #tellMemory(): void {
    const news = this.#memoryWatch.look(this.#cluster.memoryLimit.use, this.#clock.now());
    if (news === undefined) return;
    for (const line of news.lines) this.#host.log(line);
    this.#host.memoryChanged(this.memory);
  }

  /** Nothing is tidied up: what the files hold is the history up to here. */
  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#shut();
    this.#persistence?.close().catch(() => {});
    this.#host.onFailure(error);
  }

  #shut(): void {
    this.#closed = true;
    this.#alarm.stop();
    for (const nodeId of this.#listeners.keys()) close(this.#listener(nodeId));
  }

  #isCalm(socket: Socket, connection: Connection): boolean {
    const mustWait = this.#persistence?.mustWait() === true;
    return !mustWait && connection.backlogBytes <= maxBacklogBytes && socket.writableLength <= maxUnsentBytes;
  }

  #resume(socket: Socket, connection: Connection): void {
    if (socket.isPaused() && this.#isCalm(socket, connection)) socket.resume();
  }

  #resumeAll(): void {
    for (const { sockets } of this.#listeners.values())
      for (const [socket, connection] of sockets) this.#resume(socket, connection);
  }
}
