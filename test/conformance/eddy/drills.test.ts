/**
 * One broker is cut off from the others while clients still reach it: what all acknowledged survives, what it took alone
 * does not, and the explorer follows those who have a majority.
 */
import assert from 'node:assert/strict';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { type KnownGroup, readCluster } from '../../../src/ui/explorer/snapshot.ts';
import {
  aliveBrokers,
  bootstrapServers,
  healAll,
  healBroker,
  isOurs,
  isolateBroker,
  killBroker,
  startBroker,
} from '../cluster.ts';
import { connectAdmin, readAll, texts } from '../kafkajs/clients.ts';
import { connectRaw } from '../raw/connection.ts';
import { stubbornProducer } from '../raw/stubbornProducer.ts';
import { batchOf, describeTopic, type RawTopic } from '../raw/topics.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { bytes, newTopic, openClient } from './clients.ts';

const timedOut = 7;
const brokers = [1, 2, 3];
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `${from + index}`);

describe('when a broker is isolated', function () {
  this.timeout(120_000);
  const clean = cleanUp();

  before(function onlyOurs() {
    if (!isOurs()) this.skip();
  });

  afterEach(async function putBackTogether() {
    this.timeout(60_000);
    await healAll();
    const alive = await aliveBrokers();
    for (const nodeId of brokers.filter((id) => !alive.includes(id))) await startBroker(nodeId);
    await eventually(
      'everybody is back',
      async () => (await aliveBrokers()).length === brokers.length || undefined,
    );
  });

  it('all that was acknowledged by all survives, and what the isolated leader took alone is cut off', async () => {
    const topic = await topicLedBy(2);
    const producer = await stubbornProducer(clean, topic);
    for (const value of numbers(0, 20)) await producer.send(value);
    const found = await describe(topic);
    await isolateBroker(2);
    assert.equal(await produceAt(2, found, 'alone', 1), 0);
    assert.equal(await produceAt(2, found, 'alone, by all', -1), timedOut);
    for (const value of numbers(20, 40)) await producer.send(value);
    assert.notEqual((await describe(topic)).partitions[0]?.leaderId, 2);

    await healBroker(2);
    await inSync(topic);
    await killBroker((await describe(topic)).partitions[0]?.leaderId ?? -1);
    // Whoever leads now, it may be the one that was isolated: nobody has anything else.
    for (const value of numbers(40, 41)) await producer.send(value);
    assert.deepEqual(texts(await readAll(clean, topic, 41)), numbers(0, 41));
  });

  it('the controller is elected anew, and topics are made and records acknowledged without it', async () => {
    const client = openClient(clean);
    const { controllerId } = await client.metadata();
    const topic = await topicLedBy(controllerId);
    await client.produce([{ topic, partition: 0, value: bytes('with it') }]);
    await isolateBroker(controllerId);
    const cluster = await client.metadata();
    assert.notEqual(cluster.controllerId, controllerId);
    await client.produce([{ topic, partition: 0, value: bytes('without it') }]);
    await newTopic(clean, client, 1, 2);
    await healBroker(controllerId);
    await inSync(topic);
    assert.deepEqual(texts(await readAll(clean, topic, 2)), ['with it', 'without it']);
  });

  for (const [what, change] of [
    ['isolated', isolateBroker],
    ['killed', killBroker],
  ] as const) {
    for (const nodeId of brokers) {
      it(`the explorer's next look shows who leads and controls when broker ${nodeId} is ${what}`, async () => {
        const client = openClient(clean);
        const topic = await newTopic(clean, client, 3);
        // As many that each broker most likely coordinates one.
        const groups = Array.from({ length: 8 }, (_, index) => `${topic}-${index}`);
        for (const group of groups) {
          await client.admin.alterGroupOffsets(group, [{ topic, partition: 0, offset: 0 }]);
        }
        clean.defer(() => client.admin.deleteGroups(groups));
        const look = (before: readonly KnownGroup[]) =>
          readCluster(client, (topics) => topics.filter(({ internal }) => !internal), before);
        const before = await look([]);
        const known = before.groups.map(({ groupId }) => groupId);
        assert.ok(groups.every((group) => known.includes(group)));
        await change(nodeId);
        const { cluster, offsets, groups: after } = await look(before.groups);
        assert.deepEqual(
          after.map(({ groupId }) => groupId),
          known,
        );
        await eventually('every coordinator answers', async () => {
          const { groups: now } = await look(after);
          assert.equal(now.length, known.length);
          return now.every(({ lastKnown }) => lastKnown !== true) || undefined;
        });
        assert.deepEqual(
          cluster.brokers.map(({ id }) => id),
          brokers.filter((id) => id !== nodeId),
        );
        assert.notEqual(cluster.controllerId, nodeId);
        const partitions = cluster.topics.find(({ name }) => name === topic)?.partitions ?? [];
        assert.equal(partitions.length, 3);
        for (const { leader, isr } of partitions) {
          assert.ok(leader !== -1 && leader !== nodeId);
          assert.ok(!isr.includes(nodeId));
        }
        assert.equal(offsets.filter((item) => item.topic === topic).length, 3);
      });
    }
  }

  /** One partition on all brokers. */
  async function topicLedBy(leader: number): Promise<string> {
    const topic = unique('conformance.drill');
    const replicas = [leader, ...brokers.filter((nodeId) => nodeId !== leader)];
    const admin = await connectAdmin(clean);
    await admin.createTopics({ topics: [{ topic, replicaAssignment: [{ partition: 0, replicas }] }] });
    return topic;
  }

  /** As the first broker that is in touch with another sees it. */
  async function describe(topic: string): Promise<RawTopic> {
    const connection = await connectRaw(clean);
    return eventually(`a leader of ${topic}`, () => describeTopic(connection, topic, 1));
  }

  async function inSync(topic: string): Promise<void> {
    const client = openClient(clean);
    await eventually(`all replicas of ${topic} in sync`, async () => {
      const cluster = await client.metadata();
      const partition = cluster.topics.find(({ name }) => name === topic)?.partitions[0];
      return partition?.isr.length === brokers.length ? true : undefined;
    });
  }

  /** @returns the error code */
  async function produceAt(nodeId: number, topic: RawTopic, value: string, acks: number) {
    assert.ok(bootstrapServers()[nodeId - 1] !== undefined);
    const connection = await connectRaw(clean, nodeId - 1);
    const partitionData = [{ index: 0, records: batchOf([value]) }];
    const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
    const answer = await connection.request(produceApi, 12, { acks, timeoutMs: 500, topicData });
    return answer.responses[0]?.partitionResponses[0]?.errorCode;
  }
});
