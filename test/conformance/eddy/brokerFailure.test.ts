/** The product's client while brokers die: nothing acknowledged is lost or doubled, and views keep their data. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPracticeConsumer } from '../../../src/client/practiceConsumer.ts';
import { crashBrokers, killBroker, mayStopBrokers, startBrokers } from '../cluster.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { putBackTimeoutMs, putBackTogether } from '../wholeCluster.ts';
import { bytes, newTopic, openClient, profile, read, text } from './clients.ts';

describe("the product's client when brokers fail", function () {
  this.timeout(180_000);
  const clean = cleanUp();

  before(function onlyWhereAllowed() {
    if (!mayStopBrokers()) this.skip();
  });

  afterEach(async function wholeAgain() {
    this.timeout(putBackTimeoutMs);
    await putBackTogether();
  });

  it('produces each record once and in order, and browsing follows the leaders', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const reading = await read(clean, client, { topics: [topic], from: 'earliest' });
    let next = 0;
    const burst = async (): Promise<void> => {
      const records = [0, 1, 2].map((partition) => ({ topic, partition, value: bytes(`${next}`) }));
      await client.produce(records);
      next += 1;
    };
    for (let at = 0; at < 20; at += 1) await burst();
    const killed = killBroker(2);
    for (let at = 0; at < 40; at += 1) await burst();
    await killed;
    for (let at = 0; at < 20; at += 1) await burst();
    await reading.count(3 * next);
    for (const partition of [0, 1, 2]) {
      const own = reading.records.filter((record) => record.partition === partition);
      assert.deepEqual(
        own.map((record) => text(record.value)),
        Array.from({ length: next }, (_, at) => `${at}`),
      );
    }
    assert.deepEqual(
      reading.errors.filter((error) => !error.retriable),
      [],
    );
  });

  it('reads what can be read of a cluster with a dead broker, at every moment', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    await client.produce([0, 1, 2].map((partition) => ({ topic, partition, value: bytes('x') })));
    let over = false;
    const killed = killBroker(3).finally(() => {
      over = true;
    });
    while (!over) {
      const [cluster, offsets] = [await client.metadata(), await client.offsets([topic])];
      assert.equal(cluster.topics.find(({ name }) => name === topic)?.partitions.length, 3);
      assert.ok(offsets.length >= 1);
      await client.describeGroups();
      await sleep(100);
    }
    await killed;
    await eventually('all offsets', async () => (await client.offsets([topic])).length === 3 || undefined);
  });

  it('reads what can be read of a cluster that has lost its majority', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    await client.metadata();
    await crashBrokers(2, 3);
    for (let look = 0; look < 5; look += 1) {
      const cluster = await client.metadata();
      assert.equal(cluster.topics.find(({ name }) => name === topic)?.partitions.length, 3);
      const offsets = await client.offsets([topic]);
      assert.ok(offsets.every(({ high }) => high === 0));
      await client.describeGroups();
    }
    await startBrokers(2, 3);
  });

  it('keeps a group at work when its coordinator dies', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 3);
    const groupId = unique('survivors');
    const consumers = [1, 2].map((number) =>
      startPracticeConsumer({
        profile: profile(),
        groupId,
        topics: [topic],
        clientId: `p${number}`,
        messagesPerSecond: 2_000,
      }),
    );
    for (const consumer of consumers) clean.defer(() => consumer.close());
    await eventually(
      'both consume',
      () => consumers.every(({ state }) => state.phase === 'consuming') || undefined,
      30_000,
    );
    const put = (count: number) =>
      client.produce(
        Array.from({ length: count }, (_, index) => ({
          topic,
          partition: index % 3,
          value: bytes(`${index}`),
        })),
      );
    const noLag = async () => {
      const { partitions } = await client.describeGroup(groupId);
      // None are told while the next coordinator loads.
      return (partitions.length === 3 && partitions.every(({ lag }) => lag === 0)) || undefined;
    };
    await put(300);
    await eventually('no lag', noLag);
    await killBroker((await client.describeGroup(groupId)).coordinator);
    await put(300);
    await eventually('no lag on another coordinator', noLag, 60_000);
    const processed = consumers.reduce((sum, { state }) => sum + state.processed, 0);
    assert.ok(processed >= 600, `${processed} of 600`);
    assert.ok(consumers.every(({ state }) => state.phase === 'consuming'));
  });
});
