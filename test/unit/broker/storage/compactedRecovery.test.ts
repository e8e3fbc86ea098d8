import assert from 'node:assert/strict';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { recoverLog } from '../../../../src/broker/storage/logRecovery.ts';
import { PartitionDirectory } from '../../../../src/broker/storage/partitionDirectory.ts';
import { allBatches, noon } from '../log/batches.ts';
import { appendKeyed, clean, keyed, keyedBatch } from '../log/cleaningLog.ts';
import { filesUnder, RecordedStorage } from './recordedStorage.ts';

const configs = {
  ...defaultLogConfig,
  cleanupPolicy: ['compact'] as const,
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: 0,
};

/** A log and its directory; unless told otherwise with a segment for every batch. */
function keptLog(segmentBytes = 1): { readonly log: Log; readonly reopened: (count?: number) => Log } {
  const storage = new RecordedStorage();
  const files = new PartitionDirectory(storage.under(''), 't-0', undefined, () => {});
  const log = new Log({ configs: { ...configs, segmentBytes }, files });
  const reopened = (count = storage.length): Log => {
    const found = filesUnder(storage.files(count), 't-0/');
    const recovered = recoverLog('t-0', found, 0, new RecordedStorage().under(''));
    return new Log({ configs, recovered, startOffset: recovered.logStartOffset });
  };
  return { log, reopened };
}

function ends(log: Log): { readonly start: number; readonly end: number } {
  return { start: log.logStartOffset, end: log.logEndOffset };
}

describe('Recovery of a compacted log', () => {
  it('begins where the log began, also when nothing is left of its first segment', () => {
    const { log, reopened } = keptLog();
    appendKeyed(log, keyedBatch('k:1'), keyedBatch('k:2'), keyedBatch('j:3'), keyedBatch('j:4'));
    clean(log);
    assert.deepEqual(keyed(log), ['1 k:2', '2 j:3', '3 j:4']);
    assert.equal(log.segments[0]?.sizeBytes, 0);
    assert.deepEqual(ends(reopened()), ends(log));
    assert.deepEqual(keyed(reopened()), keyed(log));
    const offsets = (each: Log) =>
      each.segments.map(({ baseOffset, nextOffset }) => [baseOffset, nextOffset]);
    assert.deepEqual(offsets(reopened()), offsets(log));
  });

  it('begins where a replica began that was given nothing of the beginning', () => {
    const leader = keptLog().log;
    appendKeyed(leader, keyedBatch('k:1'), keyedBatch('k:2'), keyedBatch('j:3'));
    clean(leader);
    const { log, reopened } = keptLog();
    log.appendAsFollower(allBatches(leader));
    assert.deepEqual(ends(log), { start: 0, end: 3 });
    assert.deepEqual(ends(reopened()), ends(log));
  });

  it('ends where the log ended when it was cut off where compaction has left nothing', () => {
    const { log, reopened } = keptLog();
    appendKeyed(log, ...['k:1', 'j:2', 'k:', 'i:4', 'h:5'].map((pairs) => keyedBatch(pairs)));
    clean(log);
    appendKeyed(log, keyedBatch('g:6'));
    clean(log, noon + 1);
    assert.deepEqual(keyed(log), ['1 j:2', '3 i:4', '4 h:5', '5 g:6']);
    log.truncateTo(3);
    assert.deepEqual(ends(log), { start: 0, end: 3 });
    assert.deepEqual(ends(reopened()), ends(log));
    appendKeyed(log, keyedBatch('k:7'));
    assert.deepEqual(keyed(reopened()), ['1 j:2', '3 k:7']);
    assert.deepEqual(ends(reopened()), ends(log));
  });

  it('ends where the log ended when that was cut off a second time, inside the segment before', () => {
    const { log, reopened } = keptLog(1000);
    appendKeyed(log, keyedBatch('k:1'), keyedBatch('j:2'));
    log.updateConfigs({ ...log.configs, segmentBytes: 1 });
    appendKeyed(log, keyedBatch('i:3'));
    log.truncateTo(2);
    log.truncateTo(1);
    assert.deepEqual(ends(reopened()), { start: 0, end: 1 });
  });
});
