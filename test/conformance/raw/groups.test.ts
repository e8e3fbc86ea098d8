/** Classic groups by raw frames: generations, rebalances, timeouts, and every way to be wrong. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeGroupsApi } from '../../../src/protocol/messages/describeGroups.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { RawMember, stableMember } from './members.ts';
import { createRawTopic } from './topics.ts';

describe('classic group: rebalances', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('a second member makes a new generation; the leader gets everyone, followers wait for its assignment', async () => {
    const first = await stableMember(clean, { metadata: 'first' });
    assert.equal(first.generationId, 1);
    const second = await RawMember.connect(clean, first.groupId, { metadata: 'second' });
    second.memberId = (await second.sendJoin()()).memberId;
    const joining = second.sendJoin();
    await eventually('a rebalance', async () => ((await first.heartbeat()) === 27 ? true : undefined));
    const leader = await first.join();
    const follower = await joining();
    second.keep(follower);
    assert.deepEqual([leader.generationId, follower.generationId], [2, 2]);
    assert.deepEqual([leader.leader, follower.leader], [first.memberId, first.memberId]);
    assert.deepEqual(follower.members, [], 'only the leader learns who is there');
    assert.deepEqual(
      new Map(leader.members.map(({ memberId, metadata }) => [memberId, metadata.toString()])),
      new Map([
        [first.memberId, 'first'],
        [second.memberId, 'second'],
      ]),
    );
    const waiting = second.sendSync();
    const synced = await first.sync({ [first.memberId]: 'one', [second.memberId]: 'two' });
    assert.equal(synced.assignment.toString(), 'one');
    assert.equal((await waiting()).assignment.toString(), 'two');
    assert.deepEqual([await first.heartbeat(), await second.heartbeat()], [0, 0]);
  });

  it('a member that leaves makes the others join again', async () => {
    const first = await stableMember(clean);
    const second = await RawMember.connect(clean, first.groupId);
    second.memberId = (await second.sendJoin()()).memberId;
    const joining = second.sendJoin();
    await eventually('a rebalance', async () => ((await first.heartbeat()) === 27 ? true : undefined));
    await first.join();
    second.keep(await joining());
    await first.sync({});
    assert.equal(await second.leave(), 0);
    assert.equal(await first.heartbeat(), 27, 'REBALANCE_IN_PROGRESS');
    const again = await first.join();
    assert.equal(again.generationId, 3);
    assert.equal(again.members.length, 1);
  });

  it('a member that does not come back in time is left out', async () => {
    const absent = await stableMember(clean, { rebalanceTimeoutMs: 2000, sessionTimeoutMs: 30_000 });
    const present = await RawMember.connect(clean, absent.groupId, { rebalanceTimeoutMs: 2000 });
    const joined = await present.join();
    assert.equal(joined.errorCode, 0);
    assert.equal(joined.leader, present.memberId);
    assert.equal(joined.members.length, 1);
    assert.equal(await absent.heartbeat(), 25, 'UNKNOWN_MEMBER_ID');
  });

  it('a member without heartbeats is gone after its session timeout', async () => {
    const member = await stableMember(clean, { sessionTimeoutMs: 6000 });
    const state = async () => {
      const request = { groups: [member.groupId] };
      const { groups } = await member.connection.request(describeGroupsApi, 5, request);
      return groups[0]?.groupState;
    };
    await sleep(3000);
    assert.equal(await state(), 'Stable');
    assert.equal(await member.heartbeat(), 0);
    await sleep(4000);
    assert.equal(await state(), 'Stable', 'the heartbeat gave it another six seconds');
    await eventually('empty', async () => ((await state()) === 'Empty' ? true : undefined), 10_000);
    assert.equal(await member.heartbeat(), 25);
  });

  it('the protocol is one that all members know, by their votes', async () => {
    const first = await stableMember(clean, { protocols: ['sticky', 'range'] });
    const second = await RawMember.connect(clean, first.groupId, { protocols: ['roundrobin', 'range'] });
    second.memberId = (await second.sendJoin()()).memberId;
    const joining = second.sendJoin();
    await eventually('a rebalance', async () => ((await first.heartbeat()) === 27 ? true : undefined));
    assert.equal((await first.join()).protocolName, 'range');
    assert.equal((await joining()).protocolName, 'range');
  });

  it('a member that joins again with other metadata makes a rebalance; the same is answered at once', async () => {
    const member = await stableMember(clean);
    const unchanged = await member.join();
    assert.equal(unchanged.errorCode, 0);
    const changed = await member.join({ metadata: 'another subscription' });
    assert.equal(changed.errorCode, 0);
    assert.equal(changed.members[0]?.metadata.toString(), 'another subscription');
  });
});

describe('classic group: refusals', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('what a member says of another generation, or as a stranger', async () => {
    const topic = await createRawTopic(clean);
    const member = await stableMember(clean);
    assert.equal(await member.heartbeat(7), 22, 'ILLEGAL_GENERATION');
    assert.equal((await member.sync({}, 7)).errorCode, 22);
    assert.equal(await member.commit(topic, 7), 22);
    const stranger = await RawMember.connect(clean, member.groupId, { memberId: 'stranger' });
    assert.equal(await stranger.heartbeat(1), 25, 'UNKNOWN_MEMBER_ID');
    assert.equal((await stranger.sync({}, 1)).errorCode, 25);
    assert.equal(await stranger.commit(topic, 1), 25);
    assert.equal(await stranger.leave(), 25);
    assert.equal((await stranger.sendJoin()()).errorCode, 25);
  });

  it('commits of a group with members come from its members', async () => {
    const topic = await createRawTopic(clean);
    const member = await stableMember(clean);
    assert.equal(await member.commit(topic), 0);
    const partitions = [{ partitionIndex: 0, committedOffset: 9, committedMetadata: null }];
    const request = {
      groupId: member.groupId,
      memberId: '',
      topics: [{ name: topic.name, topicId: topic.id, partitions }],
    };
    const response = await member.connection.request(offsetCommitApi, 8, request);
    assert.equal(response.topics[0]?.partitions[0]?.errorCode, 25);
  });

  it('commits of partitions that are not there, and with too much metadata', async () => {
    const topic = await createRawTopic(clean);
    const groupId = unique('conformance.group');
    const { connection } = await RawMember.connect(clean, groupId);
    const commit = async (name: string, partitionIndex: number, metadata: string) => {
      const partitions = [{ partitionIndex, committedOffset: 1, committedMetadata: metadata }];
      const request = { groupId, memberId: '', topics: [{ name, topicId: topic.id, partitions }] };
      const response = await connection.request(offsetCommitApi, 8, request);
      return response.topics[0]?.partitions[0]?.errorCode;
    };
    assert.equal(await commit(topic.name, 8, ''), 3);
    assert.equal(await commit(unique('conformance.missing'), 0, ''), 3);
    assert.equal(await commit(topic.name, 0, 'x'.repeat(4096)), 0);
    assert.equal(await commit(topic.name, 0, 'x'.repeat(4097)), 12, 'OFFSET_METADATA_TOO_LARGE');
  });

  for (const sessionTimeoutMs of [5999, 1_800_001]) {
    it(`a session timeout of ${sessionTimeoutMs} ms is INVALID_SESSION_TIMEOUT`, async () => {
      const member = await RawMember.connect(clean, unique('conformance.group'), { sessionTimeoutMs });
      assert.equal((await member.join()).errorCode, 26);
    });
  }

  it('an empty group id is INVALID_GROUP_ID', async () => {
    const { connection } = await RawMember.connect(clean, unique('conformance.group'));
    const joined = await connection.request(joinGroupApi, 8, {
      groupId: '',
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 10_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
    });
    assert.equal(joined.errorCode, 24);
  });

  it('protocols that no other member shares are INCONSISTENT_GROUP_PROTOCOL', async () => {
    const member = await stableMember(clean);
    for (const options of [{ protocols: ['other'] }, { protocolType: 'connect' }, { protocols: [] }]) {
      const other = await RawMember.connect(clean, member.groupId, options);
      assert.equal((await other.join()).errorCode, 23, JSON.stringify(options));
    }
    assert.equal(await member.heartbeat(), 0, 'the group has not noticed');
  });
});

describe('classic group: static members (KIP-345)', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('a new process takes over the instance and its assignment without a rebalance', async () => {
    const old = await stableMember(clean, { instanceId: 'one' });
    const restarted = await RawMember.connect(clean, old.groupId, { instanceId: 'one' });
    const joined = await restarted.sendJoin()();
    restarted.keep(joined);
    assert.equal(joined.errorCode, 0);
    assert.equal(joined.generationId, old.generationId);
    assert.notEqual(joined.memberId, old.memberId);
    assert.equal((await restarted.sync()).assignment.toString(), 'everything');
    assert.equal(await old.heartbeat(), 82, 'FENCED_INSTANCE_ID');
    assert.equal((await old.sync()).errorCode, 82);
    assert.equal(await old.commit(await createRawTopic(clean)), 82);
    assert.equal(await restarted.heartbeat(), 0);
  });

  it('a static member is removed by its instance id alone', async () => {
    const member = await stableMember(clean, { instanceId: 'one' });
    const admin = await RawMember.connect(clean, member.groupId, { instanceId: 'one' });
    assert.equal(await admin.leave(), 0);
    assert.equal(await member.heartbeat(), 25);
  });

  it('an instance id nobody has is UNKNOWN_MEMBER_ID', async () => {
    const member = await stableMember(clean, { instanceId: 'one' });
    const other = await RawMember.connect(clean, member.groupId, { instanceId: 'two' });
    assert.equal(await other.leave(), 25);
  });
});
