/**
 * The cluster that this window works with: the embedded one, one of another window, or one that the user has added. It starts,
 * stops, attaches and connects, and gives every view the same connection.
 */
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { ClusterClient } from '../../client/clusterClient.ts';
import { localError } from '../../client/errors.ts';
import type { ClusterProfile } from '../../client/model.ts';
import { startPracticeConsumer } from '../../client/practiceConsumer.ts';
import { readOnlyService } from '../../client/readOnly.ts';
import type { NamingPolicy } from '../../naming/policy.ts';
import type { NodeRequest, ServerOptions } from '../../server/control.ts';
import type { OwnCluster } from '../panel/cluster/clusterSession.ts';
import { type AttachedCluster, Attachment } from './attachment.ts';
import type { BorrowedService, ClusterAccess, ClusterConnection } from './clusterAccess.ts';
import type { ClusterStatus } from './clusterStatus.ts';
import { EmbeddedCluster } from './embeddedCluster.ts';
import { readOnlyReason } from './mayWrite.ts';
import { resolvePortConflict } from './portConflict.ts';
import type { RemoteClusters } from './remoteClusters.ts';
import type { SavedCluster } from './savedCluster.ts';
import { Selection } from './selection.ts';
import { onOtherPorts } from './serverOptions.ts';
import { readServerOptions } from './settings.ts';

const selectedKey = 'eddy.cluster.selected';
const embedded = 'embedded';

/** The window's memory, and the clusters that were added. */
export interface Choices {
  readonly remotes: RemoteClusters;
  readonly memory: vscode.Memento;
}

interface RemoteConnection {
  readonly saved: SavedCluster;
  readonly value: ClusterConnection;
  close(): Promise<void>;
}

export class Clusters implements ClusterAccess, vscode.Disposable {
  /** Where the embedded cluster keeps its files, when it keeps any. */
  readonly dataDirectory: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #choices: Choices;
  readonly #embedded: EmbeddedCluster;
  readonly #connectionChanged = new vscode.EventEmitter<ClusterConnection | undefined>();
  readonly #statusChanged = new vscode.EventEmitter<ClusterStatus>();
  /** What the embedded cluster was started with last. */
  #options: ServerOptions | undefined;
  #naming: NamingPolicy | undefined;
  #attachment: Attachment | undefined;
  #connection: { readonly key: string; readonly value: ClusterConnection } | undefined;
  /** The added cluster that is worked with; none while it is the embedded one. */
  readonly #remotes = new Selection<RemoteConnection>();
  #starting: Promise<void> | undefined;
  #lastKind: ClusterStatus['kind'] | undefined;

  readonly onDidChange = this.#connectionChanged.event;
  readonly onDidChangeStatus = this.#statusChanged.event;

