/**
 * One panel's conversation: holds the connection, hands each message to the view it is for, and polls them while the panel is
 * visible. It knows VS Code only through `SessionDependencies`, so that it runs in a plain test.
 */
import { toKafkaError } from '../../client/errors.ts';
import type { ClusterInfo } from '../../client/model.ts';
import { parseFrameRequest } from './arrival.ts';
import { type ClusterDependencies, ClusterSession } from './cluster/clusterSession.ts';
import { summaryOf } from './clusterSummary.ts';
import { type GroupsDependencies, GroupsSession } from './groups/groupsSession.ts';
import type {
  ClusterChoices,
  FrameRequest,
  HostMessage,
  PanelStrings,
  PanelView,
  Trouble,
} from './messages.ts';
import { type PublishDependencies, PublishSession } from './publish/publishSession.ts';
import { type RecordsDependencies, RecordsSession } from './records/recordsSession.ts';
import type { PanelFrame, SessionConnection, ViewSession } from './viewSession.ts';

interface SessionDependencies
  extends PublishDependencies,
    RecordsDependencies,
    GroupsDependencies,
    ClusterDependencies {
  readonly strings: PanelStrings;
  /** A BCP 47 tag, for numbers. */
  readonly language: string;
  /** undefined while no cluster runs. */
  connection(): SessionConnection | undefined;
  post(message: HostMessage): void;
  clusters(): ClusterChoices;
  selectCluster(id: string): Promise<unknown>;
  startCluster(): Promise<unknown>;
  /** The tree shows other topics or groups after this. */
  changed(): void;
  now(): number;
}

/** Milliseconds between two looks at the lists of topics and groups; the views are polled every time. */
const listsEvery = 2_000;

export class PanelSession implements PanelFrame {
  readonly #to: SessionDependencies;
  readonly #views: readonly ViewSession[];
  #connection: SessionConnection | undefined;
  #cluster: ClusterInfo | undefined;
  #listedAt = Number.NEGATIVE_INFINITY;
  #view: PanelView = 'publish';
  #visible = true;
  #posted = new Map<string, string>();
  #troubles: { poll?: Trouble; action?: Trouble } = {};
  #polling: Promise<void> | undefined;
  #pollAgain = false;

