/** Requests that only the active controller decides, while there is none: each version says so in the way it can. */
import assert from 'node:assert/strict';
import { electLeadersApi } from '../../../../src/protocol/messages/electLeaders.ts';
import { assertError, TestCluster } from '../testCluster.ts';

describe('a request for the controller, when there is none', () => {
  for (const version of [0, 1, 2]) {
    it(`is refused in the end by ElectLeaders v${version}`, () => {
      const test = TestCluster.started();
      test.createTopic('orders', [[1, 2, 3]]);
      test.cluster.killNode(2);
      test.cluster.killNode(3);
      test.advance(5_000);
      const topicPartitions = [{ topic: 'orders', partitions: [0] }];
      const pending = test.client(1).begin(electLeadersApi, { topicPartitions }, version);
      test.until('an answer', () => pending.response !== undefined, 40_000);
      const { errorCode, replicaElectionResults } = pending.response ?? {};
      assertError(errorCode, version === 0 ? 'NONE' : 'REQUEST_TIMED_OUT');
      assertError(replicaElectionResults?.[0]?.partitionResult[0]?.errorCode, 'REQUEST_TIMED_OUT');
      assert.equal(replicaElectionResults?.length, 1);
    });
  }
});
