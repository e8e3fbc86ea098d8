/** How a follower copies its leader's log, cuts its own where they part, and notices that the leader is gone. */
import assert from 'node:assert/strict';
import { InvariantError } from '../../../../src/broker/assert.ts';
import { fetchResponse } from '../../../../src/broker/quorum/messages.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { batchesOf, QuorumHarness, timeouts } from './quorumHarness.ts';

const leader = { leaderId: 2, epoch: 5 };

function follower(logEpochs: readonly number[] = []): QuorumHarness {
  const saved = { epoch: 5, votedId: -1, leaderId: 2 };
  return new QuorumHarness({ logEpochs, saved }).start();
}

/** Epoch of each record in the log. */
function epochsOf(harness: QuorumHarness): readonly (number | undefined)[] {
  return Array.from({ length: harness.node.logEndOffset }, (_, offset) =>
    harness.log.epochs.epochForOffset(offset),
  );
}

describe('a follower', () => {
  it('appends what it fetches, learns the high watermark with it, and fetches on from there', () => {
    const harness = follower([1]);
    harness.answerFetch(leader, { records: batchesOf([1, 5], 1), highWatermark: 2 });
    assert.deepEqual(epochsOf(harness), [1, 1, 5]);
    assert.equal(harness.node.highWatermark, 2);
    assert.deepEqual(harness.heard, ['leader 2 epoch 5', '0@1 record 0', '1@1 record 1']);
    const asked = harness.take('Fetch').body.topics[0]?.partitions[0];
    assert.deepEqual(
      [asked?.fetchOffset, asked?.lastFetchedEpoch, asked?.highWatermark, asked?.currentLeaderEpoch],
      [3, 5, 2, 5],
    );
  });

  it('never counts as committed what it does not have', () => {
    const harness = follower();
    harness.answerFetch(leader, { records: batchesOf([1]), highWatermark: 7 });
    assert.equal(harness.node.highWatermark, 1);
    harness.answerFetch(leader, { records: batchesOf([1], 1), highWatermark: 7 });
    assert.equal(harness.node.highWatermark, 2);
    harness.answerFetch(leader, { highWatermark: -1 });
    harness.answerFetch(leader, { highWatermark: 0 });
    assert.equal(harness.node.highWatermark, 2, 'and never goes back');
  });

  it('cuts its log where it parts from the leader: at the smaller end of the last shared epoch', () => {
    const cases: readonly [
      ours: number[],
      diverging: { epoch: number; endOffset: number },
      kept: number[],
    ][] = [
      [[1, 1, 3, 3], { epoch: 1, endOffset: 2 }, [1, 1]],
      [[1, 1, 1, 3], { epoch: 1, endOffset: 2 }, [1, 1]],
      [[1, 3, 3, 3], { epoch: 2, endOffset: 4 }, [1]],
      [[1, 1, 3, 3], { epoch: 3, endOffset: 3 }, [1, 1, 3]],
      [[2, 2], { epoch: 1, endOffset: 5 }, []],
    ];
    for (const [ours, divergingEpoch, kept] of cases) {
      const harness = follower(ours);
      harness.answerFetch(leader, { divergingEpoch });
      assert.deepEqual(epochsOf(harness), kept);
      const asked = harness.take('Fetch').body.topics[0]?.partitions[0];
      assert.deepEqual([asked?.fetchOffset, asked?.lastFetchedEpoch], [kept.length, kept.at(-1) ?? 0]);
    }
  });

  it('stops the cluster rather than lose committed records', () => {
    const harness = follower();
    harness.answerFetch(leader, { records: batchesOf([1, 1]), highWatermark: 2 });
    const lies = (): void => harness.answerFetch(leader, { divergingEpoch: { epoch: 1, endOffset: 1 } });
    assert.throws(lies, InvariantError);
  });

  it('tries again after a pause when a fetch fails', () => {
    const failures: readonly ((harness: QuorumHarness) => void)[] = [
      (harness) => harness.take('Fetch').reply(undefined),
      (harness) => harness.answerFetch(leader, { errorCode: errorCodes.NOT_LEADER_OR_FOLLOWER }),
    ];
    for (const fail of failures) {
      const harness = follower();
      fail(harness);
      harness.pass(timeouts.retryBackoff - 1);
      assert.deepEqual(harness.sent(), []);
      harness.pass(1);
      assert.deepEqual(harness.sent(), ['2: Fetch']);
    }
  });

  it('stands for election when the leader does not answer for a fetch timeout', () => {
    const harness = follower();
    harness.pass(150);
    harness.answerFetch(leader);
    harness.pass(timeouts.fetchTimeout - 1);
    assert.deepEqual(harness.sent(), ['2: Fetch']);
    harness.pass(1);
    assert.deepEqual(harness.sent(), ['2: PreVote', '3: PreVote']);
    assert.equal(harness.node.leaderId, 2, 'the last leader is still the one it knows');
  });

  it('follows who leads now when the old leader says so', () => {
    const harness = follower();
    harness.answerFetch({ leaderId: 3, epoch: 6 }, { errorCode: errorCodes.FENCED_LEADER_EPOCH });
    assert.deepEqual([harness.node.leaderId, harness.node.epoch], [3, 6]);
    assert.deepEqual(harness.sent(), ['3: Fetch']);
    assert.deepEqual(harness.saved, { epoch: 6, votedId: -1, leaderId: 3 });
  });

  it('takes no records from an answer of an older epoch', () => {
    const harness = follower();
    const old = harness.take('Fetch');
    harness.becomeFollower(2, 6);
    old.reply(fetchResponse(leader, { errorCode: 0, highWatermark: 1, records: batchesOf([5]) }));
    assert.equal(harness.node.logEndOffset, 0);
  });
});

