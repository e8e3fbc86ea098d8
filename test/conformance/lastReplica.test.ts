/**
 * The last replica goes: who may lead then, and what is lost (KIP-966). Only where this run may stop brokers. Two of
 * three down is no majority, so that nobody is fenced until one is back: the tests rely on it.
 */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../src/protocol/bytes.ts';
import { createTopicsApi } from '../../src/protocol/messages/createTopics.ts';
import { deleteTopicsApi } from '../../src/protocol/messages/deleteTopics.ts';
import { describeTopicPartitionsApi } from '../../src/protocol/messages/describeTopicPartitions.ts';
import { offsetForLeaderEpochApi } from '../../src/protocol/messages/offsetForLeaderEpoch.ts';
import {
  bootstrapServers,
  crashBrokers,
  killBroker,
  mayStopBrokers,
  startBroker,
  startBrokers,
  stopBroker,
} from './cluster.ts';
import { connectRaw, connectTo } from './raw/connection.ts';
import { fetchAll } from './raw/fetching.ts';
import { batchOf, describeTopic, produce, type RawTopic, valuesIn } from './raw/topics.ts';
import { cleanUp, eventually, unique } from './support.ts';
import { putBackTimeoutMs, putBackTogether } from './wholeCluster.ts';

/** What KIP-966 is about, of one partition. */
interface Roles {
  readonly leader: number;
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  readonly lastKnown: readonly number[];
}

