/** Compaction, rule by rule: what Kafka's LogCleaner keeps, and what it takes. */
import assert from 'node:assert/strict';
import { Cleaning } from '../../../../src/broker/log/cleaning.ts';
import type { Log } from '../../../../src/broker/log/log.ts';
import { encodeEndTransactionMarker } from '../../../../src/protocol/controlRecords.ts';
import { crc32c } from '../../../../src/protocol/crc32c.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import * as header from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords } from '../../../../src/protocol/records.ts';
import { codecs } from '../../../../src/server/codecs.ts';
import { allBatches, batchOf, bytesBehind, endTransaction, noon } from './batches.ts';
import { appendKeyed, clean, compactedLog, keyed, keyedBatch } from './cleaningLog.ts';

const hour = 3_600_000;

/** The offsets that each batch claims, `first-last`, and how many records it has left. */
function shapes(log: Log): string[] {
  return allBatches(log).map(
    (batch) =>
      `${header.readBaseOffset(batch, 0)}-${header.readLastOffset(batch, 0)} ${header.readRecordCount(batch, 0)}`,
  );
}

describe('compaction', () => {
  it('keeps the last record of each key, at its offset, in a batch that keeps its bounds', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1 b:1 c:1'), keyedBatch('a:2'), keyedBatch('c:2 c:3'), keyedBatch('x:1'));
    clean(log);
    assert.deepEqual(keyed(log), ['1 b:1', '3 a:2', '5 c:3', '6 x:1']);
    assert.deepEqual(shapes(log), ['0-2 1', '3-3 1', '4-5 1', '6-6 1']);
    assert.deepEqual([log.logStartOffset, log.logEndOffset, log.firstDirtyOffset], [0, 7, 6]);
    for (const batch of allBatches(log)) {
      assert.equal(header.readCrc(batch, 0), crcOf(batch));
    }
  });

  it('never touches the active segment, nor what is not decided yet', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1'), keyedBatch('a:2'), keyedBatch('a:3'), keyedBatch('a:4'));
    assert.equal(clean(log, noon, 0), undefined);
    clean(log, noon, 2);
    assert.deepEqual(keyed(log), ['1 a:2', '2 a:3', '3 a:4']);
    clean(log);
    assert.deepEqual(keyed(log), ['2 a:3', '3 a:4']);
  });

  it('reads only what is dirty to learn the last offsets, and cleans the rest by them', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1 b:1'), keyedBatch('x:1'));
    clean(log);
    appendKeyed(log, keyedBatch('b:2'), keyedBatch('x:2'));
    assert.equal(clean(log)?.firstDirtyOffset, 2);
    assert.deepEqual(keyed(log), ['0 a:1', '2 x:1', '3 b:2', '4 x:2']);
  });

  it('removes a record without a key, which only a topic that was not compacted took', () => {
    const log = compactedLog({ cleanupPolicy: ['delete'] });
    appendKeyed(log, keyedBatch('a:1'));
    appendKeyed(log, batchOf('keyless'), keyedBatch('b:1'));
    log.updateConfigs({ ...log.configs, cleanupPolicy: ['compact'] });
    clean(log);
    assert.deepEqual(keyed(log), ['0 a:1', '2 b:1']);
  });

  it('goes on another time when there are more keys than it has room for', () => {
    const log = compactedLog();
    appendKeyed(
      log,
      keyedBatch('a:1'),
      keyedBatch('b:1'),
      keyedBatch('a:2'),
      keyedBatch('b:2 a:3'),
      keyedBatch('x:1'),
    );
    const cleaning = new Cleaning(log, { firstDirtyOffset: 0, upperBound: 5, dirtyRatio: 1 }, noon, {
      mostKeys: 1,
    });
    while (cleaning.step());
    assert.equal(log.firstDirtyOffset, 1);
    clean(log);
    assert.deepEqual(keyed(log), ['3 b:2', '4 a:3', '5 x:1']);
  });

  it('leaves an empty batch at the end of what it cleaned, so that readers come to that end', () => {
    const log = compactedLog();
    const producer = { producerId: 7, producerEpoch: 0 };
    const aborted = keyedBatch('a:2', { ...producer, baseSequence: 0, transactional: true });
    const marker = encodeEndTransactionMarker(
      { type: 'abort', coordinatorEpoch: 0 },
      { id: 7, epoch: 0 },
      noon,
    );
    appendKeyed(log, keyedBatch('a:1'), aborted, marker);
    log.updateConfigs({ ...log.configs, segmentBytes: 1000 });
    log.appendAsLeader(keyedBatch('b:1', { ...producer, baseSequence: 1 }), 0, noon, 'client');
    assert.equal(clean(log)?.upperBound, 2);
    assert.deepEqual(shapes(log), ['0-0 1', '1-1 0', '2-2 1', '3-3 1']);
    log.updateConfigs({ ...log.configs, segmentBytes: 1 });
    appendKeyed(log, keyedBatch('x:1'));
    clean(log);
    assert.deepEqual(shapes(log), ['0-0 1', '2-2 1', '3-3 1', '4-4 1']);
  });
});

