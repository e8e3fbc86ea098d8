/**
 * What can be done to single brokers of the embedded cluster: crash, stop, start, and drills on the network and on requests. Commands
 * can be called by anybody, so every argument is looked at before it is used.
 */
import * as vscode from 'vscode';
import type { NodeRequest } from '../../server/control.ts';
import { askForFault } from './askFault.ts';
import type { Clusters } from './clusters.ts';
import { delayFault, usualDelayMs } from './delay.ts';

export function registerBrokerCommands(clusters: Clusters): vscode.Disposable {
  const types = {
    'eddy.broker.kill': 'killNode',
    'eddy.broker.stop': 'stopNode',
    'eddy.broker.start': 'startNode',
    'eddy.broker.isolate': 'isolateNode',
    'eddy.broker.heal': 'healNode',
  } as const;
  const simple = Object.entries(types).map(([command, type]) =>
    vscode.commands.registerCommand(command, (row: unknown) => {
      const nodeId = brokerIdOf(row);
      return nodeId === undefined ? undefined : change(clusters, { type, nodeId });
    }),
  );
  return vscode.Disposable.from(
    ...simple,
    vscode.commands.registerCommand('eddy.broker.slow', (row: unknown) => slow(clusters, brokerIdOf(row))),
    vscode.commands.registerCommand('eddy.broker.injectFault', (row: unknown) =>
      injectFault(clusters, brokerIdOf(row)),
    ),
    vscode.commands.registerCommand('eddy.cluster.healAll', () => change(clusters, { type: 'healAll' })),
  );
}

async function slow(clusters: Clusters, nodeId: number | undefined): Promise<void> {
  if (nodeId === undefined) {
    return;
  }
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Slow Down Broker {0}', nodeId),
    prompt: vscode.l10n.t(
      'Milliseconds each message to or from another broker takes. At 200, acks=all is slow; from 250, another controller is elected; from 1000, its partitions get other leaders.',
    ),
    value: String(usualDelayMs),
    validateInput: (text) => delayFault(text, vscode.l10n),
  });
  if (given !== undefined) {
    await change(clusters, { type: 'slowNode', nodeId, delayMs: Number(given) });
  }
}

async function injectFault(clusters: Clusters, nodeId: number | undefined): Promise<void> {
  if (nodeId === undefined) {
    return;
  }
  const fault = await askForFault(nodeId);
  if (fault !== undefined) {
    await change(clusters, { type: 'injectFault', nodeId, fault });
  }
}

async function change(clusters: Clusters, request: NodeRequest): Promise<void> {
  if (clusters.status.kind !== 'running') {
    return;
  }
  try {
    await clusters.changeNode(request);
    await vscode.commands.executeCommand('eddy.refresh');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      'nodeId' in request ? vscode.l10n.t('Broker {0}: {1}', request.nodeId, reason) : reason,
    );
  }
}

function brokerIdOf(row: unknown): number | undefined {
  const broker = typeof row === 'object' && row !== null && 'broker' in row ? row.broker : undefined;
  return typeof broker === 'number' ? broker : undefined;
}
