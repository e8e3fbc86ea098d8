/** The user's `eddy.cluster.*` settings as what the embedded cluster is started with. */
import * as vscode from 'vscode';
import type { ServerOptions } from '../../server/control.ts';
import { type ClusterSettings, serverOptions } from './serverOptions.ts';

export const clusterSection = 'eddy.cluster';

export function readClusterSettings(): ClusterSettings {
  const section = vscode.workspace.getConfiguration(clusterSection);
  return {
    brokers: section.get('brokers', 3),
    port: section.get('port', 9092),
    autoCreateTopics: section.get('autoCreateTopics', true),
    defaultPartitions: section.get('defaultPartitions', 3),
    defaultReplicationFactor: section.get('defaultReplicationFactor', 3),
    memoryLimit: section.get('memoryLimit', 1024),
    persistence: section.get('persistence', 'memory'),
    flush: section.get('flush', 'os'),
  };
}

/** Whether the cluster starts without being asked for. */
export function startsOnOpen(): boolean {
  return vscode.workspace.getConfiguration(clusterSection).get('startOnOpen', false);
}

/** @param dataDirectory where files may be kept */
export function readServerOptions(dataDirectory: string): ServerOptions {
  return serverOptions(readClusterSettings(), dataDirectory);
}
