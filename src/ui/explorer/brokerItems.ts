/** Rows of brokers: who runs, who is the controller, what each leads. Pure: data in, nodes out. */
import type { ClusterInfo } from '../../client/model.ts';
import type { NodeState, NodeStatus } from '../../server/control.ts';
import { faultWords } from '../clusters/faultChoices.ts';
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
  const drill = own?.drill;
  const faults = own?.faults ?? [];
  const row = { id, address, drill: drillView(drill, faults, words), isCutOff: drill !== undefined };
  const view =
    state === 'running'
      ? runningView(row, cluster, listed === undefined, words)
      : downView(row, state, words);
  const suffered = faults.length === 0 ? undefined : 'faulty';
  const context = ['broker', state, ...(own === undefined ? [] : ['own']), drill?.kind, suffered];
  return {
    id: `broker ${id}`,
    target: { broker: id },
    view: { ...view, context: context.filter((word) => word !== undefined).join('.') },
    children: [],
  };
}

interface BrokerRow {
  readonly id: number;
  readonly address: string;
  /** What is done to it, by the network or by faults. */
  readonly drill: DrillView | undefined;
  /** Whether the network is part of that: then the others may have given it up. */
  readonly isCutOff: boolean;
}

function runningView(
  { id, address, drill, isCutOff }: BrokerRow,
  cluster: ClusterInfo,
  missing: boolean,
  words: Words,
): ItemView {
  const label = words.t('Broker {0}', id);
  const partitions = cluster.topics.flatMap((topic) => (topic.internal ? [] : topic.partitions));
  const leads = partitions.filter((partition) => partition.leader === id).length;
  const controller = cluster.controllerId === id && !missing;
  const absent = isCutOff ? words.t('fenced') : words.t('joining');
  const role = missing ? absent : controller ? words.t('controller') : undefined;
  const leading = words.t('leads {0}', words.count(leads));
  const said = joined([role, drill?.word, address, leading]);
  return {
    label,
    description: said,
    tooltip: [
      `${label}: ${address}`,
      ...(controller ? [words.t('The controller: it elects new leaders when a broker goes.')] : []),
      words.t('Leads {0} of {1} partitions.', words.count(leads), words.count(partitions.length)),
      ...(drill === undefined ? [] : drill.explanation),
      ...(missing && isCutOff
        ? [words.t('Fenced: the controller has not heard from it in time, and others lead in its place.')]
        : []),
    ].join('\n'),
    icon: drill?.icon ?? (missing ? 'sync' : controller ? 'star-full' : 'server'),
    ...(drill === undefined ? {} : { color: 'list.warningForeground' }),
    context: 'broker',
    collapsible: 'none',
    spoken: joined([label, said]),
  };
}

function downView(
  { id, address, drill }: BrokerRow,
  state: Exclude<NodeState, 'running'>,
  words: Words,
): ItemView {
  const label = words.t('Broker {0}', id);
  const word = state === 'killed' ? words.t('killed') : words.t('stopped');
  const why =
    state === 'killed'
      ? words.t('It fell silent, as in a crash. The others noticed when its session ended.')
      : words.t('It handed its leaders over and left.');
  const said = joined([word, drill?.word, address]);
  return {
    label,
    description: said,
    tooltip: [
      `${label}: ${word}`,
      why,
      words.t('Start it to let it catch up and join again.'),
      ...(drill === undefined ? [] : drill.explanation),
    ].join('\n'),
    icon: state === 'killed' ? 'error' : 'circle-slash',
    color: state === 'killed' ? 'list.errorForeground' : 'disabledForeground',
    context: 'broker',
    collapsible: 'none',
    spoken: joined([label, said]),
  };
}

interface DrillView {
  readonly word: string;
  readonly icon: string;
  readonly explanation: readonly string[];
}

/** undefined when nothing is done to the broker. */
function drillView(
  drill: NodeStatus['drill'],
  faults: NonNullable<NodeStatus['faults']>,
  words: Words,
): DrillView | undefined {
  const views = [...(drill === undefined ? [] : [networkView(drill, words)]), ...faultsView(faults, words)];
  const [first] = views;
  if (first === undefined) return undefined;
  return {
    word: joined(views.map(({ word }) => word)),
    icon: first.icon,
    explanation: views.flatMap(({ explanation }) => explanation),
  };
}

function faultsView(faults: NonNullable<NodeStatus['faults']>, words: Words): readonly DrillView[] {
  if (faults.length === 0) return [];
  const [first] = faults;
  return [
    {
      word:
        faults.length === 1
          ? words.t('fault on {0}', first?.api ?? '')
          : words.t('{0} faults', words.count(faults.length)),
      icon: 'zap',
      explanation: [
        ...faults.map((fault) => words.t('Fault: {0}', faultWords(fault, words))),
        words.t('Heal it to end that.'),
      ],
    },
  ];
}

function networkView(drill: NonNullable<NodeStatus['drill']>, words: Words): DrillView {
  switch (drill.kind) {
    case 'isolated':
      return {
        word: words.t('isolated'),
        icon: 'debug-disconnect',
        explanation: [
          words.t('Isolated: it and the other brokers do not hear each other. Clients still reach it.'),
          words.t('Heal it to let it hear the others and give up what it alone believes.'),
        ],
      };
    case 'slow':
      return {
        word: words.t('slow {0} ms', words.count(drill.delayMs)),
        icon: 'watch',
        explanation: [
          words.t('Slow: each message to or from another broker takes {0} ms.', words.count(drill.delayMs)),
          words.t('Heal it to end that.'),
        ],
      };
  }
}