describe('a tombstone', () => {
  const retention = { deleteRetentionMs: hour };

  it('stays until delete.retention.ms after it was first cleaned, by the horizon in its batch (KIP-534)', () => {
    const log = compactedLog(retention);
    appendKeyed(log, keyedBatch('a:1 b:1'), keyedBatch('a: c:1'), keyedBatch('x:1'));
    clean(log, noon);
    assert.deepEqual(keyed(log), ['1 b:1', '2 a:', '3 c:1', '4 x:1']);
    const [, second] = allBatches(log);
    assert.equal(second && header.readDeleteHorizon(second, 0), noon + hour);
    assert.deepEqual(
      [...decodeRecords(second ?? Buffer.alloc(0))].map(({ timestamp }) => timestamp),
      [noon, noon],
    );
    appendKeyed(log, keyedBatch('x:2'));
    clean(log, noon + hour - 1);
    assert.ok(keyed(log).includes('2 a:'));
    appendKeyed(log, keyedBatch('x:3'));
    clean(log, noon + hour);
    assert.deepEqual(keyed(log), ['1 b:1', '3 c:1', '5 x:2', '6 x:3']);
  });

  it('keeps its first horizon when delete.retention.ms changes', () => {
    const log = compactedLog(retention);
    appendKeyed(log, keyedBatch('a:'), keyedBatch('x:1'));
    clean(log, noon);
    log.updateConfigs({ ...log.configs, deleteRetentionMs: 10 * hour });
    appendKeyed(log, keyedBatch('x:2'));
    clean(log, noon + 1);
    assert.equal(header.readDeleteHorizon(allBatches(log)[0] ?? Buffer.alloc(0), 0), noon + hour);
  });

  it('may be kept for ever', () => {
    const log = compactedLog({ deleteRetentionMs: 2 ** 63 });
    appendKeyed(log, keyedBatch('a: b:1'), keyedBatch('x:1'), keyedBatch('x:2'));
    clean(log);
    assert.deepEqual(keyed(log), ['0 a:', '1 b:1', '2 x:1', '3 x:2']);
    const [first] = allBatches(log);
    const times = [...decodeRecords(first ?? Buffer.alloc(0))].map(({ timestamp }) => timestamp);
    assert.deepEqual(times, [noon, noon]);
  });
});

