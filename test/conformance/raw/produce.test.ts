/** Produce, right and wrong, by raw frames: acks, silence, leaders, damaged batches, idempotence. */
import assert from 'node:assert/strict';
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { encodeBatch } from '../../../src/protocol/records.ts';
import { type CleanUp, cleanUp, eventually, unique } from '../support.ts';
import { connectRaw, connectTo, type RawConnection } from './connection.ts';
import { fetchAll } from './fetching.ts';
import { batchOf, connectLeader, createRawTopic, produce, type RawTopic, valuesIn } from './topics.ts';

describe('Produce: acks', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('acks=0 has no response: the next one on the connection belongs to the next request', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    leader.send(produceApi, 9, toFirstPartition(topic, batchOf(['silent']), 0));
    const answered = await produce(leader, topic, batchOf(['loud']));
    assert.equal(answered.baseOffset, 1);
    assert.deepEqual(valuesIn(await fetchAll(leader, topic)), ['silent', 'loud']);
  });

  it('acks=0 that fails closes the connection, the only way to say so', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const missing = { name: unique('conformance.missing'), id: topic.id };
    leader.send(produceApi, 9, toFirstPartition(missing, batchOf(['lost']), 0));
    await leader.closed;
  });

  it('acks=2 is INVALID_REQUIRED_ACKS', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const partition = await produce(leader, topic, batchOf(['a']), 2);
    assert.deepEqual([partition.errorCode, partition.baseOffset], [21, -1]);
  });

  it('responses come in the order of the requests, whatever they wait for', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const waiting = Array.from({ length: 20 }, (_, index) =>
      leader.send(produceApi, 9, toFirstPartition(topic, batchOf([`${index}`]), index % 2 === 0 ? -1 : 1)),
    );
    for (const [index, answer] of waiting.entries()) {
      const { responses } = await answer();
      assert.equal(responses[0]?.partitionResponses[0]?.baseOffset, index);
    }
  });
});

describe('Produce: whom and what', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('zstd needs version 7: before it, UNSUPPORTED_COMPRESSION_TYPE', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const asItIs = {
      compress: (_codec: number, bytes: Buffer) => bytes,
      decompress: (_codec: number, bytes: Buffer) => bytes,
    };
    const batch = batchOf(['a'], { codec: 4, compression: asItIs });
    const { responses } = await leader.request(produceApi, 6, toFirstPartition(topic, batch, -1));
    assert.equal(responses[0]?.partitionResponses[0]?.errorCode, 76);
  });

  it('a broker that does not lead says NOT_LEADER_OR_FOLLOWER, and from v10 on who does', async () => {
    const topic = await createRawTopic(clean);
    const [partition] = topic.partitions;
    assert.ok(partition !== undefined);
    const follower = await connectTo(clean, partition.follower);
    const request = toFirstPartition(topic, batchOf(['a']), -1);
    const old = await follower.request(produceApi, 9, request);
    assert.equal(old.responses[0]?.partitionResponses[0]?.errorCode, 6);
    const told = await follower.request(produceApi, 10, request);
    const [answered] = told.responses[0]?.partitionResponses ?? [];
    assert.equal(answered?.errorCode, 6);
    assert.deepEqual(answered?.currentLeader, { leaderId: partition.leaderId, leaderEpoch: 0 });
    assert.deepEqual(
      told.nodeEndpoints.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]),
      [[partition.leaderId, partition.leader]],
    );
  });

  it('an unknown topic, partition or topic id', async () => {
    const topic = await createRawTopic(clean);
    const leader = await connectLeader(clean, topic);
    const missing = { name: unique('conformance.missing'), id: Buffer.alloc(16, 9).toString('base64url') };
    assert.equal((await produce(leader, missing, batchOf(['a']))).errorCode, 3);
    const byId = await leader.request(produceApi, 13, toFirstPartition(missing, batchOf(['a']), -1));
    assert.equal(byId.responses[0]?.partitionResponses[0]?.errorCode, 100, 'UNKNOWN_TOPIC_ID');
    const partitionData = [{ index: 7, records: batchOf(['a']) }];
    const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
    const other = await leader.request(produceApi, 9, { acks: -1, timeoutMs: 5000, topicData });
    assert.equal(other.responses[0]?.partitionResponses[0]?.errorCode, 3);
  });

  it('one request to several partitions is answered for each', async () => {
    const topic = await createRawTopic(clean, 3);
    const leader = await connectLeader(clean, topic);
    const partitionData = [0, 1, 2].map((index) => ({ index, records: batchOf([`${index}`]) }));
    const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
    const response = await leader.request(produceApi, 9, { acks: 1, timeoutMs: 5000, topicData });
    const codes = new Map(response.responses[0]?.partitionResponses.map((one) => [one.index, one.errorCode]));
    for (const partition of topic.partitions) {
      const leads = partition.leaderId === topic.partitions[0]?.leaderId;
      assert.equal(codes.get(partition.index), leads ? 0 : 6);
    }
  });

  const damaged: readonly (readonly [string, () => Buffer, number])[] = [
    [
      'a wrong checksum',
      () => changed(batchOf(['a']), (batch) => batch.writeUInt8(0x7f, batch.length - 2)),
      2,
    ],
    ['a batch cut short', () => batchOf(['abcdef']).subarray(0, 70), 87],
    [
      'a batch longer than its bytes',
      () => changed(batchOf(['a']), (batch) => batch.writeInt32BE(5000, 8)),
      87,
    ],
    ['two batches', () => Buffer.concat([batchOf(['a']), batchOf(['b'])]), 87],
    ['no batch at all', () => Buffer.alloc(0), 87],
    ['magic 1', () => changed(batchOf(['a']), (batch) => batch.writeUInt8(1, 16)), 87],
    [
      'a control batch',
      () => encodeBatch({ control: true, records: [{ key: Buffer.alloc(4), value: null }] }),
      87,
    ],
    ['offset deltas that skip', () => skipping(), 87],
  ];
  for (const [what, records, errorCode] of damaged) {
    it(`${what} is refused with error ${errorCode}, and the partition goes on`, async () => {
      const topic = await createRawTopic(clean);
      const leader = await connectLeader(clean, topic);
      assert.equal((await produce(leader, topic, records())).errorCode, errorCode);
      const after = await produce(await connectLeader(clean, topic), topic, batchOf(['after']));
      assert.deepEqual([after.errorCode, after.baseOffset], [0, 0]);
    });
  }
});

