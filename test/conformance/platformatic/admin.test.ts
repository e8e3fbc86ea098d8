/** @platformatic/kafka administers topics, configurations and groups: the calls the explorer is made of. */
import assert from 'node:assert/strict';
import {
  type Admin,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes as operations,
} from '@platformatic/kafka';
import { bootstrapServers } from '../cluster.ts';
import { cleanUp, errorNames, eventually, failureOf, unique } from '../support.ts';
import { bytes, collect, createTopic, openAdmin, openConsumer, openProducer } from './clients.ts';

type Resources = Parameters<Admin['incrementalAlterConfigs']>[0]['resources'];
type Changes = Resources[number]['configs'];

describe('@platformatic/kafka admin', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('creates, lists and deletes a topic, with a new id each time', async () => {
    const admin = openAdmin(clean);
    const topic = unique('conformance.topic');
    const configs = [{ name: 'retention.ms', value: '60000' }];
    const create = () => admin.createTopics({ topics: [topic], partitions: 3, replicas: 2, configs });
    const [created] = await create();
    assert.equal(created?.name, topic);
    assert.equal(created?.partitions, 3);
    assert.equal(created?.replicas, 2);
    assert.equal(created?.configuration['retention.ms'], '60000');
    assert.match(created?.id ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.ok((await admin.listTopics()).includes(topic));
    assert.ok(errorNames(await failureOf(create())).includes('TOPIC_ALREADY_EXISTS'));
    await admin.deleteTopics({ topics: [topic] });
    await eventually('gone', async () => (!(await admin.listTopics()).includes(topic) ? true : undefined));
    const [again] = await eventually('created again', create);
    assert.notEqual(again?.id, created?.id);
  });

  it('deleting a topic that is not there fails', async () => {
    const failure = await failureOf(
      openAdmin(clean).deleteTopics({ topics: [unique('conformance.missing')] }),
    );
    assert.ok(errorNames(failure).includes('UNKNOWN_TOPIC_OR_PARTITION'));
  });

  it('internal topics are hidden until asked for', async () => {
    const admin = openAdmin(clean);
    const groupId = unique('conformance.group');
    await collect(openConsumer(clean, groupId), await createTopic(clean));
    assert.ok(!(await admin.listTopics()).includes('__consumer_offsets'));
    assert.ok((await admin.listTopics({ includeInternals: true })).includes('__consumer_offsets'));
  });

  it('metadata has every broker at its own address, and leaders with their epochs', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean, 3);
    const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
    const brokers = [...metadata.brokers].sort(([left], [right]) => left - right);
    assert.deepEqual(
      brokers.map(([, { host, port }]) => `${host}:${port}`),
      bootstrapServers(),
    );
    assert.ok(metadata.brokers.has(metadata.controllerId));
    for (const partition of metadata.topics.get(topic)?.partitions ?? []) {
      assert.equal(partition.leaderEpoch, 0);
      assert.equal(partition.leader, partition.replicas[0]);
      assert.equal(partition.isr.length, 3);
      assert.deepEqual(partition.offlineReplicas, []);
    }
  });

  it('adds partitions', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean, 1);
    await admin.createPartitions({ topics: [{ name: topic, count: 3, assignments: null }] });
    await eventually('3 partitions', async () => {
      const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
      return metadata.topics.get(topic)?.partitionsCount === 3 ? true : undefined;
    });
  });

  it('describes the configuration of a topic', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean);
    const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }];
    const [described] = await admin.describeConfigs({ resources, includeSynonyms: true });
    const byName = new Map(described?.configs.map((config) => [config.name, config]));
    assert.equal(byName.get('cleanup.policy')?.value, 'delete');
    assert.equal(byName.get('cleanup.policy')?.readOnly, false);
    assert.equal(byName.get('retention.ms')?.value, '604800000');
    assert.equal(byName.get('min.insync.replicas')?.value, '1');
  });

  it('changes some settings of a topic and leaves the others', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean);
    const alter = (...configs: Changes): Promise<void> => {
      const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs }];
      return admin.incrementalAlterConfigs({ resources });
    };
    const becomes = (expected: Readonly<Record<string, string>>): Promise<unknown> =>
      eventually(JSON.stringify(expected), async () => {
        const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }];
        const [described] = await admin.describeConfigs({ resources });
        const values = new Map(described?.configs.map(({ name, value }) => [name, value]));
        return Object.entries(expected).every(([name, value]) => values.get(name) === value)
          ? true
          : undefined;
      });
    await alter(
      { name: 'retention.ms', configOperation: operations.SET, value: '60000' },
      { name: 'segment.ms', configOperation: operations.SET, value: '70000' },
    );
    await becomes({ 'retention.ms': '60000', 'segment.ms': '70000' });
    await alter(
      { name: 'cleanup.policy', configOperation: operations.APPEND, value: 'compact' },
      { name: 'segment.ms', configOperation: operations.DELETE },
    );
    await becomes({ 'retention.ms': '60000', 'segment.ms': '604800000', 'cleanup.policy': 'delete,compact' });
    const failure = await failureOf(
      alter({ name: 'no.such.setting', configOperation: operations.SET, value: '1' }),
    );
    assert.ok(errorNames(failure).includes('INVALID_CONFIG'), String(errorNames(failure)));
  });

  it('describing a topic that is not there fails', async () => {
    const resources = [
      { resourceType: ConfigResourceTypes.TOPIC, resourceName: unique('conformance.missing') },
    ];
    const failure = await failureOf(openAdmin(clean).describeConfigs({ resources }));
    assert.ok(errorNames(failure).includes('UNKNOWN_TOPIC_OR_PARTITION'), String(errorNames(failure)));
  });
});

