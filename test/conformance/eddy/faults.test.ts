/** Faults that somebody injects, as an application meets them: KafkaJS retries what Kafka says may be retried, and nothing is written twice. */
import assert from 'node:assert/strict';
import type { KafkaError } from '../../../src/client/errors.ts';
import { bootstrapServers, healAll, injectFault, isOurs } from '../cluster.ts';
import {
  connectAdmin,
  connectConsumer,
  connectProducer,
  createTopic,
  readAll,
  texts,
} from '../kafkajs/clients.ts';
import { cleanUp, errorNames, eventually, failureOf, unique } from '../support.ts';
import { bytes, newTopic, openClient } from './clients.ts';

describe('when requests of clients fail', function () {
  this.timeout(60_000);
  const clean = cleanUp();
  const onAll = async (fault: string): Promise<void> => {
    for (const [index] of bootstrapServers().entries()) await injectFault(index + 1, fault);
  };

  before(function onlyOurs() {
    if (!isOurs()) this.skip();
  });

  afterEach(healAll);

  it('an idempotent producer whose answer was lost sends again, and the record is there once', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean, { idempotent: true });
    await onAll('Produce lost-answer 1');
    await producer.send({ topic, messages: [{ value: 'once' }] });
    await producer.send({ topic, messages: [{ value: 'last' }] });
    assert.deepEqual(texts(await readAll(clean, topic, 2)), ['once', 'last']);
  });

  it('a producer that is not idempotent writes it twice', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    await onAll('Produce lost-answer 1');
    await producer.send({ topic, messages: [{ value: 'twice' }] });
    assert.deepEqual(texts(await readAll(clean, topic, 2)), ['twice', 'twice']);
  });

  it('an error that may be retried is, and one that may not reaches the application', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    await onAll('Produce NOT_ENOUGH_REPLICAS 1');
    await producer.send({ topic, messages: [{ value: 'at last' }] });
    await onAll('Produce TOPIC_AUTHORIZATION_FAILED');
    const failure = await failureOf(producer.send({ topic, messages: [{ value: 'never' }] }));
    assert.ok(errorNames(failure).includes('TOPIC_AUTHORIZATION_FAILED'), String(failure));
    await healAll();
    await producer.send({ topic, messages: [{ value: 'healed' }] });
    assert.deepEqual(texts(await readAll(clean, topic, 2)), ['at last', 'healed']);
  });

  it('the product’s own producer tells of each failure that may pass, and sends again', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const reasons: string[] = [];
    const onRetry = ({ name }: KafkaError) => void reasons.push(name);
    await onAll('Produce NOT_ENOUGH_REPLICAS 1');
    for (const [offset, acks] of (['1', 'all'] as const).entries()) {
      const [sent] = await client.produce([{ topic, value: bytes(acks) }], { acks, onRetry });
      assert.deepEqual([sent?.offset, sent?.inSync, sent?.replicas], [offset, 3, 3]);
    }
    assert.deepEqual(reasons, ['NOT_ENOUGH_REPLICAS']);
  });

  it('a member whose heartbeats are refused joins again', async () => {
    const topic = await createTopic(clean);
    const groupId = unique('faulty');
    const consumer = await connectConsumer(clean, { groupId, heartbeatInterval: 100, sessionTimeout: 6_000 });
    let joins = 0;
    consumer.on('consumer.group_join', () => {
      joins += 1;
    });
    await consumer.subscribe({ topic });
    await consumer.run({ eachMessage: async () => {} });
    await eventually('the first join', async () => (joins >= 1 ? true : undefined));
    await onAll('Heartbeat REBALANCE_IN_PROGRESS 1');
    await eventually('another join', async () => (joins >= 2 ? true : undefined));
  });

  it('a delay delays, and ends with the drill', async () => {
    const topic = await createTopic(clean);
    const admin = await connectAdmin(clean);
    const took = async (): Promise<number> => {
      const before = performance.now();
      await admin.fetchTopicOffsets(topic);
      return performance.now() - before;
    };
    await onAll('ListOffsets delay=3000');
    assert.ok((await took()) >= 2_990);
    await healAll();
    assert.ok((await took()) < 2_990);
  });
});
