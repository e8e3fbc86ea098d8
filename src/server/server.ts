/**
 * The only I/O of the broker: sockets on 127.0.0.1, the clock, randomness, and one timer armed for the
 * cluster's next deadline. It decides nothing about Kafka.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { Broker } from '../broker/broker.ts';
import { Cluster } from '../broker/cluster.ts';
import { BrokerConfigs } from '../broker/configs.ts';
import type { Connection } from '../broker/connection.ts';
import { DrillNetwork } from '../broker/drillNetwork.ts';
import { errorCodes } from '../protocol/errors.ts';
import { createTopicsApi } from '../protocol/messages/createTopics.ts';
import { Clock } from './clock.ts';
import { ClusterLog } from './clusterLog.ts';
import { codecs } from './codecs.ts';
import type { Listening, MemoryStatus, NodeState, NodeStatus, ServerOptions } from './control.ts';
import { MemoryWatch } from './memoryWatch.ts';
import { PortInUseError } from './portInUse.ts';

const host = '127.0.0.1';
/** A connection with more unread requests than this is not read from until they are answered. */
const maxBacklogBytes = 1024 * 1024;
/** A connection with more unsent bytes than this is not read from until its client takes them. */
const maxUnsentBytes = 4 * 1024 * 1024;
/** `max.connections` of a node: more than a laptop's applications open, few enough to hold in memory. */
const maxConnectionsPerNode = 10_000;
const createTimeoutMs = 10_000;
/** Of a drill. A request between nodes is given up within seconds: longer delays only look like isolation. */
const longestDelayMs = 60_000;
/** The longest that one timer of Node can wait; a later deadline is armed for again. */
const longestTimeoutMs = 2 ** 31 - 1;

export interface ServerHost {
  readonly configs: Readonly<Record<string, string>>;
  readonly memoryLimitBytes: number;
  /** A broken invariant: the cluster has stopped and says why. */
  onFailure(error: unknown): void;
  /** Something that a person who looks for a fault wants to read: one line. */
  log(message: string): void;
  /** The use of memory has changed enough to be shown. */
  memoryChanged(memory: MemoryStatus): void;
}

interface Listener {
  readonly nodeId: number;
  port: number;
  server: Server | undefined;
  readonly sockets: Set<Socket>;
}

export class KafkaServer {
  readonly #host: ServerHost;
  readonly #clock = new Clock();
  readonly #network = new DrillNetwork(this.#clock.now());
  readonly #cluster: Cluster;
  readonly #log: ClusterLog;
  readonly #listeners: ReadonlyMap<number, Listener>;
  readonly #states = new Map<number, NodeState>();
  readonly #memoryWatch = new MemoryWatch();
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Number.POSITIVE_INFINITY;
  #onReady: (() => void) | undefined;
  #closed = false;