describe('@platformatic/kafka admin: groups', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('finds coordinators among the brokers', async () => {
    const admin = openAdmin(clean);
    const keys = [unique('a'), unique('b')];
    const found = await admin.findCoordinator({ keyType: 0, keys });
    assert.deepEqual(found.map(({ key }) => key).sort(), [...keys].sort());
    for (const { host, port } of found) {
      assert.ok(bootstrapServers().includes(`${host}:${port}`));
    }
  });

  it('lists, describes and deletes a group', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean, 3);
    const groupId = unique('conformance.group');
    const consumer = openConsumer(clean, groupId);
    await collect(consumer, topic);
    const listed = await eventually('stable', async () => {
      const group = (await admin.listGroups()).get(groupId);
      return group?.state === 'Stable' ? group : undefined;
    });
    assert.equal(listed.protocolType, 'consumer');
    assert.equal(listed.groupType, 'classic');
    assert.ok((await admin.listGroups({ states: ['STABLE'] })).has(groupId));
    assert.ok(!(await admin.listGroups({ states: ['EMPTY'] })).has(groupId));
    const failure = await failureOf(admin.deleteGroups({ groups: [groupId] }));
    assert.ok(errorNames(failure).includes('NON_EMPTY_GROUP'), String(errorNames(failure)));
    await consumer.close(true);
    await admin.deleteGroups({ groups: [groupId] });
    assert.ok(!(await admin.listGroups()).has(groupId));
  });

  it('sets and lists the offsets of an empty group', async () => {
    const admin = openAdmin(clean);
    const topic = await createTopic(clean, 2);
    const groupId = unique('conformance.group');
    await openProducer(clean).send({ messages: [{ topic, partition: 0, value: bytes('x') }] });
    const partitionOffsets = [
      { partition: 0, offset: 1n },
      { partition: 1, offset: 0n },
    ];
    await admin.alterConsumerGroupOffsets({ groupId, topics: [{ name: topic, partitionOffsets }] });
    const [group] = await admin.listConsumerGroupOffsets({ groups: [groupId] });
    const partitions = group?.topics.find(({ name }) => name === topic)?.partitions ?? [];
    assert.deepEqual(
      [...partitions]
        .sort((a, b) => a.partitionIndex - b.partitionIndex)
        .map((entry) => entry.committedOffset),
      [1n, 0n],
    );
  });
});
