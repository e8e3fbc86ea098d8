/** What the tree says, state by state. */
import assert from 'node:assert/strict';
import type { ConfigEntry } from '../../../../src/client/adminService.ts';
import type { NodeStatus } from '../../../../src/server/control.ts';
import type { ClusterStatus } from '../../../../src/ui/clusters/clusterStatus.ts';
import type { SavedCluster } from '../../../../src/ui/clusters/savedCluster.ts';
import { plainArrangement } from '../../../../src/ui/explorer/arrangement.ts';
import { clusterTree, type ExplorerState } from '../../../../src/ui/explorer/clusterTree.ts';
import { indexTree, type TreeNode } from '../../../../src/ui/explorer/tree.ts';
import { orders, partition, reading, topic, words } from './support.ts';

const running: Extract<ClusterStatus, { readonly kind: 'running' }> = {
  kind: 'running',
  bootstrapServers: ['127.0.0.1:9092', '127.0.0.1:9093', '127.0.0.1:9094'],
  nodes: [1, 2, 3].map((nodeId) => ({ nodeId, port: 9091 + nodeId, state: 'running' })),
  memory: undefined,
};

function drilled(drills: Readonly<Record<number, NodeStatus['drill']>>): typeof running {
  const nodes = running.nodes.map((item) => {
    const drill = drills[item.nodeId];
    return drill === undefined ? item : { ...item, drill };
  });
  return { ...running, nodes };
}

function draw(change: Partial<ExplorerState> = {}): readonly TreeNode[] {
  const state: ExplorerState = {
    status: running,
    reading: reading(),
    failure: undefined,
    remotes: [],
    remote: undefined,
    showInternal: false,
    arrangement: plainArrangement,
    configs: () => undefined,
    mark: () => undefined,
    ...change,
  };
  return clusterTree(state, words);
}

function node(id: string, roots: readonly TreeNode[] = draw()): TreeNode {
  const found = indexTree(roots).get(id);
  assert.ok(found, `no node ${id}`);
  return found;
}

