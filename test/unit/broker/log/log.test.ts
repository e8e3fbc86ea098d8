import assert from 'node:assert/strict';
import { crc32c } from '../../../../src/protocol/crc32c.ts';
import * as header from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../../../../src/protocol/records.ts';
import { allBatches, append, batchOf, bytesBehind, contents, newLog, noon } from './batches.ts';

const everything = Number.MAX_SAFE_INTEGER;

describe('Log: append as leader', () => {
  it('gives offsets and the leader epoch, and leaves every other byte as the producer sent it', () => {
    const log = newLog({}, 100);
    append(log, batchOf('a', 'b'));
    const sent = batchOf('c', 'd', 'e');
    const kept = Buffer.from(sent);
    const result = log.appendAsLeader(sent, 7, noon, 'client');
    assert.deepEqual(result, {
      error: 0,
      firstOffset: 102,
      lastOffset: 104,
      logAppendTime: -1,
      duplicate: false,
      bytes: sent.length,
      maxTimestamp: noon,
    });
    assert.ok(sent.equals(kept), 'the bytes of the caller changed');
    const stored = allBatches(log)[1];
    assert.ok(stored !== undefined);
    assert.equal(header.readBaseOffset(stored, 0), 102);
    assert.equal(header.readLeaderEpoch(stored, 0), 7);
    assert.ok(stored.subarray(16).equals(sent.subarray(16)));
    assert.deepEqual([log.logStartOffset, log.logEndOffset], [100, 105]);
  });

  it('copies: the socket may reuse its bytes at once', () => {
    const log = newLog();
    const sent = batchOf('precious');
    append(log, sent);
    sent.fill(0);
    assert.deepEqual(contents(log.read(0, everything, 1, true).records), ['0:precious']);
  });

  it('writes its own time with LogAppendTime, with a CRC that fits', () => {
    const log = newLog({ messageTimestampType: 'LogAppendTime' });
    const result = log.appendAsLeader(batchOf('a', 'b'), 0, noon + 5, 'client');
    assert.deepEqual([result.logAppendTime, result.maxTimestamp], [noon + 5, noon + 5]);
    const [stored] = allBatches(log);
    assert.ok(stored !== undefined);
    assert.ok(header.isLogAppendTime(stored, 0));
    assert.equal(header.readCrc(stored, 0), crc32c(stored, header.crcStart));
    assert.deepEqual(
      Array.from(decodeRecords(stored), (record) => record.timestamp),
      [noon + 5, noon + 5],
    );
  });

  it('takes several batches at once from a coordinator or the Raft leader', () => {
    const log = newLog();
    const result = log.appendAsLeader(Buffer.concat([batchOf('a'), batchOf('b', 'c')]), 2, noon, 'raft');
    assert.deepEqual([result.error, result.firstOffset, result.lastOffset], [0, 0, 2]);
    assert.deepEqual(contents(log.read(0, everything, 3, true).records), ['0:a', '1:b', '2:c']);
  });

  it('appends nothing when a batch is refused', () => {
    const log = newLog();
    const bad = batchOf('b');
    bad[bad.length - 1] = 0xff;
    const result = log.appendAsLeader(Buffer.concat([batchOf('a'), bad]), 0, noon, 'coordinator');
    assert.deepEqual([result.error, result.firstOffset, result.bytes], [2, -1, 0]);
    assert.deepEqual([log.logEndOffset, log.sizeBytes], [0, 0]);
  });

  it('ignores a partial batch behind the whole one, as Kafka does', () => {
    const log = newLog();
    append(log, Buffer.concat([batchOf('a'), batchOf('b').subarray(0, 30)]));
    assert.equal(log.logEndOffset, 1);
  });

  it('remembers where each leader epoch began', () => {
    const log = newLog();
    for (const [value, epoch] of [
      ['a', 1],
      ['b', 1],
      ['c', 4],
    ] as const) {
      log.appendAsLeader(batchOf(value), epoch, noon, 'client');
    }
    assert.deepEqual(log.epochs.entries, [
      { epoch: 1, startOffset: 0 },
      { epoch: 4, startOffset: 2 },
    ]);
    log.truncateTo(2);
    assert.equal(log.epochs.latestEpoch, 1);
  });
});

