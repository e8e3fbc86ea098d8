import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Log } from '../../../../src/broker/log/log.ts';
import type { LogConfig } from '../../../../src/broker/log/logConfig.ts';
import type { AppendOrigin } from '../../../../src/broker/log/validateRecords.ts';
import { encodeEndTransactionMarker } from '../../../../src/protocol/controlRecords.ts';
import { crc32c } from '../../../../src/protocol/crc32c.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import * as header from '../../../../src/protocol/recordBatch.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';
import { codecs } from '../../../../src/server/codecs.ts';
import { batchOf, newLog, noon, sequencedBatch } from './batches.ts';

const marker = encodeEndTransactionMarker({ type: 'abort', coordinatorEpoch: 0 }, { id: 1, epoch: 0 }, noon);
const at = (...timestamps: number[]): Buffer =>
  encodeBatch({ records: timestamps.map((timestamp) => ({ key: null, value: null, timestamp })) });
const withCrc = (batch: Buffer): Buffer => {
  header.writeCrc(batch, 0, crc32c(batch, header.crcStart));
  return batch;
};
const changed = (change: (batch: Buffer) => void): Buffer => {
  const batch = batchOf('a', 'b');
  change(batch);
  return withCrc(batch);
};
const twoHours = 2 * 3600 * 1000;

interface Case {
  readonly what: string;
  readonly batch: Buffer;
  readonly error: keyof typeof errorCodes;
  readonly configs?: Partial<LogConfig>;
  readonly origin?: AppendOrigin;
}

/** What Kafka 4.4 answers to each (ProduceRequest.validateRecords, UnifiedLog and LogValidator). */
const cases: readonly Case[] = [
  { what: 'nothing', batch: Buffer.alloc(0), error: 'INVALID_RECORD' },
  { what: 'part of a batch', batch: batchOf('a').subarray(0, 65), error: 'INVALID_RECORD' },
  { what: 'two batches', batch: Buffer.concat([batchOf('a'), batchOf('b')]), error: 'INVALID_RECORD' },
  {
    what: 'two batches from a coordinator',
    batch: Buffer.concat([batchOf('a'), batchOf('b')]),
    error: 'NONE',
    origin: 'coordinator',
  },
  {
    what: 'an old message format',
    batch: changed((batch) => batch.writeInt8(1, 16)),
    error: 'INVALID_RECORD',
  },
  {
    what: 'a future message format',
    batch: changed((batch) => batch.writeInt8(3, 16)),
    error: 'CORRUPT_MESSAGE',
  },
  {
    what: 'a length below the header',
    batch: changed((batch) => header.writeBatchSize(batch, 0, 50)),
    error: 'CORRUPT_MESSAGE',
  },
  {
    what: 'a base offset that is not 0',
    batch: changed((batch) => header.writeBaseOffset(batch, 0, 1)),
    error: 'INVALID_RECORD',
  },
  {
    what: 'a base offset from the Raft leader',
    batch: changed((batch) => header.writeBaseOffset(batch, 0, 1)),
    error: 'NONE',
    origin: 'raft',
  },
  {
    what: 'a batch over max.message.bytes',
    batch: batchOf('x'.repeat(1000)),
    error: 'MESSAGE_TOO_LARGE',
    configs: { maxMessageBytes: 1000 },
  },
  {
    what: 'the same from the Raft leader',
    batch: batchOf('x'.repeat(1000)),
    error: 'NONE',
    configs: { maxMessageBytes: 1000 },
    origin: 'raft',
  },
  {
    what: 'a batch over segment.bytes',
    batch: batchOf('x'.repeat(1000)),
    error: 'RECORD_LIST_TOO_LARGE',
    configs: { segmentBytes: 1000 },
  },
  {
    what: 'fewer records than offsets',
    batch: changed((batch) => header.writeCounts(batch, 0, 2, 2)),
    error: 'INVALID_RECORD',
  },
  {
    what: 'no records',
    batch: changed((batch) => header.writeCounts(batch, 0, -1, 0)),
    error: 'INVALID_RECORD',
  },
  {
    what: 'a negative number of records',
    batch: changed((batch) => header.writeCounts(batch, 0, -5, -4)),
    error: 'INVALID_RECORD',
  },
  { what: 'a control batch of a client', batch: marker, error: 'INVALID_RECORD' },
  { what: 'a control batch of a coordinator', batch: marker, error: 'NONE', origin: 'coordinator' },
  { what: 'a producer id without a sequence', batch: sequencedBatch({ id: 5 }, -1), error: 'INVALID_RECORD' },
  {
    what: 'a producer id of 2^62',
    batch: changed((batch) => batch.writeInt32BE(0x40000000, 43)),
    error: 'INVALID_RECORD',
  },
  {
    what: 'a codec that does not exist',
    batch: changed((batch) => header.writeAttributes(batch, 0, 6)),
    error: 'UNSUPPORTED_COMPRESSION_TYPE',
  },
  { what: 'a time too far ahead', batch: at(noon, noon + twoHours), error: 'INVALID_TIMESTAMP' },
  {
    what: 'a time as far ahead as allowed',
    batch: at(noon + twoHours),
    error: 'NONE',
    configs: { messageTimestampAfterMaxMs: twoHours },
  },
  {
    what: 'a time too long ago',
    batch: at(noon - twoHours, noon),
    error: 'INVALID_TIMESTAMP',
    configs: { messageTimestampBeforeMaxMs: twoHours - 1 },
  },
  { what: 'a very old time by default', batch: at(0), error: 'NONE' },
  { what: 'no time at all', batch: at(-1), error: 'NONE', configs: { messageTimestampBeforeMaxMs: 1 } },
  {
    what: 'any time with LogAppendTime',
    batch: at(noon + twoHours),
    error: 'NONE',
    configs: { messageTimestampType: 'LogAppendTime' },
  },
  {
    what: 'LogAppendTime set by the producer',
    batch: encodeBatch({ records: [{ key: null, value: null }], logAppendTime: noon }),
    error: 'INVALID_TIMESTAMP',
    configs: { messageTimestampType: 'LogAppendTime' },
  },
];

