import assert from 'node:assert/strict';
import { TestCluster } from './testCluster.ts';

describe('the clock of a cluster', () => {
  it('goes deadline by deadline when the host was held up, so that nobody is taken for dead', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2, 3]]);
    const { controllerId } = test;
    const { leaderEpoch } = test.replica(1, 'orders');

    test.cluster.advanceTo(test.now + 4_000);

    for (const broker of test.running)
      assert.deepEqual(broker.image.partition(test.topicId('orders'), 0)?.isr, [1, 2, 3]);
    assert.equal(test.controllerId, controllerId);
    assert.equal(test.replica(1, 'orders').leaderEpoch, leaderEpoch);
  });

  it('skips most of a long sleep: what should have happened in it is not caught up', () => {
    const test = TestCluster.started();
    const before = test.running.map(({ image }) => image.offset);

    test.cluster.advanceTo(test.now + 24 * 3600 * 1000);

    test.now += 24 * 3600 * 1000;
    test.until('the brokers are back', () => test.cluster.isReady, 10_000);
    const grown = test.running.map(({ image }, index) => image.offset - (before[index] ?? 0));
    assert.ok(
      grown.every((records) => records < 1_000),
      `${grown} records`,
    );
  });
});