describe('Log: read', () => {
  const log = newLog();
  const batches = [batchOf('a'), batchOf('b', 'c', 'd'), batchOf('e'), batchOf('f', 'g')];
  append(log, ...batches);
  const sizes = batches.map((batch) => batch.length);
  const [first = 0, second = 0] = sizes;

  it('returns the whole batch that contains the offset', () => {
    const read = log.read(2, second, 7, false);
    assert.deepEqual(contents(read.records), ['1:b', '2:c', '3:d']);
    assert.deepEqual([read.bytes, read.nextOffset], [second, 4]);
  });

  it('returns adjacent batches as one view', () => {
    assert.equal(log.read(0, everything, 7, false).records.length, 1);
  });

  it('returns one batch larger than allowed only when asked to (KIP-74)', () => {
    assert.deepEqual(contents(log.read(1, 10, 7, true).records), ['1:b', '2:c', '3:d']);
    assert.deepEqual(log.read(1, 10, 7, false), { records: [], bytes: 0, nextOffset: 1 });
    assert.deepEqual(contents(log.read(0, first + 10, 7, true).records), ['0:a']);
  });

  it('stops at the upper bound, not inside a batch', () => {
    assert.deepEqual(contents(log.read(0, everything, 5, true).records), ['0:a', '1:b', '2:c', '3:d', '4:e']);
    assert.deepEqual(contents(log.read(0, everything, 3, true).records), ['0:a']);
    assert.deepEqual(log.read(1, everything, 1, true), { records: [], bytes: 0, nextOffset: 1 });
  });

  it('has nothing to read outside the log', () => {
    for (const offset of [-1, 7, 8]) {
      assert.deepEqual(log.read(offset, everything, 7, true), { records: [], bytes: 0, nextOffset: offset });
    }
  });
});

describe('Log: memory', () => {
  const kilobyte = 'x'.repeat(1000);

  it('is shared by three replicas', () => {
    const leader = newLog();
    const followers = [newLog(), newLog()];
    for (let index = 0; index < 4000; index++) {
      append(leader, batchOf(kilobyte));
      // One follower asks after each batch, the other now and then.
      if (index % 7 === 0)
        followers[1]?.appendAsFollower(leader.read(followers[1].logEndOffset, 5000, 4000, true).records);
      followers[0]?.appendAsFollower(leader.read(index, everything, index + 1, true).records);
    }
    while (followers[1] !== undefined && followers[1].logEndOffset < leader.logEndOffset) {
      followers[1].appendAsFollower(leader.read(followers[1].logEndOffset, 100_000, 4000, true).records);
    }
    for (const follower of followers) {
      assert.deepEqual([follower.logEndOffset, follower.sizeBytes], [4000, leader.sizeBytes]);
      assert.ok(Buffer.concat(allBatches(follower)).equals(Buffer.concat(allBatches(leader))));
    }
    const behindOne = bytesBehind(leader);
    assert.equal(bytesBehind(leader, ...followers), behindOne);
    assert.ok(behindOne < leader.sizeBytes * 1.3, `${behindOne} bytes behind ${leader.sizeBytes}`);
  });

  it('is used to nine tenths whatever the batches measure', () => {
    for (const size of [200, 5000, 63_000, 66_000, 300_000, 900_000]) {
      const log = newLog();
      const batch = batchOf('y'.repeat(size));
      while (log.sizeBytes < 24_000_000) append(log, batch);
      // What is left of the last chunk does not count against the layout: it is for the batches to come.
      const used = log.sizeBytes / (bytesBehind(log) - 1024 * 1024);
      assert.ok(used > 0.9, `batches of ${size} bytes use ${used.toFixed(2)}`);
    }
  });

  it('is not taken by an empty log, and little of it by a small one', () => {
    const log = newLog();
    assert.equal(bytesBehind(log), 0);
    append(log, batchOf('small'));
    assert.ok(bytesBehind(log) <= 1024);
  });

  it('spends few bytes per batch on the index, but has an entry for every 4 KB', () => {
    for (const [size, limit] of [
      [1000, 12],
      [1, 1],
    ] as const) {
      const log = newLog({ segmentBytes: 500_000 });
      const batch = batchOf('z'.repeat(size));
      for (let index = 0; index < 20_000; index++) append(log, batch);
      const indexBytes = log.segments.reduce((sum, segment) => sum + segment.indexBytes, 0);
      assert.ok(indexBytes / 20_000 < limit, `${indexBytes / 20_000} bytes per batch of ${size}`);
      assert.ok(indexBytes / 24 > log.sizeBytes / 5000, `${indexBytes / 24} entries`);
    }
  });

  it('once written never changes, so that a response still in a socket stays true', () => {
    const log = newLog();
    append(log, batchOf('a'), batchOf('b'), batchOf('c'));
    const { records } = log.read(0, everything, 3, true);
    const before = Buffer.from(Buffer.concat(records));
    log.truncateTo(1);
    append(log, batchOf('B'), batchOf('C'));
    log.truncateFullyAndStartAt(0);
    append(log, batchOf('A'));
    assert.ok(Buffer.concat(records).equals(before));
    assert.deepEqual(contents(log.read(0, everything, 1, true).records), ['0:A']);
  });

  it('is released with its segments', () => {
    const log = newLog({ segmentBytes: 100_000, retentionBytes: 300_000 });
    const batch = batchOf(kilobyte);
    for (let index = 0; index < 3000; index++) append(log, batch);
    const before = bytesBehind(log);
    assert.ok(log.enforceRetention(noon, log.logEndOffset) > 2_000_000);
    assert.ok(bytesBehind(log) < before - 1_000_000);
  });

  it('begins small again in a log that retention has emptied', () => {
    const log = newLog({ retentionMs: 1000 });
    for (let index = 0; index < 100; index++) append(log, batchOf(kilobyte));
    log.enforceRetention(noon + 2000, 100);
    assert.equal(log.sizeBytes, 0);
    append(log, batchOf('small'));
    assert.ok(bytesBehind(log) <= 1024);
  });
});

