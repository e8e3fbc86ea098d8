/** Every version of the classic group APIs: a whole session of a member, and what it commits. */
import assert from 'node:assert/strict';
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
} from '../../../src/protocol/messages/consumerProtocol.ts';
import { deleteGroupsApi } from '../../../src/protocol/messages/deleteGroups.ts';
import { describeGroupsApi } from '../../../src/protocol/messages/describeGroups.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../../src/protocol/messages/leaveGroup.ts';
import { listGroupsApi } from '../../../src/protocol/messages/listGroups.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import { decodeMessage, encodeMessage } from '../../../src/protocol/schema.ts';
import { bootstrapServers } from '../cluster.ts';
import { cleanUp, unique } from '../support.ts';
import { connectRaw } from './connection.ts';
import { connectCoordinator, createRawTopic } from './topics.ts';
import { versionsOf } from './versions.ts';

/** Version and message, as consumers put them into JoinGroup and SyncGroup. */
const version0 = Buffer.from([0, 0]);
const subscription = Buffer.concat([
  version0,
  ...encodeMessage(consumerProtocolSubscription, 0, { topics: ['some-topic'] }),
]);
const assignment = Buffer.concat([
  version0,
  ...encodeMessage(consumerProtocolAssignment, 0, {
    assignedPartitions: [{ topic: 'some-topic', partitions: [0, 1, 2] }],
  }),
]);

describe('every version: JoinGroup, SyncGroup, Heartbeat, LeaveGroup', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(joinGroupApi)) {
    const syncVersion = Math.min(version, syncGroupApi.maxVersion);
    const heartbeatVersion = Math.min(version, heartbeatApi.maxVersion);
    const leaveVersion = Math.min(version, leaveGroupApi.maxVersion);
    const name = `join v${version}, sync v${syncVersion}, heartbeat v${heartbeatVersion}, leave v${leaveVersion}`;
    it(name, async () => {
      const groupId = unique('conformance.group');
      const coordinator = await connectCoordinator(clean, groupId);
      const join = (memberId: string) =>
        coordinator.request(joinGroupApi, version, {
          groupId,
          sessionTimeoutMs: 10_000,
          rebalanceTimeoutMs: 10_000,
          memberId,
          protocolType: 'consumer',
          protocols: [{ name: 'range', metadata: subscription }],
        });
      const first = await join('');
      const joined = version < 4 ? first : await join(first.memberId);
      if (version >= 4) assert.equal(first.errorCode, 79, 'MEMBER_ID_REQUIRED');
      assert.equal(joined.errorCode, 0);
      assert.match(joined.memberId, /^conformance-/);
      assert.equal(joined.generationId, 1);
      assert.equal(joined.leader, joined.memberId);
      assert.equal(joined.protocolName, 'range');
      if (version >= 7) assert.equal(joined.protocolType, 'consumer');
      assert.deepEqual(
        joined.members.map(({ memberId, metadata }) => [memberId, metadata.equals(subscription)]),
        [[joined.memberId, true]],
      );
      const member = { groupId, generationId: 1, memberId: joined.memberId };
      const synced = await coordinator.request(syncGroupApi, syncVersion, {
        ...member,
        protocolType: 'consumer',
        protocolName: 'range',
        assignments: [{ memberId: joined.memberId, assignment }],
      });
      assert.equal(synced.errorCode, 0);
      const { assignedPartitions } = decodeMessage(
        consumerProtocolAssignment,
        0,
        synced.assignment.subarray(2),
      );
      assert.deepEqual(assignedPartitions, [{ topic: 'some-topic', partitions: [0, 1, 2] }]);
      if (syncVersion >= 5) assert.equal(synced.protocolName, 'range');
      assert.equal((await coordinator.request(heartbeatApi, heartbeatVersion, member)).errorCode, 0);
      const left = await coordinator.request(leaveGroupApi, leaveVersion, {
        groupId,
        ...(leaveVersion < 3 ? { memberId: joined.memberId } : { members: [{ memberId: joined.memberId }] }),
      });
      assert.equal(left.errorCode, 0);
      if (leaveVersion >= 3) {
        assert.deepEqual(left.members, [{ memberId: joined.memberId, groupInstanceId: null, errorCode: 0 }]);
      }
      assert.equal((await coordinator.request(heartbeatApi, heartbeatVersion, member)).errorCode, 25);
    });
  }
});

