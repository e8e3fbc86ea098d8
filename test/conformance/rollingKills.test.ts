/**
 * The promise of replication, kept to real clients over sockets: an idempotent producer at acks=all and a group of
 * three go on while every broker, and the active controller once more, is killed and started again in turn. Only
 * where this run may stop brokers.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Producer } from 'kafkajs';
import { zeroUuid } from '../../src/protocol/bytes.ts';
import { describeQuorumApi } from '../../src/protocol/messages/describeQuorum.ts';
import { metadataApi } from '../../src/protocol/messages/metadata.ts';
import { bootstrapServers, killBroker, mayStopBrokers, startBroker } from './cluster.ts';
import { connectAdmin, connectConsumer, connectProducer, type Received, readAll } from './kafkajs/clients.ts';
import { connectRaw } from './raw/connection.ts';
import { type CleanUp, cleanUp, eventually, unique } from './support.ts';
import { putBackTimeoutMs, putBackTogether } from './wholeCluster.ts';

const partitions = 6;
const messageCount = 100_000;
const batchSize = 500;
const keyCount = 100;
/** Three brokers, and then whoever is the controller. */
const killCount = 4;
/** How long a killed broker stays away at least. */
const downtimeMs = 1_000;

describe('while brokers are killed in turn', function () {
  this.timeout(600_000);
  const clean = cleanUp();

  before(function onlyWhereAllowed() {
    if (!mayStopBrokers()) this.skip();
  });

  afterEach(async function wholeAgain() {
    this.timeout(putBackTimeoutMs);
    await putBackTogether();
  });

  it('100,000 messages arrive: none lost, none twice in the log, each key in order', async () => {
    const topic = await makeTopic(clean);
    const consumed = await startGroup(clean, topic);
    const killed = { rounds: 0 };
    const produced = produceAll(await steadyProducer(clean), topic, killed);
    for (const nodeId of [1, 2, 3]) await killAndStart(clean, topic, nodeId, killed);
    await killAndStart(clean, topic, await controllerId(clean), killed);
    await produced;

    const log = await readAll(clean, topic, messageCount);
    assert.equal(log.length, messageCount);
    assert.deepEqual(
      numbersByKey(log),
      expectedNumbers(),
      'the log has each message once, each key in order',
    );
    await eventually(
      'the group has every message',
      () => (consumed.distinct.size === messageCount ? true : undefined),
      120_000,
    );
    assert.deepEqual(consumed.skipped, [], 'a group may repeat messages after a failure, but never skip one');
  });
});

async function makeTopic(clean: CleanUp): Promise<string> {
  const topic = unique('conformance.rolling');
  const admin = await connectAdmin(clean);
  const configEntries = [{ name: 'min.insync.replicas', value: '2' }];
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions, replicationFactor: 3, configEntries }],
  });
  return topic;
}

/**
 * Sends everything, a share of it in each round of kills, so that none of them meets an idle producer. One request
 * has one partition: of a request to several leaders, KafkaJS loses or repeats a part when leadership moves between.
 */
async function produceAll(
  producer: Producer,
  topic: string,
  killed: { readonly rounds: number },
): Promise<void> {
  for (let first = 0; first < messageCount; first += batchSize) {
    const round = Math.floor((first * killCount) / messageCount);
    while (killed.rounds < round) await sleep(20);
    const messages = Array.from({ length: batchSize }, (_, index) => message(first + index));
    const perPartition = Array.from({ length: partitions }, (_, partition) =>
      messages.filter((each) => each.partition === partition),
    );
    await Promise.all(perPartition.map((own) => producer.send({ topic, acks: -1, messages: own })));
  }
}

/** One that does not give up before the brokers do. */
function steadyProducer(clean: CleanUp): Promise<Producer> {
  const retry = { retries: 1_000, initialRetryTime: 50, maxRetryTime: 500 };
  return connectProducer(clean, { idempotent: true, maxInFlightRequests: 1, retry });
}

/** The n-th message is the (n / keyCount)-th of its key. */
function message(number: number): {
  readonly key: string;
  readonly value: string;
  readonly partition: number;
} {
  const key = number % keyCount;
  return { key: `key-${key}`, value: `${Math.floor(number / keyCount)}`, partition: key % partitions };
}

interface Consumed {
  readonly distinct: Set<string>;
  /** Messages that came before one of their key that is still to come: none, when order holds. */
  readonly skipped: string[];
}

async function startGroup(clean: CleanUp, topic: string): Promise<Consumed> {
  const consumed: Consumed = { distinct: new Set(), skipped: [] };
  const groupId = unique('conformance.rolling');
  const members = await Promise.all([1, 2, 3].map(() => connectConsumer(clean, { groupId })));
  await Promise.all(members.map((member) => consumeInto(member, topic, consumed)));
  return consumed;
}

async function consumeInto(member: Consumer, topic: string, { distinct, skipped }: Consumed): Promise<void> {
  await member.subscribe({ topics: [topic], fromBeginning: true });
  await member.run({
    eachMessage: async ({ message: { key, value } }) => {
      const number = Number(value);
      if (number > 0 && !distinct.has(`${key}#${number - 1}`)) skipped.push(`${key}#${number}`);
      distinct.add(`${key}#${number}`);
    },
  });
}

async function killAndStart(
  clean: CleanUp,
  topic: string,
  nodeId: number,
  killed: { rounds: number },
): Promise<void> {
  await killBroker(nodeId);
  await sleep(downtimeMs);
  await startBroker(nodeId);
  await eventually('every replica in sync', () => allInSync(clean, topic), 60_000);
  killed.rounds += 1;
}

async function allInSync(clean: CleanUp, topic: string): Promise<true | undefined> {
  const connection = await connectRaw(clean);
  const named = [topic, '__consumer_offsets'].map((name) => ({ name, topicId: zeroUuid }));
  const { topics } = await connection.request(metadataApi, 1, { topics: named });
  connection.socket.destroy();
  const all = topics.flatMap((each) => each.partitions);
  return all.every(({ isrNodes, replicaNodes }) => isrNodes.length === replicaNodes.length)
    ? true
    : undefined;
}

/** The leader of the metadata quorum: Apache Kafka names any broker in its metadata. */
async function controllerId(clean: CleanUp): Promise<number> {
  return eventually('a controller', async () => {
    const connection = await connectRaw(clean);
    const partitionsOfQuorum = [{ partitionIndex: 0 }];
    const topics = [{ topicName: '__cluster_metadata', partitions: partitionsOfQuorum }];
    const response = await connection.request(describeQuorumApi, 0, { topics });
    const leaderId = response.topics[0]?.partitions[0]?.leaderId ?? -1;
    return bootstrapServers()[leaderId - 1] === undefined ? undefined : leaderId;
  });
}

function numbersByKey(log: readonly Received[]): Record<string, readonly number[]> {
  const keys = new Set(log.map(({ key }) => `${key}`));
  const own = (wanted: string) => log.filter(({ key }) => `${key}` === wanted);
  return Object.fromEntries([...keys].map((key) => [key, own(key).map(({ value }) => Number(value))]));
}

function expectedNumbers(): Record<string, readonly number[]> {
  const numbers = Array.from({ length: messageCount / keyCount }, (_, number) => number);
  return Object.fromEntries(Array.from({ length: keyCount }, (_, key) => [`key-${key}`, numbers]));
}
