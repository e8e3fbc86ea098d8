/** Reading ranges: where it ends, what it holds back, and what it tells of each record. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type {
  ClusterService,
  ReadHandlers,
  Reading,
  ReadOptions,
} from '../../../src/client/clusterService.ts';
import type { StoredRecord } from '../../../src/client/model.ts';
import { isOurs } from '../cluster.ts';
import { connectProducer } from '../kafkajs/clients.ts';
import { type CleanUp, cleanUp, eventually, unique } from '../support.ts';
import { bytes, newTopic, openClient, text } from './clients.ts';

interface Taken {
  readonly reading: Reading;
  readonly records: StoredRecord[];
  readonly errors: string[];
  readonly ended: number[];
}

async function start(
  clean: CleanUp,
  client: ClusterService,
  options: ReadOptions,
  onRecords?: ReadHandlers['onRecords'],
): Promise<Taken> {
  const records: StoredRecord[] = [];
  const errors: string[] = [];
  const ended: number[] = [];
  const reading = await client.read(options, {
    onRecords: async (taken) => {
      records.push(...taken);
      await onRecords?.(taken);
    },
    onEnd: ({ partition }) => ended.push(partition),
    onError: (error) => errors.push(error.name),
  });
  clean.defer(() => reading.close());
  return { reading, records, errors, ended };
}

function offsetsOf(records: readonly StoredRecord[], partition: number): readonly number[] {
  return records.filter((record) => record.partition === partition).map(({ offset }) => offset);
}

describe("the client's reader of ranges", function () {
  this.timeout(60_000);
  const clean = cleanUp();

  async function filled(client: ClusterService, partitions: number, count: number): Promise<string> {
    const topic = await newTopic(clean, client, partitions);
    const records = Array.from({ length: count * partitions }, (_, index) => ({
      topic,
      partition: index % partitions,
      value: bytes(`${Math.floor(index / partitions)}`.padStart(100, '0')),
    }));
    await client.produce(records);
    return topic;
  }

  it('reads from an offset to before another, in order, and ends; no group is seen', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 2, 20);
    const before = await client.groups();
    const { reading, records, errors, ended } = await start(clean, client, {
      ranges: [
        { topic, partition: 0, offset: 5, until: 15 },
        { topic, partition: 1, offset: 0, until: 20 },
      ],
    });
    await reading.done;
    assert.deepEqual(
      offsetsOf(records, 0),
      Array.from({ length: 10 }, (_, index) => 5 + index),
    );
    assert.deepEqual(
      offsetsOf(records, 1),
      Array.from({ length: 20 }, (_, index) => index),
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(ended.toSorted(), [0, 1]);
    assert.equal((await client.groups()).length, before.length);
  });

  it('ends at once where there is nothing to read', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const { reading, ended } = await start(clean, client, {
      ranges: [{ topic, partition: 0, offset: 0, until: 0 }],
    });
    await reading.done;
    assert.deepEqual(ended, [0]);
  });

  it('tails what comes, and is silent after it is closed', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 1, 3);
    const { reading, records } = await start(clean, client, { ranges: [{ topic, partition: 0, offset: 2 }] });
    await client.produce([{ topic, partition: 0, value: bytes('new') }]);
    await eventually('the new record', () => offsetsOf(records, 0).includes(3) || undefined);
    assert.deepEqual(offsetsOf(records, 0), [2, 3]);
    await reading.close();
    await reading.done;
    await client.produce([{ topic, partition: 0, value: bytes('unseen') }]);
    await sleep(300);
    assert.deepEqual(offsetsOf(records, 0), [2, 3]);
  });

  it('holds back while paused, and while its taker is busy', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 1, 200);
    let busy = 0;
    let most = 0;
    const options = {
      ranges: [{ topic, partition: 0, offset: 0, until: 200 }],
      maxPartitionBytes: 2_000,
    };
    const { reading, records, errors } = await start(clean, client, options, async () => {
      busy += 1;
      most = Math.max(most, busy);
      await sleep(5);
      busy -= 1;
    });
    reading.pause();
    await sleep(300);
    assert.deepEqual(records, []);
    reading.resume();
    await reading.done;
    assert.deepEqual(
      offsetsOf(records, 0),
      Array.from({ length: 200 }, (_, index) => index),
    );
    assert.deepEqual(errors, []);
    assert.equal(most, 1);
  });

  it('ends with the failure of a taker that throws', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 1, 20);
    const options = { ranges: [{ topic, partition: 0, offset: 0 }] };
    const { reading, errors } = await start(clean, client, options, () => {
      throw new Error('no room');
    });
    await reading.done;
    assert.deepEqual(errors, ['UNKNOWN']);
  });

  it('goes on from where the log begins when records are gone', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 1, 10);
    await client.admin.deleteRecords([{ topic, partition: 0, offset: 6 }]);
    const ranges = [{ topic, partition: 0, offset: 2, until: 10 }];
    const { reading, records, errors } = await start(clean, client, { ranges });
    await reading.done;
    assert.deepEqual(offsetsOf(records, 0), [6, 7, 8, 9]);
    assert.deepEqual(errors, ['OFFSET_OUT_OF_RANGE']);
  });

  it('says that a topic is missing, and reads the others', async () => {
    const client = openClient(clean);
    const topic = await filled(client, 1, 2);
    const ranges = [
      { topic: unique('missing'), partition: 0, offset: 0 },
      { topic, partition: 0, offset: 0, until: 2 },
    ];
    const { reading, records, errors } = await start(clean, client, { ranges });
    await reading.done;
    assert.deepEqual(offsetsOf(records, 0), [0, 1]);
    assert.ok(errors.includes('UNKNOWN_TOPIC_OR_PARTITION'), errors.join());
  });

  it('tells of each record its size and its batch', async () => {
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const producer = await connectProducer(clean);
    const messages = ['a', 'b', 'c'].map((key) => ({
      key,
      value: 'v'.repeat(500),
      headers: { trace: 'id' },
    }));
    await producer.send({ topic, messages, compression: kafkajs.CompressionTypes.GZIP });
    await client.produce([{ topic, partition: 0, value: null }]);
    const { reading, records } = await start(clean, client, {
      ranges: [{ topic, partition: 0, offset: 0, until: 4 }],
    });
    await reading.done;
    const [first, second, , last] = records;
    assert.equal(first?.size, 1 + 500 + 5 + 2);
    assert.ok((first?.storedSize ?? 0) > 508 && (first?.storedSize ?? 0) < 530);
    assert.equal(first?.batch, second?.batch);
    const { bytes: stored, ...batch } = first?.batch ?? { bytes: 0 };
    assert.ok(stored > 61 && stored < 508, `${stored} bytes`);
    assert.deepEqual(batch, {
      baseOffset: 0,
      lastOffset: 2,
      records: 3,
      compression: 'gzip',
      leaderEpoch: 0,
      timestampType: 'CreateTime',
      producerId: undefined,
      transactional: false,
    });
    assert.deepEqual([last?.size, last?.batch.compression, text(last?.value ?? null)], [0, 'none', null]);
    assert.equal(typeof last?.batch.producerId, 'number');
  });

  it('shows what was aborted to those alone who read the uncommitted', async function () {
    // Our cluster has no transactions yet.
    if (isOurs()) this.skip();
    const client = openClient(clean);
    const topic = await newTopic(clean, client, 1);
    const transactionalId = unique('transactions');
    const producer = await connectProducer(clean, {
      transactionalId,
      maxInFlightRequests: 1,
      idempotent: true,
    });
    for (const [value, end] of [
      ['aborted', 'abort'],
      ['kept', 'commit'],
      ['gone', 'abort'],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value }] });
      await transaction[end]();
    }
    await eventually('the marker of the last transaction', async () => {
      const { items } = await client.admin.offsetsForTimes([{ topic, partition: 0 }], 'latest');
      return items[0]?.offset === 6 || undefined;
    });
    const values = async (isolation: 'read_committed' | 'read_uncommitted') => {
      const ranges = [{ topic, partition: 0, offset: 0, until: 6 }];
      const { reading, records } = await start(clean, client, { ranges, isolation });
      await reading.done;
      return records.map((record) => text(record.value));
    };
    assert.deepEqual(await values('read_committed'), ['kept']);
    assert.deepEqual(await values('read_uncommitted'), ['aborted', 'kept', 'gone']);
  });

  for (const codec of ['Snappy', 'LZ4', 'ZSTD'] as const) {
    it(`reads what was compressed with ${codec}`, async () => {
      const client = openClient(clean);
      const topic = await newTopic(clean, client, 1);
      const producer = await connectProducer(clean);
      const messages = ['a', 'b'].map((key) => ({ key, value: 'v'.repeat(500) }));
      await producer.send({ topic, messages, compression: kafkajs.CompressionTypes[codec] });
      const ranges = [{ topic, partition: 0, offset: 0, until: 2 }];
      const { reading, records } = await start(clean, client, { ranges });
      await reading.done;
      assert.deepEqual(
        records.map((record) => [record.batch.compression, text(record.value)]),
        messages.map(({ value }) => [codec.toLowerCase(), value]),
      );
    });
  }
});
