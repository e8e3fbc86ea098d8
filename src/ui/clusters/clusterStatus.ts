/**
 * What the cluster is doing, as every view sees it, and how the status bar says it. Pure: the words come
 * through the localizer that is handed in.
 */
import type { MemoryStatus, NodeStatus } from '../../server/control.ts';
import { isDrilled } from './drilled.ts';
import type { SavedCluster } from './savedCluster.ts';

export type ClusterStatus =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'running';
      readonly bootstrapServers: readonly string[];
      readonly nodes: readonly NodeStatus[];
      readonly memory: MemoryStatus | undefined;
    }
  /** A cluster that somebody else runs: another window, or a Kafka on the configured port. */
  | { readonly kind: 'attached'; readonly bootstrapServers: readonly string[]; readonly owner: string }
  /** The cluster that this window was attached to: its owner has closed it. */
  | { readonly kind: 'gone'; readonly owner: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** `vscode.l10n`, or a stand-in for it. */
export interface Localizer {
  t(message: string, ...values: readonly (string | number | boolean)[]): string;
}

export interface StatusBarView {
  readonly text: string;
  readonly tooltip: string;
  readonly severity: 'none' | 'warning' | 'error';
}

export function statusBarView(status: ClusterStatus, l10n: Localizer): StatusBarView {
  switch (status.kind) {
    case 'stopped':
      return quiet(
        '$(circle-slash) Kafka',
        l10n.t('Eddy: the Kafka cluster is not started. Select to start it.'),
      );
    case 'starting':
      return quiet('$(loading~spin) Kafka', l10n.t('Eddy: the Kafka cluster is starting…'));
    case 'attached': {
      const servers = status.bootstrapServers.join(',');
      return quiet(
        '$(plug) Kafka',
        l10n.t('Eddy: attached to the Kafka cluster of {0} at {1}', status.owner, servers),
      );
    }
    case 'gone':
      return {
        text: '$(debug-disconnect) Kafka',
        tooltip: l10n.t(
          'Eddy: the Kafka cluster of {0} is gone. Select to start one in this window.',
          status.owner,
        ),
        severity: 'warning',
      };
    case 'running':
      return runningView(status, l10n);
    case 'failed':
      return {
        text: '$(error) Kafka',
        tooltip: l10n.t('Eddy: the Kafka cluster failed: {0}. Select to restart it.', status.reason),
        severity: 'error',
      };
  }
}

/** While an added cluster is worked with, the embedded one is not what matters. */
export function remoteBarView(
  { name, readOnly, bootstrapServers }: SavedCluster,
  l10n: Localizer,
): StatusBarView {
  const servers = bootstrapServers.join(',');
  return readOnly
    ? quiet(
        `$(lock) ${name}`,
        l10n.t('Eddy works with {0} at {1}, read-only. Select to change.', name, servers),
      )
    : quiet(`$(remote) ${name}`, l10n.t('Eddy works with {0} at {1}. Select to change.', name, servers));
}

function quiet(text: string, tooltip: string): StatusBarView {
  return { text, tooltip, severity: 'none' };
}

function runningView(
  { nodes, bootstrapServers, memory }: Extract<ClusterStatus, { readonly kind: 'running' }>,
  l10n: Localizer,
): StatusBarView {
  const up = nodes.filter((node) => node.state === 'running').length;
  const drills = nodes.filter(isDrilled).length;
  const servers = bootstrapServers.join(',');
  const tooltip = [
    l10n.t('Eddy: {0} of {1} brokers run at {2}', up, nodes.length, servers),
    ...(drills === 0 ? [] : [l10n.t('Isolated, slowed down or with faults: {0}', drills)]),
    ...(memory === undefined ? [] : [memoryInWords(memory, l10n)]),
  ].join('\n');
  if (up < nodes.length)
    return { text: `$(warning) Kafka ${up}/${nodes.length}`, tooltip, severity: 'warning' };
  if (memory?.refusing === true) {
    return { text: `$(warning) ${l10n.t('Kafka: memory full')}`, tooltip, severity: 'warning' };
  }
  if (drills > 0) {
    const text = drills === 1 ? l10n.t('Kafka: 1 drill') : l10n.t('Kafka: {0} drills', drills);
    return { text: `$(warning) ${text}`, tooltip, severity: 'warning' };
  }
  return quiet(`$(server) Kafka ${up}`, tooltip);
}

/** One sentence: how much of the memory is in use, and what that has led to. */
export function memoryInWords(memory: MemoryStatus, l10n: Localizer): string {
  const held = toMebibytes(memory.heldBytes);
  const limit = toMebibytes(memory.limitBytes);
  if (memory.refusing) {
    return l10n.t(
      'Memory: {0} of {1} MiB. It is full: producers are refused until topics or records are deleted.',
      held,
      limit,
    );
  }
  return memory.droppedBytes > 0
    ? l10n.t('Memory: {0} of {1} MiB. The oldest records were removed.', held, limit)
    : l10n.t('Memory: {0} of {1} MiB', held, limit);
}

function toMebibytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024));
}
