/** What of a compacted log may be cleaned, and when it is worth the work. */
import assert from 'node:assert/strict';
import { cleanablePart } from '../../../../src/broker/log/cleanable.ts';
import type { Log } from '../../../../src/broker/log/log.ts';
import type { LogConfig } from '../../../../src/broker/log/logConfig.ts';
import { noon } from './batches.ts';
import { appendKeyed, clean, compactedLog, keyedBatch } from './cleaningLog.ts';

const hour = 3_600_000;

/** Four segments of one record each, an hour apart from noon on. */
function hourly(configs: Partial<LogConfig> = {}): Log {
  const log = compactedLog(configs);
  for (let index = 0; index < 4; index++) {
    appendKeyed(log, keyedBatch(`a:${index}`, {}, noon + index * hour));
  }
  return log;
}

const upperBound = (log: Log, now = noon, stable = 4): number | undefined =>
  cleanablePart(log, stable, now)?.upperBound;

describe('the cleanable part of a log', () => {
  it('ends where the active segment begins, or the last stable offset is', () => {
    assert.equal(upperBound(hourly()), 3);
    assert.equal(upperBound(hourly(), noon, 3), 3);
    assert.equal(upperBound(hourly(), noon, 2), 2);
    assert.equal(upperBound(hourly(), noon, 0), undefined);
    assert.equal(upperBound(compactedLog()), undefined);
  });

  it('is nothing on a topic that is not compacted', () => {
    assert.equal(upperBound(hourly({ cleanupPolicy: ['delete'] })), undefined);
    assert.equal(upperBound(hourly({ cleanupPolicy: ['compact', 'delete'] })), 3);
  });

  it('ends before the first segment that is newer than min.compaction.lag.ms', () => {
    const log = hourly({ minCompactionLagMs: 2 * hour });
    assert.equal(upperBound(log, noon + 2 * hour - 1), undefined);
    assert.equal(upperBound(log, noon + 2 * hour), 1);
    assert.equal(upperBound(log, noon + 3 * hour), 2);
  });

  it('begins where the last cleaning ended, at the log start, or where the log was truncated', () => {
    const log = hourly();
    clean(log, noon, 2);
    assert.equal(cleanablePart(log, 4, noon)?.firstDirtyOffset, 2);
    log.truncateTo(1);
    assert.equal(log.firstDirtyOffset, 1);
    const advanced = hourly();
    advanced.advanceLogStartOffset(1);
    assert.equal(cleanablePart(advanced, 4, noon)?.firstDirtyOffset, 1);
  });

  it('is worth the work when more than min.cleanable.dirty.ratio of the bytes are dirty', () => {
    const log = compactedLog();
    const batches = ['a:1', 'b:1', 'c:1', 'd:1'].map((pair) => keyedBatch(pair));
    appendKeyed(log, ...batches);
    assert.equal(cleanablePart(log, 4, noon)?.dirtyRatio, 1);
    clean(log);
    appendKeyed(log, keyedBatch('e:1'));
    assert.equal(cleanablePart(log, 5, noon)?.dirtyRatio, 0.25);
    log.updateConfigs({ ...log.configs, minCleanableDirtyRatio: 0.25 });
    assert.equal(cleanablePart(log, 5, noon), undefined);
  });

  it('is worth it in any case once a dirty record is older than max.compaction.lag.ms', () => {
    const log = hourly({ minCleanableDirtyRatio: 1, maxCompactionLagMs: 5 * hour });
    assert.equal(upperBound(log, noon + 5 * hour), undefined);
    assert.equal(upperBound(log, noon + 5 * hour + 1), 3);
    clean(log, noon + 5 * hour + 1);
    assert.equal(upperBound(log, noon + 50 * hour), undefined);
  });
});

describe('a segment is closed', () => {
  const segments = (configs: Partial<LogConfig>, times: readonly number[], random = 0): number => {
    const log = compactedLog({ segmentBytes: 100_000, ...configs }, undefined, () => random);
    for (const time of times)
      log.appendAsLeader(keyedBatch('a:1', {}, time), 0, Math.max(noon, time), 'client');
    return log.segments.length;
  };

  it('in time for max.compaction.lag.ms, where the topic is compacted', () => {
    const times = [noon, noon + hour, noon + hour + 1];
    assert.equal(segments({ maxCompactionLagMs: hour }, times), 2);
    assert.equal(segments({ maxCompactionLagMs: hour, cleanupPolicy: ['delete'] }, times), 1);
    assert.equal(segments({ maxCompactionLagMs: 2 * hour, segmentMs: hour }, times), 2);
  });

  it('up to segment.jitter.ms earlier, by chance, and never by more than segment.ms', () => {
    const times = [noon, noon + 41, noon + 100];
    assert.equal(segments({ segmentMs: 100 }, times), 1);
    assert.equal(segments({ segmentMs: 100, segmentJitterMs: 60 }, times, 0.99), 2);
    assert.equal(segments({ segmentMs: 100, segmentJitterMs: 60 }, times, 0), 1);
    assert.equal(segments({ segmentMs: 100, segmentJitterMs: 10_000 }, times, 0.99), 3);
  });

  it('by the clock, when its first record has no time', () => {
    const log = compactedLog({ segmentBytes: 100_000, segmentMs: hour });
    for (const now of [noon, noon + hour, noon + hour + 1]) {
      log.appendAsLeader(keyedBatch('a:1', {}, -1), 0, now, 'client');
    }
    assert.deepEqual(
      log.segments.map(({ baseOffset }) => baseOffset),
      [0, 2],
    );
  });
});
