/** The topic-name linter in the editor: registers its diagnostics, quick fixes and commands. It holds no behaviour. */
import * as vscode from 'vscode';
import { adoptConvention, ignoreName } from './adopt.ts';
import type { Conventions } from './conventions.ts';
import { NamingDiagnostics } from './diagnostics.ts';
import type { KnownTopics } from './knownTopics.ts';
import { LintThread } from './lintThread.ts';
import { NamingQuickFixes } from './quickFixes.ts';
import { renameEverywhere } from './renameEverywhere.ts';
import { scanWithProgress } from './scanWithProgress.ts';
import { WorkspaceNames } from './workspaceNames.ts';

export interface NamingDependencies {
  /** Made once by the composition root, shared with `registerKafkaFiles`. */
  readonly topics: KnownTopics;
  readonly conventions: Conventions;
  readonly log: vscode.LogOutputChannel;
}

/** All end with the extension. */
export function registerNaming(
  context: vscode.ExtensionContext,
  { topics, conventions, log }: NamingDependencies,
): void {
  const bundle = vscode.Uri.joinPath(context.extensionUri, 'dist', 'lintWorker.cjs').fsPath;
  const names = new WorkspaceNames(new LintThread(bundle), conventions, log);
  const sources = { topics, conventions, names };
  const command = (name: string, run: (...given: readonly unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(`eddy.naming.${name}`, run);
  context.subscriptions.push(
    names,
    new NamingDiagnostics(sources),
    vscode.languages.registerCodeActionsProvider({ pattern: '**' }, new NamingQuickFixes(sources), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    command('ignore', (name, resource) => ignoreName(sources, name, resource)),
    command('renameEverywhere', (name, suggestion) => renameEverywhere(sources, name, suggestion)),
    command('adopt', (resource) => adoptConvention(sources, resource)),
    command('checkWorkspace', () => checkWorkspace(names)),
  );
}

/** Looks through all folders now, and shows what is said in Problems. */
async function checkWorkspace(names: WorkspaceNames): Promise<void> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (!(await scanWithProgress(names, folder))) return;
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
