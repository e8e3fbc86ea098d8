/**
 * The composition root: makes everything, hands everybody what they need, and disposes of everything. It
 * holds no behaviour of its own.
 */
import * as vscode from 'vscode';
import { registerClusterCommands } from './ui/clusters/clusterCommands.ts';
import { Clusters } from './ui/clusters/clusters.ts';
import { RemoteClusters } from './ui/clusters/remoteClusters.ts';
import { registerRemoteCommands } from './ui/clusters/remoteCommands.ts';
import { startsOnOpen } from './ui/clusters/settings.ts';
import { registerTopicsInCode } from './ui/code/register.ts';
import { registerKafkaFiles } from './ui/editor/kafkaFiles.ts';
import { Templates } from './ui/editor/templates.ts';
import { Explorer } from './ui/explorer/explorer.ts';
import { registerGroupActions } from './ui/explorer/groupActions.ts';
import { registerTopicActions } from './ui/explorer/topicActions.ts';
import { registerTopicCommands } from './ui/explorer/topicCommands.ts';
import { TopicNaming } from './ui/explorer/topicNaming.ts';
import { TopicAudits } from './ui/naming/auditTopics.ts';
import { Conventions } from './ui/naming/conventions.ts';
import { KnownTopics } from './ui/naming/knownTopics.ts';
import { LintThread } from './ui/naming/lintThread.ts';
import { registerNaming } from './ui/naming/register.ts';
import { namingSection } from './ui/naming/settings.ts';
import { WorkspaceNames } from './ui/naming/workspaceNames.ts';
import { registerPanel } from './ui/panel/panel.ts';

let running: Clusters | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Eddy', { log: true });
  const worker = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.cjs').fsPath;
  const data = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'cluster');
  const remotes = new RemoteClusters(context);
  const clusters = new Clusters(worker, data, log, { remotes, memory: context.workspaceState });
  const topics = new KnownTopics(clusters);
  const conventions = new Conventions();
  const linter = vscode.Uri.joinPath(context.extensionUri, 'dist', 'lintWorker.cjs').fsPath;
  const names = new WorkspaceNames(new LintThread(linter), conventions, log);
  const sources = { topics, conventions, names };
  const naming = new TopicNaming(conventions);
  const explorer = new Explorer(clusters, remotes, naming, context.globalState);
  const templates = new Templates();
  const topicsChanged = () => Promise.all([explorer.refresh(), topics.refresh(true)]);
  const enforceNaming = () => void clusters.enforceNaming(conventions.policy);
  running = clusters;
  enforceNaming();
  context.subscriptions.push(
    log,
    clusters,
    topics,
    conventions,
    names,
    naming,
    conventions.onDidChange(enforceNaming),
    new TopicAudits(clusters, conventions),
    explorer,
    registerClusterCommands(clusters, log),
    registerRemoteCommands(clusters, remotes, log),
    registerTopicCommands({ clusters, explorer, nameRules: () => naming.rules(), topicsChanged }),
    registerTopicActions({ clusters, topicsChanged }),
    registerGroupActions({ clusters, groupsChanged: () => explorer.refresh() }),
    registerPanel(context, {
      clusters,
      templates,
      names: {
        check: (name, existing) => naming.finding(name, existing),
        refusal: (name, existing) => conventions.refusalOf(name, existing),
      },
      explainNaming: () =>
        void vscode.commands.executeCommand('workbench.action.openSettings', namingSection),
      changed: () => void topicsChanged(),
    }),
  );
  registerKafkaFiles(context, {
    clusters,
    topics,
    conventions,
    templates,
    autoCreatesTopics: () => clusters.autoCreatesTopics,
  });
  registerNaming(context, sources);
  registerTopicsInCode(context, clusters, sources);
  if (startsOnOpen()) {
    void clusters.start();
  }
}

/** The host waits for this: the worker and its ports are free when it resolves. */
export async function deactivate(): Promise<void> {
  await running?.close();
  running = undefined;
}