describe('compaction and producers', () => {
  const producer = (baseSequence: number) => ({ producerId: 7, producerEpoch: 1, baseSequence });

  it('keeps the sequence of the last batch of a producer when its records are gone', () => {
    const log = compactedLog();
    appendKeyed(
      log,
      keyedBatch('a:1', producer(0)),
      keyedBatch('a:2', producer(1)),
      keyedBatch('a:3'),
      keyedBatch('a:4'),
    );
    clean(log);
    assert.deepEqual(shapes(log), ['1-1 0', '2-2 1', '3-3 1']);
    const [empty] = allBatches(log);
    assert.ok(empty !== undefined);
    assert.equal(header.readCrc(empty, 0), crcOf(empty));
    assert.equal(header.readMaxTimestamp(empty, 0), noon);
    // A replica that has only this knows what comes next.
    const follower = compactedLog({ segmentBytes: 1000 });
    follower.appendAsFollower(allBatches(log));
    const next = follower.appendAsLeader(keyedBatch('b:1', producer(3)), 1, noon, 'client');
    assert.equal(next.error, errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(follower.appendAsLeader(keyedBatch('b:1', producer(2)), 1, noon, 'client').error, 0);
    // Another batch takes over that duty.
    appendKeyed(log, keyedBatch('b:1', producer(2)), keyedBatch('x:1'));
    clean(log);
    assert.deepEqual(shapes(log), ['3-3 1', '4-4 1', '5-5 1']);
  });

  it('keeps the sequences of a batch that lost its last record', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1 b:1', producer(0)), keyedBatch('b:2'), keyedBatch('x:1'));
    clean(log);
    const [first] = allBatches(log);
    assert.ok(first !== undefined);
    assert.deepEqual([header.readBaseSequence(first, 0), header.readLastSequence(first, 0)], [0, 1]);
    assert.deepEqual([header.readProducerId(first, 0), header.readProducerEpoch(first, 0)], [7, 1]);
  });
});

describe('compaction and transactions', () => {
  const sender = { id: 7, epoch: 0, transactional: true };
  const transactional = (baseSequence: number) => ({
    producerId: 7,
    producerEpoch: 0,
    baseSequence,
    transactional: true,
  });
  const end = (log: Log, type: 'commit' | 'abort'): void => {
    const { segmentBytes } = log.configs;
    log.updateConfigs({ ...log.configs, segmentBytes: 100_000 });
    assert.equal(endTransaction(log, sender, type).error, 0);
    log.updateConfigs({ ...log.configs, segmentBytes });
  };

  it('takes the records of an aborted transaction at once, and never lets them replace others', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1'), keyedBatch('a:2', transactional(0)));
    end(log, 'abort');
    appendKeyed(
      log,
      keyedBatch('c:1', { producerId: 8, producerEpoch: 0, baseSequence: 0 }),
      keyedBatch('x:1'),
    );
    clean(log);
    assert.deepEqual(keyed(log), ['0 a:1', '3 c:1', '4 x:1']);
  });

  it('keeps a marker while its transaction has batches, and delete.retention.ms longer', () => {
    const log = compactedLog({ deleteRetentionMs: hour });
    appendKeyed(log, keyedBatch('a:1', transactional(0)));
    end(log, 'abort');
    // Somebody else must be last, or the batch would stay for its sequence.
    appendKeyed(log, keyedBatch('a:2', transactional(1)));
    end(log, 'commit');
    appendKeyed(log, keyedBatch('x:1'), keyedBatch('y:1'));
    assert.equal(log.producers.abortedTransactions(0, 100).length, 1);
    clean(log, noon);
    assert.deepEqual(shapes(log), ['1-1 1', '2-2 1', '3-3 1', '4-4 1', '5-5 1']);
    assert.equal(log.producers.abortedTransactions(0, 100).length, 1);
    appendKeyed(log, keyedBatch('y:2'));
    clean(log, noon);
    // Without its records nobody is told of it any more: whoever would be might not find its end.
    assert.equal(log.producers.abortedTransactions(0, 100).length, 0);
    assert.equal(shapes(log)[0], '1-1 1');
    appendKeyed(log, keyedBatch('y:3'));
    clean(log, noon + hour);
    assert.equal(shapes(log)[0], '2-2 1');
    assert.ok(shapes(log).includes('3-3 1'), 'the commit marker stays with its record');
  });

  it('stops at the first transaction that is open', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1'), keyedBatch('a:2'), keyedBatch('b:1', transactional(0)));
    appendKeyed(log, keyedBatch('a:3'), keyedBatch('a:4'));
    assert.equal(clean(log, noon, log.lastStableOffset(log.logEndOffset))?.upperBound, 2);
    assert.deepEqual(keyed(log), ['1 a:2', '2 b:1', '3 a:3', '4 a:4']);
  });
});

