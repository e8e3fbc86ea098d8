/** KafkaJS administers groups and reads offsets: by position, by time, by group. */
import assert from 'node:assert/strict';
import { cleanUp, errorNames, eventually, failureOf, unique } from '../support.ts';
import { collect, connectAdmin, connectConsumer, connectProducer, createTopic } from './clients.ts';
import { stableGroup } from './groups.ts';

describe('KafkaJS admin: groups', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('a live group is listed and described, cannot be deleted, and can once it is empty', async () => {
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const admin = await connectAdmin(clean);
    const consumer = await connectConsumer(clean, { groupId });
    await collect(consumer, topic);
    await stableGroup(admin, groupId, topic, 1);
    const listed = (await admin.listGroups()).groups.find((group) => group.groupId === groupId);
    assert.deepEqual(listed, { groupId, protocolType: 'consumer' });
    const [described] = (await admin.describeGroups([groupId])).groups;
    assert.equal(described?.protocolType, 'consumer');
    assert.equal(described?.protocol, 'RoundRobinAssigner');
    assert.equal(described?.members[0]?.clientId, 'conformance');
    assert.equal(described?.members[0]?.clientHost, '/127.0.0.1');
    const failure = await failureOf(admin.deleteGroups([groupId]));
    assert.deepEqual(groupErrors(failure), ['NON_EMPTY_GROUP']);
    await consumer.disconnect();
    assert.equal((await admin.describeGroups([groupId])).groups[0]?.state, 'Empty');
    await admin.deleteGroups([groupId]);
    assert.ok(!(await admin.listGroups()).groups.some((group) => group.groupId === groupId));
    assert.deepEqual(groupErrors(await failureOf(admin.deleteGroups([groupId]))), ['GROUP_ID_NOT_FOUND']);
  });

  it('a group nobody has seen is described as Dead', async () => {
    const admin = await connectAdmin(clean);
    const groupId = unique('conformance.group');
    const [described] = (await admin.describeGroups([groupId])).groups;
    assert.equal(described?.state, 'Dead');
    assert.deepEqual(described?.members, []);
  });

  it('offsets of an empty group can be set, read, and reset to the end', async () => {
    const topic = await createTopic(clean, 2);
    const groupId = unique('conformance.group');
    const admin = await connectAdmin(clean);
    const producer = await connectProducer(clean);
    const messages = Array.from({ length: 10 }, (_, index) => ({ value: `${index}`, partition: index % 2 }));
    await producer.send({ topic, messages });
    const committed = async () => {
      const [entry] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const sorted = [...(entry?.partitions ?? [])].sort((a, b) => a.partition - b.partition);
      return sorted.map(({ offset }) => offset);
    };
    assert.deepEqual(await committed(), ['-1', '-1'], 'nothing committed yet');
    await admin.setOffsets({
      groupId,
      topic,
      partitions: [
        { partition: 0, offset: '3' },
        { partition: 1, offset: '1' },
      ],
    });
    assert.deepEqual(await committed(), ['3', '1']);
    await admin.resetOffsets({ groupId, topic, earliest: false });
    const [latest] = await admin.fetchOffsets({ groupId, topics: [topic], resolveOffsets: true });
    assert.deepEqual(
      latest?.partitions.map(({ offset }) => offset),
      ['5', '5'],
    );
  });

  it('offsets of a group with members cannot be set from outside', async () => {
    const topic = await createTopic(clean);
    const groupId = unique('conformance.group');
    const admin = await connectAdmin(clean);
    await collect(await connectConsumer(clean, { groupId }), topic);
    await stableGroup(admin, groupId, topic, 1);
    const partitions = [{ partition: 0, offset: '0' }];
    await failureOf(admin.setOffsets({ groupId, topic, partitions }));
  });
});

describe('KafkaJS admin: offsets of a topic', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('both ends of every partition', async () => {
    const topic = await createTopic(clean, 2);
    const admin = await connectAdmin(clean);
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: [...'abc'].map((value) => ({ value, partition: 1 })) });
    const offsets = await eventually('offsets', async () => {
      const answer = await admin.fetchTopicOffsets(topic);
      return answer.length === 2 ? answer : undefined;
    });
    assert.deepEqual(
      [...offsets].sort((a, b) => a.partition - b.partition).map(({ low, high }) => ({ low, high })),
      [
        { low: '0', high: '0' },
        { low: '0', high: '3' },
      ],
    );
  });

  it('by timestamp: the first record at that time or later, else the end', async () => {
    const topic = await createTopic(clean);
    const admin = await connectAdmin(clean);
    const producer = await connectProducer(clean);
    for (const second of [1, 2, 3, 4]) {
      const messages = [0, 500].map((ms) => ({ value: 'x', timestamp: String(second * 1000 + ms) }));
      await producer.send({ topic, messages });
    }
    const offsetAt = async (timestamp: number) =>
      (await admin.fetchTopicOffsetsByTimestamp(topic, timestamp))[0]?.offset;
    assert.equal(await offsetAt(1), '0');
    assert.equal(await offsetAt(2000), '2');
    assert.equal(await offsetAt(2001), '3', 'inside a batch');
    assert.equal(await offsetAt(4500), '7');
    assert.equal(await offsetAt(4501), '8', 'later than all: KafkaJS then gives the end');
  });
});

/** DeleteGroups answers per group, and KafkaJS keeps that shape. */
function groupErrors(failure: Error): readonly string[] {
  const { groups } = failure as Error & { readonly groups?: readonly { readonly error?: unknown }[] };
  return (groups ?? []).flatMap((group) => errorNames(group.error));
}
