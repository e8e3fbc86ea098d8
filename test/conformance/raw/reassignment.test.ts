/** Partitions move between brokers and leaders are elected on request, in every version of these APIs (KIP-455, KIP-460). */
import assert from 'node:assert/strict';
import { alterPartitionReassignmentsApi } from '../../../src/protocol/messages/alterPartitionReassignments.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { describeTopicPartitionsApi } from '../../../src/protocol/messages/describeTopicPartitions.ts';
import { electLeadersApi } from '../../../src/protocol/messages/electLeaders.ts';
import { listPartitionReassignmentsApi } from '../../../src/protocol/messages/listPartitionReassignments.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { connectRaw, connectTo } from './connection.ts';
import { fetchAll, fetchOne } from './fetching.ts';
import { batchOf, describeTopic, produce, valuesIn } from './topics.ts';
import { versionsOf } from './versions.ts';

const latest = alterPartitionReassignmentsApi.maxVersion;

describe('every version: ElectLeaders, AlterPartitionReassignments, ListPartitionReassignments', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  for (const version of versionsOf(electLeadersApi)) {
    it(`ElectLeaders v${version} gives the preferred leader its partition back`, async () => {
      const topic = await topicOn([1, 2, 3]);
      await move(topic, [2, 1, 3]);
      await becomes(topic, { replicas: [2, 1, 3], leader: 1, isr: [1, 2, 3] });
      assert.deepEqual(await elect(version, topic), [0, null]);
      await becomes(topic, { replicas: [2, 1, 3], leader: 2, isr: [1, 2, 3] });
      assert.equal((await elect(version, topic))[0], 84, 'ELECTION_NOT_NEEDED');
      assert.equal((await elect(version, topic, 7))[0], 3, 'UNKNOWN_TOPIC_OR_PARTITION');
      assert.equal((await elect(version, unique('conformance.missing')))[0], 3);
    });
  }

  it('ElectLeaders v1 and v2: an unclean election is not needed where somebody leads', async () => {
    const topic = await topicOn([1, 2, 3]);
    for (const version of versionsOf(electLeadersApi, 1)) {
      const [errorCode, message] = await elect(version, topic, 0, 1);
      assert.equal(errorCode, 84);
      assert.ok(message !== null);
    }
  });

  it('ElectLeaders of an unknown type is INVALID_REQUEST', async () => {
    assert.equal((await elect(2, await topicOn([1, 2, 3]), 0, 7))[0], 42);
  });

  it('ElectLeaders of everything names no partition that is as it should be', async () => {
    const topic = await topicOn([1, 2, 3]);
    const connection = await connectRaw(clean);
    const request = { electionType: 1, topicPartitions: null };
    const { errorCode, replicaElectionResults } = await connection.request(electLeadersApi, 2, request);
    assert.equal(errorCode, 0);
    const own = replicaElectionResults.find((result) => result.topic === topic);
    assert.deepEqual(own, { topic, partitionResult: [] });
  });

  for (const version of versionsOf(alterPartitionReassignmentsApi)) {
    it(`AlterPartitionReassignments v${version} moves a partition with its records`, async () => {
      const topic = await topicOn([1, 2]);
      await write(topic, ['a', 'b']);
      assert.deepEqual(await move(topic, [3], version), [0, null]);
      await becomes(topic, { replicas: [3], leader: 3, isr: [3] });
      await write(topic, ['c']);
      await holds(topic, ['a', 'b', 'c']);
      const former = await connectRaw(clean, 0);
      const found = await described(topic);
      const { errorCode } = await fetchOne(former, found);
      assert.equal(errorCode, 6, 'NOT_LEADER_OR_FOLLOWER');
    });

    it(`AlterPartitionReassignments v${version} refuses what cannot be`, async () => {
      const topic = await topicOn([1, 2]);
      assert.equal((await move(topic, [], version))[0], 39, 'INVALID_REPLICA_ASSIGNMENT');
      assert.equal((await move(topic, [1, 1], version))[0], 39);
      assert.equal((await move(topic, [1, 9], version))[0], 39);
      assert.equal((await move(topic, null, version))[0], 85, 'NO_REASSIGNMENT_IN_PROGRESS');
      assert.equal((await move(topic, [1, 2], version, 7))[0], 3, 'UNKNOWN_TOPIC_OR_PARTITION');
      assert.equal((await move(unique('conformance.missing'), [1], version))[0], 3);
      assert.deepEqual(await move(topic, [1, 2], version), [0, null], 'where it is already');
    });
  }

  it('AlterPartitionReassignments v1 keeps the replication factor where it should', async () => {
    const topic = await topicOn([1, 2]);
    const factor = { allowReplicationFactorChange: false };
    assert.equal((await move(topic, [1], 1, 0, factor))[0], 38, 'INVALID_REPLICATION_FACTOR');
    assert.deepEqual(await move(topic, [1, 3], 1, 0, factor), [0, null]);
    await becomes(topic, { replicas: [1, 3], leader: 1, isr: [1, 3] });
  });

  it('a partition that gets one replica more keeps its leader epoch; one less begins a new one', async () => {
    const topic = await topicOn([1, 2]);
    await move(topic, [1, 2, 3]);
    await becomes(topic, { replicas: [1, 2, 3], leader: 1, isr: [1, 2, 3] });
    assert.equal((await partitionOf(topic))?.leaderEpoch, 0);
    await move(topic, [1, 3]);
    await becomes(topic, { replicas: [1, 3], leader: 1, isr: [1, 3] });
    assert.equal((await partitionOf(topic))?.leaderEpoch, 1);
  });

  for (const version of versionsOf(listPartitionReassignmentsApi)) {
    it(`ListPartitionReassignments v${version}`, async () => {
      const topic = await topicOn([1, 2]);
      const connection = await connectRaw(clean);
      const list = async (topics: { name: string; partitionIndexes: number[] }[] | null) => {
        const response = await connection.request(listPartitionReassignmentsApi, version, { topics });
        assert.deepEqual([response.errorCode, response.errorMessage], [0, null]);
        return response.topics;
      };
      assert.deepEqual(await list([{ name: topic, partitionIndexes: [0, 7] }]), []);
      assert.deepEqual(await list([{ name: unique('conformance.missing'), partitionIndexes: [0] }]), []);
      assert.ok((await list(null)).every(({ name }) => name !== topic));
    });
  }

  async function topicOn(brokerIds: readonly number[]): Promise<string> {
    const name = unique('conformance.moved');
    const connection = await connectRaw(clean);
    const assignments = [{ partitionIndex: 0, brokerIds }];
    const asked = { name, numPartitions: -1, replicationFactor: -1, assignments };
    const { topics } = await connection.request(createTopicsApi, 7, { topics: [asked] });
    assert.equal(topics[0]?.errorCode, 0);
    return name;
  }

  /** Error code and message. */
  async function move(
    name: string,
    replicas: readonly number[] | null,
    version = latest,
    partitionIndex = 0,
    more: { readonly allowReplicationFactorChange?: boolean } = {},
  ): Promise<readonly [number | undefined, string | null | undefined]> {
    const connection = await connectRaw(clean);
    const topics = [{ name, partitions: [{ partitionIndex, replicas }] }];
    const response = await connection.request(alterPartitionReassignmentsApi, version, { topics, ...more });
    assert.deepEqual([response.errorCode, response.errorMessage], [0, null]);
    const result = response.responses[0]?.partitions[0];
    return [result?.errorCode, result?.errorMessage];
  }

  async function elect(
    version: number,
    topic: string,
    partition = 0,
    electionType = 0,
  ): Promise<readonly [number, string | null]> {
    const connection = await connectRaw(clean);
    const asked = { electionType, topicPartitions: [{ topic, partitions: [partition] }] };
    const response = await connection.request(electLeadersApi, version, asked);
    const [result] = response.replicaElectionResults[0]?.partitionResult ?? [];
    assert.ok(result !== undefined);
    return [result.errorCode, result.errorMessage];
  }

  async function partitionOf(name: string) {
    const connection = await connectRaw(clean);
    const { topics } = await connection.request(describeTopicPartitionsApi, 0, { topics: [{ name }] });
    return topics[0]?.partitions[0];
  }

  async function becomes(
    topic: string,
    wanted: {
      readonly replicas: readonly number[];
      readonly leader: number;
      readonly isr: readonly number[];
    },
  ): Promise<void> {
    await eventually(`${topic} on ${wanted.replicas}, led by ${wanted.leader}`, async () => {
      const partition = await partitionOf(topic);
      const found = {
        replicas: partition?.replicaNodes,
        leader: partition?.leaderId,
        isr: [...(partition?.isrNodes ?? [])].sort(),
      };
      return JSON.stringify(found) === JSON.stringify(wanted) ? true : undefined;
    });
  }

  async function described(topic: string) {
    const connection = await connectRaw(clean);
    return eventually(`a leader of ${topic}`, () => describeTopic(connection, topic, 1));
  }

  async function leaderOf(topic: string) {
    const found = await described(topic);
    return { found, connection: await connectTo(clean, found.partitions[0]?.leader ?? '') };
  }

  async function write(topic: string, values: readonly string[]): Promise<void> {
    await eventually(`${values} in ${topic}`, async () => {
      const { found, connection } = await leaderOf(topic);
      return (await produce(connection, found, batchOf(values))).errorCode === 0 ? true : undefined;
    });
  }

  async function holds(topic: string, values: readonly string[]): Promise<void> {
    const { found, connection } = await leaderOf(topic);
    const shown = await eventually(`${values.length} records`, async () => {
      const all = valuesIn(await fetchAll(connection, found));
      return all.length >= values.length ? all : undefined;
    });
    assert.deepEqual(shown, values);
  }
});
