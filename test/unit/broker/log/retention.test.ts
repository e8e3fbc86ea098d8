import assert from 'node:assert/strict';
import type { Log } from '../../../../src/broker/log/log.ts';
import type { LogConfig } from '../../../../src/broker/log/logConfig.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';
import { newLog, noon } from './batches.ts';

const value = Buffer.alloc(100);
const batchAt = (timestamp: number): Buffer => encodeBatch({ records: [{ key: null, value, timestamp }] });
const size = batchAt(noon).length;

/** A log of six records, a second apart from `noon` on, two to a segment. */
const sixRecords = (configs: Partial<LogConfig>): Log => {
  const log = newLog({ segmentBytes: size * 2, retentionMs: -1, ...configs });
  for (let index = 0; index < 6; index++)
    log.appendAsLeader(batchAt(noon + index * 1000), index >> 1, noon, 'client');
  return log;
};

describe('retention', () => {
  it('drops the oldest segments while more than retention.bytes are left', () => {
    const log = sixRecords({ retentionBytes: size * 3 });
    assert.equal(log.enforceRetention(noon, 6), size * 2);
    assert.deepEqual([log.logStartOffset, log.sizeBytes], [2, size * 4]);
    assert.deepEqual(log.epochs.entries, [
      { epoch: 1, startOffset: 2 },
      { epoch: 2, startOffset: 4 },
    ]);
    assert.equal(log.enforceRetention(noon, 6), 0);
    assert.deepEqual(log.read(1, 1000, 6, true).records, []);
  });

  it('drops segments whose newest record is older than retention.ms, the active one too', () => {
    const log = sixRecords({ retentionMs: 10_000 });
    assert.equal(log.enforceRetention(noon + 11_000, 6), 0);
    assert.equal(log.enforceRetention(noon + 11_001, 6), size * 2);
    assert.equal(log.logStartOffset, 2);
    assert.equal(log.enforceRetention(noon + 60_000, 6), size * 4);
    assert.deepEqual([log.logStartOffset, log.logEndOffset, log.sizeBytes], [6, 6, 0]);
    assert.equal(log.appendAsLeader(batchAt(noon), 3, noon, 'client').firstOffset, 6);
  });

  it('never drops what is not below the high watermark', () => {
    const log = sixRecords({ retentionMs: 10, retentionBytes: 1 });
    log.enforceRetention(noon + 100_000, 3);
    assert.equal(log.logStartOffset, 2);
  });

  it('keeps all without a limit, and with compaction alone', () => {
    for (const configs of [{}, { retentionMs: 10, retentionBytes: 1, cleanupPolicy: ['compact'] }] as const) {
      const log = sixRecords({});
      log.updateConfigs({ ...log.configs, ...configs });
      assert.equal(log.enforceRetention(noon + 1e9, 6), 0);
    }
  });

  it('judges records without a time by when they came', () => {
    const log = newLog({ retentionMs: 1000 });
    log.appendAsLeader(batchAt(-1), 0, noon, 'client');
    assert.equal(log.enforceRetention(noon + 1000, 1), 0);
    assert.equal(log.enforceRetention(noon + 1001, 1), size);
  });

  it('closes a segment before it exceeds segment.bytes, and when records are segment.ms newer than its first', () => {
    assert.equal(sixRecords({}).segments.length, 3);
    assert.equal(sixRecords({ segmentBytes: size * 3 - 1 }).segments.length, 3);
    assert.equal(sixRecords({ segmentBytes: size * 3 }).segments.length, 2);
    assert.equal(sixRecords({ segmentBytes: 10_000, segmentMs: 3999 }).segments.length, 2);
    assert.equal(sixRecords({ segmentBytes: 10_000, segmentMs: 5000 }).segments.length, 1);
  });

  it('frees whole segments at once when the start moves past them', () => {
    const log = sixRecords({});
    log.advanceLogStartOffset(3);
    assert.deepEqual([log.logStartOffset, log.sizeBytes, log.segments.length], [3, size * 4, 2]);
  });
});
