/** Says that a cluster is read-only before anything is asked, and leads to where that is changed. The service would refuse anyway. */
import * as vscode from 'vscode';
import type { ClusterProfile } from '../../client/model.ts';

export function mayWrite({ profile }: { readonly profile: ClusterProfile }): boolean {
  if (profile.readOnly !== true) return true;
  void offerEdit(profile);
  return false;
}

/** Why nothing is written to it; also what its service answers. */
export function readOnlyReason(name: string): string {
  return vscode.l10n.t('{0} is read-only here. Edit the cluster to allow changes.', name);
}

async function offerEdit({ id, name }: ClusterProfile): Promise<void> {
  const edit = vscode.l10n.t('Edit Cluster…');
  if ((await vscode.window.showWarningMessage(readOnlyReason(name), edit)) === edit) {
    await vscode.commands.executeCommand('eddy.cluster.edit', id);
  }
}