  private constructor(serverHost: ServerHost, listeners: readonly Listener[]) {
    this.#host = serverHost;
    this.#log = new ClusterLog((line) => serverHost.log(line));
    this.#listeners = new Map(listeners.map((listener) => [listener.nodeId, listener]));
    this.#cluster = new Cluster({
      endpoints: listeners.map(({ port }) => ({ host, port })),
      configs: new BrokerConfigs(serverHost.configs),
      now: this.#clock.now(),
      random: Math.random,
      network: this.#network,
      compression: codecs,
      memoryLimitBytes: serverHost.memoryLimitBytes,
    });
    this.#cluster.onNodeStopped = (nodeId) => this.#nodeStopped(nodeId);
  }

  /**
   * Opens a port for each node and starts them all; resolves when every broker is registered and serves.
   * @param ports 0 lets the system choose
   * @throws PortInUseError when a port is taken; nothing stays open then
   */
  static async start(ports: readonly number[], serverHost: ServerHost): Promise<KafkaServer> {
    const listeners: Listener[] = [];
    try {
      for (const [index, port] of ports.entries()) {
        const listener: Listener = { nodeId: index + 1, port, server: undefined, sockets: new Set() };
        listeners.push(listener);
        await listen(listener);
      }
    } catch (error) {
      for (const { server } of listeners) server?.close();
      throw error;
    }
    const server = new KafkaServer(serverHost, listeners);
    for (const listener of listeners) server.#serve(listener);
    await new Promise<void>((resolve) => {
      server.#onReady = resolve;
      server.#run(() => {
        for (const { nodeId } of listeners) server.#startNode(nodeId);
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
      const state = this.#states.get(nodeId) ?? 'stopped';
      return { nodeId, port, state, ...(drill === undefined ? {} : { drill }) };
    });
  }

  get memory(): MemoryStatus {
    let logBytes = 0;
    for (const nodeId of this.#cluster.nodeIds) {
      for (const log of this.#cluster.disk(nodeId).logs()) logBytes += log.sizeBytes;
    }
    return { logBytes, residentBytes: process.memoryUsage().rss, ...this.#cluster.memoryLimit.use };
  }

  /** Makes topics that do not exist yet. @throws RangeError with Kafka's reason when one is refused */
  createTopics(topics: ServerOptions['topics']): Promise<void> {
    const broker = this.#cluster.broker(1);
    if (topics.length === 0 || broker === undefined) return Promise.resolve();
    const body = {
      topics: topics.map(({ name, partitions }) => ({
        name,
        numPartitions: partitions,
        replicationFactor: -1,
        assignments: [],
        configs: [],
      })),
      timeoutMs: createTimeoutMs,
      validateOnly: false,
    };
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + createTimeoutMs;
      const ask = (): void =>
        broker.controllers.askUntil(
          createTopicsApi,
          createTopicsApi.maxVersion,
          body,
          deadline,
          (response) => {
            const refused = response?.topics.find(({ errorCode }) => errorCode !== errorCodes.NONE);
            if (response === undefined) reject(new RangeError('No controller answered.'));
            else if (refused !== undefined)
              reject(new RangeError(`${refused.name}: ${refused.errorMessage}`));
            else resolve();
          },
        );
      this.#run(ask);
    });
  }

  /** Starts a node that was stopped or killed, on the port it had. @throws PortInUseError when that is taken now */
  async startNode(nodeId: number): Promise<void> {
    const listener = this.#listener(nodeId);
    if (this.#states.get(nodeId) === 'running') return;
    if (listener.server === undefined) {
      await listen(listener);
      this.#serve(listener);
    }
    this.#run(() => this.#startNode(nodeId));
  }

  /** A crash: the node's port closes, its connections are cut. */
  killNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#run(() => this.#cluster.killNode(nodeId));
    this.#states.set(nodeId, 'killed');
    this.#closeListener(nodeId);
  }

  /** A controlled stop: the node's leaders move first. Resolves when it is down. */
  stopNode(nodeId: number): Promise<void> {
    this.#listener(nodeId);
    if (this.#states.get(nodeId) !== 'running') return Promise.resolve();
    return new Promise((resolve) => {
      this.#stopping.set(nodeId, resolve);
      this.#run(() => this.#cluster.stopNode(nodeId));
    });
  }

  /** The node and the others no longer hear each other, as when a switch fails; its clients still reach it. */
  isolateNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#run(() => this.#network.begin(nodeId, { kind: 'isolated' }));
  }

  /** Everything between the node and the others takes `delayMs`. @throws RangeError unless it is 1 to 60,000 */
  slowNode(nodeId: number, delayMs: number): void {
    this.#listener(nodeId);
    if (!Number.isInteger(delayMs) || delayMs < 1 || delayMs > longestDelayMs) {
      throw new RangeError(`A delay is a whole number of milliseconds from 1 to ${longestDelayMs}.`);
    }
    this.#run(() => this.#network.begin(nodeId, { kind: 'slow', delayMs }));
  }

  /** Ends the node's drill. */
  healNode(nodeId: number): void {
    this.#listener(nodeId);
    this.#run(() => this.#network.end(nodeId));
  }

  healAll(): void {
    for (const nodeId of this.#listeners.keys()) this.healNode(nodeId);
  }

  /** Closes every port and connection; the cluster and what it held are gone. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const nodeId of this.#listeners.keys()) this.#closeListener(nodeId);
  }

  readonly #stopping = new Map<number, () => void>();

  #startNode(nodeId: number): void {
    this.#states.set(nodeId, 'running');
    this.#cluster.startNode(nodeId);
  }

  #nodeStopped(nodeId: number): void {
    this.#states.set(nodeId, 'stopped');
    this.#closeListener(nodeId);
    this.#stopping.get(nodeId)?.();
    this.#stopping.delete(nodeId);
  }

  #closeListener(nodeId: number): void {
    const listener = this.#listener(nodeId);
    listener.server?.close();
    listener.server = undefined;
    for (const socket of listener.sockets) socket.destroy();
    listener.sockets.clear();
  }

  #listener(nodeId: number): Listener {
    const listener = this.#listeners.get(nodeId);
    if (listener === undefined) throw new RangeError(`There is no broker ${nodeId}.`);
    return listener;
  }

  #serve(listener: Listener): void {
    listener.server?.on('connection', (socket) => {
      if (this.#states.get(listener.nodeId) !== 'running' || listener.sockets.size >= maxConnectionsPerNode) {
        socket.destroy();
        return;
      }
      listener.sockets.add(socket);
      this.#accept(listener, socket);
    });
  }

  #accept(listener: Listener, socket: Socket): void {
    const { nodeId } = listener;
    socket.setNoDelay(true);
    const idleMs = new BrokerConfigs(this.#host.configs).number('connections.max.idle.ms');
    socket.setTimeout(idleMs, () => socket.destroy());
    const connection = this.#cluster.connect(
      nodeId,
      {
        write: (parts) => write(socket, parts),
        close: (reason) => {
          this.#host.log(
            `broker ${nodeId} closed the connection of ${socket.remoteAddress}:${socket.remotePort}: ${reason}`,
          );
          socket.destroy();
        },
        drained: () => resume(socket, connection),
      },
      `/${socket.remoteAddress ?? host}`,
    );
    socket.on('data', (chunk) => {
      this.#run(() => this.#cluster.receive(connection, chunk));
      if (connection.backlogBytes > maxBacklogBytes || socket.writableLength > maxUnsentBytes) socket.pause();
    });
    socket.on('drain', () => resume(socket, connection));
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
      this.#arm();
      this.#tellMemory();
    } catch (error) {
      this.close();
      this.#host.onFailure(error);
      return;
    }
    if (this.#onReady !== undefined && this.#cluster.isReady) {
      this.#onReady();
      this.#onReady = undefined;
    }
  }

  /** Of two that call themselves the controller, one is cut off: the other has the later epoch. */
  #tell(): void {
    let active: Broker | undefined;
    for (const nodeId of this.#listeners.keys()) {
      const broker = this.#cluster.broker(nodeId);
      if (broker?.controller === undefined) continue;
      if (active === undefined || broker.quorum.epoch > active.quorum.epoch) active = broker;
    }
    if (active !== undefined) this.#log.look(active.nodeId, active.image);
  }

  #tellMemory(): void {
    const news = this.#memoryWatch.look(this.#cluster.memoryLimit.use, Date.now());
    if (news === undefined) return;
    for (const line of news.lines) this.#host.log(line);
    this.#host.memoryChanged(this.memory);
  }

  #arm(): void {
    const deadline = this.#cluster.nextDeadline() ?? Number.POSITIVE_INFINITY;
    // A timer that rings too early finds nothing due and arms itself again: cheaper than one per request.
    if (deadline >= this.#armedFor) return;
    clearTimeout(this.#timer);
    this.#armedFor = deadline;
    this.#timer = setTimeout(
      () => {
        this.#armedFor = Number.POSITIVE_INFINITY;
        this.#run(() => {});
      },
      Math.min(longestTimeoutMs, Math.max(0, deadline - this.#clock.now())),
    );
  }
}

function listen(listener: Listener): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(listener.port) : error);
    });
    server.listen(listener.port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') listener.port = address.port;
      listener.server = server;
      resolve();
    });
  });
}

/** All parts of a response in one go to the kernel. */
function write(socket: Socket, parts: readonly Buffer[]): void {
  socket.cork();
  for (const part of parts) socket.write(part);
  socket.uncork();
}

function resume(socket: Socket, connection: Connection): void {
  const calm = connection.backlogBytes <= maxBacklogBytes && socket.writableLength <= maxUnsentBytes;
  if (calm && socket.isPaused()) socket.resume();
}