describe('cluster tree', () => {
  it('is empty when the cluster is stopped, so that the welcome shows', () => {
    assert.deepEqual(draw({ status: { kind: 'stopped' } }), []);
  });

  it('says that the cluster starts, and that it is read for the first time', () => {
    assert.equal(draw({ status: { kind: 'starting' } })[0]?.view.label, 'Starting the cluster…');
    assert.equal(draw({ reading: undefined })[0]?.view.label, 'Reading the cluster…');
  });

  it('shows a failed cluster with its reason and a way back', () => {
    const [row] = draw({ status: { kind: 'failed', reason: 'assertion failed' } });
    assert.deepEqual(
      [row?.view.description, row?.view.command],
      ['assertion failed', 'eddy.cluster.restart'],
    );
  });

  it('keeps what was read last when the cluster does not answer, and says so first', () => {
    const failure = { code: -1, name: 'NETWORK', retriable: true, message: 'connect ECONNREFUSED' };
    const roots = draw({ failure });
    assert.deepEqual(
      roots.map((root) => root.id),
      ['notice unreachable', 'cluster'],
    );
    assert.equal(roots[0]?.view.command, 'eddy.refresh');
  });

  it('marks the controller by a word and an icon of its own', () => {
    assert.equal(node('broker 1').view.description, 'controller · 127.0.0.1:9092 · leads 1');
    assert.notEqual(node('broker 1').view.icon, node('broker 2').view.icon);
    assert.match(node('broker 1').view.spoken, /controller/);
  });

  it('keeps the row of a killed broker, although the cluster no longer lists it', () => {
    const nodes = running.nodes.map((item) =>
      item.nodeId === 3 ? { ...item, state: 'killed' as const } : item,
    );
    const base = reading();
    const cluster = { ...base.cluster, brokers: base.cluster.brokers.slice(0, 2) };
    const roots = draw({ status: { ...running, nodes }, reading: reading({ cluster }) });
    const killed = node('broker 3', roots);
    assert.equal(killed.view.description, 'killed · 127.0.0.1:9094');
    assert.equal(killed.view.context, 'broker.killed.own');
    assert.equal(node('brokers', roots).view.description, '2 of 3');
  });

  it('says by a word and an icon what is done to a broker, and offers to end it', () => {
    const roots = draw({ status: drilled({ 1: { kind: 'slow', delayMs: 1_500 }, 2: { kind: 'isolated' } }) });
    const [slow, isolated] = [node('broker 1', roots).view, node('broker 2', roots).view];
    assert.equal(slow.description, 'controller · slow 1,500 ms · 127.0.0.1:9092 · leads 1');
    assert.equal(isolated.description, 'isolated · 127.0.0.1:9093 · leads 1');
    assert.equal(slow.spoken, `Broker 1 · ${slow.description}`);
    assert.equal(isolated.spoken, `Broker 2 · ${isolated.description}`);
    assert.match(slow.tooltip ?? '', /takes 1,500 ms/);
    assert.match(isolated.tooltip ?? '', /do not hear each other/);
    const icons = [slow.icon, isolated.icon, node('broker 3', roots).view.icon];
    assert.equal(new Set(icons).size, 3);
    assert.deepEqual(
      [slow.context, isolated.context],
      ['broker.running.own.slow', 'broker.running.own.isolated'],
    );
    const { description, context } = node('cluster', roots).view;
    assert.deepEqual([description, context], ['2 drills · 127.0.0.1:9092', 'cluster.running.drill']);
    assert.equal(node('cluster').view.context, 'cluster.running');
  });

  it('calls a broker fenced, not joining, when a drill keeps it from the others', () => {
    const base = reading();
    const cluster = { ...base.cluster, brokers: base.cluster.brokers.slice(0, 2) };
    const status = drilled({ 3: { kind: 'isolated' } });
    const view = node('broker 3', draw({ status, reading: reading({ cluster }) })).view;
    assert.equal(view.description, 'fenced · isolated · 127.0.0.1:9094 · leads 1');
    assert.match(view.tooltip ?? '', /Fenced: /);
  });

  it('keeps a drill on a broker that is down, to be ended before or after its start', () => {
    const nodes = drilled({ 3: { kind: 'isolated' } }).nodes.map((item) =>
      item.nodeId === 3 ? { ...item, state: 'killed' as const } : item,
    );
    const view = node('broker 3', draw({ status: { ...running, nodes } })).view;
    assert.equal(view.description, 'killed · isolated · 127.0.0.1:9094');
    assert.equal(view.context, 'broker.killed.own.isolated');
  });

  it('says which faults the clients of a broker suffer, beside what the network does to it', () => {
    const faults = [
      { api: 'Produce', effect: { kind: 'error', error: 'NOT_ENOUGH_REPLICAS' } },
      { api: 'Fetch', effect: { kind: 'delay', delayMs: 500 }, times: 2 },
    ] as const;
    const nodes = running.nodes.map((item) => ({
      ...item,
      ...(item.nodeId === 1 ? {} : { faults: item.nodeId === 2 ? faults : faults.slice(0, 1) }),
      ...(item.nodeId === 3 ? { drill: { kind: 'isolated' } as const } : {}),
    }));
    const roots = draw({ status: { ...running, nodes } });
    const [two, three] = [node('broker 2', roots).view, node('broker 3', roots).view];
    assert.equal(two.description, '2 faults · 127.0.0.1:9093 · leads 1');
    assert.match(
      two.tooltip ?? '',
      /Fault: Produce: NOT_ENOUGH_REPLICAS\nFault: Fetch: delayed 500 ms \(2 left\)/,
    );
    assert.equal(two.context, 'broker.running.own.faulty');
    assert.equal(three.description, 'isolated · fault on Produce · 127.0.0.1:9094 · leads 1');
    assert.equal(three.context, 'broker.running.own.isolated.faulty');
    assert.match(node('cluster', roots).view.description ?? '', /^2 drills/);
  });

  it('says how much memory is in use, and in the row itself when it is full', () => {
    const limitBytes = 64 * 1024 * 1024;
    const memory = { logBytes: 0, residentBytes: 0, limitBytes, heldBytes: limitBytes, droppedBytes: 0 };
    const calm = node('cluster', draw({ status: { ...running, memory: { ...memory, refusing: false } } }));
    assert.match(calm.view.tooltip ?? '', /\nMemory: 64 of 64 MiB$/);
    assert.equal(calm.view.description, '127.0.0.1:9092');
    const full = node('cluster', draw({ status: { ...running, memory: { ...memory, refusing: true } } }));
    assert.equal(full.view.description, '127.0.0.1:9092 · memory is full');
    assert.match(full.view.spoken, /memory is full/);
    assert.match(full.view.tooltip ?? '', /producers are refused/);
  });

  it('offers nothing to kill in a cluster of somebody else', () => {
    const status: ClusterStatus = { kind: 'attached', bootstrapServers: ['127.0.0.1:9092'], owner: 'java' };
    assert.equal(node('broker 1', draw({ status })).view.context, 'broker.running');
    assert.equal(node('cluster', draw({ status })).view.label, 'Attached cluster');
  });

  it('says that the cluster of somebody else is gone, and starts one of its own instead', () => {
    const [row, ...others] = draw({
      status: { kind: 'gone', owner: 'java (process 7)' },
      reading: undefined,
    });
    assert.deepEqual(others, []);
    assert.equal(row?.view.label, 'The attached cluster is gone');
    assert.equal(row?.view.description, 'java (process 7)');
    assert.equal(row?.view.command, 'eddy.cluster.start');
  });

  it('gives leader, ISR, offsets and count of a partition', () => {
    const view = node(`partition ${orders}/1`).view;
    assert.equal(view.description, 'leader 2 · ISR 1, 2, 3 · offsets 0 to 1001 · 1,001 records');
    assert.equal(view.spoken, `Partition 1 · ${view.description}`);
  });

  it('sums the records of a topic', () => {
    assert.equal(node(`topic ${orders}`).view.description, '3 partitions · 3,003 records');
  });

  it('hides internal topics until they are asked for', () => {
    assert.equal(indexTree(draw()).has('topic __consumer_offsets'), false);
    const shown = node('topic __consumer_offsets', draw({ showInternal: true }));
    assert.deepEqual(
      [shown.view.context, shown.view.description],
      ['topic.internal', 'internal · 1 partition'],
    );
  });

  it('says in words and by an icon that replicas are missing, and that a leader is', () => {
    const cluster = {
      ...reading().cluster,
      topics: [topic(orders, [partition(0, { isr: [1, 2] }), partition(1, { leader: -1, isr: [] })])],
    };
    const roots = draw({ reading: reading({ cluster }) });
    assert.match(node(`partition ${orders}/0`, roots).view.description ?? '', /^under-replicated · leader 1/);
    assert.match(node(`partition ${orders}/1`, roots).view.description ?? '', /^no leader · ISR/);
    assert.match(node(`topic ${orders}`, roots).view.description ?? '', /^no leader · /);
    assert.equal(node(`topic ${orders}`, roots).view.icon, 'error');
  });

  it('marks a name that departs from the convention, with the suggestion in the tooltip', () => {
    const mark = { word: 'naming', explanation: 'The version is missing.', suggestion: 'a.b.event.c.v1' };
    const view = node(`topic ${orders}`, draw({ mark: () => mark })).view;
    assert.match(view.description ?? '', /^naming · /);
    assert.equal(view.icon, 'warning');
    assert.match(view.tooltip ?? '', /The version is missing\.\nSuggested: a\.b\.event\.c\.v1/);
  });

  it('sums lag per group and per member, and points out who idles', () => {
    assert.equal(node('group billing').view.description, 'Stable · 2 members · 1 idle · lag 3');
    assert.equal(node('member billing a').view.description, 'partitions 0, 1 · lag 1');
    assert.equal(node('member billing b').view.description, 'idle: no partition is left for it');
  });

  it('orders members by client, and puts partitions nobody reads behind them', () => {
    assert.deepEqual(
      node('group billing').children.map((child) => child.id),
      ['member billing b', 'member billing a', `lag billing ${orders}/2`],
    );
    assert.match(node(`lag billing ${orders}/2`).view.description ?? '', /nobody reads · ecommerce/);
  });

  it('marks a group whose coordinator cannot be asked, and keeps what it knew', () => {
    const { groups } = reading();
    const roots = draw({
      reading: { ...reading(), groups: groups.map((group) => ({ ...group, lastKnown: true })) },
    });
    const { description, icon, tooltip, spoken } = node('group billing', roots).view;
    assert.equal(description, 'last known: Stable · 2 members · 1 idle · lag 3');
    assert.equal(icon, 'history');
    assert.match(String(tooltip), /coordinator does not answer/);
    assert.match(spoken ?? '', /last known/);
  });

  it('calls nobody idle while the group rebalances', () => {
    const [group] = reading().groups;
    assert.ok(group);
    const rebalancing = {
      ...group,
      state: 'PreparingRebalance',
      members: group.members.map((member) => ({ ...member, assignment: [] })),
      partitions: [],
    };
    const roots = draw({ reading: reading({ groups: [rebalancing] }) });
    assert.equal(node('group billing', roots).view.description, 'PreparingRebalance · 2 members');
    assert.equal(node('member billing a', roots).view.description, 'waits for partitions');
  });

  it('says none, not zero, where nothing is committed', () => {
    const [group] = reading().groups;
    assert.ok(group);
    const partitions = group.partitions.map((item) => ({ ...item, committed: undefined, lag: undefined }));
    const roots = draw({ reading: reading({ groups: [{ ...group, partitions }] }) });
    assert.equal(
      node(`lag billing ${orders}/2`, roots).view.description,
      `lag unknown · nothing committed · end 1002 · nobody reads · ${orders}`,
    );
  });

  it('gives every row a sentence of its own and no two rows one id', () => {
    const ids: string[] = [];
    const visit = (item: TreeNode): void => {
      ids.push(item.id);
      assert.ok(item.view.spoken.length > 0);
      item.children.forEach(visit);
    };
    draw({ showInternal: true }).forEach(visit);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('shows who reads a topic beside it, and its configs once they were read', () => {
    const entry = (name: string, source: ConfigEntry['source']): ConfigEntry => ({
      name,
      value: '1',
      source,
      isDefault: source === 'default',
      sensitive: false,
      readOnly: false,
      type: 'string',
      synonyms: [{ name, value: '2', source: 'default' }],
      documentation: undefined,
    });
    const children = node(`topic ${orders}`).children.map(({ view }) => [view.label, view.context]);
    assert.deepEqual(children.slice(-2), [
      ['billing', 'group'],
      ['Configs', 'configs'],
    ]);
    const read = draw({ configs: () => [entry('a.b', 'default'), entry('z', 'dynamic-topic')] });
    const configs = node(`configs ${orders}`, read);
    assert.equal(configs.view.description, '1 changed from default');
    assert.deepEqual(
      configs.children.map(({ view }) => [view.label, view.description]),
      [
        ['z', '1, changed from 2'],
        ['a.b', '1'],
      ],
    );
  });

  describe('with clusters that were added', () => {
    const saved: SavedCluster = {
      id: 'x1',
      name: 'staging',
      bootstrapServers: ['kafka.example.com:9093'],
      readOnly: true,
      protocol: 'SASL_SSL',
    };

    it('has a row for each, and one to start the embedded one', () => {
      const rows = draw({ status: { kind: 'stopped' }, reading: undefined, remotes: [saved] });
      assert.deepEqual(
        rows.map(({ view }) => [view.label, view.context, view.icon, view.command]),
        [
          ['Embedded cluster', 'cluster.stopped', 'database', 'eddy.cluster.start'],
          ['staging', 'cluster.other.remote', 'lock', 'eddy.cluster.use'],
        ],
      );
      assert.equal(rows[1]?.view.argument, 'x1');
      assert.match(rows[1]?.view.description ?? '', /read-only/);
    });

    it('opens the one that is worked with, and keeps the embedded one a press away', () => {
      const rows = draw({ remotes: [saved], remote: saved });
      assert.deepEqual(
        rows.map(({ view }) => [view.label, view.context, view.collapsible]),
        [
          ['Embedded cluster', 'cluster.other.embedded', 'none'],
          ['staging', 'cluster.remote.readOnly', 'expanded'],
        ],
      );
      assert.equal(rows[1]?.children.length, 3);
    });

    it('keeps its row when it cannot be read, so that it can be edited or left', () => {
      const failure = { code: -1, name: 'NETWORK', retriable: true, message: 'nobody answers' };
      const rows = draw({ remotes: [saved], remote: saved, reading: undefined, failure });
      assert.deepEqual(
        rows.map(({ view }) => view.context),
        ['cluster.other.embedded', 'failure.read.remote', 'cluster.other.remote'],
      );
      assert.equal(rows[1]?.view.command, 'eddy.cluster.test');
      assert.equal(rows[1]?.view.argument, saved.id);
    });
  });
});
