/** Every version of the APIs that clients ask more rarely; and that none is served without a test here. */
import assert from 'node:assert/strict';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { describeQuorumApi } from '../../../src/protocol/messages/describeQuorum.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetDeleteApi } from '../../../src/protocol/messages/offsetDelete.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { offsetForLeaderEpochApi } from '../../../src/protocol/messages/offsetForLeaderEpoch.ts';
import { saslAuthenticateApi } from '../../../src/protocol/messages/saslAuthenticate.ts';
import { saslHandshakeApi } from '../../../src/protocol/messages/saslHandshake.ts';
import { unregisterBrokerApi } from '../../../src/protocol/messages/unregisterBroker.ts';
import { isOurs } from '../cluster.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw, software } from './connection.ts';
import { batchOf, connectCoordinator, connectLeader, createRawTopic, produce } from './topics.ts';
import { versionsOf } from './versions.ts';

/** Keys of the APIs whose every version is asked in this folder. */
const asked = [
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 32, 33, 35, 36, 37, 42, 43, 44,
  45, 46, 47, 55, 60, 61, 64, 74, 75,
];

describe('every version: OffsetForLeaderEpoch, OffsetDelete, DescribeQuorum, UnregisterBroker', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(offsetForLeaderEpochApi)) {
    it(`OffsetForLeaderEpoch v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      await produce(leader, topic, batchOf(['a', 'b']));
      const ask = async (leaderEpoch: number, currentLeaderEpoch = -1) => {
        const partitions = [{ partition: 0, leaderEpoch, currentLeaderEpoch }];
        const topics = [{ topic: topic.name, partitions }];
        const response = await leader.request(offsetForLeaderEpochApi, version, { replicaId: -1, topics });
        const [partition] = response.topics[0]?.partitions ?? [];
        return [partition?.errorCode, partition?.leaderEpoch, partition?.endOffset];
      };
      assert.deepEqual(await ask(0), [0, 0, 2], 'the epoch that goes on ends at the end of the log');
      assert.deepEqual(await ask(0, 0), [0, 0, 2]);
      assert.deepEqual(await ask(7), [0, -1, -1], 'an epoch nobody has had');
      assert.deepEqual(await ask(0, 7), [75, -1, -1], 'UNKNOWN_LEADER_EPOCH');
    });
  }

  it('OffsetDelete v0', async () => {
    const topic = await createRawTopic(clean, 2);
    const groupId = unique('conformance.group');
    const coordinator = await connectCoordinator(clean, groupId);
    const both = [0, 1].map((partitionIndex) => ({
      partitionIndex,
      committedOffset: 3,
      committedMetadata: null,
    }));
    const topics = [{ name: topic.name, topicId: topic.id, partitions: both }];
    await coordinator.request(offsetCommitApi, 9, { groupId, memberId: '', topics });
    const removal = { groupId, topics: [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }] };
    const removed = await coordinator.request(offsetDeleteApi, 0, removal);
    assert.equal(removed.errorCode, 0);
    assert.deepEqual(removed.topics, [
      { name: topic.name, partitions: [{ partitionIndex: 0, errorCode: 0 }] },
    ]);
    const left = await coordinator.request(offsetFetchApi, 7, { groupId, topics: null });
    assert.deepEqual(
      left.topics.map(({ partitions }) => partitions.map(({ partitionIndex }) => partitionIndex)),
      [[1]],
    );
    const missing = { ...removal, groupId: unique('conformance.group') };
    const other = await connectCoordinator(clean, missing.groupId);
    assert.equal((await other.request(offsetDeleteApi, 0, missing)).errorCode, 69, 'GROUP_ID_NOT_FOUND');
  });

  for (const version of versionsOf(describeQuorumApi)) {
    it(`DescribeQuorum v${version}`, async () => {
      const connection = await connectRaw(clean);
      const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
      const response = await connection.request(describeQuorumApi, version, { topics });
      assert.equal(response.errorCode, 0);
      const [partition] = response.topics[0]?.partitions ?? [];
      assert.equal(partition?.errorCode, 0);
      assert.ok([1, 2, 3].includes(partition?.leaderId ?? 0));
      assert.ok((partition?.leaderEpoch ?? 0) > 0);
      assert.ok((partition?.highWatermark ?? 0) > 0);
      const voters = partition?.currentVoters.map(({ replicaId }) => replicaId) ?? [];
      assert.deepEqual(
        voters.sort((left, right) => left - right),
        [1, 2, 3],
      );
      if (version >= 2) assert.deepEqual(response.nodes.map(({ nodeId }) => nodeId).sort(), [1, 2, 3]);
    });
  }

  for (const version of versionsOf(unregisterBrokerApi)) {
    it(`UnregisterBroker v${version} of a broker that is not there`, async () => {
      const connection = await connectRaw(clean);
      const response = await connection.request(unregisterBrokerApi, version, { brokerId: 77 });
      assert.equal(response.errorCode, 102, 'BROKER_ID_NOT_REGISTERED');
      assert.ok(response.errorMessage?.includes('77'));
    });
  }

  for (const version of versionsOf(saslHandshakeApi)) {
    it(`SaslHandshake v${version} where nobody has to log in`, async () => {
      const connection = await connectRaw(clean);
      const response = await connection.request(saslHandshakeApi, version, { mechanism: 'PLAIN' });
      assert.deepEqual([response.errorCode, response.mechanisms], [34, []], 'ILLEGAL_SASL_STATE');
    });
  }

  for (const version of versionsOf(saslAuthenticateApi)) {
    it(`SaslAuthenticate v${version} where nobody has to log in`, async () => {
      const connection = await connectRaw(clean);
      const response = await connection.request(saslAuthenticateApi, version, {
        authBytes: Buffer.from('x'),
      });
      assert.equal(response.errorCode, 34, 'ILLEGAL_SASL_STATE');
      assert.equal(
        response.errorMessage,
        'SaslAuthenticate request received after successful authentication',
      );
    });
  }

  /** Apache Kafka serves many more. */
  it('nothing is served that these tests do not ask in every version', async function () {
    if (!isOurs()) this.skip();
    const connection = await connectRaw(clean);
    const { apiKeys } = await connection.request(apiVersionsApi, 0, software);
    const served = apiKeys.map(({ apiKey }) => apiKey);
    assert.deepEqual(
      served.filter((key) => !asked.includes(key)),
      [],
    );
  });
});
