/** The host's side of the Cluster view: brokers as they stand, drills, and what the embedded cluster tells of itself. */
import type { QuorumInfo } from '../../../client/adminService.ts';
import type { Fault, NodeRequest, NodeStatus } from '../../../server/control.ts';
import type { ClusterEvents } from '../../clusters/clusterEvents.ts';
import type { PanelFrame, ViewSession } from '../viewSession.ts';
import { parseClusterRequest } from './clusterArrival.ts';
import type { ClusterRequest } from './clusterMessages.ts';
import { clusterView } from './clusterView.ts';
import { RequestRates } from './requestRates.ts';

/** The embedded cluster, while it is the one that is worked with. */
export interface OwnCluster {
  readonly nodes: readonly NodeStatus[];
  readonly events: ClusterEvents;
  changeNode(request: NodeRequest): Promise<void>;
  traceRequests(on: boolean): Promise<void>;
  /** Looks how the nodes are. @returns how many requests of clients each has taken, in order */
  refreshNodes(): Promise<readonly number[] | undefined>;
}

export interface ClusterDependencies {
  own(): OwnCluster | undefined;
  /** Asks the user for a fault, and injects it. */
  chooseFault(broker: number): Promise<void>;
  /** Shows data as a document of the editor. */
  openJson(data: unknown): Promise<void>;
  faultWords(fault: Fault): string;
}

export class ClusterSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: ClusterDependencies;
  readonly #rates = new RequestRates();
  /** As it was told last. */
  #quorum: QuorumInfo | undefined;
  #tracing = false;
  /** How much of the store the webview has. */
  #told: { events: number; requests: number } | undefined;

  constructor(frame: PanelFrame, dependencies: ClusterDependencies) {
    this.#frame = frame;
    this.#to = dependencies;
  }

  receive(arrived: unknown): Promise<void> | undefined {
    const request = parseClusterRequest(arrived);
    return request && this.#handle(request);
  }

  greet(): void {
    this.#told = undefined;
  }

  reconnect(): void {
    this.#told = undefined;
    this.#tracing = false;
    this.#rates.forget();
    this.#quorum = undefined;
  }

  async poll(): Promise<void> {
    const { connection, view } = this.#frame;
    if (connection === undefined || view !== 'cluster') return;
    // Without a quorum, or before Kafka 3.3, nobody can say: the rest of the view is true all the same.
    this.#quorum = await connection.service.admin.describeQuorum().catch(() => undefined);
    await this.glance();
  }

  /** What the embedded cluster tells of itself comes at once, whoever leads it. */
  async glance(): Promise<void> {
    const { cluster, view } = this.#frame;
    if (cluster === undefined || view !== 'cluster') return;
    const counts = await this.#to.own()?.refreshNodes();
    if (counts !== undefined) this.#rates.add(this.#frame.now(), counts);
    const own = this.#to.own();
    const facts = own && {
      nodes: own.nodes,
      requestsPerSecond: (index: number) => this.#rates.of(index),
      faultWords: this.#to.faultWords,
    };
    this.#frame.postChanges({ type: 'clusterView', view: clusterView(cluster, this.#quorum, facts) });
    this.#postEvents(own?.events);
  }

  async close(): Promise<void> {
    if (this.#tracing) await this.#trace(false);
  }

  async #handle(request: ClusterRequest): Promise<void> {
    switch (request.type) {
      case 'traceRequests':
        return await this.#trace(request.on);
      case 'exportEvents':
        return await this.#export(request.what);
      case 'chooseFault':
        await this.#to.chooseFault(request.broker);
        break;
      case 'drill':
        await this.#to.own()?.changeNode(request.request);
        break;
    }
    this.#frame.forgetTrouble();
    await this.#frame.changed();
  }

  async #export(what: 'timeline' | 'requests'): Promise<void> {
    const store = this.#to.own()?.events;
    const kept = what === 'timeline' ? store?.events : store?.requests;
    const withTime = (kept ?? []).map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest }));
    await this.#to.openJson(withTime);
  }

  async #trace(on: boolean): Promise<void> {
    this.#tracing = on;
    await this.#to.own()?.traceRequests(on);
  }

  #postEvents(store: ClusterEvents | undefined): void {
    const counts = store?.counts ?? { events: 0, requests: 0 };
    const reset = this.#told === undefined;
    const told = this.#told ?? { events: 0, requests: 0 };
    const fresh = <Item>(items: readonly Item[], more: number): readonly Item[] =>
      more <= 0 ? [] : items.slice(-more);
    const events = fresh(store?.events ?? [], reset ? counts.events : counts.events - told.events);
    const requests = fresh(store?.requests ?? [], reset ? counts.requests : counts.requests - told.requests);
    if (reset || events.length > 0) this.#frame.post({ type: 'clusterEvents', events, reset });
    if (reset || requests.length > 0) this.#frame.post({ type: 'requests', requests, reset });
    this.#told = { ...counts };
  }
}
