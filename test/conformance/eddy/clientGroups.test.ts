/** What the product's client changes of groups from outside. */
import assert from 'node:assert/strict';
import { groupsByTopic } from '../../../src/client/groupsOfTopic.ts';
import { isOurs } from '../cluster.ts';
import { collect, openConsumer } from '../platformatic/clients.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { bytes, newTopic, openClient, read } from './clients.ts';

describe("the client's groups", function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('sets offsets of a group from outside, forgets them, and deletes it', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 2);
    await client.produce([0, 1].map((partition) => ({ topic, partition, value: bytes('v') })));
    const groupId = unique('group');
    const committed = async () =>
      (await client.describeGroup(groupId)).partitions.map((item) => [
        item.partition,
        item.committed,
        item.lag,
      ]);
    const done = await client.admin.alterGroupOffsets(groupId, [
      { topic, partition: 0, offset: 0 },
      { topic, partition: 1, offset: 1 },
      { topic: unique('missing'), partition: 0, offset: 1 },
    ]);
    assert.deepEqual(
      done.items.toSorted((a, b) => a.partition - b.partition),
      [0, 1].map((partition) => ({ topic, partition })),
    );
    assert.deepEqual(
      done.failures.map(({ error }) => error.name),
      ['UNKNOWN_TOPIC_OR_PARTITION'],
    );
    assert.deepEqual(await committed(), [
      [0, 0, 1],
      [1, 1, 0],
    ]);
    const ofTopic = groupsByTopic(await client.describeGroups()).get(topic);
    assert.deepEqual(
      ofTopic?.map(({ group, lag, members }) => [group.groupId, lag, members]),
      [[groupId, 1, 0]],
    );
    const { failures } = await client.admin.deleteGroupOffsets(groupId, [{ topic, partition: 1 }]);
    assert.deepEqual(failures, []);
    assert.deepEqual(await committed(), [[0, 0, 1]]);
    assert.deepEqual([...(await client.admin.deleteGroups([groupId]))], []);
    assert.equal(
      (await client.groups()).some((group) => group.groupId === groupId),
      false,
    );
  });

  it('says in words that a group in use keeps its offsets and itself, and removes its members', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    await client.produce([{ topic, partition: 0, value: bytes('v') }]);
    const groupId = unique('used');
    const { count } = await read(clean, client, { groupId, topics: [topic], from: 'earliest' });
    await count(1);
    const { items, failures } = await client.admin.alterGroupOffsets(groupId, [
      { topic, partition: 0, offset: 0 },
    ]);
    assert.deepEqual(items, []);
    assert.equal(failures[0]?.error.name, 'UNKNOWN_MEMBER_ID');
    assert.match(failures[0]?.error.message ?? '', /Stop its consumers/);
    const missing = unique('missing');
    const errors = await client.admin.deleteGroups([groupId, missing]);
    assert.deepEqual(
      [...errors].map(([id, error]) => [id, error.name]).toSorted(),
      [
        [groupId, 'NON_EMPTY_GROUP'],
        [missing, 'GROUP_ID_NOT_FOUND'],
      ].toSorted(),
    );
    const subscribed = await client.admin.deleteGroupOffsets(groupId, [{ topic, partition: 0 }]);
    assert.deepEqual(
      subscribed.failures.map(({ error }) => error.name),
      ['GROUP_SUBSCRIBED_TO_TOPIC'],
    );

    const described = await client.describeGroup(groupId);
    const [member] = described.members;
    assert.equal(described.type, 'classic');
    assert.deepEqual(member?.subscribedTopics, [topic]);
    assert.equal(member?.groupInstanceId, undefined);
    const memberId = member?.memberId ?? '';
    const notRemoved = await client.admin.removeMembers(
      groupId,
      [{ memberId }, { memberId: 'nobody' }],
      'test',
    );
    assert.deepEqual(
      notRemoved.map((failed) => [failed.memberId, failed.error.name]),
      [['nobody', 'UNKNOWN_MEMBER_ID']],
    );
    await eventually('the member under another id, as it joins again', async () => {
      const { members } = await client.describeGroup(groupId);
      return members.length === 1 && members[0]?.memberId !== memberId ? true : undefined;
    });
  });

  it('names a static member by its instance, and removes it by that', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const groupId = unique('static');
    const consumer = openConsumer(clean, groupId, { groupInstanceId: 'one' });
    await collect(consumer, topic);
    const described = await eventually('the assigned member', async () => {
      const [member] = (await client.describeGroup(groupId)).members;
      return member?.assignment.length === 1 ? member : undefined;
    });
    assert.equal(described.groupInstanceId, 'one');
    assert.deepEqual(described.subscribedTopics, [topic]);
    const failed = await client.admin.removeMembers(groupId, [
      { groupInstanceId: 'one' },
      { groupInstanceId: 'other' },
    ]);
    assert.deepEqual(
      failed.map(({ groupInstanceId, error }) => [groupInstanceId, error.name]),
      [['other', 'UNKNOWN_MEMBER_ID']],
    );
  });

  it('describes groups of the newer protocol with epochs, and keeps their offsets while they are used', async function () {
    // Our cluster does not speak KIP-848 yet.
    if (isOurs()) this.skip();
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 2);
    const groupId = unique('consumer');
    const consumer = openConsumer(clean, groupId, newerProtocol);
    await collect(consumer, topic);
    const group = await eventually('the assigned member', async () => {
      const found = (await client.describeGroups()).find((detail) => detail.groupId === groupId);
      return found?.members[0]?.assignment[0]?.partitions.length === 2 ? found : undefined;
    });
    const [member] = group.members;
    assert.equal(group.type, 'consumer');
    assert.ok((group.epoch ?? 0) > 0);
    assert.equal(member?.epoch, group.epoch);
    assert.deepEqual(member?.subscribedTopics, [topic]);
    const { failures } = await client.admin.alterGroupOffsets(groupId, [{ topic, partition: 0, offset: 0 }]);
    assert.match(failures[0]?.error.message ?? '', /Stop its consumers/);
    assert.equal((await client.admin.deleteGroups([groupId])).get(groupId)?.name, 'NON_EMPTY_GROUP');
  });
});

/** What the classic protocol's consumer has for its timing, the newer one takes from the group. */
const newerProtocol = {
  groupProtocol: 'consumer',
  sessionTimeout: undefined,
  rebalanceTimeout: undefined,
  heartbeatInterval: undefined,
} as unknown as Parameters<typeof openConsumer>[2];
