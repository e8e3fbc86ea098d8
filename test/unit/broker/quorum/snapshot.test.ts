/** The bytes of a snapshot: Kafka's checkpoint format, and nothing of it taken on trust. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeSnapshot, encodeSnapshot, snapshotTimestamp } from '../../../../src/broker/quorum/snapshot.ts';
import { SnapshotStore } from '../../../../src/broker/quorum/snapshotStore.ts';
import {
  batchPositions,
  isControl,
  RecordError,
  readBaseOffset,
  readLeaderEpoch,
  readRecordCount,
} from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords } from '../../../../src/protocol/records.ts';

const id = { offset: 123, epoch: 4 };

function snapshotOf(count: number) {
  const records = Array.from({ length: count }, (_, index) => Buffer.from(`record ${index}`));
  return encodeSnapshot(id, { lastContainedLogTimestamp: 5_000, records });
}

describe('a snapshot', () => {
  it('is a header, batches of at most 1024 records, and a footer, with offsets from 0 and its own epoch', () => {
    const { bytes } = snapshotOf(2500);
    const batches = [...batchPositions(bytes)].map((position) => [
      isControl(bytes, position),
      readBaseOffset(bytes, position),
      readRecordCount(bytes, position),
      readLeaderEpoch(bytes, position),
    ]);
    assert.deepEqual(batches, [
      [true, 0, 1, 4],
      [false, 1, 1024, 4],
      [false, 1025, 1024, 4],
      [false, 2049, 452, 4],
      [true, 2501, 1, 4],
    ]);
  });

  it("begins and ends with Kafka's control records, byte by byte", () => {
    const { bytes } = snapshotOf(0);
    const records = [...batchPositions(bytes)].flatMap((position) => [
      ...decodeRecords(bytes.subarray(position)),
    ]);
    const hex = records.map(({ key, value }) => [key?.toString('hex'), value?.toString('hex')]);
    // Keys: version 0, types 3 and 4. The header: version 0, 5000 ms, no tagged fields.
    assert.deepEqual(hex, [
      ['00000003', '00000000000000001388' + '00'],
      ['00000004', '000000'],
    ]);
  });

  it('gives back what was put in', () => {
    const snapshot = snapshotOf(1500);
    const { lastContainedLogTimestamp, records } = decodeSnapshot(snapshot);
    assert.equal(lastContainedLogTimestamp, 5_000);
    assert.equal(snapshotTimestamp(snapshot), 5_000);
    assert.equal(records.length, 1500);
    assert.equal(String(records[1499]), 'record 1499');
  });

  it('is the same bytes wherever it is written', () => {
    assert.ok(snapshotOf(10).bytes.equals(snapshotOf(10).bytes));
  });

  it('is refused when a bit is wrong, when it is cut short, and when something follows', () => {
    const { bytes } = snapshotOf(20);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        // The base offset is outside the checksum and says nothing that is used.
        if ([...batchPositions(bytes)].some((position) => at >= position && at < position + 8)) return;
        assert.throws(() => decodeSnapshot({ ...id, bytes: damaged }), RecordError);
      }),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        assert.throws(() => decodeSnapshot({ ...id, bytes: bytes.subarray(0, length) }), RecordError);
      }),
    );
    assert.throws(() => decodeSnapshot({ ...id, bytes: Buffer.concat([bytes, bytes]) }), RecordError);
  });

  it('is refused as that of another epoch', () => {
    assert.throws(() => decodeSnapshot({ ...snapshotOf(1), epoch: 5 }), RecordError);
  });
});

describe('the snapshots that a node keeps', () => {
  const of = (offset: number) =>
    encodeSnapshot({ offset, epoch: 1 }, { lastContainedLogTimestamp: 0, records: [] });

  it('are in order, each once, found by their whole id, and dropped from the oldest on', () => {
    const store = new SnapshotStore();
    const ten = of(10);
    for (const snapshot of [of(20), ten, of(10), of(30)]) store.add(snapshot);
    assert.deepEqual(
      store.all.map(({ offset }) => offset),
      [10, 20, 30],
    );
    assert.equal(store.find({ offset: 10, epoch: 1 }), ten);
    assert.equal(store.find({ offset: 10, epoch: 2 }), undefined);
    assert.equal(store.sizeBytes, 3 * ten.bytes.length);
    store.removeBefore(20);
    assert.deepEqual([store.earliest?.offset, store.latest?.offset], [20, 30]);
  });
});
