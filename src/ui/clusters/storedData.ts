/** "Delete Stored Data…": what the embedded cluster has kept of this workspace goes, for good, while no cluster uses it. */
import * as vscode from 'vscode';
import type { Clusters } from './clusters.ts';

export async function deleteStoredData(clusters: Clusters): Promise<void> {
  const { dataDirectory, status } = clusters;
  if (status.kind === 'running' || status.kind === 'starting') {
    const running = vscode.l10n.t('Stop the cluster first: it is using its stored data.');
    void vscode.window.showWarningMessage(running);
    return;
  }
  if (!(await exists(dataDirectory))) {
    const nothing = vscode.l10n.t('The cluster has nothing stored for this workspace.');
    void vscode.window.showInformationMessage(nothing);
    return;
  }
  // Without a folder open, windows share one place.
  if (await exists(vscode.Uri.joinPath(dataDirectory, '.lock'))) {
    const held = vscode.l10n.t('A cluster is using the stored data, perhaps in another window.');
    const anyway = vscode.l10n.t('Delete Anyway…');
    if ((await vscode.window.showWarningMessage(held, anyway)) !== anyway) return;
  }
  const question = vscode.l10n.t('Delete everything the cluster has stored?');
  const detail = vscode.l10n.t('All topics, messages, groups and offsets of this workspace will be gone.');
  const action = vscode.l10n.t('Delete');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) !== action) return;
  await vscode.workspace.fs.delete(dataDirectory, { recursive: true });
  // What was stored may be why the last start failed.
  if (status.kind === 'failed') await clusters.stop();
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
