/**
 * What a person sees who isolates a broker or slows it down, in simulated time and with the timeouts of the embedded
 * cluster: what is acknowledged by all survives, what an isolated leader took alone does not.
 */
import assert from 'node:assert/strict';
import { metadataApi } from '../../src/protocol/messages/metadata.ts';
import { produceApi } from '../../src/protocol/messages/produce.ts';
import { zeroUuid } from '../../src/protocol/schema.ts';
import { allBatches, contents } from '../unit/broker/log/batches.ts';
import { assertError, batchOf, produceBody, TestCluster } from '../unit/broker/testCluster.ts';

/** Those of `hosting.ts`. */
const configs = {
  'broker.heartbeat.interval.ms': '200',
  'broker.session.timeout.ms': '1000',
  'controller.quorum.election.timeout.ms': '300',
  'controller.quorum.fetch.timeout.ms': '600',
  'replica.lag.time.max.ms': '30000',
};
const seeds = [1, 2, 3, 4, 5];
const nodes = [1, 2, 3];
const usualDelayMs = 200;

describe('drills on a node', () => {
  for (const seed of seeds) {
    it(`an isolated leader acknowledges nothing by all, and loses what it took alone (seed ${seed})`, () => {
      const test = TestCluster.started({ seed, configs });
      const leader = test.controllerId === 1 ? 2 : 1;
      const [heir, other] = nodes.filter((nodeId) => nodeId !== leader) as [number, number];
      test.createTopic('t', [[leader, heir, other]]);
      test.produce(leader, 't', ['by all']);
      test.network.begin(leader, { kind: 'isolated' });
      assert.deepEqual(test.produce(leader, 't', ['alone'], 1)?.baseOffset, 1);
      assertError(test.produce(leader, 't', ['never'])?.errorCode, 'REQUEST_TIMED_OUT');
      test.until('another leader', () => test.replica(heir, 't').role === 'leader');
      assert.deepEqual(leaderAndIsr(test, heir), [heir, [heir, other]]);
      assert.deepEqual(leaderAndIsr(test, leader), [leader, nodes], 'it knows no better');
      assert.equal(test.produce(heir, 't', ['by the others'])?.baseOffset, 1);

      test.network.end(leader);
      test.until('all in sync', () => leaderAndIsr(test, heir)[1].length === 3);
      assertError(test.produce(leader, 't', ['again'])?.errorCode, 'NOT_LEADER_OR_FOLLOWER');
      for (const nodeId of nodes) assert.deepEqual(valuesOf(test, nodeId), ['0:by all', '1:by the others']);
    });

    it(`an isolated controller resigns, and the others elect one (seed ${seed})`, () => {
      const test = TestCluster.started({ seed, configs });
      const isolated = test.controllerId;
      const [heir, other] = nodes.filter((nodeId) => nodeId !== isolated) as [number, number];
      test.createTopic('t', [[isolated, heir, other]]);
      test.produce(isolated, 't', ['by all']);
      test.network.begin(isolated, { kind: 'isolated' });
      test.until('another controller', () =>
        [heir, other].some((nodeId) => test.cluster.broker(nodeId)?.controller !== undefined),
      );
      test.until('it resigns', () => test.cluster.broker(isolated)?.controller === undefined);
      test.until('another leader', () => test.replica(heir, 't').role === 'leader');
      assert.equal(test.produce(heir, 't', ['by the others'])?.baseOffset, 1);

      test.network.end(isolated);
      test.until('all in sync', () => leaderAndIsr(test, heir)[1].length === 3);
      assert.equal(test.running.filter(({ controller }) => controller !== undefined).length, 1);
      assert.deepEqual(valuesOf(test, isolated), ['0:by all', '1:by the others']);
    });
  }

  for (const slow of nodes) {
    it(`by the usual delay broker ${slow} is slow, and nobody takes it for dead`, () => {
      const test = TestCluster.started({ configs });
      const controller = test.controllerId;
      const [leader] = nodes.filter((nodeId) => nodeId !== slow) as [number, number];
      test.createTopic('t', [nodes.toSorted((a, b) => Number(b === leader) - Number(a === leader))]);
      test.network.begin(slow, { kind: 'slow', delayMs: usualDelayMs });
      test.advance(60_000);
      const before = test.now;
      const pending = test.client(leader).begin(produceApi, produceBody('t', batchOf(['x'], test.now)), 12);
      test.until('an acknowledgement', () => pending.response !== undefined);
      assert.ok(test.now - before >= usualDelayMs, `${test.now - before} ms`);
      assert.equal(test.controllerId, controller);
      assert.deepEqual(leaderAndIsr(test, leader), [leader, nodes]);
      assert.equal(test.replica(leader, 't').leaderEpoch, 0);

      test.network.end(slow);
      test.advance(1_000);
      const after = test.now;
      test.produce(leader, 't', ['y']);
      assert.equal(test.now, after, 'no time passes');
    });
  }
});

/** As a node tells its clients. */
function leaderAndIsr(test: TestCluster, nodeId: number): readonly [number, readonly number[]] {
  const request = { topics: [{ name: 't', topicId: zeroUuid }], allowAutoTopicCreation: false };
  const partition = test.ask(nodeId, metadataApi, request, 12).topics[0]?.partitions[0];
  return [partition?.leaderId ?? -1, (partition?.isrNodes ?? []).toSorted()];
}

/** What a node has of the first partition, in its own log, whether it leads it or not. */
function valuesOf(test: TestCluster, nodeId: number): readonly string[] {
  return contents([Buffer.concat(allBatches(test.replica(nodeId, 't').log))]);
}
