/** Brokers as cards: the same rows whether they run or not, and what only the embedded cluster tells. */
import assert from 'node:assert/strict';
import type { NodeStatus } from '../../../../../src/server/control.ts';
import { clusterView } from '../../../../../src/ui/panel/cluster/clusterView.ts';
import { RequestRates } from '../../../../../src/ui/panel/cluster/requestRates.ts';
import { orders, partition, reading, topic } from '../../explorer/support.ts';

const nodes: readonly NodeStatus[] = [1, 2, 3].map((nodeId) => ({
  nodeId,
  port: 9091 + nodeId,
  state: 'running',
}));
const own = { nodes, requestsPerSecond: () => undefined, faultWords: () => '' };

describe('the cards of the Cluster view', () => {
  it('keeps the card of a broker that is down, with its partitions switched off', () => {
    const { cluster } = reading();
    const alive = { ...cluster, brokers: cluster.brokers.filter(({ id }) => id !== 2) };
    const down = nodes.map((node) => (node.nodeId === 2 ? { ...node, state: 'killed' as const } : node));
    const view = clusterView(alive, undefined, { ...own, nodes: down });
    assert.deepEqual(
      view.brokers.map(({ id, state }) => [id, state]),
      [
        [1, 'running'],
        [2, 'killed'],
        [3, 'running'],
      ],
    );
    const card = view.brokers[1];
    assert.equal(card?.address, '127.0.0.1:9093');
    assert.ok(card.topics.every(({ partitions }) => partitions.every(({ role }) => role === 'off')));
    assert.deepEqual([card.leads, card.controller], [0, false]);
  });

  it('tells faults in words and requests a second, of the embedded cluster alone', () => {
    const { cluster } = reading();
    const faults = [{ api: 'Produce', effect: { kind: 'cut' } }] as const;
    const facts = {
      nodes: nodes.map((node) => (node.nodeId === 3 ? { ...node, faults } : node)),
      requestsPerSecond: (index: number) => index * 1.5,
      faultWords: () => 'Produce: connection cut',
    };
    const cards = clusterView(cluster, undefined, facts).brokers;
    assert.deepEqual(
      cards.map((card) => [card.requestsPerSecond, card.faults]),
      [
        [0, []],
        [1.5, []],
        [3, ['Produce: connection cut']],
      ],
    );
    const [remote] = clusterView(cluster, undefined, undefined).brokers;
    assert.deepEqual([remote?.requestsPerSecond, remote?.faults], [null, []]);
  });

  it('gives counts in place of chips where there are too many partitions', () => {
    const many = Array.from({ length: 13 }, (_, index) => ({
      ...partition(index, { leader: 1 }),
      isr: [1, 2],
    }));
    const { cluster } = reading({ cluster: { ...reading().cluster, topics: [topic(orders, many)] } });
    const [first, , third] = clusterView(cluster, undefined, own).brokers;
    assert.deepEqual(first?.topics[0]?.partitions, []);
    assert.deepEqual(first?.topics[0]?.counts, { leads: 13, follows: 0, out: 0 });
    assert.deepEqual(third?.topics[0]?.counts, { leads: 0, follows: 0, out: 13 });
  });
});

describe('requests a second', () => {
  it('are counted over some seconds, and begin anew with another cluster', () => {
    const rates = new RequestRates();
    assert.equal(rates.of(0), undefined);
    rates.add(0, [100, 0]);
    assert.equal(rates.of(0), undefined);
    rates.add(1_000, [110, 0]);
    assert.equal(rates.of(0), 10);
    for (let second = 2; second <= 10; second++) rates.add(second * 1_000, [110, 0]);
    assert.equal(rates.of(0), 0, 'what is long ago does not count');
    rates.add(11_000, [5, 0]);
    assert.equal(rates.of(0), undefined);
    rates.add(12_000, [6, 7]);
    assert.deepEqual([rates.of(0), rates.of(1)], [1, 7]);
  });
});
