/** Compacted topics: what is left of them, where it stands, when tombstones go, and what readers and producers notice. */
import assert from 'node:assert/strict';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import {
  batchPositions,
  batchView,
  readBaseOffset,
  readBaseSequence,
  readDeleteHorizon,
  readLastOffset,
  readProducerId,
  readRecordCount,
} from '../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch, type NewBatch } from '../../../src/protocol/records.ts';
import { connectRaw, type RawConnection } from '../raw/connection.ts';
import { fetchOne } from '../raw/fetching.ts';
import { connectLeader, describeTopic, produce, type RawTopic } from '../raw/topics.ts';
import { cleanUp, eventually, unique } from '../support.ts';
import { connectAdmin, readAll } from './clients.ts';

/** Cleaners look around every second or sooner; three replicas clean one after the other. */
const patienceMs = 40_000;
const hourMs = 3_600_000;

describe('A compacted topic', function () {
  this.timeout(90_000);
  const clean = cleanUp();

  /** Each batch is a second newer than the one before, which closes the segment. */
  async function compactedTopic(configs: Readonly<Record<string, string>> = {}) {
    const name = unique('conformance.compacted');
    const admin = await connectAdmin(clean);
    const all = {
      'cleanup.policy': 'compact',
      'segment.ms': '500',
      'min.cleanable.dirty.ratio': '0.01',
      'delete.retention.ms': String(hourMs),
      ...configs,
    };
    const configEntries = Object.entries(all).map(([key, value]) => ({ name: key, value }));
    await admin.createTopics({
      topics: [{ topic: name, numPartitions: 1, replicationFactor: 3, configEntries }],
    });
    const any = await connectRaw(clean);
    const topic = await eventually(`the leader of ${name}`, () => describeTopic(any, name, 1));
    const leader = await eventually(`${name} on its leader`, async () => {
      const connection = await connectLeader(clean, topic);
      return (await fetchOne(connection, topic)).errorCode === 0 ? connection : undefined;
    });
    let timestamp = Date.now() - hourMs;
    const send = async (pairs: string, batch: Omit<NewBatch, 'records'> = {}): Promise<void> => {
      timestamp += 1000;
      await produce(leader, topic, encodeBatch({ ...batch, records: recordsOf(pairs, timestamp) }));
    };
    return { topic, leader, send, admin, firstTimestamp: timestamp + 1000 };
  }

  it('keeps the last record of each key at its offset, and batches keep their bounds', async () => {
    const { topic, leader, send, admin, firstTimestamp } = await compactedTopic();
    await send('a:1 b:1 c:1 d:1');
    await send('a:2 b:');
    await send('c:2');
    await send('e:1');
    const left = await eventually(
      'the cleaned log',
      async () => {
        const records = await recordsLeft(leader, topic);
        return records.length === 5 ? records : undefined;
      },
      patienceMs,
    );
    assert.deepEqual(left, ['3 d:1', '4 a:2', '5 b:', '6 c:2', '7 e:1']);
    const batches = await batchesLeft(leader, topic);
    assert.deepEqual(
      batches.map((batch) => [readBaseOffset(batch, 0), readLastOffset(batch, 0), readRecordCount(batch, 0)]),
      [
        [0, 3, 1],
        [4, 5, 2],
        [6, 6, 1],
        [7, 7, 1],
      ],
    );
    const horizon = batches.map((batch) => readDeleteHorizon(batch, 0));
    assert.ok(
      horizon[1] !== undefined && horizon[1] > Date.now(),
      'the tombstone has a time to go (KIP-534)',
    );
    assert.deepEqual([horizon[0], horizon[2], horizon[3]], [undefined, undefined, undefined]);
    const times = batches.map((batch) => Array.from(decodeRecords(batch), ({ timestamp }) => timestamp));
    assert.deepEqual(times, [
      [firstTimestamp],
      [firstTimestamp + 1000, firstTimestamp + 1000],
      [firstTimestamp + 2000],
      [firstTimestamp + 3000],
    ]);
    const [offsets] = await admin.fetchTopicOffsets(topic.name);
    assert.deepEqual([offsets?.low, offsets?.high], ['0', '8']);
    const [byTime] = await admin.fetchTopicOffsetsByTimestamp(topic.name, firstTimestamp);
    assert.equal(byTime?.offset, '3', 'the first record of that time that is left');
  });

  it('is read by consumers over its gaps', async () => {
    const { topic, leader, send } = await compactedTopic();
    for (let round = 1; round <= 5; round++) await send(`a:${round} b:${round}`);
    await send('c:1');
    await eventually(
      'the cleaned log',
      async () => ((await recordsLeft(leader, topic)).length === 3 ? true : undefined),
      patienceMs,
    );
    const received = await readAll(clean, topic.name, 3);
    assert.deepEqual(
      received.map(({ offset, key, value }) => `${offset} ${key}:${value}`),
      ['8 a:5', '9 b:5', '10 c:1'],
    );
  });

  it('loses a tombstone once delete.retention.ms is over', async () => {
    const { topic, leader, send } = await compactedTopic({ 'delete.retention.ms': '0' });
    await send('a:1 b:1');
    await send('a:');
    let rounds = 0;
    await eventually(
      'the log without its tombstone',
      async () => {
        // The first cleaning sets its time, and the next one, for which something must be new, takes it.
        await send(`tick:${rounds++}`);
        const left = await recordsLeft(leader, topic);
        return left.some((record) => / a:/.test(record)) ? undefined : true;
      },
      patienceMs,
    );
    const left = await recordsLeft(leader, topic);
    assert.equal(left[0], '1 b:1');
  });

  it('remembers the sequence of a producer whose records are all gone', async () => {
    const { topic, leader, send } = await compactedTopic();
    const body = { transactionalId: null, transactionTimeoutMs: 60_000, producerId: -1, producerEpoch: -1 };
    const producerId = await eventually('a producer id', async () => {
      const response = await leader.request(initProducerIdApi, 4, body);
      return response.errorCode === 0 ? response.producerId : undefined;
    });
    await send('a:1', { producerId, producerEpoch: 0, baseSequence: 0 });
    await send('a:2', { producerId, producerEpoch: 0, baseSequence: 1 });
    await send('a:3');
    await send('b:1');
    await eventually(
      'the cleaned log',
      async () => ((await recordsLeft(leader, topic)).length === 2 ? true : undefined),
      patienceMs,
    );
    const empty = (await batchesLeft(leader, topic)).filter((batch) => readRecordCount(batch, 0) === 0);
    assert.deepEqual(
      empty.map((batch) => [readBaseOffset(batch, 0), readProducerId(batch, 0), readBaseSequence(batch, 0)]),
      [[1, producerId, 1]],
    );
    await send('a:4', { producerId, producerEpoch: 0, baseSequence: 2 });
  });

  it('is left alone while min.compaction.lag.ms lasts', async () => {
    const young = await compactedTopic({ 'min.compaction.lag.ms': String(2 * hourMs) });
    const old = await compactedTopic();
    for (const { send } of [young, old]) for (const pair of ['a:1', 'a:2', 'b:1']) await send(pair);
    await eventually(
      'the cleaned log of the other topic',
      async () => ((await recordsLeft(old.leader, old.topic)).length === 2 ? true : undefined),
      patienceMs,
    );
    assert.equal((await recordsLeft(young.leader, young.topic)).length, 3);
  });
});

