/** What the explorer and the panel ask, as the product's own client asks it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterClient } from '../../../src/client/clusterClient.ts';
import type { KafkaError } from '../../../src/client/errors.ts';
import { isOurs } from '../cluster.ts';
import { connectProducer } from '../kafkajs/clients.ts';
import { cleanUp, eventually, failureOf, unique } from '../support.ts';
import { bytes, newTopic, openClient, read, text } from './clients.ts';

async function nameOfFailure(action: Promise<unknown>): Promise<string> {
  return ((await failureOf(action)) as KafkaError).name;
}

describe("the product's client", function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('describes brokers, topics, leaders and replicas in order', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 4);
    const cluster = await client.metadata();
    assert.deepEqual(
      cluster.brokers.map((broker) => broker.id),
      [1, 2, 3],
    );
    assert.ok([1, 2, 3].includes(cluster.controllerId), `controller ${cluster.controllerId}`);
    const described = cluster.topics.find(({ name }) => name === topic);
    assert.deepEqual(
      described?.partitions.map(({ partition }) => partition),
      [0, 1, 2, 3],
    );
    for (const partition of described?.partitions ?? []) {
      assert.ok(partition.leader > 0);
      assert.deepEqual(partition.replicas.toSorted(), [1, 2, 3]);
      assert.equal(partition.error, undefined);
    }
    assert.equal(cluster.topics.find(({ name }) => name === '__consumer_offsets')?.internal, true);
  });

  it('describes a topic that is longer than a page, and all that come after it', async function longTopic() {
    // Kafka itself would be at it for minutes.
    if (!isOurs()) this.skip();
    const client = openClient(clean);
    const [long, after] = [unique('many.a'), unique('many.b')];
    clean.defer(() => client.deleteTopics([long, after]));
    await client.createTopic({ name: long, partitions: 2_500, replicationFactor: 1 });
    await client.createTopic({ name: after, partitions: 2, replicationFactor: 1 });
    const { topics } = await client.metadata();
    const counts = topics.filter(({ name }) => name === long || name === after);
    assert.deepEqual(
      counts.map(({ name, partitions }) => [name, partitions.length]),
      [
        [long, 2_500],
        [after, 2],
      ],
    );
    assert.ok(counts[0]?.partitions.every(({ partition }, index) => partition === index));
    assert.equal((await client.offsets([long])).length, 2_500);
  });

  it('names one controller, the same each time', async () => {
    const client = openClient(clean);
    const named = new Set<number>();
    for (let look = 0; look < 10; look += 1) {
      named.add((await client.metadata()).controllerId);
    }
    assert.equal(named.size, 1, [...named].join(', '));
  });

  it('does not create a topic by asking for it', async () => {
    const client = openClient(clean);
    const name = unique('nobody');
    assert.equal(
      await nameOfFailure(client.consume({ topics: [name], from: 'earliest' }, quiet)),
      'UNKNOWN_TOPIC_OR_PARTITION',
    );
    assert.deepEqual(await client.offsets([name]), []);
    const { topics } = await client.metadata();
    assert.equal(
      topics.some((topic) => topic.name === name),
      false,
    );
  });

  it('says why a topic cannot be created or deleted', async () => {
    const client = openClient(clean);
    const name = await newTopic(clean, client, 1);
    const again = { name, partitions: 1, replicationFactor: 1 };
    assert.equal(await nameOfFailure(client.createTopic(again)), 'TOPIC_ALREADY_EXISTS');
    assert.equal(
      await nameOfFailure(client.createTopic({ ...again, name: 'a b' })),
      'INVALID_TOPIC_EXCEPTION',
    );
    const many = { name: unique('many'), partitions: 1, replicationFactor: 9 };
    assert.equal(await nameOfFailure(client.createTopic(many)), 'INVALID_REPLICATION_FACTOR');
    assert.equal(await nameOfFailure(client.deleteTopics([unique('none')])), 'UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('is done creating when the topic can be seen, and done deleting when it cannot', async () => {
    const client = openClient(clean);
    const name = unique('short.lived');
    const seen = async (): Promise<boolean> =>
      (await client.metadata()).topics.some((topic) => topic.name === name);
    await client.createTopic({
      name,
      partitions: 2,
      replicationFactor: 2,
      configs: { 'retention.ms': '60000' },
    });
    assert.equal(await seen(), true);
    await client.deleteTopics([name]);
    assert.equal(await seen(), false);
  });

  it('gives back what was produced: keys, headers, tombstones, empty values, times', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const sent = await client.produce([
      { topic, key: bytes('k'), value: bytes('v'), timestamp: 1_700_000_000_123 },
      { topic, partition: 0, key: bytes('k'), value: null },
      {
        topic,
        partition: 0,
        value: bytes(''),
        headers: [
          { key: 'trace', value: bytes('1') },
          { key: 'trace', value: bytes('2') },
        ],
      },
    ]);
    assert.deepEqual(
      sent,
      [0, 1, 2].map((offset) => ({ topic, partition: 0, offset, inSync: 3, replicas: 3 })),
    );
    const { records, count } = await read(clean, client, { topics: [topic], from: 'earliest' });
    await count(3);
    assert.deepEqual(
      records.map((record) => [text(record.key), text(record.value)]),
      [
        ['k', 'v'],
        ['k', null],
        [null, ''],
      ],
    );
    assert.equal(records[0]?.timestamp, 1_700_000_000_123);
    assert.deepEqual(
      records[2]?.headers.map((header) => [header.key, text(header.value)]),
      [
        ['trace', '1'],
        ['trace', '2'],
      ],
    );
    assert.deepEqual(await client.offsets([topic]), [{ topic, partition: 0, low: 0, high: 3 }]);
  });

  it('puts a key where other clients put it', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 7);
    const keys = Array.from({ length: 40 }, (_, index) => `order-${index}`);
    const ours = await client.produce(keys.map((key) => ({ topic, key: bytes(key), value: bytes('eddy') })));
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: keys.map((key) => ({ key, value: 'kafkajs' })) });
    const { records, count } = await read(clean, client, { topics: [topic], from: 'earliest' });
    await count(80);
    for (const [index, key] of keys.entries()) {
      const theirs = records.find((record) => text(record.key) === key && text(record.value) === 'kafkajs');
      assert.equal(theirs?.partition, ours[index]?.partition, key);
    }
  });

  it('keeps the order of many records, over many requests, each once', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const filler = 'x'.repeat(200);
    const records = Array.from({ length: 9_000 }, (_, index) => ({
      topic,
      value: bytes(`${index} ${filler}`),
    }));
    const sent = await Promise.all(
      [0, 1, 2].map((third) => client.produce(records.slice(third * 3_000, third * 3_000 + 3_000))),
    );
    assert.equal(new Set(sent.flat().map(({ partition, offset }) => `${partition}/${offset}`)).size, 9_000);
    const reading = await read(clean, client, { topics: [topic], from: 'earliest' });
    await reading.count(9_000);
    for (const partition of [0, 1, 2]) {
      const own = reading.records.filter((record) => record.partition === partition);
      assert.ok(own.length > 0, `nothing in partition ${partition}`);
      own.forEach((record, index) => {
        assert.equal(record.offset, index);
      });
      const numbers = own.map((record) => Number(text(record.value)?.split(' ')[0]));
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
  });

  it('refuses a partition that does not exist, and a record that is too large', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    assert.equal(
      await nameOfFailure(client.produce([{ topic, partition: 5, value: null }])),
      'UNKNOWN_TOPIC_OR_PARTITION',
    );
    const large = { topic, value: new Uint8Array(2_000_000) };
    assert.equal(await nameOfFailure(client.produce([large])), 'MESSAGE_TOO_LARGE');
    assert.deepEqual(await client.produce([{ topic, value: bytes('after') }]), [
      { topic, partition: 0, offset: 0, inSync: 3, replicas: 3 },
    ]);
  });

  it('gets an offset and an error by name with acks=1, and neither with acks=0', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const place = { topic, partition: 0, inSync: 3, replicas: 3 };
    assert.deepEqual(await client.produce([{ topic, value: bytes('one') }], { acks: '1' }), [
      { ...place, offset: 0 },
    ]);
    const large = [{ topic, value: new Uint8Array(2_000_000) }];
    assert.equal(await nameOfFailure(client.produce(large, { acks: '1' })), 'MESSAGE_TOO_LARGE');
    assert.deepEqual(await client.produce([{ topic, value: bytes('two') }], { acks: '0' }), [
      { ...place, offset: -1 },
    ]);
    const { records, count } = await read(clean, client, { topics: [topic], from: 'earliest' });
    await count(2);
    assert.deepEqual(
      records.map((record) => text(record.value)),
      ['one', 'two'],
    );
    // Nobody says that it was refused; the broker closes the connection, and the next send finds another.
    await client.produce(large, { acks: '0' });
    assert.equal((await client.produce([{ topic, value: bytes('three') }]))[0]?.offset, 2);
  });

  it('browses from the end, or from a place, and leaves no group behind', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 2);
    const before = await client.groups();
    const put = (partition: number, value: string) =>
      client.produce([{ topic, partition, value: bytes(value) }]);
    for (const value of ['a', 'b', 'c']) {
      await put(1, value);
    }
    const latest = await read(clean, client, { topics: [topic], from: 'latest' });
    const placed = await read(clean, client, {
      topics: [topic],
      from: 'earliest',
      partitions: [{ topic, partition: 1, offset: 2 }],
    });
    await sleep(300);
    await put(0, 'other partition');
    await put(1, 'd');
    await latest.count(2);
    await placed.count(2);
    assert.deepEqual(latest.records.map((record) => text(record.value)).toSorted(), ['d', 'other partition']);
    assert.deepEqual(
      placed.records.map((record) => text(record.value)),
      ['c', 'd'],
    );
    assert.deepEqual(
      (await client.groups()).map((group) => group.groupId),
      before.map((group) => group.groupId),
    );
  });

  it('goes on at the first record when it asks for an offset that is gone', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    await client.produce([{ topic, value: bytes('a') }]);
    const partitions = [{ topic, partition: 0, offset: 500 }];
    const reading = await read(clean, client, { topics: [topic], from: 'earliest', partitions });
    await eventually(
      'OFFSET_OUT_OF_RANGE',
      () => reading.errors[0]?.name === 'OFFSET_OUT_OF_RANGE' || undefined,
    );
    await client.produce([{ topic, value: bytes('b') }]);
    await reading.count(1);
    assert.equal(text(reading.records[0]?.value ?? null), 'b');
  });

  it('ends reading a topic that is deleted, with the reason', async () => {
    const client = openClient(clean);
    const name = unique('deleted');
    await client.createTopic({ name, partitions: 1, replicationFactor: 1 });
    const reading = await read(clean, client, { topics: [name], from: 'earliest' });
    await client.deleteTopics([name]);
    const ended = await eventually('the end', () => reading.errors.find((error) => !error.retriable), 20_000);
    assert.match(ended.message, new RegExp(name));
  });

  it('reads as a group member, commits what it read, and goes on there', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const groupId = unique('readers');
    const put = (value: string) =>
      client.produce([0, 1, 2].map((partition) => ({ topic, partition, value: bytes(value) })));
    await put('first');
    const first = await read(clean, client, { groupId, topics: [topic], from: 'earliest' });
    await first.count(3);
    await first.consumption.close();
    const left = await client.describeGroup(groupId);
    assert.deepEqual(
      left.partitions.map(({ committed, lag, end, memberId }) => ({ committed, lag, end, memberId })),
      [0, 1, 2].map(() => ({ committed: 1, lag: 0, end: 1, memberId: undefined })),
    );
    assert.equal(left.state, 'Empty');
    await put('second');
    const second = await read(clean, client, { groupId, topics: [topic], from: 'earliest' });
    await second.count(3);
    await sleep(300);
    assert.deepEqual(
      second.records.map((record) => text(record.value)),
      ['second', 'second', 'second'],
    );
  });

  it('describes a group nobody knows as Dead', async () => {
    const group = await openClient(clean).describeGroup(unique('nobody'));
    assert.deepEqual([group.state, group.members, group.partitions], ['Dead', [], []]);
  });

  it('says NETWORK when nobody answers, and CLOSED after close', async () => {
    const nowhere = new ClusterClient({ profile: { id: 'x', name: 'x', bootstrapServers: ['127.0.0.1:1'] } });
    assert.equal(await nameOfFailure(nowhere.metadata()), 'NETWORK');
    await nowhere.close();
    assert.equal(await nameOfFailure(nowhere.metadata()), 'CLOSED');
  });
});

const quiet = { onRecord: () => {}, onError: () => {} };