  /** `workerFile` is the bundle that holds the cluster. */
  constructor(workerFile: string, dataDirectory: vscode.Uri, log: vscode.LogOutputChannel, choices: Choices) {
    this.dataDirectory = dataDirectory;
    this.#log = log;
    this.#choices = choices;
    this.#embedded = new EmbeddedCluster(
      () => new Worker(workerFile, { name: 'eddy-cluster' }),
      () => this.#update(),
      (line) => this.#log.info(line),
    );
    this.#update();
    void this.select(choices.memory.get(selectedKey, embedded));
  }

  get current(): ClusterConnection | undefined {
    const remote = this.#remotes.current;
    return remote === undefined ? this.#connection?.value : remote.value;
  }

  /** `embedded`, or the id of an added cluster. */
  get selected(): string {
    return this.remote?.id ?? embedded;
  }

  /** The added cluster that is worked with; undefined while it is the embedded one. */
  get remote(): SavedCluster | undefined {
    return this.#remotes.current?.saved;
  }

  get choices(): ClusterAccess['choices'] {
    const own = { id: embedded, name: vscode.l10n.t('Embedded cluster'), readOnly: false };
    const added = this.#choices.remotes.list.map(({ id, name, readOnly }) => ({ id, name, readOnly }));
    return { selected: this.selected, all: [own, ...added] };
  }

  /** The embedded cluster as its own views see it; undefined while another one is worked with, or while it does not run. */
  get own(): OwnCluster | undefined {
    const { state, events } = this.#embedded;
    if (this.remote !== undefined || state.kind !== 'running') return undefined;
    return {
      nodes: state.nodes,
      events,
      changeNode: (request) => this.changeNode(request),
      traceRequests: (on) => this.#embedded.traceRequests(on),
      refreshNodes: () => this.#embedded.refreshNodes(),
    };
  }

  async borrow(id: string): Promise<BorrowedService | undefined> {
    const saved = this.#choices.remotes.get(id);
    if (saved !== undefined) {
      const { value, close } = await this.#open(saved);
      return { service: value.service, close };
    }
    const service = this.#connection?.value.service;
    // It is everybody's, and stays.
    return service && { service, close: () => Promise.resolve() };
  }

  /** Works with another cluster. The embedded one goes on as it is. */
  async select(id: string): Promise<void> {
    if (id === this.selected && !this.#remotes.isOpening) return;
    if (await this.#connectTo(id)) await this.#choices.memory.update(selectedKey, this.selected);
  }

  /** What is known of an added cluster has changed. */
  async reconnect(id: string): Promise<void> {
    if (id === this.selected) await this.#connectTo(id);
  }

  get status(): ClusterStatus {
    const state = this.#embedded.state;
    if (this.#attachment !== undefined) {
      const { cluster, isThere } = this.#attachment;
      return isThere ? { kind: 'attached', ...cluster } : { kind: 'gone', owner: cluster.owner };
    }
    return state.kind === 'running' ? { ...state, bootstrapServers: this.#embedded.bootstrapServers } : state;
  }

  /** Kafka's `auto.create.topics.enable`; undefined for a cluster of somebody else. */
  get autoCreatesTopics(): boolean | undefined {
    const isOwn = this.remote === undefined && this.status.kind === 'running';
    return isOwn ? this.#options?.autoCreateTopics : undefined;
  }

  /** Whether what the embedded cluster holds is still there when it has been stopped. */
  get isKept(): boolean {
    return this.#options?.storage !== undefined;
  }

  async ensure(): Promise<ClusterConnection | undefined> {
    if (this.current === undefined) {
      const start = vscode.l10n.t('Start the Cluster');
      const missing = vscode.l10n.t('No Kafka cluster is running yet.');
      if ((await vscode.window.showInformationMessage(missing, start)) === start) {
        await this.start();
      }
    }
    return this.current;
  }

  /** Starts the embedded cluster, or asks what to do when it cannot have its ports. Never rejects. */
  start(): Promise<void> {
    if (this.#attachment?.isThere === true || this.#embedded.state.kind === 'running') {
      return Promise.resolve();
    }
    this.#letGo();
    const naming = this.#naming === undefined ? {} : { naming: this.#naming };
    const options = { ...readServerOptions(this.dataDirectory.fsPath), ...naming };
    this.#starting ??= this.#startOn(options).finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Stops the embedded cluster, or lets go of somebody else's. */
  async stop(): Promise<void> {
    this.#letGo();
    await this.#embedded.stop();
    this.#update();
  }

  /** Kills, stops, starts a broker of the embedded cluster, or begins or ends a drill. */
  async changeNode(request: NodeRequest): Promise<void> {
    this.#log.info(JSON.stringify(request));
    await this.#embedded.changeNode(request);
  }

  /** The convention that the embedded cluster enforces from now on, and after each start. Never rejects. */
  async enforceNaming(policy: NamingPolicy | undefined): Promise<void> {
    this.#naming = policy;
    try {
      await this.#embedded.enforceNaming(policy);
    } catch (error) {
      this.#log.error(`the naming convention did not reach the cluster: ${error}`);
    }
  }

  /** For the end of the session: resolves when the worker is gone. */
  async close(): Promise<void> {
    this.#letGo();
    await this.#embedded.stop();
    await Promise.all([this.#connection?.value.service.close(), this.#remotes.close()]);
  }

  dispose(): void {
    this.#connectionChanged.dispose();
    this.#statusChanged.dispose();
  }

  async #startOn(options: ServerOptions, otherwise: readonly ServerOptions[] = []): Promise<void> {
    const started = performance.now();
    this.#options = options;
    const outcome = await this.#embedded.start(options);
    switch (outcome.kind) {
      case 'running':
        this.#log.info(
          `cluster started in ${Math.round(performance.now() - started)} ms at ${this.#embedded.bootstrapServers.join(',')}`,
        );
        return;
      case 'failed':
        this.#log.error(`cluster did not start: ${outcome.reason}`);
        if (this.#embedded.state.kind === 'failed') void this.#sayNotStarted(outcome.reason);
        return;
      case 'portInUse': {
        this.#log.warn(`port ${outcome.port} is in use`);
        const [next, ...rest] = otherwise;
        return next === undefined
          ? await this.#resolve(outcome.port, options)
          : await this.#startOn(next, rest);
      }
    }
  }

  async #resolve(port: number, options: ServerOptions): Promise<void> {
    const resolution = await resolvePortConflict(port);
    switch (resolution.kind) {
      case 'attach':
        this.#attach(resolution);
        return;
      case 'otherPorts': {
        const [first, ...rest] = onOtherPorts(options);
        return first === undefined ? undefined : await this.#startOn(first, rest);
      }
      case 'nothing':
        return;
    }
  }

  #attach({ bootstrapServers, owner }: AttachedCluster): void {
    this.#letGo();
    const attachment = new Attachment({ bootstrapServers, owner }, () => {
      this.#log.info(`the cluster of ${owner} is ${attachment.isThere ? 'back' : 'gone'}`);
      this.#update();
    });
    this.#attachment = attachment;
    this.#log.info(`attached to the cluster of ${owner}`);
    this.#update();
  }

  #letGo(): void {
    this.#attachment?.close();
    this.#attachment = undefined;
  }

  /** Makes the connection fit the state, and tells everybody. */
  #update(): void {
    const status = this.status;
    const servers = status.kind === 'running' || status.kind === 'attached' ? status.bootstrapServers : [];
    const key = servers.length === 0 ? '' : `${status.kind} ${servers.join(',')}`;
    if (key !== (this.#connection?.key ?? '')) {
      void this.#connection?.value.service.close();
      this.#connection = key === '' ? undefined : { key, value: this.#connect(status.kind, servers) };
      if (this.remote === undefined) this.#connectionChanged.fire(this.#connection?.value);
    }
    if (status.kind !== this.#lastKind) {
      void vscode.commands.executeCommand('setContext', 'eddy.cluster.state', status.kind);
      if (status.kind === 'failed' && this.#lastKind === 'running') {
        void this.#offerRestart(status.reason);
      }
      this.#lastKind = status.kind;
    }
    this.#statusChanged.fire(status);
  }

  #connect(kind: ClusterStatus['kind'], bootstrapServers: readonly string[]): ClusterConnection {
    const own = kind === 'running';
    const name = own ? vscode.l10n.t('Embedded cluster') : vscode.l10n.t('Attached cluster');
    const profile = { id: own ? 'embedded' : 'attached', name, bootstrapServers };
    return connectionTo(profile);
  }

  /** False when it failed, or when something else was selected meanwhile. */
  async #connectTo(id: string): Promise<boolean> {
    const saved = this.#choices.remotes.get(id);
    const wasRemote = this.remote !== undefined;
    try {
      if (!(await this.#remotes.select(saved && (() => this.#open(saved))))) return false;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error(`${saved?.name}: ${reason}`);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} cannot be connected to: {1}', saved?.name ?? '', reason),
      );
      return false;
    }
    if (!wasRemote && saved === undefined) return true;
    this.#log.info(saved === undefined ? 'the embedded cluster is selected' : `${saved.name} is selected`);
    void vscode.commands.executeCommand('setContext', 'eddy.cluster.remote', saved !== undefined);
    this.#connectionChanged.fire(this.current);
    this.#statusChanged.fire(this.status);
    return true;
  }

  async #open(saved: SavedCluster): Promise<RemoteConnection> {
    const value = connectionTo(await this.#choices.remotes.profileOf(saved));
    return { saved, value, close: () => value.service.close() };
  }

  async #sayNotStarted(reason: string): Promise<void> {
    const openSettings = vscode.l10n.t('Open Settings');
    const showLog = vscode.l10n.t('Show Log');
    const message = vscode.l10n.t('The Kafka cluster did not start: {0}', reason);
    const choice = await vscode.window.showErrorMessage(message, openSettings, showLog);
    if (choice === openSettings) {
      await vscode.commands.executeCommand('eddy.cluster.openSettings');
    } else if (choice === showLog) {
      this.#log.show(true);
    }
  }

  async #offerRestart(reason: string): Promise<void> {
    this.#log.error(`cluster ended: ${reason}`);
    const restart = vscode.l10n.t('Restart');
    const message = this.isKept
      ? vscode.l10n.t('The Kafka cluster ended unexpectedly: {0}. What it had written is kept.', reason)
      : vscode.l10n.t('The Kafka cluster ended unexpectedly: {0}. Its topics are gone.', reason);
    const showLog = vscode.l10n.t('Show Log');
    const choice = await vscode.window.showErrorMessage(message, restart, showLog);
    if (choice === restart) {
      await this.start();
    } else if (choice === showLog) {
      this.#log.show(true);
    }
  }
}

function connectionTo(profile: ClusterProfile): ClusterConnection {
  const service = new ClusterClient({ profile });
  if (profile.readOnly !== true) return { service, startPracticeConsumer };
  return {
    service: readOnlyService(service, readOnlyReason(profile.name)),
    startPracticeConsumer: () => {
      throw localError(
        'READ_ONLY',
        vscode.l10n.t('{0} is read-only: nobody may join its groups.', profile.name),
      );
    },
  };
}
