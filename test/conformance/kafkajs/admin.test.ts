/** KafkaJS administers topics, partitions and configurations, right and wrong. */
import assert from 'node:assert/strict';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { bootstrapServers } from '../cluster.ts';
import { cleanUp, errorNames, eventually, failureOf, unique } from '../support.ts';
import { connectAdmin, createTopic } from './clients.ts';

const topicResource = 2;

describe('KafkaJS admin: topics', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('a created topic has the partitions, replicas and leaders that were asked for', async () => {
    const admin = await connectAdmin(clean);
    const topic = unique('conformance.topic');
    assert.equal(
      await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 2 }] }),
      true,
    );
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = [...(topics[0]?.partitions ?? [])].sort((a, b) => a.partitionId - b.partitionId);
    assert.deepEqual(
      partitions.map(({ partitionId }) => partitionId),
      [0, 1, 2, 3],
    );
    for (const partition of partitions) {
      assert.equal(partition.replicas.length, 2);
      assert.deepEqual([...partition.isr].sort(), [...partition.replicas].sort());
      assert.equal(partition.leader, partition.replicas[0], 'the first replica leads at first');
    }
    assert.ok((await admin.listTopics()).includes(topic));
  });

  it('creating it again says that it is there', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean);
    assert.equal(await admin.createTopics({ topics: [{ topic }] }), false);
  });

  it('an explicit assignment is kept as it is', async () => {
    const admin = await connectAdmin(clean);
    const topic = unique('conformance.topic');
    const replicaAssignment = [
      { partition: 0, replicas: [3, 1] },
      { partition: 1, replicas: [2, 3] },
    ];
    await admin.createTopics({ topics: [{ topic, replicaAssignment }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = [...(topics[0]?.partitions ?? [])].sort((a, b) => a.partitionId - b.partitionId);
    assert.deepEqual(
      partitions.map(({ replicas, leader }) => ({ replicas, leader })),
      [
        { replicas: [3, 1], leader: 3 },
        { replicas: [2, 3], leader: 2 },
      ],
    );
  });

  it('a dry run creates nothing', async () => {
    const admin = await connectAdmin(clean);
    const topic = unique('conformance.topic');
    await admin.createTopics({ validateOnly: true, waitForLeaders: false, topics: [{ topic }] });
    assert.ok(!(await admin.listTopics()).includes(topic));
  });

  const refused: readonly (readonly [string, Omit<ITopicConfig, 'topic'> & { topic?: string }, string])[] = [
    ['more replicas than brokers', { numPartitions: 1, replicationFactor: 4 }, 'INVALID_REPLICATION_FACTOR'],
    ['no replica', { numPartitions: 1, replicationFactor: 0 }, 'INVALID_REPLICATION_FACTOR'],
    ['no partition', { numPartitions: 0, replicationFactor: 1 }, 'INVALID_PARTITIONS'],
    ['a space in the name', { topic: 'not legal' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name of two dots', { topic: '..' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name of 250 characters', { topic: 'x'.repeat(250) }, 'INVALID_TOPIC_EXCEPTION'],
    ['an unknown setting', { configEntries: [{ name: 'no.such.setting', value: '1' }] }, 'INVALID_CONFIG'],
    [
      'a setting out of range',
      { configEntries: [{ name: 'retention.ms', value: 'soon' }] },
      'INVALID_CONFIG',
    ],
    ['a partition with one broker twice', assignment([[1, 1]]), 'INVALID_REPLICA_ASSIGNMENT'],
    ['a broker that is not there', assignment([[1, 9]]), 'INVALID_REPLICA_ASSIGNMENT'],
  ];
  for (const [what, config, name] of refused) {
    it(`${what} is refused with ${name}`, async () => {
      const admin = await connectAdmin(clean);
      const topics = [{ topic: unique('conformance.refused'), ...config }];
      assert.deepEqual(errorNames(await failureOf(admin.createTopics({ topics }))), [name]);
    });
  }

  it('a deleted topic is gone, and deleting it again fails', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean);
    await admin.deleteTopics({ topics: [topic] });
    await eventually('gone', async () => (!(await admin.listTopics()).includes(topic) ? true : undefined));
    const impatient = new kafkajs.Kafka({
      brokers: [...bootstrapServers()],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    clean.defer(() => impatient.disconnect());
    const failure = await failureOf(impatient.deleteTopics({ topics: [topic] }));
    assert.ok(errorNames(failure).includes('UNKNOWN_TOPIC_OR_PARTITION'), String(errorNames(failure)));
  });

  it('partitions can be added but not taken away', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean, 1);
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    assert.equal((await partitionsOf(admin, topic, 3)).length, 3);
    for (const count of [3, 2]) {
      const failure = await failureOf(admin.createPartitions({ topicPartitions: [{ topic, count }] }));
      assert.ok(errorNames(failure).includes('INVALID_PARTITIONS'), String(errorNames(failure)));
    }
  });

  it('added partitions may bring their assignment', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean, 1);
    const assignments = [
      [3, 1, 2],
      [2, 3, 1],
    ];
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3, assignments }] });
    const partitions = await partitionsOf(admin, topic, 3);
    assert.deepEqual(
      partitions.slice(1).map(({ replicas }) => replicas),
      assignments,
    );
  });
});

