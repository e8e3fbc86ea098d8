/** @platformatic/kafka produces: acks, idempotence, codecs, headers, nulls, sizes and keys. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ProduceAcks } from '@platformatic/kafka';
import { cleanUp, errorNames, failureOf, unique } from '../support.ts';
import { bytes, createTopic, openAdmin, openProducer, readAll, texts } from './clients.ts';

const maxBatchBytes = 1_048_588;

describe('@platformatic/kafka producer', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  for (const acks of [ProduceAcks.ALL, ProduceAcks.LEADER]) {
    it(`acks=${acks} is answered with offsets`, async () => {
      const topic = await createTopic(clean);
      const producer = openProducer(clean);
      const message = { topic, partition: 0 };
      const first = await producer.send({
        acks,
        messages: [
          { ...message, value: bytes('a') },
          { ...message, value: bytes('b') },
        ],
      });
      const second = await producer.send({ acks, messages: [{ ...message, value: bytes('c') }] });
      assert.deepEqual(first.offsets, [{ topic, partition: 0, offset: 0n }]);
      assert.deepEqual(second.offsets, [{ topic, partition: 0, offset: 2n }]);
      assert.deepEqual(texts(await readAll(clean, topic, 3)), ['a', 'b', 'c']);
    });
  }

  it('acks=0 is not answered, and the records are there all the same', async () => {
    const topic = await createTopic(clean);
    const producer = openProducer(clean);
    const message = { topic, partition: 0 };
    await producer.send({ acks: ProduceAcks.NO_RESPONSE, messages: [{ ...message, value: bytes('a') }] });
    await producer.send({ acks: ProduceAcks.LEADER, messages: [{ ...message, value: bytes('b') }] });
    assert.deepEqual(texts(await readAll(clean, topic, 2)), ['a', 'b']);
  });

  it('an idempotent producer gets an id and writes every record once and in order', async () => {
    const topic = await createTopic(clean);
    const producer = openProducer(clean, { idempotent: true });
    const values = Array.from({ length: 40 }, (_, index) => String(index));
    for (let at = 0; at < values.length; at += 4) {
      const messages = values
        .slice(at, at + 4)
        .map((value) => ({ topic, partition: 0, value: bytes(value) }));
      await producer.send({ messages });
    }
    assert.ok(producer.producerId !== undefined && producer.producerId >= 0n);
    assert.equal(producer.producerEpoch, 0);
    assert.deepEqual(texts(await readAll(clean, topic, values.length)), values);
  });

  it('two idempotent producers never get the same id', async () => {
    const first = await openProducer(clean, { idempotent: true }).initIdempotentProducer({});
    const second = await openProducer(clean, { idempotent: true }).initIdempotentProducer({});
    assert.notEqual(first.producerId, second.producerId);
  });

  for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    it(`records compressed with ${compression} come back as they were`, async () => {
      const topic = await createTopic(clean);
      const producer = openProducer(clean);
      const values = Array.from({ length: 50 }, (_, index) => `${index} ${'compressible '.repeat(20)}`);
      const messages = values.map((value) => ({ topic, partition: 0, value: bytes(value) }));
      await producer.send({ compression, messages });
      assert.deepEqual(texts(await readAll(clean, topic, values.length)), values);
    });
  }

  it('keys, values, headers and timestamps come back byte for byte', async () => {
    const topic = await createTopic(clean);
    const producer = openProducer(clean);
    const random = randomBytes(64);
    const headers = new Map([
      [bytes('trace'), bytes('abc')],
      [bytes('raw'), random],
    ]);
    const message = { topic, partition: 0 };
    await producer.send({
      messages: [
        { ...message, key: random, value: random, headers, timestamp: 1_700_000_000_123n },
        { ...message, key: bytes('key only'), value: bytes('') },
      ],
    });
    const [full, second] = await readAll(clean, topic, 2);
    assert.deepEqual(full?.key, random);
    assert.deepEqual(full?.value, random);
    assert.equal(full?.timestamp, 1_700_000_000_123n);
    assert.deepEqual(
      full?.headerEntries.map(([key, value]) => [key.toString(), value]),
      [
        ['trace', bytes('abc')],
        ['raw', random],
      ],
    );
    assert.equal(second?.key.toString(), 'key only');
    assert.equal(second?.value.length, 0);
  });

  it('a batch above message.max.bytes is refused and takes no offset', async () => {
    const topic = await createTopic(clean);
    const producer = openProducer(clean);
    const message = { topic, partition: 0 };
    const send = (size: number) => producer.send({ messages: [{ ...message, value: randomBytes(size) }] });
    await send(maxBatchBytes - 200);
    assert.ok(errorNames(await failureOf(send(maxBatchBytes))).includes('MESSAGE_TOO_LARGE'));
    const after = await send(1);
    assert.equal(after.offsets?.[0]?.offset, 1n);
  });

  it('records of one key share a partition', async () => {
    const topic = await createTopic(clean, 3);
    const producer = openProducer(clean);
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (let round = 0; round < 3; round += 1) {
      await producer.send({
        messages: keys.map((key) => ({ topic, key: bytes(key), value: bytes(`${round}`) })),
      });
    }
    const received = await readAll(clean, topic, keys.length * 3);
    for (const key of keys) {
      const ofKey = received.filter((message) => message.key.toString() === key);
      assert.equal(new Set(ofKey.map(({ partition }) => partition)).size, 1);
      assert.deepEqual(texts(ofKey), ['0', '1', '2']);
    }
    assert.ok(new Set(received.map(({ partition }) => partition)).size > 1);
  });

  it('producing to a topic that is not there creates it when the client asks for that', async () => {
    const topic = unique('conformance.auto');
    const producer = openProducer(clean, { autocreateTopics: true });
    await producer.send({ messages: [{ topic, partition: 0, value: bytes('first') }] });
    const metadata = await openAdmin(clean).metadata({ topics: [topic] });
    assert.equal(metadata.topics.get(topic)?.partitionsCount, 3);
    assert.deepEqual(texts(await readAll(clean, topic, 1)), ['first']);
  });

  it('producing to a topic that is not there fails when the client does not', async () => {
    const topic = unique('conformance.missing');
    const producer = openProducer(clean, { autocreateTopics: false, retries: 1 });
    const messages = [{ topic, partition: 0, value: bytes('lost') }];
    const failure = await failureOf(producer.send({ messages }));
    assert.match(failure.message, /Unknown topic/);
    assert.ok(!(await openAdmin(clean).listTopics()).includes(topic));
  });
});
