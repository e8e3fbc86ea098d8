/** KafkaJS consumer groups: who gets which partition, and what happens when members come, go and die. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bootstrapServers } from '../cluster.ts';
import { type CleanUp, cleanUp, eventually, unique } from '../support.ts';
import { collect, connectAdmin, connectConsumer, connectProducer, createTopic, texts } from './clients.ts';
import { owned, shares, stableGroup, trackAssignment } from './groups.ts';

describe('KafkaJS consumer group', function () {
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
      const consumers = await Promise.all(
        Array.from({ length: members }, () => connectConsumer(clean, { groupId })),
      );
      const tracked = consumers.map((consumer) => trackAssignment(consumer, topic));
      const received = await Promise.all(consumers.map((consumer) => collect(consumer, topic)));
      const admin = await connectAdmin(clean);
      const assignments = await stableGroup(admin, groupId, topic, members);
      assert.deepEqual(shares(assignments), expected);
      assert.deepEqual(owned(assignments), [0, 1, 2]);
      await eventually('the members know it too', () => {
        const known = tracked.map((latest) => latest()?.length ?? -1).sort((left, right) => right - left);
        return String(known) === String(expected) ? true : undefined;
      });
      const producer = await connectProducer(clean);
      await producer.send({ topic, messages: [0, 1, 2].map((partition) => ({ value: 'x', partition })) });
      await eventually('three records', () => (received.flat().length >= 3 ? true : undefined));
      assert.deepEqual(
        received.map((records) => records.length).sort((left, right) => right - left),
        expected,
        'every record went to exactly one member, and idle members got none',
      );
    });
  }

  it('a second member takes a share when it joins and gives it back when it leaves', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const admin = await connectAdmin(clean);
    await collect(await connectConsumer(clean, { groupId }), topic);
    assert.deepEqual(shares(await stableGroup(admin, groupId, topic, 1)), [3]);
    const second = await connectConsumer(clean, { groupId });
    await collect(second, topic);
    const both = await stableGroup(admin, groupId, topic, 2);
    assert.deepEqual(shares(both), [2, 1]);
    assert.deepEqual(owned(both), [0, 1, 2]);
    await second.disconnect();
    assert.deepEqual(shares(await stableGroup(admin, groupId, topic, 1)), [3]);
  });

  it('the partitions of a killed member are reassigned after its session timeout', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const admin = await connectAdmin(clean);
    const received = await collect(await connectConsumer(clean, { groupId, sessionTimeout: 6000 }), topic);
    await stableGroup(admin, groupId, topic, 1);
    const kill = startMember(clean, groupId, topic);
    const before = await stableGroup(admin, groupId, topic, 2);
    const victim = before.find((member) => member.clientId === 'victim');
    assert.ok(victim !== undefined && victim.partitions.length > 0);
    await kill();
    const killedAt = Date.now();
    const { groups } = await admin.describeGroups([groupId]);
    assert.equal(groups[0]?.members.length, 2, 'a closed connection alone does not end a membership');
    const after = await stableGroup(admin, groupId, topic, 1);
    const tookMs = Date.now() - killedAt;
    assert.deepEqual(owned(after), [0, 1, 2]);
    assert.ok(tookMs > 3000, `session timeout is 6000 ms, but the member was gone after ${tookMs} ms`);
    const producer = await connectProducer(clean);
    const messages = [0, 1, 2].map((partition) => ({ value: String(partition), partition }));
    await producer.send({ topic, messages });
    await eventually('the survivor reads all', () => (received.length >= 3 ? true : undefined));
    assert.deepEqual([...texts(received)].sort(), ['0', '1', '2']);
  });

  it('a restarted consumer goes on behind its last commit', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const producer = await connectProducer(clean);
    const send = (from: number, count: number) =>
      producer.send({
        topic,
        messages: Array.from({ length: count }, (_, index) => ({
          key: `${index}`,
          value: `${from + index}`,
        })),
      });
    await send(0, 20);
    const first = await connectConsumer(clean, { groupId });
    const before = await collect(first, topic);
    await eventually('20 records', () => (before.length >= 20 ? true : undefined));
    await first.disconnect();
    await send(20, 10);
    const after = await collect(await connectConsumer(clean, { groupId }), topic);
    await eventually('10 records', () => (after.length >= 10 ? true : undefined));
    const numbers = [...texts(after)].map(Number).sort((left, right) => left - right);
    assert.deepEqual(
      numbers,
      Array.from({ length: 10 }, (_, index) => 20 + index),
      'nothing twice, nothing skipped',
    );
  });
});

describe('KafkaJS commits', function () {
  this.timeout(90_000);
  const clean = cleanUp();

  it('manual commits move the group exactly there, with their metadata', async () => {
    const topic = await createTopic(clean);
    const groupId = unique('conformance.group');
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: [...'abcdef'].map((value) => ({ value })) });
    const first = await connectConsumer(clean, { groupId });
    const seen: string[] = [];
    await first.subscribe({ topics: [topic], fromBeginning: true });
    await first.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        seen.push(message.value?.toString() ?? '');
      },
    });
    await eventually('six records', () => (seen.length >= 6 ? true : undefined));
    await first.commitOffsets([{ topic, partition: 0, offset: '4', metadata: 'half way' }]);
    await first.disconnect();
    const admin = await connectAdmin(clean);
    const offsets = await admin.fetchOffsets({ groupId, topics: [topic] });
    assert.deepEqual(offsets, [{ topic, partitions: [{ partition: 0, offset: '4', metadata: 'half way' }] }]);
    const again = await collect(await connectConsumer(clean, { groupId }), topic);
    await eventually('two records', () => (again.length >= 2 ? true : undefined));
    assert.deepEqual(texts(again), ['e', 'f']);
  });

  it('without a commit a new group starts at the end unless told to start at the beginning', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: [{ value: 'old' }] });
    const groupId = unique('conformance.group');
    const consumer = await connectConsumer(clean, { groupId });
    const tracked = trackAssignment(consumer, topic);
    const seen: string[] = [];
    await consumer.subscribe({ topics: [topic], fromBeginning: false });
    const fetched = firstFetch(consumer);
    await consumer.run({
      eachMessage: async ({ message }) => {
        seen.push(message.value?.toString() ?? '');
      },
    });
    await eventually('joined', () => tracked());
    await fetched;
    await producer.send({ topic, messages: [{ value: 'new' }] });
    await eventually('the new record', () => (seen.length > 0 ? true : undefined));
    assert.deepEqual(seen, ['new']);
  });
});

/** Resolves at the consumer's first answered fetch: by then it has resolved where to start. */
function firstFetch(consumer: Awaited<ReturnType<typeof connectConsumer>>): Promise<void> {
  return new Promise((resolve) => {
    const off = consumer.on(consumer.events.FETCH, () => {
      off();
      resolve();
    });
  });
}

/** Gives back how to kill it. */
function startMember(clean: CleanUp, groupId: string, topic: string): () => Promise<void> {
  const file = join(import.meta.dirname, 'memberProcess.ts');
  const member = spawn(process.execPath, [file, bootstrapServers().join(','), groupId, topic], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(member, 'exit');
  const kill = async (): Promise<void> => {
    member.kill('SIGKILL');
    await exited;
  };
  clean.defer(kill);
  return kill;
}
