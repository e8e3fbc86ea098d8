/** What the product's client asks as an administrator: configs, partitions, records, offsets, and what lies below. */
import assert from 'node:assert/strict';
import type { KafkaError } from '../../../src/client/errors.ts';
import { cleanUp, eventually, failureOf, unique } from '../support.ts';
import { bytes, newTopic, openClient } from './clients.ts';

async function nameOfFailure(action: Promise<unknown>): Promise<string> {
  return ((await failureOf(action)) as KafkaError).name;
}

describe("the client's admin", function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('describes configs of topics with source, type, synonyms and documentation, and of unknown ones the error', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const missing = unique('missing');
    await client.admin.alterTopicConfigs(topic, { set: { 'retention.ms': '60000' } });
    const { values, errors } = await client.admin.describeTopicConfigs([topic, missing], {
      documentation: true,
    });
    assert.deepEqual(
      [...errors].map(([name, error]) => [name, error.name]),
      [[missing, 'UNKNOWN_TOPIC_OR_PARTITION']],
    );
    const entries = values.get(topic) ?? [];
    const retention = entries.find(({ name }) => name === 'retention.ms');
    assert.equal(retention?.value, '60000');
    assert.equal(retention?.source, 'dynamic-topic');
    assert.equal(retention?.isDefault, false);
    assert.equal(retention?.type, 'long');
    assert.ok(
      retention?.synonyms.some(({ source, value }) => source === 'dynamic-topic' && value === '60000'),
    );
    assert.ok((retention?.documentation ?? '').length > 20);
    const policy = entries.find(({ name }) => name === 'cleanup.policy');
    assert.deepEqual([policy?.value, policy?.type, policy?.isDefault], ['delete', 'list', true]);
    const names = entries.map(({ name }) => name);
    assert.deepEqual(names, names.toSorted());
  });

  it('asks only for the configs it is told to', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const { values } = await client.admin.describeTopicConfigs([topic], { names: ['retention.ms'] });
    assert.deepEqual(
      values.get(topic)?.map(({ name, documentation }) => [name, documentation]),
      [['retention.ms', undefined]],
    );
  });

  it('sets, removes and only validates configs', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const retention = async () => {
      const { values } = await client.admin.describeTopicConfigs([topic], { names: ['retention.ms'] });
      return values.get(topic)?.[0];
    };
    await client.admin.alterTopicConfigs(topic, { set: { 'retention.ms': '1000' } }, { validateOnly: true });
    assert.equal((await retention())?.isDefault, true);
    await client.admin.alterTopicConfigs(topic, { set: { 'retention.ms': '1000' } });
    assert.equal((await retention())?.value, '1000');
    await client.admin.alterTopicConfigs(topic, { delete: ['retention.ms'] });
    assert.equal((await retention())?.isDefault, true);
    assert.equal(
      await nameOfFailure(client.admin.alterTopicConfigs(topic, { set: { 'retention.ms': 'soon' } })),
      'INVALID_CONFIG',
    );
  });

  it('describes configs of brokers, and of absent ones the error', async () => {
    const client = openClient(clean);
    const { values, errors } = await client.admin.describeBrokerConfigs([1, 2, 99]);
    assert.deepEqual([...values.keys()].toSorted(), [1, 2]);
    assert.deepEqual([...errors.keys()], [99]);
    assert.equal(values.get(2)?.find(({ name }) => name === 'broker.id' || name === 'node.id')?.value, '2');
  });

  it('changes configs of all brokers and of one, and says what they cannot change', async () => {
    const client = openClient(clean);
    const name = 'log.retention.ms';
    const value = async (): Promise<readonly (string | undefined)[]> => {
      const { values } = await client.admin.describeBrokerConfigs([1, 2], { names: [name] });
      return [1, 2]
        .flatMap((id) => values.get(id)?.[0])
        .map((entry) => entry && `${entry.source} ${entry.value}`);
    };
    const before = await value();
    clean.defer(() => client.admin.alterBrokerConfigs('all', { delete: [name] }));
    clean.defer(() => client.admin.alterBrokerConfigs(2, { delete: [name] }));
    const all = { set: { [name]: '700000000' } };
    await client.admin.alterBrokerConfigs('all', all, { validateOnly: true });
    assert.deepEqual(await value(), before);
    await client.admin.alterBrokerConfigs('all', all);
    await client.admin.alterBrokerConfigs(2, { set: { [name]: '800000000' } });
    await eventually('the new values', async () => {
      const [first, second] = await value();
      const reached = first === 'dynamic-default-broker 700000000' && second === 'dynamic-broker 800000000';
      return reached || undefined;
    });
    for (const set of [{ [name]: 'soon' }, { 'node.id': '9' }]) {
      assert.equal(await nameOfFailure(client.admin.alterBrokerConfigs(1, { set })), 'INVALID_REQUEST');
    }
  });

  it('validates a topic without creating it', async () => {
    const client = openClient(clean);
    const topic = { name: unique('only.checked'), partitions: 1, replicationFactor: 1 };
    await client.createTopic(topic, { validateOnly: true });
    assert.equal(
      (await client.metadata()).topics.some(({ name }) => name === topic.name),
      false,
    );
    const bad = { ...topic, configs: { 'retention.ms': 'soon' } };
    assert.equal(await nameOfFailure(client.createTopic(bad, { validateOnly: true })), 'INVALID_CONFIG');
  });

  it('adds partitions, and says why it cannot', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const count = async () =>
      (await client.metadata()).topics.find(({ name }) => name === topic)?.partitions.length;
    await client.admin.createPartitions(topic, 3, { validateOnly: true });
    assert.equal(await count(), 1);
    await client.admin.createPartitions(topic, 3);
    assert.equal(await count(), 3);
    assert.equal(await nameOfFailure(client.admin.createPartitions(topic, 2)), 'INVALID_PARTITIONS');
  });

  it('deletes records before an offset or all, partition by partition', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const records = [0, 1, 2].flatMap((partition) =>
      Array.from({ length: 5 }, () => ({ topic, partition, value: bytes('v') })),
    );
    await client.produce(records);
    const { items, failures } = await client.admin.deleteRecords([
      { topic, partition: 0, offset: 2 },
      { topic, partition: 1, offset: -1 },
      { topic, partition: 2, offset: 99 },
      { topic, partition: 7, offset: 1 },
    ]);
    assert.deepEqual(
      items.toSorted((a, b) => a.partition - b.partition),
      [
        { topic, partition: 0, lowWatermark: 2 },
        { topic, partition: 1, lowWatermark: 5 },
      ],
    );
    assert.deepEqual(
      failures
        .toSorted((a, b) => a.partition - b.partition)
        .map(({ partition, error }) => [partition, error.name]),
      [
        [2, 'OFFSET_OUT_OF_RANGE'],
        [7, 'UNKNOWN_TOPIC_OR_PARTITION'],
      ],
    );
  });

  it('finds offsets by time, at the ends and at the latest timestamp', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 2);
    const start = Date.now() - 100_000;
    for (const [index, delay] of [0, 20_000, 10_000].entries()) {
      await client.produce([{ topic, partition: 0, value: bytes(`${index}`), timestamp: start + delay }]);
    }
    const partitions = [0, 1].map((partition) => ({ topic, partition }));
    const at = async (time: Parameters<typeof client.admin.offsetsForTimes>[1]) => {
      const { items, failures } = await client.admin.offsetsForTimes(partitions, time);
      assert.deepEqual(failures, []);
      return items.toSorted((a, b) => a.partition - b.partition).map((item) => [item.offset, item.timestamp]);
    };
    assert.deepEqual(await at('earliest'), [
      [0, undefined],
      [0, undefined],
    ]);
    assert.deepEqual(await at('latest'), [
      [3, undefined],
      [0, undefined],
    ]);
    assert.deepEqual(await at(start + 5_000), [
      [1, start + 20_000],
      [undefined, undefined],
    ]);
    assert.deepEqual(await at('max-timestamp'), [
      [1, start + 20_000],
      [undefined, undefined],
    ]);
    assert.deepEqual(await at(start + 50_000), [
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const { items } = await client.admin.offsetsForTimes(partitions.slice(0, 1), start);
    assert.equal(items[0]?.leaderEpoch, 0);
  });

  it('describes the quorum', async () => {
    const client = openClient(clean);
    const quorum = await client.admin.describeQuorum();
    assert.deepEqual(
      quorum.voters.map(({ id }) => id),
      [1, 2, 3],
    );
    assert.ok(quorum.epoch > 0);
    assert.ok(quorum.highWatermark > 0);
    const leader = quorum.voters.find(({ id }) => id === quorum.leader);
    assert.equal(leader?.lag, 0);
    assert.ok(quorum.voters.every(({ logEndOffset }) => (logEndOffset ?? 0) > 0));
  });

  it('describes directories and producers', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const empty = await newTopic(clean, client, 1);
    await client.produce([{ topic, partition: 0, value: bytes('x'.repeat(1_000)) }]);
    const { values, errors } = await client.admin.describeLogDirs([topic]);
    assert.equal(errors.size, 0);
    assert.deepEqual([...values.keys()].toSorted(), [1, 2, 3]);
    for (const dirs of values.values()) {
      const replicas = dirs.flatMap((dir) => dir.replicas);
      assert.deepEqual(
        replicas.map((replica) => [replica.topic, replica.partition, replica.future]),
        [[topic, 0, false]],
      );
      assert.ok((replicas[0]?.bytes ?? 0) > 1_000);
    }
    const producers = await client.admin.describeProducers([
      { topic, partition: 0 },
      { topic: empty, partition: 0 },
      { topic, partition: 5 },
    ]);
    const of = (name: string) => producers.items.find((item) => item.topic === name)?.producers;
    assert.equal(of(topic)?.length, 1);
    assert.equal(of(topic)?.[0]?.lastSequence, 0);
    assert.equal(of(topic)?.[0]?.transactionStart, undefined);
    assert.deepEqual(of(empty), []);
    assert.deepEqual(
      producers.failures.map(({ partition, error }) => [partition, error.name]),
      [[5, 'UNKNOWN_TOPIC_OR_PARTITION']],
    );
  });
});
