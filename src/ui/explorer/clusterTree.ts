/**
 * The whole tree from what is known at one moment: `tree = f(state)`. Pure. Without a cluster it is empty,
 * so that the welcome view shows.
 */
import type { KafkaErrorFields } from '../../client/errors.ts';
import { type ClusterStatus, memoryInWords } from '../clusters/clusterStatus.ts';
import { brokersNode } from './brokerItems.ts';
import { groupsNode } from './groupItems.ts';
import type { ClusterReading } from './snapshot.ts';
import { type NamingMark, topicsNode } from './topicItems.ts';
import type { ItemView, TreeNode } from './tree.ts';
import { joined, type Words } from './words.ts';

export interface ExplorerState {
  readonly status: ClusterStatus;
  /** The last that was read; stays while the cluster does not answer. */
  readonly reading: ClusterReading | undefined;
  /** Why the last attempt to read failed; undefined when it did not. */
  readonly failure: KafkaErrorFields | undefined;
  readonly showInternal: boolean;
  mark(topic: string, all: readonly string[]): NamingMark | undefined;
}

export function clusterTree(state: ExplorerState, words: Words): readonly TreeNode[] {
  const { status } = state;
  switch (status.kind) {
    case 'stopped':
      return [];
    case 'starting':
      return [notice('starting', { label: words.t('Starting the cluster…'), icon: 'loading~spin' })];
    case 'failed':
      return [failedRow(status.reason, words)];
    case 'running':
    case 'attached':
      return connectedTree(state, status, words);
  }
}

type Connected = Extract<ClusterStatus, { readonly kind: 'running' | 'attached' }>;

function connectedTree(state: ExplorerState, status: Connected, words: Words): readonly TreeNode[] {
  const rows: TreeNode[] = [];
  if (state.failure !== undefined) {
    rows.push(unreachableRow(state.failure, status.kind, words));
  }
  if (state.reading !== undefined) {
    rows.push(clusterNode(state, status, state.reading, words));
  } else if (state.failure === undefined) {
    rows.push(notice('reading', { label: words.t('Reading the cluster…'), icon: 'loading~spin' }));
  }
  return rows;
}

function clusterNode(
  state: ExplorerState,
  status: Connected,
  reading: ClusterReading,
  words: Words,
): TreeNode {
  const { cluster, offsets, groups } = reading;
  const names = cluster.topics.map((topic) => topic.name);
  const own = status.kind === 'running';
  const label = own ? words.t('Embedded cluster') : words.t('Attached cluster');
  const owner = status.kind === 'attached' ? status.owner : undefined;
  const drills = own ? status.nodes.filter((node) => node.drill !== undefined).length : 0;
  const memory = status.kind === 'running' ? status.memory : undefined;
  const full = memory?.refusing === true ? words.t('memory is full') : undefined;
  const description = joined([owner, drillCount(drills, words), status.bootstrapServers[0], full]);
  return {
    id: 'cluster',
    target: {},
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
    children: [
      brokersNode(cluster, status.kind === 'running' ? status.nodes : [], words),
      topicsNode(
        {
          topics: cluster.topics,
          offsets,
          showInternal: state.showInternal,
          mark: (name) => state.mark(name, names),
        },
        words,
      ),
      groupsNode(groups, words),
    ],
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

function unreachableRow(failure: KafkaErrorFields, kind: Connected['kind'], words: Words): TreeNode {
  return notice('unreachable', {
    label: words.t('The cluster does not answer'),
    description: failure.name,
    tooltip: words.t(
      '{0}: {1}\nThe tree shows what was read last. Select to try again.',
      failure.name,
      failure.message,
    ),
    icon: 'error',
    color: 'list.errorForeground',
    context: `failure.read.${kind}`,
    command: 'eddy.refresh',
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