function recordsOf(pairs: string, timestamp: number) {
  return pairs.split(' ').map((pair) => {
    const [key = '', value = ''] = pair.split(':');
    return { key: Buffer.from(key), value: value === '' ? null : Buffer.from(value), timestamp };
  });
}

/** All batches that a consumer gets, from the log's start to its end. */
async function batchesLeft(leader: RawConnection, topic: RawTopic): Promise<readonly Buffer[]> {
  const batches: Buffer[] = [];
  for (let offset = 0; ; ) {
    const { records, highWatermark } = await fetchOne(leader, topic, { offset });
    const bytes = records ?? Buffer.alloc(0);
    const found = Array.from(batchPositions(bytes), (position) => batchView(bytes, position));
    const last = found.at(-1);
    batches.push(...found);
    if (last === undefined || readLastOffset(last, 0) + 1 >= highWatermark) return batches;
    offset = readLastOffset(last, 0) + 1;
  }
}

/** Records as `offset key:value`. */
async function recordsLeft(leader: RawConnection, topic: RawTopic): Promise<readonly string[]> {
  const batches = await batchesLeft(leader, topic);
  return batches.flatMap((batch) =>
    Array.from(decodeRecords(batch), ({ offset, key, value }) => `${offset} ${key}:${value ?? ''}`),
  );
}
