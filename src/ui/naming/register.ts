/** The topic-name linter in the editor: registers its diagnostics, quick fixes and commands. It holds no behaviour. */
import * as vscode from 'vscode';
import { adoptConvention, ignoreName } from './adopt.ts';
import { NamingDiagnostics } from './diagnostics.ts';
import type { NameSources } from './places.ts';
import { NamingQuickFixes } from './quickFixes.ts';
import { renameEverywhere } from './renameEverywhere.ts';
import { scanWithProgress } from './scanWithProgress.ts';
import type { WorkspaceNames } from './workspaceNames.ts';

/** All end with the extension. */
export function registerNaming(context: vscode.ExtensionContext, sources: NameSources): void {
  const command = (name: string, run: (...given: readonly unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(`eddy.naming.${name}`, run);
  context.subscriptions.push(
    new NamingDiagnostics(sources),
    vscode.languages.registerCodeActionsProvider({ pattern: '**' }, new NamingQuickFixes(sources), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    command('ignore', (name, resource) => ignoreName(sources, name, resource)),
    command('renameEverywhere', (name, suggestion) => renameEverywhere(sources, name, suggestion)),
    command('adopt', (resource) => adoptConvention(sources, resource)),
    command('checkWorkspace', () => checkWorkspace(sources.names)),
  );
}

/** Looks through all folders now, and shows what is said in Problems. */
async function checkWorkspace(names: WorkspaceNames): Promise<void> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (!(await scanWithProgress(names, folder))) return;
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