  constructor(dependencies: SessionDependencies) {
    this.#to = dependencies;
    this.#views = [
      new RecordsSession(this, dependencies),
      new PublishSession(this, dependencies),
      new GroupsSession(this, dependencies),
      new ClusterSession(this, dependencies),
    ];
  }

  get connection(): SessionConnection | undefined {
    return this.#connection;
  }

  get cluster(): ClusterInfo | undefined {
    return this.#cluster;
  }

  get view(): PanelView {
    return this.#view;
  }

  now(): number {
    return this.#to.now();
  }

  /** Takes one message of the webview; what is not a message of ours is dropped. */
  async receive(arrived: unknown): Promise<void> {
    try {
      const request = parseFrameRequest(arrived);
      if (request !== undefined) {
        return await this.#handle(request);
      }
      for (const view of this.#views) {
        const handling = view.receive(arrived);
        if (handling !== undefined) {
          return await handling;
        }
      }
    } catch (error) {
      this.#trouble('action', error);
    }
  }

  /**
   * Asks the cluster once and posts what has changed. Failures are shown, not thrown. Calls during a poll
   * make one more after it, so samples never cross each other.
   */
  poll(): Promise<void> {
    this.#pollAgain = this.#polling !== undefined;
    this.#polling ??= this.#pollUntilQuiet().finally(() => {
      this.#polling = undefined;
    });
    return this.#polling;
  }

  /** Posts what is known without asking the cluster: during an election it may not answer for seconds. */
  async glance(): Promise<void> {
    await Promise.all(this.#views.map((view) => view.glance?.()));
  }

  /** Opens a view, e.g. because a command asked for it. */
  show(message: Extract<HostMessage, { readonly type: 'show' }>): void {
    this.#open(message.view);
    this.post(message);
  }

  /** The panel is hidden, or is seen again. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#attend();
  }

  /** Ends it: nothing that a view has started goes on. */
  async close(): Promise<void> {
    await Promise.all(this.#views.map((view) => view.close?.()));
  }

  post(message: HostMessage): void {
    this.#posted.delete(message.type);
    this.#to.post(message);
  }

  postChanges(message: HostMessage): void {
    const said = JSON.stringify(message);
    if (this.#posted.get(message.type) !== said) {
      this.#to.post(message);
      this.#posted.set(message.type, said);
    }
  }

  forgetTrouble(): void {
    this.#trouble('action', undefined);
  }

  touched(): void {
    this.#to.changed();
  }

  changed(): Promise<void> {
    this.#listedAt = Number.NEGATIVE_INFINITY;
    this.#to.changed();
    return this.poll();
  }

  async #pollUntilQuiet(): Promise<void> {
    do {
      this.#pollAgain = false;
      await this.#pollOnce();
    } while (this.#pollAgain);
  }

  async #pollOnce(): Promise<void> {
    const connection = this.#to.connection();
    if (connection !== this.#connection) {
      await this.#reconnect(connection);
    }
    this.postChanges({ type: 'clusters', clusters: this.#to.clusters() });
    if (connection === undefined) {
      this.postChanges({ type: 'cluster', cluster: summaryOf(undefined) });
      this.#trouble('poll', undefined);
      return;
    }
    try {
      await this.#list(connection);
      await Promise.all(this.#views.map((view) => view.poll?.()));
      this.#trouble('poll', undefined);
    } catch (error) {
      this.#trouble('poll', error);
    }
  }

  async #handle(request: FrameRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#greet(request.view);
      case 'openView':
        this.#open(request.view);
        return this.poll();
      case 'selectCluster':
        await this.#to.selectCluster(request.id);
        return this.poll();
      case 'startCluster':
        await this.#to.startCluster();
        return this.poll();
      case 'retry':
        this.forgetTrouble();
        return this.poll();
    }
  }

  /** A new webview knows nothing: everything is posted again. */
  #greet(view: PanelView): Promise<void> {
    this.#posted.clear();
    this.#listedAt = Number.NEGATIVE_INFINITY;
    this.#open(view);
    this.post({ type: 'init', strings: this.#to.strings, language: this.#to.language });
    for (const one of this.#views) {
      one.greet?.();
    }
    return this.poll();
  }

  #open(view: PanelView): void {
    this.#view = view;
    this.#attend();
  }

  #attend(): void {
    for (const view of this.#views) {
      view.attend?.(this.#visible ? this.#view : null);
    }
  }

  async #reconnect(connection: SessionConnection | undefined): Promise<void> {
    this.#connection = connection;
    this.#cluster = undefined;
    this.#listedAt = Number.NEGATIVE_INFINITY;
    await Promise.all(this.#views.map((view) => view.reconnect?.()));
  }

  async #list({ service }: SessionConnection): Promise<void> {
    if (this.#cluster !== undefined && this.now() - this.#listedAt < listsEvery) {
      return;
    }
    const [cluster, groups] = await Promise.all([service.metadata(), service.groups()]);
    this.#cluster = cluster;
    this.#listedAt = this.now();
    const known = { name: service.profile.name, cluster, groups };
    this.postChanges({ type: 'cluster', cluster: summaryOf(known) });
    for (const view of this.#views) {
      view.listed?.();
    }
  }

  /** Polling and actions fail apart: a poll that works must not hide that a topic could not be created. */
  #trouble(of: 'poll' | 'action', thrown: unknown): void {
    if (thrown === undefined) {
      delete this.#troubles[of];
    } else {
      const { name, message } = toKafkaError(thrown);
      const since = this.#troubles[of]?.since ?? this.now();
      this.#troubles[of] = { of, name, message, since };
    }
    this.postChanges({ type: 'trouble', trouble: this.#troubles.poll ?? this.#troubles.action ?? null });
  }
}
