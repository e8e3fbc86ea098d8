/** What a reader sees of a batch, and where it stands afterwards. */
import assert from 'node:assert/strict';
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