describe('BeginQuorumEpoch', () => {
  it('makes a follower, and is saved', () => {
    const harness = new QuorumHarness().start();
    const answer = harness.begin(3, 4);
    assert.deepEqual(answer, { partitionIndex: 0, errorCode: 0, leaderId: 3, leaderEpoch: 4 });
    assert.deepEqual(harness.saved, { epoch: 4, votedId: -1, leaderId: 3 });
    assert.deepEqual(harness.sent(), ['3: Fetch']);
    assert.equal(harness.begin(3, 4).errorCode, 0, 'a second time is no news');
    assert.deepEqual(harness.sent(), []);
  });

  it('is fenced when its epoch is old, and refused from elsewhere', () => {
    const harness = follower();
    assert.equal(harness.begin(2, 4).errorCode, errorCodes.FENCED_LEADER_EPOCH);
    assert.equal(harness.begin(9, 6).errorCode, errorCodes.INCONSISTENT_VOTER_SET);
    assert.equal(harness.begin(3, 5).errorCode, errorCodes.INVALID_REQUEST, 'an epoch has one leader');
    assert.deepEqual([harness.node.leaderId, harness.node.epoch], [2, 5]);
    assert.equal(harness.begin(3, 6, 2).errorCode, errorCodes.INVALID_VOTER_KEY);
  });

  it('keeps the vote given in that epoch', () => {
    const harness = new QuorumHarness({ saved: { epoch: 4, votedId: 2, leaderId: -1 } }).start();
    harness.begin(3, 4);
    assert.deepEqual(harness.saved, { epoch: 4, votedId: 2, leaderId: 3 });
  });
});

describe('EndQuorumEpoch', () => {
  it('makes the first successor stand at once, and the others after it', () => {
    const waits = [
      [[1, 3], 0],
      [[3, 1], 50],
      [[3], 100],
    ] as const;
    for (const [successors, wait] of waits) {
      const harness = follower();
      harness.answerFetch(leader);
      assert.equal(harness.end(2, 5, successors).errorCode, 0);
      harness.sent();
      if (wait > 0) harness.pass(wait - 1);
      assert.deepEqual(harness.sent(), []);
      harness.pass(1);
      assert.deepEqual(harness.sent(), ['2: PreVote', '3: PreVote']);
    }
  });

  it('releases followers from their loyalty', () => {
    const harness = follower();
    harness.answerFetch(leader);
    harness.end(2, 5, [3, 1]);
    assert.equal(
      harness.vote({ from: 3, epoch: 5, log: { offset: 0, epoch: 0 }, preVote: true }).voteGranted,
      true,
    );
  });

  it('is fenced when its epoch is old', () => {
    const harness = follower();
    assert.equal(harness.end(2, 4, [1]).errorCode, errorCodes.FENCED_LEADER_EPOCH);
    harness.sent();
    harness.pass(timeouts.fetchTimeout - 1);
    assert.deepEqual(harness.sent(), []);
  });
});
