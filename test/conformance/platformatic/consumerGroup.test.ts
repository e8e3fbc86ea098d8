/** @platformatic/kafka consumer groups: shares, rebalances, commits and static members. */
import assert from 'node:assert/strict';
import { type Admin, type Group, ProduceAcks } from '@platformatic/kafka';
import { cleanUp, eventually, unique } from '../support.ts';
import { bytes, collect, createTopic, openAdmin, openConsumer, openProducer, texts } from './clients.ts';

describe('@platformatic/kafka consumer group', function () {
  this.timeout(90_000);
  const clean = cleanUp();

  for (const [members, expected] of [
    [1, [3]],
    [3, [1, 1, 1]],
    [5, [1, 1, 1, 0, 0]],
  ] as const) {
    it(`${members} members share 3 partitions as ${expected.join('+')}`, async () => {
      const topic = await createTopic(clean, 3);
      const groupId = unique('conformance.group');
      const consumers = Array.from({ length: members }, () => openConsumer(clean, groupId));
      const streams = await Promise.all(consumers.map((consumer) => collect(consumer, topic)));
      const group = await stableGroup(openAdmin(clean), groupId, members);
      assert.deepEqual(shares(group, topic), expected);
      assert.deepEqual(owned(group, topic), [0, 1, 2]);
      const producer = openProducer(clean);
      // A member may still wait for records of a partition that it has handed over: then a later round tells.
      await eventually('a round of records that is shared likewise', async () => {
        const before = streams.map(({ received }) => received.length);
        const counts = () => streams.map(({ received }, index) => received.length - (before[index] ?? 0));
        await producer.send({
          messages: [0, 1, 2].map((partition) => ({ topic, partition, value: bytes('x') })),
        });
        await eventually('three records', () => (sum(counts()) >= 3 ? true : undefined));
        const shared = counts().sort((left, right) => right - left);
        return shared.join() === expected.join() ? true : undefined;
      });
    });
  }

  it('a second member takes a share when it joins and gives it back when it leaves', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const admin = openAdmin(clean);
    await collect(openConsumer(clean, groupId), topic);
    await stableGroup(admin, groupId, 1);
    const second = openConsumer(clean, groupId);
    await collect(second, topic);
    const both = await stableGroup(admin, groupId, 2);
    assert.deepEqual(shares(both, topic), [2, 1]);
    await second.close(true);
    assert.deepEqual(shares(await stableGroup(admin, groupId, 1), topic), [3]);
  });

  it('a restarted consumer goes on behind its last commit', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const producer = openProducer(clean);
    const send = (from: number, count: number) => {
      const numbers = Array.from({ length: count }, (_, index) => from + index);
      return producer.send({
        messages: numbers.map((number) => ({ topic, partition: number % 3, value: bytes(`${number}`) })),
      });
    };
    await send(0, 21);
    const first = openConsumer(clean, groupId);
    const { received, stream } = await collect(first, topic, { mode: 'committed', fallbackMode: 'earliest' });
    await eventually('21 records', () => (received.length >= 21 ? true : undefined));
    await Promise.all(received.map((message) => message.commit()));
    await stream.close();
    await first.close(true);
    await send(21, 9);
    const again = await collect(openConsumer(clean, groupId), topic, {
      mode: 'committed',
      fallbackMode: 'fail',
    });
    await eventually('9 records', () => (again.received.length >= 9 ? true : undefined));
    const numbers = texts(again.received).map(Number);
    assert.deepEqual(
      numbers.sort((left, right) => left - right),
      Array.from({ length: 9 }, (_, index) => 21 + index),
    );
  });

  it('commits, lag and both ends of the log agree', async () => {
    const topic = await createTopic(clean, 2);
    const groupId = unique('conformance.group');
    const messages = [...'abcde'].map((value) => ({ topic, partition: 1, value: bytes(value) }));
    await openProducer(clean).send({ acks: ProduceAcks.ALL, messages });
    const consumer = openConsumer(clean, groupId, { autocommit: false });
    await collect(consumer, topic);
    await consumer.commit({ offsets: [{ topic, partition: 1, offset: 2n, leaderEpoch: 0 }] });
    const topics = [{ topic, partitions: [0, 1] }];
    assert.deepEqual((await consumer.listCommittedOffsets({ topics })).get(topic), [-1n, 2n]);
    assert.deepEqual((await consumer.listOffsets({ topics: [topic] })).get(topic), [0n, 5n]);
    assert.deepEqual((await consumer.listOffsets({ topics: [topic], timestamp: -2n })).get(topic), [0n, 0n]);
  });

  it('offsets by timestamp come with the record that was found', async () => {
    const topic = await createTopic(clean);
    const producer = openProducer(clean);
    for (const timestamp of [1000n, 2000n, 3000n]) {
      const messages = [{ topic, partition: 0, value: bytes('x'), timestamp }];
      await producer.send({ acks: ProduceAcks.ALL, messages });
    }
    const consumer = openConsumer(clean, unique('conformance.group'));
    const at = async (timestamp: bigint) =>
      (await consumer.listOffsetsWithTimestamps({ topics: [topic], timestamp })).get(topic)?.get(0);
    assert.deepEqual(await at(1500n), { offset: 1n, timestamp: 2000n });
    assert.deepEqual(await at(3001n), { offset: -1n, timestamp: -1n });
    assert.deepEqual(
      await at(-3n),
      { offset: 2n, timestamp: 3000n },
      'the record with the largest timestamp',
    );
  });
});

describe('@platformatic/kafka static member', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('is known by its instance id', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const admin = openAdmin(clean);
    await collect(openConsumer(clean, groupId, { groupInstanceId: 'instance-1' }), topic);
    const group = await stableGroup(admin, groupId, 1);
    const [member] = group.members.values();
    assert.equal(member?.groupInstanceId, 'instance-1');
    assert.match(
      member?.id ?? '',
      /^instance-1-/,
      'Kafka builds the member id of a static member on its instance id',
    );
  });
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

async function stableGroup(admin: Admin, groupId: string, members: number): Promise<Group> {
  return eventually(
    `${groupId} stable with ${members} members`,
    async () => {
      const group = (await admin.describeGroups({ groups: [groupId] })).get(groupId);
      return group?.state === 'Stable' && group.members.size === members ? group : undefined;
    },
    45_000,
  );
}

function partitionsByMember(group: Group, topic: string): readonly (readonly number[])[] {
  return [...group.members.values()].map((member) => member.assignments?.get(topic)?.partitions ?? []);
}

function shares(group: Group, topic: string): readonly number[] {
  return partitionsByMember(group, topic)
    .map((partitions) => partitions.length)
    .sort((left, right) => right - left);
}

function owned(group: Group, topic: string): readonly number[] {
  return partitionsByMember(group, topic)
    .flat()
    .sort((left, right) => left - right);
}
