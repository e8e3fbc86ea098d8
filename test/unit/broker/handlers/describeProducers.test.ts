/** DescribeProducers: who is remembered, by which replicas, and for how long. */
import assert from 'node:assert/strict';
import { describeProducersApi } from '../../../../src/protocol/messages/describeProducers.ts';
import { produceApi } from '../../../../src/protocol/messages/produce.ts';
import { assertError, batchOf, produceBody, TestCluster } from '../testCluster.ts';

function describeAt(test: TestCluster, node: number, index = 0) {
  const topics = [{ name: 'orders', partitionIndexes: [index] }];
  const [partition] = test.ask(node, describeProducersApi, { topics }).topics[0]?.partitions ?? [];
  return partition;
}

function write(test: TestCluster, baseSequence: number) {
  const batch = batchOf(['a'], test.now, { producerId: 7, producerEpoch: 0, baseSequence });
  return test.ask(1, produceApi, produceBody('orders', batch), 12).responses[0]?.partitionResponses[0];
}

describe('DescribeProducers', () => {
  it('is answered by every replica, and by no other broker', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2]]);
    write(test, 0);
    for (const node of [1, 2]) {
      const known = describeAt(test, node)?.activeProducers.map((each) => [
        each.producerId,
        each.lastSequence,
      ]);
      assert.deepEqual(known, [[7, 0]]);
    }
    assertError(describeAt(test, 3)?.errorCode, 'NOT_LEADER_OR_FOLLOWER');
    assertError(describeAt(test, 1, 5)?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('forgets a producer after producer.id.expiration.ms, and takes any sequence from it then', () => {
    const test = TestCluster.started({
      configs: { 'producer.id.expiration.ms': '3000', 'log.retention.check.interval.ms': '1000' },
    });
    test.createTopic('orders', [[1, 2, 3]]);
    write(test, 0);
    test.advance(2_500);
    assert.equal(describeAt(test, 1)?.activeProducers.length, 1);
    test.advance(2_000);
    for (const node of [1, 2, 3]) assert.deepEqual(describeAt(test, node)?.activeProducers, []);
    assert.equal(write(test, 5)?.errorCode, 0);
  });

  it('knows a repetition of any of the last five batches, and no older one', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2, 3]]);
    for (let sequence = 0; sequence < 6; sequence++) write(test, sequence);
    for (const sequence of [1, 5]) {
      assert.deepEqual([write(test, sequence)?.errorCode, write(test, sequence)?.baseOffset], [0, sequence]);
    }
    assertError(write(test, 0)?.errorCode, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  });
});