describe('Log: follower', () => {
  it('keeps apart what does not stand side by side in memory', () => {
    const leader = newLog();
    append(leader, batchOf('a'), batchOf('b'), batchOf('c'));
    const [a, , c] = allBatches(leader);
    assert.ok(a !== undefined && c !== undefined);
    const follower = newLog();
    follower.appendAsFollower([a, c]);
    assert.deepEqual(contents(follower.read(0, everything, 3, true).records), ['0:a', '2:c']);
  });

  it('begins inside a batch when it is empty, where DeleteRecords has moved the start of the leader', () => {
    const leader = newLog();
    append(leader, batchOf('a', 'b', 'c'), batchOf('d'));
    leader.advanceLogStartOffset(2);
    const follower = newLog();
    follower.truncateFullyAndStartAt(2);
    follower.appendAsFollower(leader.read(2, everything, 4, true).records);
    assert.deepEqual([follower.logStartOffset, follower.logEndOffset], [2, 4]);
    assert.deepEqual(follower.epochs.entries, leader.epochs.entries);
    const [read, expected] = [follower, leader].map((log) =>
      contents(log.read(2, everything, 4, true).records),
    );
    assert.deepEqual(read, expected);
    const late = newLog();
    late.truncateFullyAndStartAt(3);
    assert.throws(() => late.appendAsFollower([batchOf('a', 'b', 'c')]), { name: 'InvariantError' });
  });

  it('takes batches as the leader has them, with gaps, but never from before its end', () => {
    const follower = newLog();
    const at = (baseOffset: number): Buffer =>
      encodeBatch({ records: [{ key: null, value: Buffer.from('v') }], baseOffset, leaderEpoch: 3 });
    follower.appendAsFollower([Buffer.concat([at(0), at(5)])]);
    assert.deepEqual(contents(follower.read(1, everything, 6, true).records), ['5:v']);
    assert.equal(follower.logEndOffset, 6);
    assert.throws(() => follower.appendAsFollower([at(5)]), { name: 'InvariantError' });
  });
});

describe('Log: start and truncation', () => {
  it('starts anew where it is told to', () => {
    const log = newLog();
    append(log, batchOf('a'), batchOf('b'));
    log.truncateFullyAndStartAt(40);
    assert.deepEqual([log.logStartOffset, log.logEndOffset, log.sizeBytes], [40, 40, 0]);
    assert.deepEqual([log.epochs.latestEpoch, log.read(40, 100, 40, true).bytes], [undefined, 0]);
    append(log, batchOf('c'));
    assert.deepEqual(contents(log.read(40, everything, 41, true).records), ['40:c']);
  });

  it('forgets an epoch that began at its end and holds nothing, even when no record goes', () => {
    const log = newLog();
    log.appendAsLeader(batchOf('a'), 1, noon, 'client');
    log.epochs.assign(2, log.logEndOffset);
    log.truncateTo(log.logEndOffset);
    assert.equal(log.epochs.latestEpoch, 1);
  });

  it('is truncated inside its first batch, and again', () => {
    const log = newLog();
    append(log, batchOf('a', 'b', 'c', 'd'));
    for (const offset of [3, 2, 1]) {
      log.truncateTo(offset);
      assert.deepEqual([log.logEndOffset, log.sizeBytes, log.segments.length], [offset, 0, 0]);
    }
    append(log, batchOf('e'));
    assert.deepEqual(contents(log.read(0, everything, 2, true).records), ['1:e']);
  });

  it('moves its start forward only, into a batch if need be', () => {
    const log = newLog();
    append(log, batchOf('a', 'b', 'c'));
    log.advanceLogStartOffset(2);
    log.advanceLogStartOffset(1);
    assert.equal(log.logStartOffset, 2);
    assert.equal(log.read(1, everything, 3, true).bytes, 0);
    assert.deepEqual(contents(log.read(2, everything, 3, true).records), ['0:a', '1:b', '2:c']);
    log.advanceLogStartOffset(3);
    assert.deepEqual([log.logStartOffset, log.logEndOffset, log.sizeBytes], [3, 3, 0]);
    log.advanceLogStartOffset(10);
    assert.deepEqual([log.logStartOffset, log.logEndOffset], [10, 10]);
  });
});