describe('every version: OffsetCommit and OffsetFetch', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(offsetCommitApi)) {
    it(`OffsetCommit v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const groupId = unique('conformance.group');
      const coordinator = await connectCoordinator(clean, groupId);
      const partition = { partitionIndex: 0, committedOffset: 41, committedMetadata: 'note' };
      const topics = [{ name: topic.name, topicId: topic.id, partitions: [partition] }];
      const committed = await coordinator.request(offsetCommitApi, version, {
        groupId,
        memberId: '',
        topics,
      });
      const [answered] = committed.topics;
      assert.equal(version < 10 ? answered?.name : answered?.topicId, version < 10 ? topic.name : topic.id);
      assert.deepEqual(answered?.partitions, [{ partitionIndex: 0, errorCode: 0 }]);
      const fetched = await coordinator.request(offsetFetchApi, 7, {
        groupId,
        topics: [{ name: topic.name, partitionIndexes: [0] }],
      });
      const [stored] = fetched.topics[0]?.partitions ?? [];
      assert.deepEqual([stored?.committedOffset, stored?.metadata, stored?.errorCode], [41, 'note', 0]);
    });
  }

  for (const version of versionsOf(offsetFetchApi)) {
    it(`OffsetFetch v${version}`, async () => {
      const topic = await createRawTopic(clean, 2);
      const groupId = unique('conformance.group');
      const coordinator = await connectCoordinator(clean, groupId);
      const partitions = [
        { partitionIndex: 0, committedOffset: 5, committedLeaderEpoch: 0, committedMetadata: null },
      ];
      const commit = { groupId, memberId: '', topics: [{ name: topic.name, topicId: topic.id, partitions }] };
      await coordinator.request(offsetCommitApi, 9, commit);
      const wanted = { name: topic.name, topicId: topic.id, partitionIndexes: [0, 1] };
      const fetch = async (all: boolean) => {
        const topics = all ? null : [wanted];
        const request = version < 8 ? { groupId, topics } : { groups: [{ groupId, topics }] };
        const response = await coordinator.request(offsetFetchApi, version, request);
        const found = version < 8 ? response : response.groups[0];
        assert.equal(found?.errorCode, 0);
        const [first] = found?.topics ?? [];
        if (version >= 10) assert.equal((first as { topicId?: string }).topicId, topic.id);
        else assert.equal(first?.name, topic.name);
        return [...(first?.partitions ?? [])].sort(
          (left, right) => left.partitionIndex - right.partitionIndex,
        );
      };
      const [known, unknown] = await fetch(false);
      assert.deepEqual([known?.partitionIndex, known?.committedOffset, known?.metadata], [0, 5, '']);
      if (version >= 5) assert.equal(known?.committedLeaderEpoch, 0);
      assert.deepEqual([unknown?.partitionIndex, unknown?.committedOffset, unknown?.errorCode], [1, -1, 0]);
      if (version >= 2)
        assert.deepEqual(
          (await fetch(true)).map(({ partitionIndex }) => partitionIndex),
          [0],
        );
    });
  }
});

describe('every version: FindCoordinator, DescribeGroups, ListGroups, DeleteGroups', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(findCoordinatorApi)) {
    it(`FindCoordinator v${version}`, async () => {
      const connection = await connectRaw(clean);
      const key = unique('conformance.group');
      const request = version < 4 ? { key } : { coordinatorKeys: [key] };
      const response = await connection.request(findCoordinatorApi, version, request);
      const found = version < 4 ? response : response.coordinators[0];
      assert.equal(found?.errorCode, 0);
      assert.ok(bootstrapServers().includes(`${found?.host}:${found?.port}`));
      if (version >= 4) assert.equal(response.coordinators[0]?.key, key);
    });
  }

  /** Offsets make a group that is Empty; nobody ever joined it. */
  async function emptyGroup() {
    const topic = await createRawTopic(clean);
    const groupId = unique('conformance.group');
    const coordinator = await connectCoordinator(clean, groupId);
    const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: null }];
    const topics = [{ name: topic.name, topicId: topic.id, partitions }];
    await coordinator.request(offsetCommitApi, 9, { groupId, memberId: '', topics });
    return { groupId, coordinator };
  }

  for (const version of versionsOf(describeGroupsApi)) {
    it(`DescribeGroups v${version}`, async () => {
      const { groupId, coordinator } = await emptyGroup();
      const describe = async (id: string) => {
        const { groups } = await coordinator.request(describeGroupsApi, version, { groups: [id] });
        return groups[0];
      };
      const known = await describe(groupId);
      assert.deepEqual(
        [known?.errorCode, known?.groupId, known?.groupState, known?.members],
        [0, groupId, 'Empty', []],
      );
      const unknown = await describeUnknown(coordinator, version, groupId);
      assert.equal(unknown?.groupState, 'Dead');
      assert.equal(unknown?.errorCode, version < 6 ? 0 : 69, 'GROUP_ID_NOT_FOUND since v6 (KIP-1043)');
    });
  }

  /** A group that this coordinator would have: it has deleted it. */
  async function describeUnknown(
    coordinator: Awaited<ReturnType<typeof connectCoordinator>>,
    version: number,
    groupId: string,
  ) {
    await coordinator.request(deleteGroupsApi, 2, { groupsNames: [groupId] });
    const { groups } = await coordinator.request(describeGroupsApi, version, { groups: [groupId] });
    return groups[0];
  }

  for (const version of versionsOf(listGroupsApi)) {
    it(`ListGroups v${version}`, async () => {
      const { groupId, coordinator } = await emptyGroup();
      const response = await coordinator.request(listGroupsApi, version, {});
      assert.equal(response.errorCode, 0);
      const found = response.groups.find((group) => group.groupId === groupId);
      assert.equal(found?.protocolType, '');
      if (version >= 4) assert.equal(found?.groupState, 'Empty');
      if (version >= 5) assert.equal(found?.groupType, 'classic');
      if (version < 4) return;
      const filtered = await coordinator.request(listGroupsApi, version, { statesFilter: ['Stable'] });
      assert.ok(!filtered.groups.some((group) => group.groupId === groupId));
    });
  }

  for (const version of versionsOf(deleteGroupsApi)) {
    it(`DeleteGroups v${version}`, async () => {
      const { groupId, coordinator } = await emptyGroup();
      const remove = async () => {
        const { results } = await coordinator.request(deleteGroupsApi, version, { groupsNames: [groupId] });
        return results.map((result) => [result.groupId, result.errorCode]);
      };
      assert.deepEqual(await remove(), [[groupId, 0]]);
      assert.deepEqual(await remove(), [[groupId, 69]]);
    });
  }
});
