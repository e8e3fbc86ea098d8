/** Practice consumers are real members: the seed's three cases, a crash, a farewell, and company of other clients. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterService } from '../../../src/client/clusterService.ts';
import type { GroupDetail } from '../../../src/client/model.ts';
import {
  type PracticeConsumer,
  type PracticeConsumerOptions,
  startPracticeConsumer,
} from '../../../src/client/practiceConsumer.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { bytes, newTopic, openClient, profile } from './clients.ts';

describe('practice consumers', function () {
  this.timeout(90_000);
  const clean = cleanUp();

  function start(
    change: Pick<PracticeConsumerOptions, 'groupId' | 'topics' | 'clientId'> &
      Partial<PracticeConsumerOptions>,
  ) {
    const consumer = startPracticeConsumer({
      profile: profile(),
      messagesPerSecond: 1_000,
      sessionTimeout: 6_000,
      ...change,
    });
    clean.defer(() => consumer.close());
    return consumer;
  }

  function team(
    size: number,
    groupId: string,
    topic: string,
    messagesPerSecond = 1_000,
    sessionTimeout = 6_000,
  ): readonly PracticeConsumer[] {
    return Array.from({ length: size }, (_, index) =>
      start({
        groupId,
        topics: [topic],
        clientId: `practice-${index + 1}`,
        messagesPerSecond,
        sessionTimeout,
      }),
    );
  }

  /** Waits until the group is stable with so many members, and gives how many partitions each has, in order. */
  async function shares(
    client: ClusterService,
    groupId: string,
    members: number,
  ): Promise<readonly number[]> {
    const group = await eventually(`${members} members`, () => stable(client, groupId, members), 30_000);
    return group.members
      .toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))
      .map((member) => member.assignment.reduce((sum, { partitions }) => sum + partitions.length, 0));
  }

  async function stable(
    client: ClusterService,
    groupId: string,
    members: number,
  ): Promise<GroupDetail | undefined> {
    const group = await client.describeGroup(groupId);
    return group.state === 'Stable' && group.members.length === members ? group : undefined;
  }

  async function fill(client: ClusterService, topic: string, each: number): Promise<void> {
    const records = [0, 1, 2].flatMap((partition) =>
      Array.from({ length: each }, (_, index) => ({ topic, partition, value: bytes(`${index}`) })),
    );
    await client.produce(records);
  }

  for (const [size, expected] of [
    [1, [3]],
    [3, [1, 1, 1]],
    [5, [1, 1, 1, 0, 0]],
  ] as const) {
    it(`${size} on three partitions have ${expected.join(', ')}`, async () => {
      const client = openClient(clean);
      const topic = await newTopic(clean, client, 3);
      const groupId = unique('team');
      await fill(client, topic, 10);
      const consumers = team(size, groupId, topic);
      assert.deepEqual(await shares(client, groupId, size), expected);
      await eventually(
        'all processed',
        () => consumers.reduce((sum, { state }) => sum + state.processed, 0) >= 30 || undefined,
      );
      const phases = consumers.map(({ state }) => state.phase).toSorted();
      assert.deepEqual(phases, expected.map((share) => (share === 0 ? 'idle' : 'consuming')).toSorted());
      await eventually(
        'no lag',
        async () =>
          (await client.describeGroup(groupId)).partitions.every(({ lag }) => lag === 0) || undefined,
      );
    });
  }

  it('work no faster than they are told, also when that changes', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    await fill(client, topic, 100);
    const [consumer] = team(1, unique('paced'), topic, 0);
    assert.ok(consumer);
    await eventually('consuming', () => consumer.state.phase === 'consuming' || undefined);
    await sleep(500);
    assert.equal(consumer.state.processed, 0);
    const paced = Date.now();
    consumer.setMessagesPerSecond(50);
    await eventually('a hundred at 50/s', () => consumer.state.processed >= 100 || undefined, 60_000);
    assert.ok(Date.now() - paced > 1_800, `${consumer.state.processed} in ${Date.now() - paced} ms`);
    consumer.setMessagesPerSecond(5_000);
    await eventually('the rest', () => consumer.state.processed === 300 || undefined, 60_000);
  });

  it('that are killed are missed only after the session timeout, and lose nothing', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const groupId = unique('crash');
    const consumers = team(3, groupId, topic, 40);
    await shares(client, groupId, 3);
    await fill(client, topic, 200);
    await eventually('work', () => consumers.every(({ state }) => state.processed > 20) || undefined);
    const [victim, ...others] = consumers;
    assert.ok(victim);
    await victim.kill();
    const killed = Date.now();
    assert.equal(victim.state.phase, 'killed');
    await sleep(1_000);
    assert.equal(
      (await client.describeGroup(groupId)).members.length,
      3,
      'the coordinator does not know yet',
    );
    assert.deepEqual((await shares(client, groupId, 2)).toSorted(), [1, 2]);
    assert.ok(Date.now() - killed > 4_000, `noticed after ${Date.now() - killed} ms`);
    for (const consumer of others) {
      consumer.setMessagesPerSecond(5_000);
    }
    await eventually(
      'no lag',
      async () => (await client.describeGroup(groupId)).partitions.every(({ lag }) => lag === 0) || undefined,
    );
    const processed = consumers.reduce((sum, { state }) => sum + state.processed, 0);
    assert.ok(processed >= 600, `${processed} of 600`);
  });

  it('that leave are missed at once, and have committed everything they did', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const groupId = unique('leave');
    const [stays, leaves] = team(2, groupId, topic, 100, 60_000);
    assert.ok(stays && leaves);
    await shares(client, groupId, 2);
    await fill(client, topic, 100);
    await eventually('work', () => leaves.state.processed > 20 || undefined);
    await leaves.close();
    assert.deepEqual(await shares(client, groupId, 1), [3], 'long before its session would have ended');
    await eventually(
      'no lag',
      async () => (await client.describeGroup(groupId)).partitions.every(({ lag }) => lag === 0) || undefined,
    );
    assert.equal(stays.state.processed + leaves.state.processed, 300, 'nothing twice');
  });

  it('wait for a topic that does not exist yet', async () => {
    const client = openClient(clean);
    const topic = unique('later');
    const [consumer] = team(1, unique('early'), topic);
    assert.ok(consumer);
    await eventually('idle', () => consumer.state.phase === 'idle' || undefined);
    await client.createTopic({ name: topic, partitions: 3, replicationFactor: 1 });
    clean.defer(() => client.deleteTopics([topic]));
    await fill(client, topic, 5);
    await eventually('15 processed', () => consumer.state.processed === 15 || undefined, 20_000);
  });
});
