/**
 * The whole tree from what is known at one moment: `tree = f(state)`. Pure. A row for each cluster; the one that is worked with is
 * open. Without a cluster it is empty, so that the welcome view shows.
 */
import type { ConfigEntry } from '../../client/adminService.ts';
import type { KafkaErrorFields } from '../../client/errors.ts';
import type { NodeStatus } from '../../server/control.ts';
import { type ClusterStatus, memoryInWords } from '../clusters/clusterStatus.ts';
import { isDrilled } from '../clusters/drilled.ts';
import type { SavedCluster } from '../clusters/savedCluster.ts';
import { type Arrangement, matcher } from './arrangement.ts';
import { brokersNode } from './brokerItems.ts';
import { groupsNode } from './groupItems.ts';
import type { ClusterReading } from './snapshot.ts';
import { type NamingMark, topicsNode } from './topicItems.ts';
import type { ItemView, TreeNode } from './tree.ts';
import { joined, type Words } from './words.ts';

export interface ExplorerState {
  /** Of the embedded cluster, whether it is worked with or not. */
  readonly status: ClusterStatus;
  /** The clusters that the user has added. */
  readonly remotes: readonly SavedCluster[];
  /** The one of them that is worked with; undefined while it is the embedded one. */
  readonly remote: SavedCluster | undefined;
  /** The last that was read; stays while the cluster does not answer. */
  readonly reading: ClusterReading | undefined;
  /** Why the last attempt to read failed; undefined when it did not. */
  readonly failure: KafkaErrorFields | undefined;
  readonly showInternal: boolean;
  readonly arrangement: Arrangement;
  configs(topic: string): readonly ConfigEntry[] | undefined;
  mark(topic: string, all: readonly string[]): NamingMark | undefined;
}

export function clusterTree(state: ExplorerState, words: Words): readonly TreeNode[] {
  const { remotes, remote } = state;
  const own = remote === undefined ? embeddedTree(state, words) : [embeddedRow(state.status, words)];
  // Between others the embedded cluster has its row also when it does not run: Start is there.
  const shown = own.length === 0 && remotes.length > 0 ? [embeddedRow(state.status, words)] : own;
  return [
    ...shown,
    ...remotes.flatMap((saved) =>
      saved.id === remote?.id ? remoteTree(state, saved, words) : [remoteRow(saved, words)],
    ),
  ];
}

function embeddedTree(state: ExplorerState, words: Words): readonly TreeNode[] {
  const { status } = state;
  switch (status.kind) {
    case 'stopped':
      return [];
    case 'starting':
      return [notice('starting', { label: words.t('Starting the cluster…'), icon: 'loading~spin' })];
    case 'failed':
      return [failedRow(status.reason, words)];
    case 'gone':
      return [goneRow(status.owner, words)];
    case 'running':
    case 'attached':
      return connectedTree(state, status, words);
  }
}

type Connected = Extract<ClusterStatus, { readonly kind: 'running' | 'attached' }>;

function connectedTree(state: ExplorerState, status: Connected, words: Words): readonly TreeNode[] {
  return readTree(state, status.kind, words, (reading) => clusterNode(state, status, reading, words));
}

/** What was read, and above it what has failed since. */
function readTree(
  { failure, reading, remote }: ExplorerState,
  kind: Connected['kind'] | 'remote',
  words: Words,
  nodeOf: (reading: ClusterReading) => TreeNode,
): readonly TreeNode[] {
  const rows = failure === undefined ? [] : [unreachableRow(failure, kind, remote?.id, words)];
  if (reading !== undefined) return [...rows, nodeOf(reading)];
  const waiting = notice('reading', { label: words.t('Reading the cluster…'), icon: 'loading~spin' });
  return failure === undefined ? [waiting] : rows;
}

/** The embedded cluster while another one is worked with, or while it does not run. */
function embeddedRow(status: ClusterStatus, words: Words): TreeNode {
  const isThere = status.kind === 'running' || status.kind === 'attached';
  const label = words.t('Embedded cluster');
  const description = isThere ? words.t('running, select to work with it') : words.t('not started');
  return {
    id: 'cluster embedded',
    target: { cluster: 'embedded' },
    view: {
      label,
      description,
      icon: 'database',
      context: isThere ? 'cluster.other.embedded' : 'cluster.stopped',
      collapsible: 'none',
      spoken: joined([label, description]),
      command: isThere ? 'eddy.cluster.use' : 'eddy.cluster.start',
      argument: 'embedded',
    },
    children: [],
  };
}

/** An added cluster that is not worked with. */
function remoteRow(saved: SavedCluster, words: Words): TreeNode {
  const description = joined([saved.readOnly ? words.t('read-only') : undefined, saved.bootstrapServers[0]]);
  return {
    id: `cluster ${saved.id}`,
    target: { cluster: saved.id },
    view: {
      label: saved.name,
      description,
      tooltip: words.t('{0}\nSelect to work with it.', saved.bootstrapServers.join(',')),
      icon: saved.readOnly ? 'lock' : 'remote',
      context: 'cluster.other.remote',
      collapsible: 'none',
      spoken: joined([saved.name, words.t('not connected'), description]),
      command: 'eddy.cluster.use',
      argument: saved.id,
    },
    children: [],
  };
}

