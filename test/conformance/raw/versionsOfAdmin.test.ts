/** Every version of the administrative APIs: topics, partitions, configurations, the cluster. */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { createPartitionsApi } from '../../../src/protocol/messages/createPartitions.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { deleteTopicsApi } from '../../../src/protocol/messages/deleteTopics.ts';
import { describeClusterApi } from '../../../src/protocol/messages/describeCluster.ts';
import { describeConfigsApi } from '../../../src/protocol/messages/describeConfigs.ts';
import { bootstrapServers } from '../cluster.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { connectRaw } from './connection.ts';
import { createRawTopic, describeTopic } from './topics.ts';
import { versionsOf } from './versions.ts';

const topicResource = 2;
const brokerResource = 4;

describe('every version: CreateTopics, DeleteTopics, CreatePartitions', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(createTopicsApi)) {
    it(`CreateTopics v${version}`, async () => {
      const connection = await connectRaw(clean);
      const topic = {
        name: unique('conformance.raw'),
        numPartitions: 2,
        replicationFactor: 3,
        configs: [{ name: 'retention.ms', value: '1234567' }],
      };
      const create = async () => {
        const response = await connection.request(createTopicsApi, version, { topics: [topic] });
        return response.topics[0];
      };
      const created = await create();
      assert.deepEqual([created?.errorCode, created?.name, created?.errorMessage], [0, topic.name, null]);
      if (version >= 7) assert.notEqual(created?.topicId, zeroUuid);
      if (version >= 5) {
        assert.deepEqual([created?.numPartitions, created?.replicationFactor], [2, 3]);
        const retention = created?.configs?.find(({ name }) => name === 'retention.ms');
        assert.deepEqual([retention?.value, retention?.configSource], ['1234567', 1]);
      }
      const again = await create();
      assert.equal(again?.errorCode, 36, 'TOPIC_ALREADY_EXISTS');
      assert.ok(again?.errorMessage?.includes(topic.name));
    });
  }

  it('CreateTopics v4 takes the defaults for -1', async () => {
    const connection = await connectRaw(clean);
    const name = unique('conformance.raw');
    const topics = [{ name, numPartitions: -1, replicationFactor: -1 }];
    const response = await connection.request(createTopicsApi, 4, { topics });
    assert.equal(response.topics[0]?.errorCode, 0);
    const created = await eventually('three partitions', () => describeTopic(connection, name, 3));
    assert.equal(created.partitions.length, 3);
  });

  it('one refused topic does not keep the others from being created', async () => {
    const connection = await connectRaw(clean);
    const good = { name: unique('conformance.raw'), numPartitions: 1, replicationFactor: 1 };
    const response = await connection.request(createTopicsApi, 7, {
      topics: [good, { ...good, name: unique('conformance.refused'), replicationFactor: 7 }],
    });
    assert.deepEqual(response.topics.map(({ errorCode }) => errorCode).sort(), [0, 38]);
  });

  for (const version of versionsOf(deleteTopicsApi)) {
    it(`DeleteTopics v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const remove = async () => {
        const request =
          version < 6 ? { topicNames: [topic.name] } : { topics: [{ name: topic.name, topicId: zeroUuid }] };
        const response = await connection.request(deleteTopicsApi, version, { ...request, timeoutMs: 5000 });
        const [answered] = response.responses;
        assert.equal(answered?.name, topic.name);
        return answered?.errorCode;
      };
      assert.equal(await remove(), 0);
      await eventually('gone', async () => ((await remove()) === 3 ? true : undefined));
    });
  }

  it('DeleteTopics v6 by topic id', async () => {
    const topic = await createRawTopic(clean);
    const connection = await connectRaw(clean);
    const remove = async () => {
      const topics = [{ name: null, topicId: topic.id }];
      const { responses } = await connection.request(deleteTopicsApi, 6, { topics, timeoutMs: 5000 });
      return responses[0];
    };
    const removed = await remove();
    assert.deepEqual([removed?.errorCode, removed?.name, removed?.topicId], [0, topic.name, topic.id]);
    await eventually('gone', async () => ((await remove())?.errorCode === 100 ? true : undefined));
  });

  for (const version of versionsOf(createPartitionsApi)) {
    it(`CreatePartitions v${version}`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const grow = async (name: string, count: number, validateOnly: boolean) => {
        const topics = [{ name, count, assignments: null }];
        const request = { topics, timeoutMs: 5000, validateOnly };
        const { results } = await connection.request(createPartitionsApi, version, request);
        assert.equal(results[0]?.name, name);
        return results[0]?.errorCode;
      };
      assert.equal(await grow(topic.name, 3, true), 0);
      assert.equal(await grow(topic.name, 3, false), 0, 'the dry run changed nothing');
      await eventually('three partitions', () => describeTopic(connection, topic.name, 3));
      assert.equal(await grow(topic.name, 1, false), 37, 'INVALID_PARTITIONS');
      assert.equal(await grow(unique('conformance.missing'), 2, false), 3);
    });
  }
});

describe('every version: DescribeConfigs and DescribeCluster', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  for (const version of versionsOf(describeConfigsApi)) {
    it(`DescribeConfigs v${version} of a topic`, async () => {
      const topic = await createRawTopic(clean);
      const connection = await connectRaw(clean);
      const describe = async (resourceName: string, configurationKeys: readonly string[] | null) => {
        const resources = [{ resourceType: topicResource, resourceName, configurationKeys }];
        const { results } = await connection.request(describeConfigsApi, version, { resources });
        return results[0];
      };
      const described = await describe(topic.name, ['cleanup.policy', 'max.message.bytes']);
      assert.deepEqual([described?.errorCode, described?.resourceName], [0, topic.name]);
      const configs = [...(described?.configs ?? [])].sort((left, right) =>
        left.name.localeCompare(right.name),
      );
      assert.deepEqual(
        configs.map(({ name, value, readOnly, isSensitive, configSource }) => [
          name,
          value,
          readOnly,
          isSensitive,
          configSource,
        ]),
        [
          ['cleanup.policy', 'delete', false, false, 5],
          ['max.message.bytes', '1048588', false, false, 5],
        ],
      );
      if (version >= 3)
        assert.deepEqual(
          configs.map(({ configType }) => configType),
          [7, 3],
        );
      const all = (await describe(topic.name, null))?.configs ?? [];
      assert.ok(all.length > 20);
      assert.deepEqual(
        all.filter(({ readOnly }) => readOnly),
        [],
        'whatever its source, a topic may set it',
      );
      assert.equal((await describe(unique('conformance.missing'), null))?.errorCode, 3);
    });

    it(`DescribeConfigs v${version} of a broker`, async () => {
      const connection = await connectRaw(clean);
      const configurationKeys = ['num.partitions', 'default.replication.factor', 'node.id'];
      const resources = [{ resourceType: brokerResource, resourceName: '1', configurationKeys }];
      const { results } = await connection.request(describeConfigsApi, version, { resources });
      assert.equal(results[0]?.errorCode, 0);
      const values = Object.fromEntries(results[0]?.configs.map(({ name, value }) => [name, value]) ?? []);
      assert.deepEqual(values, { 'num.partitions': '3', 'default.replication.factor': '3', 'node.id': '1' });
    });
  }

  for (const version of versionsOf(describeClusterApi)) {
    it(`DescribeCluster v${version}`, async () => {
      const connection = await connectRaw(clean);
      const request = { includeClusterAuthorizedOperations: false };
      const response = await connection.request(describeClusterApi, version, request);
      assert.equal(response.errorCode, 0);
      assert.match(response.clusterId, /^[A-Za-z0-9_-]{22}$/);
      const brokers = [...response.brokers].sort((left, right) => left.brokerId - right.brokerId);
      assert.deepEqual(
        brokers.map(({ brokerId, host, port }) => [brokerId, `${host}:${port}`]),
        bootstrapServers().map((address, index) => [index + 1, address]),
      );
      assert.ok(brokers.some(({ brokerId }) => brokerId === response.controllerId));
    });
  }
});
