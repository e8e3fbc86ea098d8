/** A follower's fetches: what it asks, what it does with the answer, and with answers that come too late. */
import assert from 'node:assert/strict';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { answer, askedBy, TestFollower, written, writtenTogether } from './follower.ts';

describe('ReplicaFetcher', () => {
  it('asks from the end of its log, with its last epoch and the leader epoch that it believes in', () => {
    const follower = new TestFollower({ 3: ['a', 'b'], 4: ['c'] });
    const { request } = follower.latest;
    assert.deepEqual(request.replicaState, { replicaId: 2, replicaEpoch: 7 });
    const { fetchOffset, lastFetchedEpoch, currentLeaderEpoch, logStartOffset } = askedBy(follower.latest);
    assert.deepEqual([fetchOffset, lastFetchedEpoch, currentLeaderEpoch, logStartOffset], [3, 4, 5, 0]);
  });

  it('appends what comes, takes the high watermark, and asks on: that acknowledges', () => {
    const follower = new TestFollower();
    answer(follower.latest, { records: written(['a', 'b'], 5, 0), highWatermark: 1 });
    assert.deepEqual(follower.values, ['a', 'b']);
    assert.equal(follower.partition.highWatermark, 1);
    assert.deepEqual([follower.fetches.length, askedBy(follower.latest).fetchOffset], [2, 2]);
  });

  it('never knows more to be committed than it has', () => {
    const follower = new TestFollower();
    answer(follower.latest, { records: written(['a'], 5, 0), highWatermark: 9 });
    assert.equal(follower.partition.highWatermark, 1);
  });

  it('asks again at once after an answer, and after a pause when something failed', () => {
    const follower = new TestFollower();
    answer(follower.latest, {});
    assert.equal(follower.fetches.length, 2);
    answer(follower.latest, { errorCode: errorCodes.UNKNOWN_LEADER_EPOCH });
    assert.equal(follower.fetches.length, 2);
    follower.timers.advanceTo(200);
    assert.equal(follower.fetches.length, 3);
    follower.latest.reply(undefined);
    follower.timers.advanceTo(400);
    assert.equal(follower.fetches.length, 4);
  });

  it('takes batches behind a gap, which compaction has left in the log of the leader', () => {
    const follower = new TestFollower({ 5: ['a'] });
    answer(follower.latest, { records: written(['d'], 5, 3), highWatermark: 4 });
    assert.deepEqual(follower.values, ['a', 'd']);
    assert.deepEqual([askedBy(follower.latest).fetchOffset, follower.partition.highWatermark], [4, 4]);
  });

  it('asks no more when it follows nothing', () => {
    const follower = new TestFollower();
    assert.equal(follower.fetcher.remove(follower.partition), true);
    assert.equal(follower.fetcher.remove(follower.partition), false);
    answer(follower.latest, { records: written(['a'], 5, 0) });
    follower.timers.advanceTo(10_000);
    assert.equal(follower.fetches.length, 1);
    assert.deepEqual([follower.values, follower.fetcher.isIdle], [[], true]);
  });
});

