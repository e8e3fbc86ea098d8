/** Which topics the tree shows: filtered, pinned ones first, and no more at once than can be drawn. */
import assert from 'node:assert/strict';
import { arrangeTopics, matcher, plainArrangement } from '../../../../src/ui/explorer/arrangement.ts';
import { clusterTree } from '../../../../src/ui/explorer/clusterTree.ts';
import { partition, reading, topic, words } from './support.ts';

const topics = ['b.order', 'a.order', 'c.pay', 'd.order.dlq'].map((name) => topic(name, [partition(0)]));
const names = (change: Partial<typeof plainArrangement>, records: Record<string, number> = {}) =>
  arrangeTopics(topics, { ...plainArrangement, ...change }, (name) => records[name]).shown.map(
    ({ name }) => name,
  );

describe('the arrangement of topics', () => {
  it('is by name, pinned ones first', () => {
    assert.deepEqual(names({}), ['a.order', 'b.order', 'c.pay', 'd.order.dlq']);
    assert.deepEqual(names({ pinned: new Set(['c.pay', 'gone']) })[0], 'c.pay');
  });

  it('is by records where that is wanted, unknown ones last', () => {
    const records = { 'b.order': 5, 'c.pay': 50 };
    assert.deepEqual(names({ sort: 'records' }, records), ['c.pay', 'b.order', 'a.order', 'd.order.dlq']);
  });

  it('leaves out what does not contain every word of the filter', () => {
    assert.deepEqual(names({ filter: 'ORDER' }), ['a.order', 'b.order', 'd.order.dlq']);
    assert.deepEqual(names({ filter: 'dlq order' }), ['d.order.dlq']);
    assert.equal(matcher('  ')('anything'), true);
  });

  it('shows so many at once, and says how many are left', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => topic(`t-${index}`, [partition(0)]));
    const roots = clusterTree(
      {
        status: { kind: 'running', bootstrapServers: ['a:1'], nodes: [], memory: undefined },
        remotes: [],
        remote: undefined,
        reading: reading({ cluster: { ...reading().cluster, topics: many } }),
        failure: undefined,
        showInternal: false,
        arrangement: plainArrangement,
        configs: () => undefined,
        mark: () => undefined,
      },
      words,
    );
    const rows = roots[0]?.children[1]?.children ?? [];
    assert.equal(rows.length, 1_001);
    assert.equal(rows.at(-1)?.view.label, '9,000 more topics');
    assert.equal(rows.at(-1)?.view.command, 'eddy.explorer.showMore');
  });
});
