/** KafkaJS produces: acks, idempotence, codecs, headers, nulls, sizes, keys and order. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import kafkajs from 'kafkajs';
import { cleanUp, eventually, failureOf, unique } from '../support.ts';
import { connectAdmin, connectProducer, createTopic, readAll, texts } from './clients.ts';

/** Kafka's default `message.max.bytes`: the largest batch a broker takes. */
const maxBatchBytes = 1_048_588;

describe('KafkaJS producer', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  for (const acks of [-1, 1]) {
    it(`acks=${acks} is answered with the offset of the first record of each batch`, async () => {
      const topic = await createTopic(clean);
      const producer = await connectProducer(clean);
      const first = await producer.send({ topic, acks, messages: [{ value: 'a' }, { value: 'b' }] });
      const second = await producer.send({ topic, acks, messages: [{ value: 'c' }] });
      assert.deepEqual(
        [...first, ...second].map(({ partition, errorCode, baseOffset }) => ({
          partition,
          errorCode,
          baseOffset,
        })),
        [
          { partition: 0, errorCode: 0, baseOffset: '0' },
          { partition: 0, errorCode: 0, baseOffset: '2' },
        ],
      );
      assert.deepEqual(texts(await readAll(clean, topic, 3)), ['a', 'b', 'c']);
    });
  }

  it('acks=0 is not answered, and the records are there all the same', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    await producer.send({ topic, acks: 0, messages: [{ value: 'a' }, { value: 'b' }] });
    const answered = await producer.send({ topic, acks: 1, messages: [{ value: 'c' }] });
    assert.equal(answered[0]?.baseOffset, '2', 'requests of one connection take effect in order');
    assert.deepEqual(texts(await readAll(clean, topic, 3)), ['a', 'b', 'c']);
  });

  it('an idempotent producer writes every record once and in order', async () => {
    const topic = await createTopic(clean, 3);
    const producer = await connectProducer(clean, { idempotent: true, maxInFlightRequests: 1 });
    const values = Array.from({ length: 60 }, (_, index) => String(index));
    for (let at = 0; at < values.length; at += 6) {
      const messages = values.slice(at, at + 6).map((value, index) => ({ value, partition: index % 3 }));
      await producer.send({ topic, acks: -1, messages });
    }
    const received = await readAll(clean, topic, values.length);
    assert.equal(received.length, values.length);
    for (const partition of [0, 1, 2]) {
      const expected = values.filter((value) => Number(value) % 3 === partition);
      assert.deepEqual(texts(received.filter((record) => record.partition === partition)), expected);
    }
  });

  for (const name of ['None', 'GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const) {
    it(`records compressed with ${name} come back as they were`, async () => {
      const topic = await createTopic(clean);
      const producer = await connectProducer(clean);
      const values = Array.from({ length: 50 }, (_, index) => `${index} ${'compressible '.repeat(20)}`);
      const compression = kafkajs.CompressionTypes[name];
      await producer.send({ topic, compression, messages: values.map((value) => ({ value })) });
      assert.deepEqual(texts(await readAll(clean, topic, values.length)), values);
    });
  }

  it('keys, values, headers and timestamps come back byte for byte, null and empty told apart', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    const bytes = randomBytes(64);
    const headers = { trace: 'abc', many: ['1', '2'], raw: bytes, empty: '' };
    await producer.send({
      topic,
      messages: [
        { key: bytes, value: bytes, headers, timestamp: '1700000000123' },
        { key: null, value: 'only a value' },
        { key: 'tombstone', value: null },
        { key: '', value: '' },
      ],
    });
    const [full, keyless, tombstone, empty] = await readAll(clean, topic, 4);
    assert.deepEqual(full?.key, bytes);
    assert.deepEqual(full?.value, bytes);
    assert.equal(full?.timestamp, '1700000000123');
    const many = full?.headers?.many;
    assert.deepEqual(Array.isArray(many) ? many.map(String) : many, ['1', '2']);
    assert.deepEqual(full?.headers?.raw, bytes);
    assert.equal(String(full?.headers?.trace), 'abc');
    assert.equal(String(full?.headers?.empty), '');
    assert.equal(keyless?.key, null);
    assert.deepEqual(keyless?.headers, {});
    assert.equal(tombstone?.value, null);
    assert.equal(String(tombstone?.key), 'tombstone');
    assert.equal(empty?.key?.length, 0);
    assert.equal(empty?.value?.length, 0);
  });

  it('a batch just below message.max.bytes is taken and one above it is refused', async () => {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    const large = randomBytes(maxBatchBytes - 200);
    await producer.send({ topic, messages: [{ value: large }] });
    const failure = await failureOf(
      producer.send({ topic, messages: [{ value: randomBytes(maxBatchBytes) }] }),
    );
    assert.equal((failure as { type?: string }).type, 'MESSAGE_TOO_LARGE');
    await producer.send({ topic, messages: [{ value: 'after' }] });
    const received = await readAll(clean, topic, 2);
    assert.deepEqual(received[0]?.value, large);
    assert.equal(received[1]?.value?.toString(), 'after');
    assert.equal(received[1]?.offset, '1', 'the refused batch took no offset');
  });

  it('records of one key share a partition and keep their order', async () => {
    const topic = await createTopic(clean, 3);
    const producer = await connectProducer(clean);
    const keys = ['order-1', 'order-2', 'order-3', 'order-4', 'order-5', 'order-6', 'order-7'];
    for (let round = 0; round < 5; round += 1) {
      await producer.send({ topic, messages: keys.map((key) => ({ key, value: `${key}/${round}` })) });
    }
    const received = await readAll(clean, topic, keys.length * 5);
    for (const key of keys) {
      const ofKey = received.filter((record) => record.key?.toString() === key);
      assert.equal(new Set(ofKey.map((record) => record.partition)).size, 1);
      assert.deepEqual(
        texts(ofKey),
        [0, 1, 2, 3, 4].map((round) => `${key}/${round}`),
      );
    }
    assert.ok(new Set(received.map((record) => record.partition)).size > 1);
  });

  it('offsets of a partition are dense and start at 0', async () => {
    const topic = await createTopic(clean, 3);
    const producer = await connectProducer(clean);
    for (let at = 0; at < 10; at += 1) {
      await producer.send({ topic, messages: [0, 1, 2].map((partition) => ({ value: `${at}`, partition })) });
    }
    const received = await readAll(clean, topic, 30);
    for (const partition of [0, 1, 2]) {
      const offsets = received.filter((record) => record.partition === partition).map(({ offset }) => offset);
      assert.deepEqual(
        offsets,
        Array.from({ length: 10 }, (_, index) => String(index)),
      );
    }
  });

  it('producing to a topic that is not there creates it with the default partitions', async () => {
    const topic = unique('conformance.auto');
    const producer = await connectProducer(clean);
    await producer.send({ topic, messages: [{ value: 'first' }] });
    const admin = await connectAdmin(clean);
    const partitions = await eventually('the new topic', async () => {
      const metadata = await admin.fetchTopicMetadata({ topics: [topic] });
      return metadata.topics[0]?.partitions;
    });
    assert.equal(partitions.length, 3);
    assert.equal(partitions[0]?.replicas.length, 3);
    assert.deepEqual(texts(await readAll(clean, topic, 1)), ['first']);
  });
});