describe('KafkaJS admin: cluster and configurations', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('the cluster is described with every broker at its own port, and a controller', async () => {
    const admin = await connectAdmin(clean);
    const cluster = await admin.describeCluster();
    const brokers = [...cluster.brokers].sort((a, b) => a.nodeId - b.nodeId);
    assert.deepEqual(
      brokers.map(({ host, port }) => `${host}:${port}`),
      bootstrapServers(),
    );
    assert.ok(brokers.some(({ nodeId }) => nodeId === cluster.controller));
    assert.match(cluster.clusterId, /^[A-Za-z0-9_-]{22}$/);
  });

  it('a topic shows what was set and, marked as such, the defaults', async () => {
    const admin = await connectAdmin(clean);
    const topic = unique('conformance.topic');
    const configEntries = [
      { name: 'retention.ms', value: '60000' },
      { name: 'cleanup.policy', value: 'compact' },
    ];
    await admin.createTopics({ topics: [{ topic, configEntries }] });
    const entries = await describe(admin, topic);
    const shown = Object.fromEntries(entries.map((entry) => [entry.configName, entry]));
    assert.equal(shown['retention.ms']?.configValue, '60000');
    assert.equal(shown['retention.ms']?.configSource, 1, 'set on the topic');
    assert.equal(shown['cleanup.policy']?.configValue, 'compact');
    assert.equal(shown['max.message.bytes']?.configValue, '1048588');
    assert.equal(shown['max.message.bytes']?.configSource, 5, 'a default');
    assert.equal(shown['min.insync.replicas']?.configValue, '1');
    assert.equal(shown['delete.retention.ms']?.configValue, '86400000');
    assert.equal(shown['compression.type']?.configValue, 'producer');
    assert.equal(shown['message.timestamp.type']?.configValue, 'CreateTime');
  });

  it('one setting can be asked for by name', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean);
    const resources = [{ type: topicResource, name: topic, configNames: ['retention.ms'] }];
    const described = await admin.describeConfigs({ includeSynonyms: false, resources });
    const entries = described.resources[0]?.configEntries ?? [];
    assert.deepEqual(
      entries.map(({ configName, configValue }) => ({ configName, configValue })),
      [{ configName: 'retention.ms', configValue: '604800000' }],
    );
  });

  it('what is set replaces what was set before, and an illegal value changes nothing', async () => {
    const admin = await connectAdmin(clean);
    const topic = await createTopic(clean);
    const alter = (name: string, value: string): Promise<unknown> => {
      const resources = [{ type: topicResource, name: topic, configEntries: [{ name, value }] }];
      return admin.alterConfigs({ validateOnly: false, resources });
    };
    const set = async (): Promise<readonly (readonly [string, string])[]> =>
      (await describe(admin, topic))
        .filter(({ configSource }) => Number(configSource) === 1)
        .map(({ configName, configValue }) => [configName, configValue]);
    const becomes = (name: string, value: string): Promise<unknown> =>
      eventually(`${name}=${value}`, async () =>
        (await set())[0]?.join('=') === `${name}=${value}` ? true : undefined,
      );
    await alter('retention.ms', '60000');
    await becomes('retention.ms', '60000');
    await alter('segment.ms', '70000');
    await becomes('segment.ms', '70000');
    assert.deepEqual(errorNames(await failureOf(alter('segment.ms', 'soon'))), ['INVALID_CONFIG']);
    assert.deepEqual(await set(), [['segment.ms', '70000']]);
  });

  async function describe(admin: Admin, topic: string) {
    const resources = [{ type: topicResource, name: topic }];
    const described = await admin.describeConfigs({ includeSynonyms: true, resources });
    return described.resources[0]?.configEntries ?? [];
  }
});

function assignment(replicas: readonly number[][]): Pick<ITopicConfig, 'replicaAssignment'> {
  return { replicaAssignment: replicas.map((brokers, partition) => ({ partition, replicas: brokers })) };
}

async function partitionsOf(admin: Admin, topic: string, count: number) {
  return eventually(`${count} partitions`, async () => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = [...(topics[0]?.partitions ?? [])].sort((a, b) => a.partitionId - b.partitionId);
    return partitions.length === count ? partitions : undefined;
  });
}