describe('when the last replica goes', function () {
  this.timeout(300_000);
  const clean = cleanUp();
  const made: string[] = [];

  before(function onlyWhereAllowed() {
    if (!mayStopBrokers()) this.skip();
  });

  afterEach(async function wholeAgain() {
    this.timeout(putBackTimeoutMs);
    await putBackTogether();
    await removeTopics();
  });

  for (const [how, takeDown] of [
    ['is killed', killBroker],
    ['is stopped', stopBroker],
  ] as const) {
    it(`that ${how}, nobody leads; it stays eligible, and leads again with all it had`, async () => {
      const topic = await topicOn([2]);
      await write(topic, 'a');
      await takeDown(2);
      await becomes(topic, { leader: -1, isr: [], elr: [2], lastKnown: [2] });
      await startBroker(2);
      await becomes(topic, { leader: 2, isr: [2], elr: [], lastKnown: [] });
      await write(topic, 'b');
      await holds(topic, ['a', 'b']);
      assert.equal((await partitionOf(topic)).leaderEpoch, 2, 'an epoch without a leader, and one with');
    });
  }

  it('who leaves when too few are in sync stays eligible, until enough are in sync again', async () => {
    const topic = await topicOn([1, 2], { 'min.insync.replicas': '2' });
    await stopBroker(2);
    await becomes(topic, { leader: 1, isr: [1], elr: [2], lastKnown: [] });
    await startBroker(2);
    await becomes(topic, { leader: 1, isr: [1, 2], elr: [], lastKnown: [] });
  });

  it('an eligible one that was stopped leads when the last one in sync crashes, and nothing committed is lost', async () => {
    const topic = await topicOn([2, 3], { 'min.insync.replicas': '2' });
    await write(topic, 'committed');
    await stopBroker(3);
    await becomes(topic, { leader: 2, isr: [2], elr: [3], lastKnown: [] });
    await write(topic, 'only here', 1);
    await crashBrokers(2);
    await startBroker(3);
    await becomes(topic, { leader: 3, isr: [3], elr: [2], lastKnown: [] });
    await startBroker(2);
    await becomes(topic, { leader: 3, isr: [2, 3], elr: [], lastKnown: [] });
    await holds(topic, ['committed']);
  });

  it('one that crashed is not eligible when it comes back: the partition waits for who led last', async () => {
    const topic = await topicOn([2, 3], { 'min.insync.replicas': '2' });
    await write(topic, 'committed');
    await killBroker(3);
    await becomes(topic, { leader: 2, isr: [2], elr: [3], lastKnown: [] });
    await write(topic, 'only here', 1);
    await crashBrokers(2);
    await startBroker(3);
    await becomes(topic, { leader: -1, isr: [], elr: [2], lastKnown: [2] });
    await startBroker(2);
    await becomes(topic, { leader: 2, isr: [2, 3], elr: [], lastKnown: [] });
    await holds(topic, ['committed', 'only here']);
  });

  it('a crash of all brokers at once is survived', async () => {
    const topic = await topicOn([1, 2, 3]);
    await write(topic, 'a');
    await crashBrokers(1, 2, 3);
    await startBrokers(1, 2, 3);
    await becomesOf(topic, ({ leader, isr, elr }) => leader !== -1 && isr.length === 3 && elr.length === 0);
    await write(topic, 'b');
    await holds(topic, ['a', 'b']);
  });

  it('an unclean election loses what only the others had, and they cut it off', async () => {
    const topic = await topicOn([2, 3], { 'unclean.leader.election.enable': 'true' });
    await write(topic, 'on both');
    // One that is stopped is out of the ISR before its last fetch is, and might take along what is to be lost.
    await killBroker(3);
    await becomes(topic, { leader: 2, isr: [2], elr: [], lastKnown: [] });
    await write(topic, 'lost');
    await write(topic, 'lost too');
    await crashBrokers(2);
    await startBroker(3);
    await becomes(topic, { leader: 3, isr: [3], elr: [], lastKnown: [] });
    const unclean = await partitionOf(topic);
    await write(topic, 'since');
    assert.deepEqual(await endOf(topic, unclean.leaderEpoch - 1), [0, 1]);
    await startBroker(2);
    await becomes(topic, { leader: 3, isr: [2, 3], elr: [], lastKnown: [] });
    await holds(topic, ['on both', 'since']);
    await killBroker(3);
    await becomes(topic, { leader: 2, isr: [2], elr: [], lastKnown: [] });
    await holds(topic, ['on both', 'since']);
    assert.deepEqual(await endOf(topic, 0), [0, 1]);
    assert.deepEqual(await endOf(topic, unclean.leaderEpoch), [unclean.leaderEpoch, 2]);
  });

  async function topicOn(replicas: readonly number[], configs: Record<string, string> = {}): Promise<string> {
    const name = unique('conformance.last');
    const connection = await connectRaw(clean);
    const { topics } = await connection.request(createTopicsApi, 7, {
      topics: [
        {
          name,
          numPartitions: -1,
          replicationFactor: -1,
          assignments: [{ partitionIndex: 0, brokerIds: replicas }],
          configs: Object.entries(configs).map(([config, value]) => ({ name: config, value })),
        },
      ],
    });
    assert.equal(topics[0]?.errorCode, 0);
    made.push(name);
    return name;
  }

  /** A partition that only one broker has would be in the way of whoever takes that broker down next. */
  async function removeTopics(): Promise<void> {
    const connection = await connectAny();
    const topics = made.splice(0).map((name) => ({ name, topicId: zeroUuid }));
    await connection.request(deleteTopicsApi, 6, { topics, timeoutMs: 10_000 });
    connection.socket.destroy();
  }

  async function becomes(topic: string, roles: Roles): Promise<void> {
    let last: unknown;
    await becomesOf(topic, (found) => {
      last = found;
      return JSON.stringify(found) === JSON.stringify(roles);
    }).catch((error: unknown) => assert.deepEqual(last, roles, String(error)));
  }

  async function becomesOf(topic: string, isReached: (roles: Roles) => boolean): Promise<void> {
    const ask = async () => (isReached(rolesOf(await partitionOf(topic))) ? true : undefined);
    await eventually(`what becomes of ${topic}`, ask, 60_000);
  }

  async function partitionOf(topic: string) {
    const connection = await connectAny();
    const topics = [{ name: topic }];
    const described = await connection.request(describeTopicPartitionsApi, 0, { topics });
    connection.socket.destroy();
    const [partition] = described.topics[0]?.partitions ?? [];
    assert.ok(partition !== undefined);
    return partition;
  }

  async function write(topic: string, value: string, acks = -1): Promise<void> {
    await eventually(`${value} in ${topic}`, async () => {
      const { connection, found } = await leaderOf(topic);
      const { errorCode } = await produce(connection, found, batchOf([value]), acks);
      connection.socket.destroy();
      return errorCode === 0 ? true : undefined;
    });
  }

  /** Everything that the leader shows, once it shows as much. */
  async function holds(topic: string, values: readonly string[]): Promise<void> {
    const { connection, found } = await leaderOf(topic);
    const shown = await eventually(`${values.length} records`, async () => {
      const all = valuesIn(await fetchAll(connection, found));
      return all.length >= values.length ? all : undefined;
    });
    assert.deepEqual(shown, values);
  }

  /** Leader epoch and end offset that the leader gives for an epoch. */
  async function endOf(topic: string, leaderEpoch: number) {
    const { connection } = await leaderOf(topic);
    const topics = [{ topic, partitions: [{ partition: 0, leaderEpoch, currentLeaderEpoch: -1 }] }];
    const response = await connection.request(offsetForLeaderEpochApi, 4, { replicaId: -1, topics });
    const [partition] = response.topics[0]?.partitions ?? [];
    return [partition?.leaderEpoch, partition?.endOffset];
  }

  async function leaderOf(topic: string) {
    const found = await eventually(`a leader of ${topic}`, async (): Promise<RawTopic | undefined> => {
      const connection = await connectAny();
      const described = await describeTopic(connection, topic, 1);
      connection.socket.destroy();
      return described;
    });
    return { connection: await connectTo(clean, found.partitions[0]?.leader ?? ''), found };
  }

  /** To whichever broker lives. */
  async function connectAny() {
    for (const address of bootstrapServers()) {
      const connection = await connectTo(clean, address).catch(() => undefined);
      if (connection !== undefined) return connection;
    }
    throw new Error('no broker answers');
  }
});

function rolesOf(partition: {
  readonly leaderId: number;
  readonly isrNodes: readonly number[];
  readonly eligibleLeaderReplicas: readonly number[] | null;
  readonly lastKnownElr: readonly number[] | null;
}): Roles {
  return {
    leader: partition.leaderId,
    isr: [...partition.isrNodes].sort(),
    elr: [...(partition.eligibleLeaderReplicas ?? [])].sort(),
    lastKnown: partition.lastKnownElr ?? [],
  };
}
