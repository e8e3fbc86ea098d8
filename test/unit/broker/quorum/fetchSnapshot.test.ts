/** A follower that needs what the leader has dropped: told so, it fetches a snapshot piece by piece (KIP-630). */
import assert from 'node:assert/strict';
import { InvariantError } from '../../../../src/broker/assert.ts';
import { encodeSnapshot } from '../../../../src/broker/quorum/snapshot.ts';
import { fetchSnapshotRequest, type SnapshotPiece } from '../../../../src/broker/quorum/snapshotMessages.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { batchesOf, QuorumHarness, timeouts } from './quorumHarness.ts';

const leader = { leaderId: 2, epoch: 5 };
const snapshot = encodeSnapshot(
  { offset: 10, epoch: 4 },
  { lastContainedLogTimestamp: 900, records: ['a', 'b', 'c'].map((text) => Buffer.from(text)) },
);
const { offset, epoch } = snapshot;
const snapshotId = { endOffset: offset, epoch };

/** Leads epoch 1 with records 1 to `count` committed, of which the snapshot at `count` has replaced all. */
function leaderWithSnapshot(count = 4): QuorumHarness {
  const harness = new QuorumHarness().start().becomeLeader();
  for (let index = 1; index < count; index++) harness.node.append([Buffer.from(`${index}`)]);
  harness.fetch({ from: 2, epoch: 1, log: { offset: count, epoch: 1 }, maxWaitMs: 0 });
  take(harness, count - 1, 'first');
  take(harness, count, 'second');
  return harness;
}

function take({ node }: QuorumHarness, end: number, text: string): void {
  node.createSnapshot(
    { offset: end, epoch: 1 },
    { lastContainedLogTimestamp: 0, records: [Buffer.from(text)] },
  );
}

function bytesOf({ unalignedRecords }: SnapshotPiece): Buffer {
  return Buffer.isBuffer(unalignedRecords) ? unalignedRecords : Buffer.concat([...unalignedRecords]);
}

describe('a snapshot of the log', () => {
  it('holds nothing that could be taken back, and ends with a record of its epoch', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.node.append([Buffer.from('a')]);
    assert.throws(() => take(harness, 2, 'not committed'), InvariantError);
    harness.fetch({ from: 2, epoch: 1, log: { offset: 2, epoch: 1 } });
    const contents = { lastContainedLogTimestamp: 0, records: [] };
    assert.throws(() => harness.node.createSnapshot({ offset: 2, epoch: 3 }, contents), InvariantError);
    take(harness, 2, 'committed');
    assert.equal(harness.snapshots.latest?.offset, 2);
  });

  it('lets the log before the oldest that is kept go', () => {
    const harness = leaderWithSnapshot(4);
    assert.deepEqual(
      harness.snapshots.all.map(({ offset: end }) => end),
      [4],
    );
    assert.equal(harness.log.logStartOffset, 4);
    assert.equal(harness.log.sizeBytes < 500, true);
  });
});

