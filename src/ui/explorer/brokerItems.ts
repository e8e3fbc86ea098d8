/** Rows of brokers: who runs, who is the controller, what each leads. Pure: data in, nodes out. */
import type { ClusterInfo } from '../../client/model.ts';
import type { NodeState, NodeStatus } from '../../server/control.ts';
import type { ItemView, TreeNode } from './tree.ts';
import { joined, type Words } from './words.ts';

/** `nodes` are those of the embedded cluster, dead ones too; empty for a cluster of somebody else. */
export function brokersNode(cluster: ClusterInfo, nodes: readonly NodeStatus[], words: Words): TreeNode {
  const ids = new Set([...cluster.brokers.map((broker) => broker.id), ...nodes.map((node) => node.nodeId)]);
  const children = [...ids].toSorted((a, b) => a - b).map((id) => brokerNode(id, cluster, nodes, words));
  const alive = cluster.brokers.length;
  const description = alive === ids.size ? words.count(alive) : words.t('{0} of {1}', alive, ids.size);
  const label = words.t('Brokers');
  return {
    id: 'brokers',
    target: {},
    view: {
      label,
      description,
      icon: 'server-environment',
      context: 'brokers',
      collapsible: 'expanded',
      spoken: joined([label, description]),
    },
    children,
  };
}

function brokerNode(id: number, cluster: ClusterInfo, nodes: readonly NodeStatus[], words: Words): TreeNode {
  const listed = cluster.brokers.find((broker) => broker.id === id);
  const own = nodes.find((node) => node.nodeId === id);
  const address = listed === undefined ? `127.0.0.1:${own?.port ?? ''}` : `${listed.host}:${listed.port}`;
  const state = own?.state ?? 'running';
  const view =
    state === 'running'
      ? runningView(id, address, cluster, listed === undefined, words)
      : downView(id, address, state, words);
  return {
    id: `broker ${id}`,
    target: { broker: id },
    view: { ...view, context: `broker.${state}${own === undefined ? '' : '.own'}` },
    children: [],
  };
}

function runningView(
  id: number,
  address: string,
  cluster: ClusterInfo,
  missing: boolean,
  words: Words,
): ItemView {
  const label = words.t('Broker {0}', id);
  const partitions = cluster.topics.flatMap((topic) => (topic.internal ? [] : topic.partitions));
  const leads = partitions.filter((partition) => partition.leader === id).length;
  const controller = cluster.controllerId === id && !missing;
  const role = missing ? words.t('joining') : controller ? words.t('controller') : undefined;
  const leading = words.t('leads {0}', words.count(leads));
  return {
    label,
    description: joined([role, address, leading]),
    tooltip: [
      `${label}: ${address}`,
      ...(controller ? [words.t('The controller: it elects new leaders when a broker goes.')] : []),
      words.t('Leads {0} of {1} partitions.', words.count(leads), words.count(partitions.length)),
    ].join('\n'),
    icon: missing ? 'sync' : controller ? 'star-full' : 'server',
    context: 'broker',
    collapsible: 'none',
    spoken: joined([label, role, address, leading]),
  };
}

function downView(id: number, address: string, state: Exclude<NodeState, 'running'>, words: Words): ItemView {
  const label = words.t('Broker {0}', id);
  const word = state === 'killed' ? words.t('killed') : words.t('stopped');
  const why =
    state === 'killed'
      ? words.t('It fell silent, as in a crash. The others noticed when its session ended.')
      : words.t('It handed its leaders over and left.');
  return {
    label,
    description: joined([word, address]),
    tooltip: [`${label}: ${word}`, why, words.t('Start it to let it catch up and join again.')].join('\n'),
    icon: state === 'killed' ? 'error' : 'circle-slash',
    color: state === 'killed' ? 'list.errorForeground' : 'disabledForeground',
    context: 'broker',
    collapsible: 'none',
    spoken: joined([label, word, address]),
  };
}
