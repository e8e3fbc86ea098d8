/**
 * Brokers die, stop and come back while clients work. Only where this run may stop brokers. Each test puts
 * the cluster back together before it ends.
 */
import assert from 'node:assert/strict';
import type { IResourceConfigEntry } from 'kafkajs';
import { killBroker, mayStopBrokers, startBroker, stopBroker } from './cluster.ts';
import {
  collect,
  connectAdmin,
  connectConsumer,
  connectProducer,
  readAll,
  texts,
} from './kafkajs/clients.ts';
import { openAdmin } from './platformatic/clients.ts';
import { alter, set, topicResource } from './raw/configs.ts';
import { connectRaw, connectTo } from './raw/connection.ts';
import { stubbornProducer } from './raw/stubbornProducer.ts';
import { batchOf, describeTopic, produce } from './raw/topics.ts';
import { type CleanUp, cleanUp, eventually, unique } from './support.ts';
import { putBackTimeoutMs, putBackTogether } from './wholeCluster.ts';

describe('when brokers fail', function () {
  this.timeout(180_000);
  const clean = cleanUp();

  before(function onlyWhereAllowed() {
    if (!mayStopBrokers()) this.skip();
  });

  afterEach(async function wholeAgain() {
    this.timeout(putBackTimeoutMs);
    await putBackTogether();
  });

  it('killing the leader loses no acknowledged record, and an idempotent producer goes on', async () => {
    const topic = await topicOn(clean, [[2, 3, 1]]);
    const producer = await stubbornProducer(clean, topic);
    const send = (value: string) => producer.send(value);
    for (let at = 0; at < 20; at += 1) await send(`${at}`);
    const killed = killBroker(2);
    for (let at = 20; at < 40; at += 1) await send(`${at}`);
    await killed;
    const partition = await partitionOf(topic, 1);
    assert.notEqual(partition.leaderId, 2);
    assert.ok(partition.leaderEpoch > 0);
    assert.ok(!partition.isrNodes.includes(2));
    for (let at = 40; at < 50; at += 1) await send(`${at}`);
    const received = texts(await readAll(clean, topic, 50));
    assert.deepEqual(
      received,
      Array.from({ length: 50 }, (_, at) => `${at}`),
      'each once and in order',
    );
    await startBroker(2);
    await inSync(topic, 3);
  });

  it('a controlled shutdown moves the leaders away first', async () => {
    const topic = await topicOn(clean, [
      [3, 1, 2],
      [3, 2, 1],
    ]);
    await stopBroker(3);
    for (const index of [0, 1]) {
      const partition = await partitionOf(topic, 1, index);
      assert.notEqual(partition.leaderId, 3);
      assert.ok(!partition.isrNodes.includes(3));
    }
    const producer = await connectProducer(clean);
    await producer.send({ topic, acks: -1, messages: [{ value: 'without the third', partition: 0 }] });
    assert.deepEqual(texts(await readAll(clean, topic, 1)), ['without the third']);
    await startBroker(3);
    await inSync(topic, 3);
  });

  it('a broker that was away catches up and can lead: nothing it missed is lost', async () => {
    const topic = await topicOn(clean, [[3, 2]]);
    const producer = await connectProducer(clean);
    const send = (value: string) => producer.send({ topic, acks: -1, messages: [{ value, partition: 0 }] });
    await send('all here');
    await stopBroker(2);
    await send('while it was away');
    await startBroker(2);
    await inSync(topic, 2);
    await killBroker(3);
    const partition = await partitionOf(topic, 1);
    assert.equal(partition.leaderId, 2);
    await send('it leads');
    assert.deepEqual(texts(await readAll(clean, topic, 3)), ['all here', 'while it was away', 'it leads']);
  });

  it('acks=all is refused when fewer are in sync than min.insync.replicas, until that is lowered; acks=1 is not', async () => {
    const topic = await topicOn(clean, [[1, 2, 3]], [{ name: 'min.insync.replicas', value: '3' }]);
    await stopBroker(3);
    const connection = await connectRaw(clean);
    const found = await describeTopic(connection, topic, 1);
    assert.ok(found !== undefined);
    const leader = await connectTo(clean, found.partitions[0]?.leader ?? '');
    assert.equal((await produce(leader, found, batchOf(['a']))).errorCode, 19, 'NOT_ENOUGH_REPLICAS');
    assert.equal((await produce(leader, found, batchOf(['b']), 1)).errorCode, 0);
    await alter(leader, [topicResource, topic], [['min.insync.replicas', set, '2']]);
    const taken = await eventually('two are enough', async () => {
      const answer = await produce(leader, found, batchOf(['c']));
      return answer.errorCode === 0 ? answer : undefined;
    });
    assert.equal(taken.baseOffset, 1);
    await startBroker(3);
    await inSync(topic, 3);
    const after = await produce(leader, found, batchOf(['d']));
    assert.deepEqual([after.errorCode, after.baseOffset], [0, 2]);
  });

  it('commits and membership survive the death of the coordinator', async () => {
    const topic = await topicOn(clean, [[1, 2, 3]]);
    const groupId = unique('conformance.group');
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: [...'abc'].map((value) => ({ value })) });
    const consumer = await connectConsumer(clean, { groupId });
    const first = await collect(consumer, topic);
    await eventually('three records', () => (first.length >= 3 ? true : undefined));
    const admin = openAdmin(clean);
    await eventually('the commit', async () => {
      const [group] = await admin.listConsumerGroupOffsets({ groups: [groupId] });
      return group?.topics[0]?.partitions[0]?.committedOffset === 3n ? true : undefined;
    });
    const [coordinator] = await admin.findCoordinator({ keyType: 0, keys: [groupId] });
    assert.ok(coordinator !== undefined);
    await killBroker(coordinator.nodeId);
    // KafkaJS backs off for many seconds before it looks for the new coordinator; until then it could commit nothing.
    let back = false;
    consumer.on(consumer.events.HEARTBEAT, () => {
      back = true;
    });
    await eventually('a heartbeat with the new coordinator', () => (back ? true : undefined), 90_000);
    await producer.send({ topic, messages: [...'de'].map((value) => ({ value })) });
    await eventually('two more records', () => (first.length >= 5 ? true : undefined), 60_000);
    const committed = async (): Promise<true | undefined> => {
      const [moved] = await openAdmin(clean).findCoordinator({ keyType: 0, keys: [groupId] });
      assert.notEqual(moved?.nodeId, coordinator.nodeId);
      const offsets = await (await connectAdmin(clean)).fetchOffsets({ groupId, topics: [topic] });
      return offsets[0]?.partitions[0]?.offset === '5' ? true : undefined;
    };
    await eventually('its commit with the new coordinator', committed, 60_000);
    assert.deepEqual(texts(first), [...'abcde'], 'nothing twice, nothing skipped');
  });

  for (const nodeId of [1, 2, 3]) {
    it(`the other two serve, and create topics, when broker ${nodeId} dies`, async () => {
      await killBroker(nodeId);
      const others = [1, 2, 3].filter((id) => id !== nodeId);
      const topic = await topicOn(clean, [others]);
      const producer = await connectProducer(clean, { idempotent: true, maxInFlightRequests: 1 });
      await producer.send({ topic, acks: -1, messages: [{ value: 'x', partition: 0 }] });
      assert.deepEqual(texts(await readAll(clean, topic, 1)), ['x']);
    });
  }

  /** Metadata of one partition, from a broker that is alive. */
  async function partitionOf(topic: string, partitions: number, index = 0) {
    const admin = openAdmin(clean);
    return eventually(`a leader for ${topic}`, async () => {
      const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
      const found = metadata.topics.get(topic)?.partitions ?? [];
      const one = found[index];
      if (found.length < partitions || one === undefined || one.leader < 0) return undefined;
      return { leaderId: one.leader, leaderEpoch: one.leaderEpoch, isrNodes: one.isr };
    });
  }

  async function inSync(topic: string, replicas: number): Promise<void> {
    const ask = async () => ((await partitionOf(topic, 1)).isrNodes.length === replicas ? true : undefined);
    await eventually(`${replicas} replicas of ${topic} in sync`, ask, 60_000);
  }
});

/** A topic with the brokers of each partition as they are given; the first of each leads. */
async function topicOn(
  clean: CleanUp,
  assignment: readonly (readonly number[])[],
  configEntries: IResourceConfigEntry[] = [],
): Promise<string> {
  const topic = unique('conformance.failure');
  const replicaAssignment = assignment.map((replicas, partition) => ({ partition, replicas: [...replicas] }));
  const admin = await connectAdmin(clean);
  await admin.createTopics({ topics: [{ topic, replicaAssignment, configEntries }] });
  return topic;
}