describe('validation of records', () => {
  for (const { what, batch, error, configs = {}, origin = 'client' } of cases) {
    it(`answers ${error} to ${what}`, () => {
      const log = newLog(configs);
      const result = log.appendAsLeader(batch, 0, noon, origin);
      assert.equal(result.error, errorCodes[error], result.errorMessage);
      assert.equal(log.logEndOffset > 0, error === 'NONE');
      assert.equal(result.errorMessage === undefined, error === 'NONE');
    });
  }

  it('notices every changed bit that the CRC covers', () => {
    const batch = batchOf('some value');
    for (let bit = header.crcStart * 8; bit < batch.length * 8; bit++) {
      const damaged = Buffer.from(batch);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(
        newLog().appendAsLeader(damaged, 0, noon, 'client').error,
        errorCodes.CORRUPT_MESSAGE,
        `bit ${bit}`,
      );
    }
  });

  it('never throws, whatever a client sends', () => {
    const batch = sequencedBatch({ id: 5, transactional: true }, 3, 2);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(batch.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.boolean(),
        (changes, fixCrc) => {
          const mutated = Buffer.from(batch);
          for (const [position, byte] of changes) mutated[position] = byte;
          const log = newLog({ cleanupPolicy: ['compact'] });
          const { error, bytes } = log.appendAsLeader(fixCrc ? withCrc(mutated) : mutated, 0, noon, 'client');
          assert.equal(log.sizeBytes, bytes);
          assert.equal(error === 0, bytes > 0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes LogAppendTime that a producer set as CreateTime, where the topic says so', () => {
    const log = newLog();
    const batch = encodeBatch({ records: [{ key: null, value: null }], logAppendTime: noon });
    assert.equal(log.appendAsLeader(batch, 0, noon, 'client').error, 0);
    const [stored] = log.read(0, 1000, 1, true).records;
    assert.ok(stored !== undefined && !header.isLogAppendTime(stored, 0));
    assert.equal(header.readCrc(stored, 0), crc32c(stored, header.crcStart));
  });
});

describe('validation on compacted topics', () => {
  const records = [
    { key: Buffer.from('k'), value: null },
    { key: null, value: Buffer.from('v') },
  ];
  for (const codec of [undefined, 1, 2, 3, 4] as const) {
    it(`refuses records without a key, ${codec === undefined ? 'uncompressed' : `with codec ${codec}`}`, () => {
      const { configs } = newLog({ cleanupPolicy: ['compact'] });
      const log = new Log({ configs, compression: codecs });
      const options = codec === undefined ? {} : { codec, compression: codecs };
      const result = log.appendAsLeader(encodeBatch({ records, ...options }), 0, noon, 'client');
      assert.equal(result.error, errorCodes.INVALID_RECORD);
      assert.deepEqual(
        result.recordErrors?.map(({ batchIndex }) => batchIndex),
        [1],
      );
      assert.equal(
        log.appendAsLeader(encodeBatch({ records: records.slice(0, 1), ...options }), 0, noon, 'client')
          .error,
        0,
      );
    });
  }

  it('lets transaction markers pass', () => {
    assert.equal(
      newLog({ cleanupPolicy: ['compact', 'delete'] }).appendAsLeader(marker, 0, noon, 'coordinator').error,
      0,
    );
  });
});
