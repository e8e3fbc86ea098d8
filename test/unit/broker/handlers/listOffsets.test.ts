/** ListOffsets of a leader: marks, timestamps, and the moment after an election when the end is not known yet. */
import assert from 'node:assert/strict';
import { listOffsetsApi } from '../../../../src/protocol/messages/listOffsets.ts';
import { produceApi } from '../../../../src/protocol/messages/produce.ts';
import { assertError, batchOf, produceBody, TestCluster } from '../testCluster.ts';

const latest = -1;
const earliest = -2;
const maxTimestamp = -3;

describe('ListOffsets', () => {
  it('tells marks and the first record of a time, up to the high watermark', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2, 3]]);
    const times = [100, 300, 200].map((time) => test.now + time);
    for (const time of times) test.ask(1, produceApi, produceBody('orders', batchOf(['a'], time)), 12);
    const offsets = [latest, earliest, maxTimestamp, test.now + 150, test.now + 250, test.now + 900].map(
      (timestamp) => list(test, 1, timestamp)?.offset,
    );
    assert.deepEqual(offsets, [3, 0, 1, 1, 1, -1]);
  });

  it('is answered by the leader only, and in its epoch', () => {
    const test = TestCluster.started();
    test.createTopic('orders', [[1, 2, 3]]);
    assertError(list(test, 2, latest)?.errorCode, 'NOT_LEADER_OR_FOLLOWER');
    assertError(list(test, 1, latest, 11, 7)?.errorCode, 'UNKNOWN_LEADER_EPOCH');
  });

  describe('of a new leader that does not know yet what is committed (KIP-207)', () => {
    for (const [version, error] of [
      [11, 'OFFSET_NOT_AVAILABLE'],
      [5, 'OFFSET_NOT_AVAILABLE'],
      [4, 'LEADER_NOT_AVAILABLE'],
    ] as const) {
      it(`says ${error} in v${version} rather than an end before what was told already`, () => {
        const test = afterElection();
        assertError(list(test, 2, latest, version)?.errorCode, error);
        test.network.isCut = () => false;
        test.until('the follower has caught up', () => list(test, 2, latest, version)?.offset === 2);
      });
    }

    it('tells the start, and a time whose record is committed', () => {
      const test = afterElection();
      assert.equal(list(test, 2, earliest)?.offset, 0);
      assert.equal(list(test, 2, 1)?.offset, 0);
      assertError(list(test, 2, test.now + 10_000)?.errorCode, 'OFFSET_NOT_AVAILABLE');
    });
  });
});

/** Node 2 has just become leader. It holds a record more than it knows to be committed, and node 3 cannot reach it. */
function afterElection(): TestCluster {
  const test = [...Array(50).keys()]
    .map((seed) => TestCluster.started({ nodes: 5, seed }))
    .find(({ controllerId }) => controllerId >= 4);
  assert.ok(test !== undefined);
  test.createTopic('orders', [[1, 2, 3]]);
  test.produce(1, 'orders', ['committed']);
  test.advance(1_000);
  test.network.isCut = (from, to) => from === 3 && to <= 2;
  test.produce(1, 'orders', ['in doubt'], 1);
  test.until('node 2 has it', () => test.replica(2, 'orders').log.logEndOffset === 2);
  assert.equal(test.replica(2, 'orders').highWatermark, 1);
  test.cluster.killNode(1);
  test.until('node 2 leads', () => test.replica(2, 'orders').role === 'leader');
  return test;
}

function list(test: TestCluster, nodeId: number, timestamp: number, version = 11, currentLeaderEpoch = -1) {
  const partitions = [{ partitionIndex: 0, currentLeaderEpoch, timestamp }];
  const body = { replicaId: -1, isolationLevel: 0, topics: [{ name: 'orders', partitions }] };
  return test.ask(nodeId, listOffsetsApi, body, version).topics[0]?.partitions[0];
}