describe('a leader with a snapshot', () => {
  it('names it to whoever needs what came before', () => {
    const harness = leaderWithSnapshot();
    for (const log of [
      { offset: 0, epoch: 0 },
      { offset: 3, epoch: 1 },
      { offset: 4, epoch: 0 },
    ]) {
      const [answer] = harness.fetch({ from: 3, epoch: 1, log });
      assert.deepEqual(answer?.snapshotId, { endOffset: 4, epoch: 1 }, JSON.stringify(log));
      assert.equal(answer?.errorCode, errorCodes.NONE);
      assert.equal(answer?.logStartOffset, 4);
    }
    assert.equal(harness.node.describe().voters[2]?.logEndOffset, -1, 'which says nothing of what it has');
  });

  it('goes on as usual with who stands at its end or behind', () => {
    const harness = leaderWithSnapshot();
    harness.node.append([Buffer.from('next')]);
    const [answer] = harness.fetch({ from: 3, epoch: 1, log: { offset: 4, epoch: 1 } });
    assert.equal(answer?.snapshotId, undefined);
    assert.equal((answer?.records as readonly Buffer[]).length, 1);
    const [ahead] = harness.fetch({ from: 3, epoch: 1, log: { offset: 9, epoch: 1 } });
    assert.deepEqual(ahead?.divergingEpoch, { epoch: 1, endOffset: 5 });
  });

  it('hands it out in pieces as large as they are wanted', () => {
    const harness = leaderWithSnapshot();
    const whole = harness.snapshots.latest?.bytes ?? Buffer.alloc(0);
    const pieces: Buffer[] = [];
    for (let position = 0; position < whole.length; position += 50) {
      const piece = harness.fetchSnapshot({
        from: 3,
        epoch: 1,
        id: { offset: 4, epoch: 1 },
        position,
        maxBytes: 50,
      });
      assert.deepEqual([piece.errorCode, piece.position, piece.size], [0, position, whole.length]);
      assert.deepEqual(piece.snapshotId, { endOffset: 4, epoch: 1 });
      pieces.push(bytesOf(piece));
    }
    assert.ok(Buffer.concat(pieces).equals(whole));
  });

  it("refuses with Kafka's errors, and says who leads", () => {
    const harness = leaderWithSnapshot();
    const size = harness.snapshots.latest?.bytes.length ?? 0;
    const id = { offset: 4, epoch: 1 };
    const errorOf = (asked: Partial<Parameters<QuorumHarness['fetchSnapshot']>[0]>): number => {
      const piece = harness.fetchSnapshot({ from: 3, epoch: 1, id, ...asked });
      assert.deepEqual(piece.currentLeader, { leaderId: 1, leaderEpoch: 1 });
      return piece.errorCode;
    };
    assert.equal(errorOf({ epoch: 0 }), errorCodes.FENCED_LEADER_EPOCH);
    assert.equal(errorOf({ epoch: 2 }), errorCodes.UNKNOWN_LEADER_EPOCH);
    assert.equal(errorOf({ id: { offset: 3, epoch: 1 } }), errorCodes.SNAPSHOT_NOT_FOUND);
    assert.equal(errorOf({ id: { offset: 4, epoch: 2 } }), errorCodes.SNAPSHOT_NOT_FOUND);
    assert.equal(errorOf({ position: -1 }), errorCodes.POSITION_OUT_OF_RANGE);
    assert.equal(errorOf({ position: size }), errorCodes.POSITION_OUT_OF_RANGE);
    assert.equal(errorOf({ position: size - 1 }), errorCodes.NONE);
    const follower = new QuorumHarness().start().becomeFollower(2, 1);
    const { errorCode, currentLeader } = follower.fetchSnapshot({ from: 3, epoch: 1, id });
    assert.equal(errorCode, errorCodes.NOT_LEADER_OR_FOLLOWER);
    assert.deepEqual(currentLeader, { leaderId: 2, leaderEpoch: 1 });
  });

  it('knows no other partition', () => {
    const harness = leaderWithSnapshot();
    const { body } = fetchSnapshotRequest(3, 1, { offset: 4, epoch: 1 }, 0, 100);
    const answered: unknown[] = [];
    const ask = (topics: typeof body.topics): void =>
      harness.node.handleFetchSnapshot({ ...body, topics }, (response) =>
        answered.push([
          response.errorCode,
          response.topics[0]?.name,
          response.topics[0]?.partitions[0]?.errorCode,
        ]),
      );
    const [topic] = body.topics;
    assert.ok(topic !== undefined);
    ask([]);
    ask([topic, topic]);
    ask([{ ...topic, name: 'orders' }]);
    assert.deepEqual(answered, [
      [errorCodes.INVALID_REQUEST, undefined, undefined],
      [errorCodes.INVALID_REQUEST, undefined, undefined],
      [errorCodes.NONE, 'orders', errorCodes.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
  });

  it('counts who fetches it as alive', () => {
    const harness = leaderWithSnapshot();
    for (let round = 0; round < 5; round++) {
      harness.pass(timeouts.fetchTimeout);
      harness.fetchSnapshot({ from: 3, epoch: 1, id: { offset: 4, epoch: 1 }, maxBytes: 1 });
    }
    assert.equal(harness.node.isLeader, true);
    harness.pass(2 * timeouts.fetchTimeout);
    assert.equal(harness.node.isLeader, false);
  });
});

describe('a follower that is sent to a snapshot', () => {
  function sentAway(logEpochs: readonly number[] = [], fetchMaxBytes = 60): QuorumHarness {
    const saved = { epoch: 5, votedId: -1, leaderId: 2 };
    const harness = new QuorumHarness({ logEpochs, saved, fetchMaxBytes }).start();
    harness.answerFetch(leader, { snapshotId });
    return harness;
  }

  function fetchAll(harness: QuorumHarness): void {
    const pieces = Math.ceil(snapshot.bytes.length / 60);
    for (let piece = 0; piece < pieces; piece++) harness.answerFetchSnapshot(leader, snapshot);
  }

  it('fetches it in pieces, puts it in the place of its log, and fetches on behind it', () => {
    const harness = sentAway([1, 1, 3]);
    fetchAll(harness);
    assert.deepEqual(harness.heard, ['leader 2 epoch 5', 'snapshot 10@4 a,b,c']);
    assert.equal(harness.node.highWatermark, 10);
    assert.deepEqual([harness.log.logStartOffset, harness.log.logEndOffset], [10, 10]);
    const asked = harness.take('Fetch');
    const partition = asked.body.topics[0]?.partitions[0];
    assert.deepEqual(
      [
        partition?.fetchOffset,
        partition?.lastFetchedEpoch,
        partition?.logStartOffset,
        partition?.highWatermark,
      ],
      [10, 4, 10, 10],
    );
  });

  it('delivers what follows once, and in order', () => {
    const harness = sentAway();
    fetchAll(harness);
    harness.answerFetch(leader, { records: batchesOf([5, 5], 10), highWatermark: 12 });
    assert.deepEqual(harness.heard.slice(2), ['10@5 record 10', '11@5 record 11']);
    assert.equal(harness.node.logEndOffset, 12);
  });

  it('takes the snapshot for its log when it votes', () => {
    const harness = sentAway();
    fetchAll(harness);
    harness.becomeFollower(3, 6);
    harness.pass(2 * timeouts.fetchTimeout);
    const asked = harness.take('Vote').body.topics[0]?.partitions[0];
    assert.deepEqual([asked?.lastOffset, asked?.lastOffsetEpoch], [10, 4]);
  });

  it('begins again when the leader has dropped it meanwhile', () => {
    const harness = sentAway([1]);
    harness.answerFetchSnapshot(leader, snapshot);
    harness.answerFetchSnapshot(leader, snapshot, { errorCode: errorCodes.SNAPSHOT_NOT_FOUND });
    assert.deepEqual(harness.sent(), []);
    harness.pass(timeouts.retryBackoff);
    assert.equal(harness.take('Fetch').body.topics[0]?.partitions[0]?.fetchOffset, 1);
    assert.equal(harness.snapshots.latest, undefined);
  });

  it('asks again for a piece that was lost, and stands for election when the leader stays silent', () => {
    const harness = sentAway();
    harness.answerFetchSnapshot(leader, snapshot);
    harness.take('FetchSnapshot').reply(undefined);
    harness.pass(timeouts.retryBackoff);
    assert.equal(harness.take('FetchSnapshot').body.topics[0]?.partitions[0]?.position, 60);
    harness.pass(2 * timeouts.fetchTimeout);
    assert.deepEqual(
      harness.sent().filter((sent) => sent.endsWith('PreVote')),
      ['2: PreVote', '3: PreVote'],
    );
  });

  it('keeps its log when the bytes are damaged', () => {
    const damaged = { ...snapshot, bytes: Buffer.from(snapshot.bytes).fill(7, 100, 110) };
    const harness = sentAway([1, 1], 10_000);
    harness.answerFetchSnapshot(leader, damaged);
    assert.equal(harness.take('Fetch').body.topics[0]?.partitions[0]?.fetchOffset, 2);
    assert.deepEqual([harness.log.logEndOffset, harness.snapshots.latest], [2, undefined]);
    assert.deepEqual(harness.heard, ['leader 2 epoch 5']);
  });

  it('does not mix the pieces of two snapshots', () => {
    for (const wrong of [
      { snapshotId: { endOffset: 11, epoch: 4 } },
      { position: 0 },
      { unalignedRecords: Buffer.alloc(0) },
      { size: 61 },
    ]) {
      const harness = sentAway([1]);
      harness.answerFetchSnapshot(leader, snapshot);
      harness.answerFetchSnapshot(leader, snapshot, wrong);
      assert.deepEqual(harness.sent(), ['2: Fetch'], JSON.stringify(wrong));
      assert.equal(harness.snapshots.latest, undefined);
    }
  });

  it('stops the cluster rather than go back behind what was committed', () => {
    const harness = new QuorumHarness({
      logEpochs: Array.from({ length: 12 }, () => 4),
      saved: { epoch: 5, votedId: -1, leaderId: 2 },
    }).start();
    harness.answerFetch(leader, { records: [], highWatermark: 12 });
    harness.answerFetch(leader, { snapshotId });
    assert.throws(() => harness.answerFetchSnapshot(leader, snapshot), InvariantError);
  });
});

describe('a node that starts with a snapshot', () => {
  it('loads it, counts it as committed, and goes on with the log behind it', () => {
    const harness = new QuorumHarness({ snapshot, saved: { epoch: 5, votedId: -1, leaderId: 2 } });
    harness.log.truncateFullyAndStartAt(10);
    harness.log.appendAsFollower(batchesOf([5, 5], 10));
    harness.start();
    assert.deepEqual(harness.heard, ['snapshot 10@4 a,b,c', 'leader 2 epoch 5']);
    assert.equal(harness.node.highWatermark, 10);
    harness.answerFetch(leader, { records: [], highWatermark: 11 });
    assert.deepEqual(harness.heard.slice(2), ['10@5 record 10']);
  });

  it('gives up a log that the snapshot has overtaken: the crash came in between', () => {
    const { log, node } = new QuorumHarness({ snapshot, logEpochs: [1, 1, 1] });
    assert.deepEqual([log.logStartOffset, node.logEndOffset], [10, 10]);
  });

  it('leads from there: followers without that past are sent to it', () => {
    const harness = new QuorumHarness({ snapshot }).start().becomeLeader();
    assert.equal(harness.node.logEndOffset, 11);
    const [answer] = harness.fetch({ from: 3, epoch: harness.node.epoch, log: { offset: 0, epoch: 0 } });
    assert.deepEqual(answer?.snapshotId, snapshotId);
  });
});