describe('compaction and compression', () => {
  for (const codec of [1, 2, 3, 4] as const) {
    it(`writes a batch again with codec ${codec}`, () => {
      const log = compactedLog({}, codecs);
      appendKeyed(
        log,
        keyedBatch('a:1 b:1', { codec, compression: codecs }),
        keyedBatch('a:2'),
        keyedBatch('x:1'),
      );
      clean(log);
      assert.deepEqual(keyed(log), ['1 b:1', '2 a:2', '3 x:1']);
      assert.equal(header.readCompressionCodec(allBatches(log)[0] ?? Buffer.alloc(0), 0), codec);
    });
  }

  it('leaves a batch whole that it cannot open, and lets it replace nothing', () => {
    const log = compactedLog();
    const closed = keyedBatch('a:2 b:1', { codec: 1, compression: codecs });
    appendKeyed(log, keyedBatch('a:1'), closed, keyedBatch('x:1'));
    clean(log);
    assert.deepEqual(shapes(log), ['0-0 1', '1-2 2', '3-3 1']);
  });
});

describe('segments, cleaned', () => {
  it('are put together as long as they fit into segment.bytes', () => {
    const size = keyedBatch('a:1').length;
    const log = compactedLog({ segmentBytes: size * 2 });
    appendKeyed(log, ...['a:1', 'b:1', 'a:2', 'b:2', 'c:1', 'd:1', 'x:1'].map((pair) => keyedBatch(pair)));
    assert.equal(log.segments.length, 4);
    clean(log);
    assert.deepEqual(keyed(log), ['2 a:2', '3 b:2', '4 c:1', '5 d:1', '6 x:1']);
    appendKeyed(log, keyedBatch('e:1'), keyedBatch('f:1'));
    clean(log);
    assert.deepEqual(
      log.segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes / size]),
      [
        [0, 2],
        [4, 2],
        [6, 2],
        [8, 1],
      ],
    );
  });

  it('are read, searched and truncated over their gaps', () => {
    const log = compactedLog();
    appendKeyed(log, ...['a:1', 'b:1', 'a:2', 'a:3', 'a:4', 'b:2', 'x:1'].map((pair) => keyedBatch(pair)));
    clean(log);
    assert.deepEqual(keyed(log), ['4 a:4', '5 b:2', '6 x:1']);
    for (const from of [0, 1, 3, 4]) {
      const { records, nextOffset } = log.read(from, 1, 7, true);
      assert.equal(header.readBaseOffset(records[0] ?? Buffer.alloc(0), 0), 4);
      assert.equal(nextOffset, 5);
    }
    assert.deepEqual(log.read(0, 1000, 4, true), { records: [], bytes: 0, nextOffset: 0 });
    assert.equal(log.offsetForTimestamp(noon, 7)?.offset, 4);
    assert.equal(log.maxTimestampOffset(7)?.offset, 4);
    log.truncateTo(3);
    assert.deepEqual([log.logEndOffset, log.firstDirtyOffset, log.sizeBytes], [3, 3, 0]);
    assert.equal(log.read(1, 1000, 3, true).nextOffset, 3);
    appendKeyed(log, keyedBatch('c:1'), keyedBatch('c:2'));
    assert.deepEqual(keyed(log), ['3 c:1', '4 c:2']);
  });

  it('leave the epochs as they are', () => {
    const log = compactedLog({ segmentBytes: 1000 });
    for (const epoch of [1, 2, 3]) log.appendAsLeader(keyedBatch('a:1'), epoch, noon, 'client');
    const { entries } = log.epochs;
    appendKeyed(log, keyedBatch('x:1'));
    log.updateConfigs({ ...log.configs, segmentBytes: 1 });
    clean(log);
    assert.deepEqual(log.epochs.entries.slice(0, 3), entries.slice(0, 3));
  });

  it('expire like others with compact,delete, empty ones too', () => {
    const log = compactedLog({ cleanupPolicy: ['compact', 'delete'], retentionMs: hour, segmentBytes: 1 });
    appendKeyed(log, ...['a:1', 'a:2', 'a:3', 'b:1'].map((pair) => keyedBatch(pair)));
    clean(log);
    assert.equal(log.segments[0]?.sizeBytes, 0);
    log.enforceRetention(noon + hour, 4);
    assert.equal(log.logStartOffset, 0);
    log.enforceRetention(noon + hour + 1, 4);
    assert.deepEqual([log.logStartOffset, log.sizeBytes], [4, 0]);
  });

  it('are not written again when nothing changes, so that replicas share their bytes', () => {
    const log = compactedLog();
    appendKeyed(log, keyedBatch('a:1'), keyedBatch('b:1'), keyedBatch('x:1'));
    const before = [...log.segments];
    clean(log);
    assert.ok(before.every((segment, index) => segment === log.segments[index]));
  });
});

