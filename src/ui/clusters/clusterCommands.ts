/**
 * The commands about the cluster as a whole, and the status bar item. What a command does to the cluster is
 * `Clusters`' matter; here is what is asked and said.
 */
import * as vscode from 'vscode';
import { registerBrokerCommands } from './brokerCommands.ts';
import { remoteBarView, type StatusBarView, statusBarView } from './clusterStatus.ts';
import type { Clusters } from './clusters.ts';
import { clusterSection } from './settings.ts';
import { deleteStoredData } from './storedData.ts';

const viewId = 'eddy.explorer';

export function registerClusterCommands(clusters: Clusters, log: vscode.LogOutputChannel): vscode.Disposable {
  const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
    'eddy.cluster.start': () => inView(() => clusters.start()),
    'eddy.cluster.stop': () => stop(clusters),
    'eddy.cluster.detach': () => clusters.stop(),
    'eddy.cluster.restart': () => restart(clusters),
    'eddy.cluster.menu': () => showMenu(clusters),
    'eddy.cluster.copyBootstrapServers': () => copyBootstrapServers(clusters),
    'eddy.cluster.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', clusterSection),
    'eddy.cluster.showLog': () => log.show(),
    'eddy.cluster.deleteData': () => deleteStoredData(clusters),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(name, run),
  );
  return vscode.Disposable.from(...registered, registerBrokerCommands(clusters), statusBar(clusters));
}

function statusBar(clusters: Clusters): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('eddy.cluster', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Eddy: Kafka cluster');
  item.command = 'eddy.cluster.menu';
  const show = (view: StatusBarView): void => {
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: view.tooltip };
    item.backgroundColor =
      view.severity === 'none'
        ? undefined
        : new vscode.ThemeColor(`statusBarItem.${view.severity}Background`);
  };
  const showCurrent = (): void =>
    show(
      clusters.remote === undefined
        ? statusBarView(clusters.status, vscode.l10n)
        : remoteBarView(clusters.remote, vscode.l10n),
    );
  showCurrent();
  const listener = clusters.onDidChangeStatus(showCurrent);
  item.show();
  return vscode.Disposable.from(item, listener);
}

async function inView(run: () => Promise<void>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId } }, run);
}

async function stop(clusters: Clusters): Promise<void> {
  if (await mayLose(clusters, vscode.l10n.t('Stop'))) {
    await inView(() => clusters.stop());
  }
}

async function restart(clusters: Clusters): Promise<void> {
  if (clusters.status.kind !== 'attached' && (await mayLose(clusters, vscode.l10n.t('Restart')))) {
    await inView(async () => {
      await clusters.stop();
      await clusters.start();
    });
  }
}

/** A cluster in memory loses what is in it. One that is kept, or empty, is not worth a question. */
async function mayLose(clusters: Clusters, action: string): Promise<boolean> {
  if (clusters.status.kind !== 'running' || clusters.isKept) {
    return true;
  }
  const cluster = await clusters.current?.service.metadata().catch(() => undefined);
  const topics = cluster?.topics.filter((topic) => !topic.internal).length ?? 0;
  if (topics === 0) {
    return true;
  }
  const question = vscode.l10n.t('{0} the Kafka cluster?', action);
  const detail = vscode.l10n.t(
    'It lives in memory: its topics ({0}) and their messages will be gone.',
    topics,
  );
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}

async function showMenu(clusters: Clusters): Promise<void> {
  if (clusters.remote !== undefined) {
    await vscode.commands.executeCommand('eddy.cluster.use');
    return;
  }
  const { kind } = clusters.status;
  if (kind === 'stopped' || kind === 'starting' || kind === 'gone') {
    await vscode.commands.executeCommand('eddy.cluster.start');
    return;
  }
  const entry = (
    icon: string,
    label: string,
    command: string,
  ): vscode.QuickPickItem & { command: string } => ({
    label: `$(${icon}) ${label}`,
    command,
  });
  const connected = [
    entry('copy', vscode.l10n.t('Copy Bootstrap Servers'), 'eddy.cluster.copyBootstrapServers'),
    entry('send', vscode.l10n.t('Publish and Watch'), 'eddy.panel.open'),
    entry('add', vscode.l10n.t('Create Topic…'), 'eddy.topic.create'),
  ];
  const own = [
    entry('debug-restart', vscode.l10n.t('Restart the Cluster'), 'eddy.cluster.restart'),
    entry('debug-stop', vscode.l10n.t('Stop the Cluster'), 'eddy.cluster.stop'),
  ];
  const foreign = [entry('debug-disconnect', vscode.l10n.t('Detach'), 'eddy.cluster.detach')];
  const end = kind === 'attached' ? foreign : own;
  const always = [
    entry('output', vscode.l10n.t('Show Log'), 'eddy.cluster.showLog'),
    entry('arrow-swap', vscode.l10n.t('Work with Another Cluster…'), 'eddy.cluster.use'),
    entry('gear', vscode.l10n.t('Open Settings'), 'eddy.cluster.openSettings'),
  ];
  const items = kind === 'failed' ? [...end.slice(0, 1), ...always] : [...connected, ...end, ...always];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Eddy: Kafka cluster') });
  if (picked !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}

async function copyBootstrapServers(clusters: Clusters): Promise<void> {
  const connection = await clusters.ensure();
  if (connection !== undefined) {
    const servers = connection.service.profile.bootstrapServers.join(',');
    await vscode.env.clipboard.writeText(servers);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', servers), 3_000);
  }
}