function remoteTree(state: ExplorerState, saved: SavedCluster, words: Words): readonly TreeNode[] {
  const rows = readTree(state, 'remote', words, (reading) => {
    const description = joined([
      saved.readOnly ? words.t('read-only') : undefined,
      saved.bootstrapServers[0],
    ]);
    return {
      id: `cluster ${saved.id} open`,
      target: { cluster: saved.id },
      view: {
        label: saved.name,
        description,
        tooltip: [
          saved.name,
          words.t('Bootstrap servers: {0}', saved.bootstrapServers.join(',')),
          words.t('Cluster id: {0}', reading.cluster.clusterId),
          words.t('Security protocol: {0}', saved.protocol),
        ].join('\n'),
        icon: saved.readOnly ? 'lock' : 'remote',
        context: saved.readOnly ? 'cluster.remote.readOnly' : 'cluster.remote',
        collapsible: 'expanded',
        spoken: joined([saved.name, description]),
      },
      children: contentOf(state, reading, [], words),
    };
  });
  // Without anything read there is no row to edit or leave it from.
  return state.reading === undefined ? [...rows, remoteRow(saved, words)] : rows;
}

function contentOf(
  state: ExplorerState,
  { cluster, offsets, groups }: ClusterReading,
  nodes: readonly NodeStatus[],
  words: Words,
): readonly TreeNode[] {
  const names = cluster.topics.map((topic) => topic.name);
  return [
    brokersNode(cluster, nodes, words),
    topicsNode(
      {
        topics: cluster.topics,
        offsets,
        groups,
        showInternal: state.showInternal,
        arrangement: state.arrangement,
        configs: (topic) => state.configs(topic),
        mark: (name) => state.mark(name, names),
      },
      words,
    ),
    groupsNode(
      groups.filter(({ groupId }) => matcher(state.arrangement.filter)(groupId)),
      words,
    ),
  ];
}

function clusterNode(
  state: ExplorerState,
  status: Connected,
  reading: ClusterReading,
  words: Words,
): TreeNode {
  const { cluster } = reading;
  const own = status.kind === 'running';
  const label = own ? words.t('Embedded cluster') : words.t('Attached cluster');
  const owner = status.kind === 'attached' ? status.owner : undefined;
  const drills = own ? status.nodes.filter(isDrilled).length : 0;
  const memory = status.kind === 'running' ? status.memory : undefined;
  const full = memory?.refusing === true ? words.t('memory is full') : undefined;
  const description = joined([owner, drillCount(drills, words), status.bootstrapServers[0], full]);
  return {
    id: 'cluster',
    target: { cluster: 'embedded' },
    view: {
      label,
      description,
      tooltip: [
        label,
        words.t('Bootstrap servers: {0}', status.bootstrapServers.join(',')),
        words.t('Cluster id: {0}', cluster.clusterId),
        ...(memory === undefined ? [] : [memoryInWords(memory, words)]),
      ].join('\n'),
      icon: own ? 'database' : 'plug',
      context: own ? `cluster.running${drills === 0 ? '' : '.drill'}` : 'cluster.attached',
      collapsible: 'expanded',
      spoken: joined([label, description]),
    },
    children: contentOf(state, reading, status.kind === 'running' ? status.nodes : [], words),
  };
}

function drillCount(drills: number, words: Words): string | undefined {
  if (drills === 0) {
    return undefined;
  }
  return drills === 1 ? words.t('1 drill') : words.t('{0} drills', drills);
}

function failedRow(reason: string, words: Words): TreeNode {
  return notice('failed', {
    label: words.t('The cluster failed'),
    description: reason,
    tooltip: words.t('{0}\nSelect to restart it.', reason),
    icon: 'error',
    color: 'list.errorForeground',
    context: 'failure.cluster',
    command: 'eddy.cluster.restart',
  });
}

function goneRow(owner: string, words: Words): TreeNode {
  return notice('gone', {
    label: words.t('The attached cluster is gone'),
    description: owner,
    tooltip: words.t('{0} has closed its cluster.\nSelect to start one in this window.', owner),
    icon: 'debug-disconnect',
    color: 'list.warningForeground',
    context: 'cluster.stopped.gone',
    command: 'eddy.cluster.start',
  });
}

function unreachableRow(
  failure: KafkaErrorFields,
  kind: Connected['kind'] | 'remote',
  remote: string | undefined,
  words: Words,
): TreeNode {
  const why = `${failure.name}: ${failure.message}`;
  return notice('unreachable', {
    label: words.t('The cluster does not answer'),
    description: failure.name,
    // It is tried again and again: for a cluster that was added, the question is why.
    tooltip:
      remote === undefined
        ? words.t('{0}\nThe tree shows what was read last. Select to try again.', why)
        : words.t('{0}\nSelect to find out why.', why),
    icon: 'error',
    color: 'list.errorForeground',
    context: `failure.read.${kind}`,
    ...(remote === undefined
      ? { command: 'eddy.refresh' }
      : { command: 'eddy.cluster.test', argument: remote }),
  });
}

function notice(id: string, view: Pick<ItemView, 'label' | 'icon'> & Partial<ItemView>): TreeNode {
  const spoken = joined([view.label, view.description]);
  return {
    id: `notice ${id}`,
    target: {},
    view: { context: 'notice', collapsible: 'none', spoken, ...view },
    children: [],
  };
}