describe('a follower whose log has parted from the leader', () => {
  it('cuts off what the leader does not have, by epochs and not by the high watermark', () => {
    const follower = new TestFollower({ 3: ['a', 'b', 'c', 'd'] });
    answer(follower.latest, { divergingEpoch: { epoch: 3, endOffset: 2 } });
    assert.deepEqual(follower.values, ['a', 'b']);
    assert.deepEqual(
      [askedBy(follower.latest).fetchOffset, askedBy(follower.latest).lastFetchedEpoch],
      [2, 3],
    );
  });

  it('steps back epoch by epoch until both logs have one in common (KIP-279)', () => {
    const follower = new TestFollower({ 1: ['a'], 3: ['b', 'c'], 4: ['d'] });
    answer(follower.latest, { divergingEpoch: { epoch: 2, endOffset: 9 } });
    assert.deepEqual(follower.values, ['a']);
    assert.equal(askedBy(follower.latest).lastFetchedEpoch, 1);
  });

  it('keeps what it has when the leader has more of that epoch', () => {
    const follower = new TestFollower({ 3: ['a', 'b'], 4: ['c'] });
    answer(follower.latest, { divergingEpoch: { epoch: 3, endOffset: 8 } });
    assert.deepEqual(follower.values, ['a', 'b']);
  });

  it('forgets an epoch that it led and wrote nothing in, so that it can go on', () => {
    const follower = new TestFollower({ 3: ['a', 'b'] });
    follower.log.epochs.assign(4, 2);
    follower.fetcher.restart();
    assert.equal(askedBy(follower.latest).lastFetchedEpoch, 4);
    answer(follower.latest, { divergingEpoch: { epoch: 3, endOffset: 2 } });
    assert.deepEqual(follower.values, ['a', 'b']);
    assert.equal(askedBy(follower.latest).lastFetchedEpoch, 3);
  });

  it('pauses when there is nothing to cut off: the same question would be asked for ever', () => {
    const follower = new TestFollower({ 3: ['a', 'b'] });
    answer(follower.latest, { divergingEpoch: { epoch: 3, endOffset: 2 } });
    assert.deepEqual([follower.values, follower.fetches.length], [['a', 'b'], 1]);
    follower.timers.advanceTo(200);
    assert.equal(follower.fetches.length, 2);
  });

  it('begins anew where the leader begins, when that is beyond its end', () => {
    const follower = new TestFollower({ 3: ['a', 'b'] });
    const errorCode = errorCodes.OFFSET_OUT_OF_RANGE;
    answer(follower.latest, { errorCode, logStartOffset: 7, highWatermark: 9 });
    follower.timers.advanceTo(200);
    assert.equal(askedBy(follower.latest).fetchOffset, 7);
    answer(follower.latest, { records: written(['h'], 5, 7), highWatermark: 8 });
    assert.deepEqual(follower.values, ['h']);
  });

  it('begins anew where the leader begins, when that cuts a batch in two at its own end', () => {
    const follower = new TestFollower({ 3: ['a', 'b'] });
    const cut = writtenTogether(['x', 'y', 'z'], 5, 1);
    answer(follower.latest, { records: cut, logStartOffset: 2, highWatermark: 4 });
    follower.timers.advanceTo(200);
    answer(follower.latest, { records: cut, logStartOffset: 2, highWatermark: 4 });
    assert.equal(follower.partition.log.logStartOffset, 2);
    assert.equal(follower.partition.log.logEndOffset, 4);
  });
});

describe('a follower whose log is empty and ends beyond the leader', () => {
  it('begins anew where the leader begins', () => {
    const follower = new TestFollower();
    follower.partition.restartAt(7);
    follower.fetcher.restart();
    answer(follower.latest, {
      errorCode: errorCodes.OFFSET_OUT_OF_RANGE,
      logStartOffset: 2,
      highWatermark: 3,
    });
    follower.timers.advanceTo(200);
    assert.equal(askedBy(follower.latest).fetchOffset, 2);
  });
});

describe('an answer that comes too late', () => {
  it('brings nothing that another answer has brought before', () => {
    const follower = new TestFollower();
    const early = follower.latest;
    follower.fetcher.restart();
    answer(follower.latest, { records: written(['a', 'b'], 5, 0), highWatermark: 0 });
    answer(early, { records: written(['a'], 5, 0), highWatermark: 0 });
    assert.deepEqual(follower.values, ['a', 'b']);
    assert.equal(follower.fetches.length, 3, 'the older loop has ended');
  });

  it('does not cut off again what was written since: it has been acknowledged', () => {
    const follower = new TestFollower({ 3: ['a', 'b', 'c'] });
    const early = follower.latest;
    follower.fetcher.restart();
    const parted = { divergingEpoch: { epoch: 3, endOffset: 2 } };
    answer(follower.latest, parted);
    answer(follower.latest, { records: written(['x', 'y'], 5, 2), highWatermark: 2 });
    assert.deepEqual(follower.values, ['a', 'b', 'x', 'y']);
    assert.equal(askedBy(follower.latest).fetchOffset, 4, 'this tells the leader that all four are here');
    answer(early, parted);
    assert.deepEqual(follower.values, ['a', 'b', 'x', 'y']);
  });

  it('is not believed when the leader epoch has passed in which it was asked', () => {
    const follower = new TestFollower({ 3: ['a'] });
    const early = follower.latest;
    follower.follow(6);
    answer(early, { records: written(['old'], 5, 1), highWatermark: 1 });
    assert.deepEqual(follower.values, ['a']);
    assert.equal(follower.partition.highWatermark, 0);
    answer(early, { divergingEpoch: { epoch: 3, endOffset: 0 } });
    assert.deepEqual(follower.values, ['a']);
  });

  it('does not empty a log that has grown since it was out of range', () => {
    const follower = new TestFollower();
    const early = follower.latest;
    follower.fetcher.restart();
    answer(follower.latest, { records: written(['a', 'b'], 5, 0), highWatermark: 2 });
    answer(early, { errorCode: errorCodes.OFFSET_OUT_OF_RANGE, logStartOffset: 3 });
    assert.deepEqual(follower.values, ['a', 'b']);
  });
});
