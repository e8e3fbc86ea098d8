/**
 * The life of the embedded cluster: stopped → starting → running → failed, and the worker thread behind it.
 * It knows no VS Code and no settings; it never asks the user anything.
 */
import { isDeepStrictEqual } from 'node:util';
import type { NamingPolicy } from '../../naming/policy.ts';
import type { MemoryStatus, NodeRequest, NodeStatus, ServerOptions } from '../../server/control.ts';
import { ClusterEvents } from './clusterEvents.ts';
import { ControlChannel, ControlError, type WorkerLike } from './controlChannel.ts';

type EmbeddedState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'running';
      readonly nodes: readonly NodeStatus[];
      /** Undefined until the cluster has told. */
      readonly memory: MemoryStatus | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string };

type StartOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'portInUse'; readonly port: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** A worker that has not said goodbye by then (ms) is ended; one that keeps files has written them long before. */
const stopTimeout = 4_000;

export class EmbeddedCluster {
  readonly #openWorker: () => WorkerLike;
  readonly #onChange: () => void;
  readonly #onLog: (line: string) => void;
  /** What has happened since the last start. */
  readonly events = new ClusterEvents();
  #channel: ControlChannel | undefined;
  #memory: MemoryStatus | undefined;
  #state: EmbeddedState = { kind: 'stopped' };

  /** @param onLog gets what the cluster tells about itself, line by line */
  constructor(openWorker: () => WorkerLike, onChange: () => void, onLog: (line: string) => void) {
    this.#openWorker = openWorker;
    this.#onChange = onChange;
    this.#onLog = onLog;
  }

  get state(): EmbeddedState {
    return this.#state;
  }

  /** `host:port` of every node, also of those that are down; empty unless running. */
  get bootstrapServers(): readonly string[] {
    return this.#state.kind === 'running' ? this.#state.nodes.map((node) => `127.0.0.1:${node.port}`) : [];
  }

  /** Does nothing but answer when it already runs or starts. A port in use leaves it stopped. */
  async start(options: ServerOptions): Promise<StartOutcome> {
    if (this.#state.kind === 'running' || this.#state.kind === 'starting') {
      return { kind: 'running' };
    }
    this.#set({ kind: 'starting' });
    this.#memory = undefined;
    this.events.clear();
    const channel = new ControlChannel(this.#openWorker(), {
      ended: (reason) => this.#fail(channel, reason),
      logged: this.#onLog,
      memoryChanged: (memory) => this.#memoryChanged(memory),
      happened: (events, requests) => this.events.add(events, requests),
    });
    this.#channel = channel;
    try {
      const { brokers } = await channel.request({ type: 'start', options }, 'listening');
      const nodes = brokers.map(({ nodeId, port }): NodeStatus => ({ nodeId, port, state: 'running' }));
      this.#set({ kind: 'running', nodes, memory: this.#memory });
      return { kind: 'running' };
    } catch (error) {
      if (this.#channel !== channel && this.#state.kind !== 'failed') {
        return { kind: 'failed', reason: 'stopped while starting' };
      }
      this.#channel = undefined;
      await channel.terminate();
      return this.#notStarted(error);
    }
  }

  /** Everything the cluster held in memory only is gone afterwards. */
  async stop(): Promise<void> {
    const channel = this.#channel;
    this.#channel = undefined;
    if (channel !== undefined) {
      const asked = channel.request({ type: 'stop' }, 'done').catch(() => undefined);
      await Promise.race([asked, pause(stopTimeout)]);
      await channel.terminate();
    }
    this.#set({ kind: 'stopped' });
  }

  /** @throws {Error} what the worker says when it refuses */
  async changeNode(request: NodeRequest): Promise<void> {
    await this.#channel?.request(request, 'done');
    await this.refreshNodes();
  }

  /** From now on, until it ends: what it is started with next is the caller's matter. */
  async enforceNaming(policy: NamingPolicy | undefined): Promise<void> {
    await this.#channel?.request({ type: 'enforceNaming', policy }, 'done');
  }

  /** From now on every client's request is told, or none. */
  async traceRequests(on: boolean): Promise<void> {
    await this.#channel?.request({ type: 'traceRequests', on }, 'done');
  }

  /**
   * Asks how the nodes are: a fault that hits so many requests ends by itself.
   * @returns how many requests of clients each node has taken, in order of the nodes; undefined when it does not run
   */
  async refreshNodes(): Promise<readonly number[] | undefined> {
    const status = await this.#channel?.request({ type: 'status' }, 'status');
    if (status === undefined || this.#state.kind !== 'running') return undefined;
    const { nodes, memory, requests } = status;
    if (!isDeepStrictEqual(nodes, this.#state.nodes)) this.#set({ kind: 'running', nodes, memory });
    return requests;
  }

  /** It may tell the first time before it is ready. */
  #memoryChanged(memory: MemoryStatus): void {
    this.#memory = memory;
    if (this.#state.kind === 'running') this.#set({ ...this.#state, memory });
  }

  #notStarted(error: unknown): StartOutcome {
    const failure = error instanceof ControlError ? error.failure : undefined;
    if (failure?.code === 'EADDRINUSE' && failure.port !== undefined) {
      this.#set({ kind: 'stopped' });
      return { kind: 'portInUse', port: failure.port };
    }
    const reason = error instanceof Error ? error.message : String(error);
    this.#set({ kind: 'failed', reason });
    return { kind: 'failed', reason };
  }

  #fail(channel: ControlChannel, reason: string): void {
    if (this.#channel === channel) {
      this.#channel = undefined;
      this.#set({ kind: 'failed', reason });
    }
  }

  #set(state: EmbeddedState): void {
    this.#state = state;
    this.#onChange();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
