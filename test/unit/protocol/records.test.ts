import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeControlKey,
  encodeControlKey,
  encodeEndTransactionMarker,
  readEndTransactionMarker,
} from '../../../src/protocol/controlRecords.ts';
import { crc32c } from '../../../src/protocol/crc32c.ts';
import * as header from '../../../src/protocol/recordBatch.ts';
import {
  type DecodedRecord,
  decodeRecords,
  encodeBatch,
  type NewRecord,
} from '../../../src/protocol/records.ts';

/** Written by the Java client 4.4: three records, producer 77, epoch 3, sequence 9, transactional, leader epoch 5. */
const byJava = Buffer.from(
  '000000000000002a0000008600000005029a3fccfa0010000000020000018bcfe568000000018bcfed0920000000000000004d0003' +
    '000000090000000330000000046b310a68656c6c6f04026802760ac3bc6ec3af016000cf0f02015268656c6c6f2068656c6c6f2068' +
    '656c6c6f2068656c6c6f2068656c6c6f2068656c6c6f2068656c6c6f001400c0843d04046b330100',
  'hex',
);
/** A commit marker at offset 100 by the Java client: producer 77, epoch 3, coordinator epoch 12, leader epoch 7. */
const markerByJava = Buffer.from(
  '00000000000000640000004200000007021c029d760030000000000000018bcfe568000000018bcfe56800000000000000004d0003' +
    'ffffffff000000012000000008000000010c00000000000c00',
  'hex',
);
const javaRecords: readonly NewRecord[] = [
  {
    key: Buffer.from('k1'),
    value: Buffer.from('hello'),
    timestamp: 1_700_000_000_000,
    headers: [
      { key: 'h', value: Buffer.from('v') },
      { key: 'ünï', value: null },
    ],
  },
  { key: null, value: Buffer.from(Array(7).fill('hello').join(' ')), timestamp: 1_699_999_999_000 },
  { key: Buffer.from('k3'), value: null, timestamp: 1_700_000_500_000 },
];

const bytesOrNull = fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)));
const plain = { noNullPrototype: true };
const newHeader = fc.record({ key: fc.string({ unit: 'grapheme' }), value: bytesOrNull }, plain);
const newRecord: fc.Arbitrary<NewRecord> = fc.record(
  {
    key: bytesOrNull,
    value: bytesOrNull,
    timestamp: fc.integer({ min: -1, max: 2 ** 45 }),
    headers: fc.array(newHeader, { maxLength: 4 }),
  },
  plain,
);

/** Decoding must end, in records or in a RecordError; anything else is a crash a client could cause. */
const decodesOrRejects = (bytes: Buffer): void => {
  try {
    for (const position of header.batchPositions(bytes)) {
      const batch = header.batchView(bytes, position);
      header.readLastOffset(batch, 0);
      header.readProducerId(batch, 0);
      for (const record of decodeRecords(batch)) assert.ok(record.headers.length <= batch.length);
    }
  } catch (error) {
    if (!(error instanceof header.RecordError)) throw error;
  }
};

describe('records', () => {
  it('reads what the Java client writes', () => {
    const found = [...decodeRecords(byJava)];
    assert.deepEqual(found, [
      { offset: 42, ...javaRecords[0] },
      { offset: 43, ...javaRecords[1], headers: [] },
      { offset: 44, ...javaRecords[2], headers: [] },
    ] as DecodedRecord[]);
  });

  it('writes what the Java client writes, byte for byte', () => {
    const ours = encodeBatch({
      records: javaRecords,
      baseOffset: 42,
      leaderEpoch: 5,
      producerId: 77,
      producerEpoch: 3,
      baseSequence: 9,
      transactional: true,
    });
    assert.equal(ours.toString('hex'), byJava.toString('hex'));
  });

  it('reads the header in place', () => {
    const shifted = Buffer.concat([Buffer.alloc(3), byJava]);
    assert.deepEqual(
      [
        header.readBaseOffset(shifted, 3),
        header.readBatchSize(shifted, 3),
        header.readLeaderEpoch(shifted, 3),
        header.readMagic(shifted, 3),
        header.readCrc(shifted, 3),
        header.readCompressionCodec(shifted, 3),
        header.isTransactional(shifted, 3),
        header.isControl(shifted, 3),
        header.isLogAppendTime(shifted, 3),
        header.readLastOffset(shifted, 3),
        header.readBaseTimestamp(shifted, 3),
        header.readMaxTimestamp(shifted, 3),
        header.readProducerId(shifted, 3),
        header.readProducerEpoch(shifted, 3),
        header.readBaseSequence(shifted, 3),
        header.readLastSequence(shifted, 3),
        header.readRecordCount(shifted, 3),
      ],
      [42, 146, 5, 2, crc32c(byJava, 21), 0, true, false, false, 44, 1.7e12, 1.7e12 + 5e5, 77, 3, 9, 11, 3],
    );
  });

  it('gives every record the append time where the leader sets it', () => {
    const batch = encodeBatch({ records: javaRecords, logAppendTime: 123 });
    assert.deepEqual(
      Array.from(decodeRecords(batch), (record) => record.timestamp),
      [123, 123, 123],
    );
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.array(newRecord, { maxLength: 12 }), fc.nat(2 ** 50), (records, baseOffset) => {
        const batch = encodeBatch({ records, baseOffset });
        assert.equal(header.batchSizeAt(batch, 0), batch.length);
        assert.equal(header.readCrc(batch, 0), crc32c(batch, header.crcStart));
        const expected = records.map((record, index) => ({ offset: baseOffset + index, ...record }));
        assert.deepEqual([...decodeRecords(batch)], expected);
      }),
    );
  });

  it('parses no further than it is asked to', () => {
    const batch = encodeBatch({ records: javaRecords });
    batch.fill(0xff, batch.length - 4);
    const records = decodeRecords(batch);
    assert.equal(records.next().value?.offset, 0);
    assert.equal(records.next().value?.offset, 1);
    assert.throws(() => records.next(), header.RecordError);
  });

  it('iterates over the whole batches of a buffer and ignores a partial tail', () => {
    const bytes = Buffer.concat([byJava, markerByJava, byJava.subarray(0, 100)]);
    assert.deepEqual([...header.batchPositions(bytes)], [0, byJava.length]);
    for (const length of [0, 1, 16, 17, 60, byJava.length - 1]) {
      assert.deepEqual([...header.batchPositions(byJava.subarray(0, length))], [], `${length} bytes`);
    }
  });

  it('wraps sequence numbers from 2^31-1 to 0', () => {
    const record = { key: null, value: null };
    const batch = encodeBatch({ records: [record, record, record], producerId: 1, baseSequence: 0x7ffffffe });
    assert.equal(header.readLastSequence(batch, 0), 0);
  });
});

