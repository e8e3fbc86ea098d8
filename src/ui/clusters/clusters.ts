/**
 * The cluster that this window works with: the embedded one, or one of another window. It starts, stops and
 * attaches, and gives every view the same connection.
 */
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { ClusterClient } from '../../client/clusterClient.ts';
import { startPracticeConsumer } from '../../client/practiceConsumer.ts';
import type { NodeRequest, ServerOptions } from '../../server/control.ts';
import type { ClusterAccess, ClusterConnection } from './clusterAccess.ts';
import type { ClusterStatus } from './clusterStatus.ts';
import { EmbeddedCluster } from './embeddedCluster.ts';
import { resolvePortConflict } from './portConflict.ts';
import { onOtherPorts } from './serverOptions.ts';
import { readServerOptions } from './settings.ts';

interface Attachment {
  readonly bootstrapServers: readonly string[];
  readonly owner: string;
}

export class Clusters implements ClusterAccess, vscode.Disposable {
  /** Where the embedded cluster keeps its files, when it keeps any. */
  readonly dataDirectory: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #embedded: EmbeddedCluster;
  readonly #connectionChanged = new vscode.EventEmitter<ClusterConnection | undefined>();
  readonly #statusChanged = new vscode.EventEmitter<ClusterStatus>();
  /** What the embedded cluster was started with last. */
  #options: ServerOptions | undefined;
  #attachment: Attachment | undefined;
  #connection: { readonly key: string; readonly value: ClusterConnection } | undefined;
  #starting: Promise<void> | undefined;
  #lastKind: ClusterStatus['kind'] | undefined;

  readonly onDidChange = this.#connectionChanged.event;
  readonly onDidChangeStatus = this.#statusChanged.event;

  /** `workerFile` is the bundle that holds the cluster. */
  constructor(workerFile: string, dataDirectory: vscode.Uri, log: vscode.LogOutputChannel) {
    this.dataDirectory = dataDirectory;
    this.#log = log;
    this.#embedded = new EmbeddedCluster(
      () => new Worker(workerFile, { name: 'eddy-cluster' }),
      () => this.#update(),
      (line) => this.#log.info(line),
    );
    this.#update();
  }

  get current(): ClusterConnection | undefined {
    return this.#connection?.value;
  }

  get status(): ClusterStatus {
    const state = this.#embedded.state;
    if (this.#attachment !== undefined) {
      return { kind: 'attached', ...this.#attachment };
    }
    return state.kind === 'running' ? { ...state, bootstrapServers: this.#embedded.bootstrapServers } : state;
  }

  /** Kafka's `auto.create.topics.enable`; undefined for a cluster of somebody else. */
  get autoCreatesTopics(): boolean | undefined {
    return this.status.kind === 'running' ? this.#options?.autoCreateTopics : undefined;
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
    if (this.#attachment !== undefined || this.#embedded.state.kind === 'running') {
      return Promise.resolve();
    }
    this.#starting ??= this.#startOn(readServerOptions(this.dataDirectory.fsPath)).finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Stops the embedded cluster, or lets go of somebody else's. */
  async stop(): Promise<void> {
    this.#attachment = undefined;
    await this.#embedded.stop();
    this.#update();
  }

  /** Kills, stops, starts a broker of the embedded cluster, or begins or ends a drill. */
  async changeNode(request: NodeRequest): Promise<void> {
    this.#log.info(Object.values(request).join(' '));
    await this.#embedded.changeNode(request);
  }

  /** For the end of the session: resolves when the worker is gone. */
  async close(): Promise<void> {
    this.#attachment = undefined;
    await this.#embedded.stop();
    await this.#connection?.value.service.close();
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
        this.#attachment = { bootstrapServers: resolution.bootstrapServers, owner: resolution.owner };
        this.#log.info(`attached to the cluster of ${resolution.owner}`);
        this.#update();
        return;
      case 'otherPorts': {
        const [first, ...rest] = onOtherPorts(options);
        return first === undefined ? undefined : await this.#startOn(first, rest);
      }
      case 'nothing':
        return;
    }
  }

  /** Makes the connection fit the state, and tells everybody. */
  #update(): void {
    const status = this.status;
    const servers = status.kind === 'running' || status.kind === 'attached' ? status.bootstrapServers : [];
    const key = servers.length === 0 ? '' : `${status.kind} ${servers.join(',')}`;
    if (key !== (this.#connection?.key ?? '')) {
      void this.#connection?.value.service.close();
      this.#connection = key === '' ? undefined : { key, value: this.#connect(status.kind, servers) };
      this.#connectionChanged.fire(this.#connection?.value);
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
    return { service: new ClusterClient({ profile }), startPracticeConsumer };
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
