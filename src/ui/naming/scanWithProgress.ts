/** Looks through a folder while somebody waits: the progress is seen, and can be cancelled. */
import * as vscode from 'vscode';
import type { WorkspaceNames } from './workspaceNames.ts';

/** False when it was cancelled. */
export async function scanWithProgress(
  names: WorkspaceNames,
  folder: vscode.WorkspaceFolder,
): Promise<boolean> {
  const title = vscode.l10n.t('Looking for topic names in {0}', folder.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      await names.scan(folder, {
        signal: controller.signal,
        progress: (looked) => progress.report({ message: vscode.l10n.t('{0} files', looked) }),
      });
      return true;
    } catch (error) {
      if (controller.signal.aborted) return false;
      throw error;
    }
  });
}
