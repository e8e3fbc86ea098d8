/**
 * A port of the cluster is taken: says by whom, where that can be known, and asks what to do. A cluster of
 * Eddy, which its id tells, is joined without a question: that is what a second window is for.
 */
import * as vscode from 'vscode';
import type { ClusterInfo } from '../../client/model.ts';
import { findPortHolder, type PortHolder } from './portHolder.ts';
import { isEddyCluster, probeCluster } from './probe.ts';
import { clusterSection } from './settings.ts';

export type Resolution =
  | { readonly kind: 'attach'; readonly bootstrapServers: readonly string[]; readonly owner: string }
  | { readonly kind: 'otherPorts' }
  | { readonly kind: 'nothing' };

export async function resolvePortConflict(port: number): Promise<Resolution> {
  const [holder, cluster] = await Promise.all([findPortHolder(port), probeCluster(`127.0.0.1:${port}`)]);
  const isEddy = cluster !== undefined && isEddyCluster(cluster);
  const owner = ownerText(holder, isEddy);
  const attach =
    cluster === undefined
      ? undefined
      : ({ kind: 'attach', bootstrapServers: serversOf(cluster), owner } satisfies Resolution);
  if (attach !== undefined && (isEddy || holder?.kind === 'extensionHost')) {
    return attach;
  }
  const join = vscode.l10n.t('Attach to That Cluster');
  const elsewhere = vscode.l10n.t('Use Other Ports');
  const settings = vscode.l10n.t('Open Settings');
  const taken = vscode.l10n.t('Port {0} is in use by {1}.', String(port), owner);
  const kafka = attach === undefined ? '' : ` ${vscode.l10n.t('A Kafka cluster answers there.')}`;
  const choices = attach === undefined ? [elsewhere, settings] : [join, elsewhere, settings];
  const choice = await vscode.window.showWarningMessage(taken + kafka, ...choices);
  if (choice === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `${clusterSection}.port`);
  }
  if (choice === join && attach !== undefined) {
    return attach;
  }
  return { kind: choice === elsewhere ? 'otherPorts' : 'nothing' };
}

function ownerText(holder: PortHolder | undefined, isEddy: boolean): string {
  if (holder === undefined) {
    return isEddy ? vscode.l10n.t('another window or program with Eddy') : vscode.l10n.t('another process');
  }
  const pid = String(holder.pid);
  return holder.kind === 'extensionHost'
    ? vscode.l10n.t('another window of the editor (process {0})', pid)
    : vscode.l10n.t('{0} (process {1})', holder.command, pid);
}

function serversOf(cluster: ClusterInfo): readonly string[] {
  return cluster.brokers.map((broker) => `${broker.host}:${broker.port}`);
}
