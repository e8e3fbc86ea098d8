/** A leader that moves while clients wait: every version of Produce and Fetch hears of it in its own way (KIP-951). */
import assert from 'node:assert/strict';
import { fetchApi } from '../../../../src/protocol/messages/fetch.ts';
import { produceApi } from '../../../../src/protocol/messages/produce.ts';
import { assertError, batchOf, fetchBody, produceBody, TestCluster } from '../testCluster.ts';

interface Answer {
  readonly error: number | undefined;
  /** Whom the answer names as leader, -1 for nobody, and whose addresses it brings. */
  readonly hint: number | undefined;
  readonly endpoints: readonly number[] | undefined;
}

describe('a request whose leader moves', () => {
  for (const version of [4, 7, 11, 12, 15, 16, 18]) {
    it(`is told so in Fetch v${version}, while it waits and at once`, () => {
      const test = started();
      const body = fetchBody('orders', 0, test.topicId('orders'));
      const pending = test.client(2).begin(fetchApi, body, version);
      test.cluster.stopNode(2);
      test.until('an answer', () => pending.response !== undefined, 5_000);
      for (const response of [pending.response, test.ask(1, fetchApi, body, version)]) {
        const partition = response?.responses[0]?.partitions[0];
        const hint = partition?.currentLeader.leaderId;
        const endpoints = response?.nodeEndpoints.map(({ nodeId }) => nodeId);
        check({ error: partition?.errorCode, hint, endpoints }, version >= 16);
      }
    });
  }

  for (const version of [3, 7, 9, 10, 12, 13]) {
    it(`is told so in Produce v${version}, while it waits and at once`, () => {
      const test = started();
      const body = produceBody('orders', batchOf(['a'], test.now), -1, 5_000, test.topicId('orders'));
      // Without a follower's fetches the record stays uncommitted until the leadership is lost.
      const silent = test.controllerId === 1 ? 3 : 1;
      test.network.isCut = (from, to) => from === silent && to === 2;
      const pending = test.client(2).begin(produceApi, body, version);
      assert.equal(pending.response, undefined);
      test.cluster.stopNode(2);
      test.until('an answer', () => pending.response !== undefined, 5_000);
      for (const response of [pending.response, test.ask(1, produceApi, body, version)]) {
        const partition = response?.responses[0]?.partitionResponses[0];
        const hint = partition?.currentLeader.leaderId;
        const endpoints = response?.nodeEndpoints.map(({ nodeId }) => nodeId);
        check({ error: partition?.errorCode, hint, endpoints }, version >= 10);
      }
    });
  }
});

function started(): TestCluster {
  const test = TestCluster.started();
  test.createTopic('orders', [[2, 3, 1]]);
  return test;
}

function check({ error, hint, endpoints }: Answer, isTold: boolean): void {
  assertError(error, 'NOT_LEADER_OR_FOLLOWER');
  assert.deepEqual({ hint, endpoints }, isTold ? { hint: 3, endpoints: [3] } : { hint: -1, endpoints: [] });
}