describe('Produce: idempotence', function () {
  this.timeout(30_000);
  const clean = cleanUp();

  it('the same batch again gets the offset it already has, for the last five batches', async () => {
    const { topic, leader, batch } = await idempotent(clean);
    for (let sequence = 0; sequence < 6; sequence += 1) {
      const appended = await produce(leader, topic, batch(sequence));
      assert.deepEqual([appended.errorCode, appended.baseOffset], [0, sequence]);
    }
    for (let sequence = 1; sequence < 6; sequence += 1) {
      const again = await produce(leader, topic, batch(sequence));
      assert.deepEqual([again.errorCode, again.baseOffset], [0, sequence]);
    }
    assert.deepEqual(valuesIn(await fetchAll(leader, topic)), ['0', '1', '2', '3', '4', '5']);
  });

  it('a batch too old to be remembered is refused', async () => {
    const { topic, leader, batch } = await idempotent(clean);
    for (let sequence = 0; sequence < 6; sequence += 1) await produce(leader, topic, batch(sequence));
    assert.equal((await produce(leader, topic, batch(0))).errorCode, 45, 'OUT_OF_ORDER_SEQUENCE_NUMBER');
  });

  it('a gap in the sequence is OUT_OF_ORDER_SEQUENCE_NUMBER', async () => {
    const { topic, leader, batch } = await idempotent(clean);
    await produce(leader, topic, batch(0));
    assert.equal((await produce(leader, topic, batch(2))).errorCode, 45);
    assert.equal((await produce(leader, topic, batch(1))).baseOffset, 1);
  });

  it('a newer epoch starts at sequence 0 and fences the older one', async () => {
    const { topic, leader, batch } = await idempotent(clean);
    await produce(leader, topic, batch(0));
    assert.equal((await produce(leader, topic, batch(1, 1))).errorCode, 45, 'not at sequence 0');
    assert.equal((await produce(leader, topic, batch(0, 1))).errorCode, 0);
    assert.equal((await produce(leader, topic, batch(1, 0))).errorCode, 47, 'INVALID_PRODUCER_EPOCH');
  });

  it('a producer the partition has not seen may start at any sequence', async () => {
    const { topic, leader, batch } = await idempotent(clean);
    assert.equal((await produce(leader, topic, batch(17))).errorCode, 0);
    assert.equal((await produce(leader, topic, batch(18))).errorCode, 0);
  });
});

interface Idempotent {
  readonly topic: RawTopic;
  readonly leader: RawConnection;
  /** A batch of one record whose value is its sequence. */
  batch(sequence: number, producerEpoch?: number): Buffer;
}

async function idempotent(clean: CleanUp): Promise<Idempotent> {
  const topic = await createRawTopic(clean);
  const connection = await connectRaw(clean);
  const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
  const { producerId } = await eventually('a producer id', async () => {
    const response = await connection.request(initProducerIdApi, 4, request);
    return response.errorCode === 0 ? response : undefined;
  });
  return {
    topic,
    leader: await connectLeader(clean, topic),
    batch: (sequence, producerEpoch = 0) =>
      batchOf([`${sequence}`], { producerId, producerEpoch, baseSequence: sequence }),
  };
}

function toFirstPartition(topic: Pick<RawTopic, 'name' | 'id'>, records: Buffer, acks: number) {
  const topicData = [{ name: topic.name, topicId: topic.id, partitionData: [{ index: 0, records }] }];
  return { acks, timeoutMs: 5000, topicData };
}

function changed(batch: Buffer, change: (batch: Buffer) => void): Buffer {
  change(batch);
  return batch;
}

function skipping(): Buffer {
  const record = { key: null, value: Buffer.from('x') };
  return encodeBatch({ records: [record, { ...record, offsetDelta: 3 }] });
}