describe('malformed records', () => {
  it('end in a typed error for every truncated prefix of the records', () => {
    for (let length = header.batchHeaderSize; length < byJava.length; length++) {
      const cut = Buffer.from(byJava.subarray(0, length));
      header.writeBatchSize(cut, 0, length);
      assert.throws(() => [...decodeRecords(cut)], header.RecordError, `${length} bytes`);
    }
  });

  it('end in a typed error or in records when bytes are changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(byJava.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const mutated = Buffer.from(byJava);
          for (const [position, byte] of changes) mutated[position] = byte;
          decodesOrRejects(mutated);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('end in a typed error for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => decodesOrRejects(Buffer.from(bytes))),
      { numRuns: 2000 },
    );
  });

  const impossible: readonly (readonly [string, number, (batch: Buffer) => void])[] = [
    ['a length shorter than any batch', 2, (batch) => batch.writeInt32BE(5, 8)],
    ['a length shorter than the header', 2, (batch) => batch.writeInt32BE(40, 8)],
    ['a negative length', 2, (batch) => batch.writeInt32BE(-1, 8)],
    ['an unknown magic', 2, (batch) => batch.writeInt8(3, 16)],
    ['an old magic', 87, (batch) => batch.writeInt8(1, 16)],
    ['two billion records', 87, (batch) => batch.writeInt32BE(0x7fffffff, 57)],
    ['a negative count', 87, (batch) => batch.writeInt32BE(-1, 57)],
    ['fewer records than there are', 87, (batch) => batch.writeInt32BE(2, 57)],
    ['a base offset beyond 2^53', 87, (batch) => batch.writeInt32BE(0x7fffffff, 0)],
    ['a codec nobody knows', 87, (batch) => batch.writeInt16BE(7, 21)],
    ['compression without a codec at hand', 87, (batch) => batch.writeInt16BE(1, 21)],
    // The header count of the first record is the byte behind "hello".
    ['a field longer than its record', 87, (batch) => batch.writeInt8(8, batch.indexOf('ünï') + 5)],
    ['two billion headers', 87, (batch) => batch.writeInt32LE(0x0fffffff, batch.indexOf('hello') + 5)],
  ];
  for (const [what, code, damage] of impossible) {
    it(`reject ${what}`, () => {
      const batch = Buffer.from(byJava);
      damage(batch);
      assert.throws(
        () => [...decodeRecords(batch)],
        (error) => error instanceof header.RecordError && error.code === code,
      );
    });
  }

  it('is noticed before the first record when the count cannot be true', () => {
    const batch = Buffer.from(byJava);
    batch.writeInt32BE(0x7fffffff, 57);
    assert.throws(() => decodeRecords(batch).next(), header.RecordError);
  });
});

describe('control records', () => {
  it('read and write the marker that the Java coordinator writes', () => {
    assert.deepEqual(readEndTransactionMarker(markerByJava, 0), { type: 'commit', coordinatorEpoch: 12 });
    const marker = { type: 'commit', coordinatorEpoch: 12 } as const;
    const ours = encodeEndTransactionMarker(marker, { id: 77, epoch: 3 }, 1_700_000_000_000);
    header.writeBaseOffset(ours, 0, 100);
    header.writeLeaderEpoch(ours, 0, 7);
    assert.equal(ours.toString('hex'), markerByJava.toString('hex'));
  });

  it('know nothing to end in a batch of data or a change of leaders', () => {
    assert.equal(readEndTransactionMarker(byJava, 0), undefined);
    const leaderChange = encodeBatch({
      records: [{ key: encodeControlKey(2), value: Buffer.alloc(9) }],
      control: true,
    });
    assert.equal(readEndTransactionMarker(leaderChange, 0), undefined);
    assert.equal(decodeControlKey([...decodeRecords(leaderChange)][0]?.key ?? null), 2);
  });

  it('reject malformed keys and values', () => {
    for (const record of [
      { key: null, value: null },
      { key: Buffer.alloc(3), value: null },
      { key: Buffer.from('ffff0001', 'hex'), value: Buffer.alloc(6) },
      { key: encodeControlKey(1), value: Buffer.alloc(5) },
    ]) {
      const batch = encodeBatch({ records: [record], control: true });
      assert.throws(() => readEndTransactionMarker(batch, 0), header.RecordError);
    }
  });
});
