/** What a reader sees of a batch, and where it stands afterwards. */
import assert from 'node:assert/strict';
import type { StoredRecord } from '../../../src/client/model.ts';
import { type RecordBatch, readableRecords } from '../../../src/client/recordReader.ts';

function batch(change: Partial<RecordBatch>, deltas: readonly number[]): RecordBatch {
  const records = deltas.map((offsetDelta) => ({
    length: 0,
    attributes: 0,
    timestampDelta: BigInt(offsetDelta),
    offsetDelta,
    key: null,
    value: Buffer.from(`v${offsetDelta}`),
    headers: [],
  }));
  return {
    firstOffset: 10n,
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes: 0,
    lastOffsetDelta: 4,
    firstTimestamp: 1000n,
    maxTimestamp: 2000n,
    producerId: -1n,
    producerEpoch: -1,
    firstSequence: -1,
    records,
    ...change,
  };
}

function read(
  offset: number,
  batches: readonly RecordBatch[],
): { offsets: number[]; times: number[]; next: number } {
  const position = { topic: 't', partition: 0, offset };
  const records = [...{ [Symbol.iterator]: () => readableRecords(position, batches) }];
  return {
    offsets: records.map((record) => record.offset),
    times: records.map((record) => record.timestamp),
    next: position.offset,
  };
}

describe('readableRecords', () => {
  it('skips what lies before the asked offset in the first batch', () => {
    assert.deepEqual(read(12, [batch({}, [0, 1, 2, 3, 4])]).offsets, [12, 13, 14]);
  });

  it('moves behind offsets that compaction took away', () => {
    assert.deepEqual(read(10, [batch({}, [0, 2])]), { offsets: [10, 12], times: [1000, 1002], next: 15 });
  });

  it('shows no control records, and moves behind them', () => {
    assert.deepEqual(read(10, [batch({ attributes: 0x20 }, [0])]), { offsets: [], times: [], next: 15 });
  });

  it('uses the append time where the broker stamps', () => {
    assert.deepEqual(read(14, [batch({ attributes: 0x08 }, [4])]).times, [2000]);
  });

  it('never moves back', () => {
    assert.equal(read(99, [batch({}, [0])]).next, 99);
  });
});

describe('readableRecords of ranges and transactions', () => {
  const all = [0, 1, 2, 3, 4];

  function readFrom(
    position: { offset: number; until?: number },
    batches: readonly RecordBatch[],
    aborted: Parameters<typeof readableRecords>[2] = [],
  ): readonly StoredRecord[] {
    const records = readableRecords({ topic: 't', partition: 0, ...position }, batches, aborted);
    return [...{ [Symbol.iterator]: () => records }];
  }

  it('ends before its until, and is then behind it', () => {
    const position = { topic: 't', partition: 0, offset: 11, until: 13 };
    const records = [...{ [Symbol.iterator]: () => readableRecords(position, [batch({}, all)]) }];
    assert.deepEqual(
      records.map(({ offset }) => offset),
      [11, 12],
    );
    assert.equal(position.offset, 15);
  });

  it('leaves out aborted transactions until their marker, and no other producer', () => {
    const transactional = 0x10;
    const control = 0x30;
    const abort = Buffer.from([0, 0, 0, 0]);
    const marker = batch({ firstOffset: 14n, lastOffsetDelta: 0, attributes: control, producerId: 7n }, [0]);
    const [record] = marker.records;
    const batches = [
      batch({ firstOffset: 10n, lastOffsetDelta: 0, attributes: transactional, producerId: 7n }, [0]),
      batch({ firstOffset: 11n, lastOffsetDelta: 0, attributes: transactional, producerId: 7n }, [0]),
      batch({ firstOffset: 12n, lastOffsetDelta: 0, attributes: transactional, producerId: 8n }, [0]),
      batch({ firstOffset: 13n, lastOffsetDelta: 0, attributes: 0, producerId: 7n }, [0]),
      { ...marker, records: record === undefined ? [] : [{ ...record, key: abort }] },
      batch({ firstOffset: 15n, lastOffsetDelta: 0, attributes: transactional, producerId: 7n }, [0]),
    ];
    const offsets = (aborted: Parameters<typeof readableRecords>[2]): readonly number[] =>
      readFrom({ offset: 10 }, batches, aborted).map(({ offset }) => offset);
    assert.deepEqual(offsets([{ producerId: 7n, firstOffset: 11n }]), [10, 12, 13, 15]);
    assert.deepEqual(offsets([]), [10, 11, 12, 13, 15]);
  });

  it('tells how a record is stored; records of a batch share that', () => {
    const stored = batch({ attributes: 0x0c, length: 488, partitionLeaderEpoch: 3, producerId: 9n }, [0, 1]);
    const records = stored.records.map((record) => ({
      ...record,
      length: 64,
      key: Buffer.from('key'),
      headers: [[Buffer.from('h'), null]] as [Buffer, null][],
    }));
    const [first, second] = readFrom({ offset: 10 }, [{ ...stored, records }]);
    assert.deepEqual(first?.batch, {
      baseOffset: 10,
      lastOffset: 14,
      records: 2,
      bytes: 500,
      compression: 'zstd',
      leaderEpoch: 3,
      timestampType: 'LogAppendTime',
      producerId: 9,
      transactional: false,
    });
    assert.equal(second?.batch, first?.batch);
    // key, v0, name of the header; 64 is the first length that takes two bytes.
    assert.deepEqual([first?.size, first?.storedSize], [3 + 2 + 1, 64 + 2]);
  });
});