describe('a round of cleaning', () => {
  const large = (count = 40): Log => {
    const log = compactedLog({ segmentBytes: 2 ** 20 });
    for (let index = 0; index < count; index++) {
      appendKeyed(log, keyedBatch(`k${index % 2}:${'v'.repeat(50_000)}`));
    }
    return log;
  };

  it('takes many small steps, between which the log is read and appended to', () => {
    const log = large();
    const held = log.read(0, 1000, 100, true).records[0];
    const said = Buffer.from(held ?? []);
    const cleaning = new Cleaning(log, { firstDirtyOffset: 0, upperBound: 20, dirtyRatio: 1 }, noon);
    let steps = 1;
    while (cleaning.step()) {
      steps += 1;
      appendKeyed(log, keyedBatch('x:1'));
      assert.ok(log.read(0, 2 ** 30, log.logEndOffset, true).bytes > 0);
    }
    assert.ok(steps > 5, `${steps} steps`);
    assert.ok(held?.equals(said));
    assert.equal(
      log.sizeBytes,
      log.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
  });

  it('ends when the log is truncated, emptied, or no longer compacted', () => {
    const changes: ((log: Log) => void)[] = [
      (log) => log.truncateTo(5),
      (log) => log.truncateFullyAndStartAt(100),
      (log) => log.updateConfigs({ ...log.configs, cleanupPolicy: ['delete'] }),
    ];
    for (const change of changes) {
      const log = large();
      const cleaning = new Cleaning(log, { firstDirtyOffset: 0, upperBound: 20, dirtyRatio: 1 }, noon);
      assert.ok(cleaning.step());
      change(log);
      const left = keyed(log);
      assert.equal(cleaning.step(), false);
      assert.deepEqual(keyed(log), left);
    }
  });

  it('ends when DeleteRecords has taken what it was about to replace', () => {
    const log = large();
    const cleaning = new Cleaning(log, { firstDirtyOffset: 0, upperBound: 20, dirtyRatio: 1 }, noon);
    assert.ok(cleaning.step());
    log.advanceLogStartOffset(39);
    while (cleaning.step());
    assert.deepEqual([log.logStartOffset, log.firstDirtyOffset], [39, 39]);
    assert.equal(keyed(log).length, 1);
  });

  it('gives the memory of what it replaced back, once nobody views it', () => {
    const log = large(90);
    const before = bytesBehind(log);
    assert.ok(before > 4_500_000, `${before} bytes`);
    clean(log);
    // Two batches are left of four segments; the active one may share a chunk with the one before it.
    const after = bytesBehind(log);
    assert.ok(after < 1_600_000, `${after} of ${before} bytes`);
    log.updateConfigs({ ...log.configs, cleanupPolicy: ['delete'], retentionMs: 1 });
    log.enforceRetention(noon + hour, log.logEndOffset);
    assert.equal(bytesBehind(log), 0);
  });
});

function crcOf(batch: Buffer): number {
  return crc32c(batch, header.crcStart, batch.length);
}
