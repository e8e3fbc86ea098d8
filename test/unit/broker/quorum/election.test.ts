/** How a node comes to stand for election, wins, loses and starts again: KIP-595 with the pre-vote of KIP-996. */
import assert from 'node:assert/strict';
import { voteResponse } from '../../../../src/broker/quorum/messages.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { QuorumHarness, timeouts } from './quorumHarness.ts';

describe('election', () => {
  it('begins after a random time without a leader, between one and two election timeouts', () => {
    for (const [random, wait] of [
      [0, 100],
      [0.5, 150],
      [0.99, 199],
    ] as const) {
      const harness = new QuorumHarness({ random: () => random }).start();
      harness.pass(wait - 1);
      assert.deepEqual(harness.sent(), []);
      harness.pass(1);
      assert.deepEqual(harness.sent(), ['2: PreVote', '3: PreVote']);
      assert.equal(harness.node.epoch, 0, 'asking does not open an epoch');
      assert.equal(harness.saved, undefined);
    }
  });

  it('goes from pre-vote to vote to leadership with a majority each, saving before it asks', () => {
    const harness = new QuorumHarness().start();
    harness.pass(100);
    harness.answerVote(true);
    assert.deepEqual(harness.saved, { epoch: 1, votedId: 1, leaderId: -1 });
    harness.take('Vote');
    assert.equal(harness.node.isLeader, false);
    harness.answerVote(true);
    assert.equal(harness.node.isLeader, true);
    assert.equal(harness.node.leaderId, 1);
    assert.deepEqual(harness.saved, { epoch: 1, votedId: 1, leaderId: 1 });
    assert.deepEqual(harness.sent(), ['3: Vote', '2: BeginQuorumEpoch', '3: BeginQuorumEpoch']);
  });

  it('of a single voter is won before start returns', () => {
    const harness = new QuorumHarness({ voters: [1] }).start();
    assert.equal(harness.node.isLeader, true);
    assert.deepEqual([harness.node.epoch, harness.node.highWatermark, harness.node.logEndOffset], [1, 1, 1]);
    assert.deepEqual(harness.heard, ['leader 1 epoch 1']);
    harness.pass(100_000);
    assert.equal(harness.node.isLeader, true, 'it needs nobody to stay leader');
    const again = new QuorumHarness({
      voters: [1],
      saved: { epoch: 1, votedId: 1, leaderId: 1 },
      logEpochs: [1],
    });
    again.start();
    assert.deepEqual([again.node.epoch, again.node.isLeader, again.node.highWatermark], [2, true, 2]);
    assert.deepEqual(again.heard, ['0@1 record 0', 'leader 1 epoch 2']);
  });

  it('asks again a voter whose answer was lost', () => {
    const harness = new QuorumHarness().start();
    harness.pass(100);
    harness.take('Vote').reply(undefined);
    harness.sent();
    harness.pass(timeouts.retryBackoff);
    assert.deepEqual(harness.sent(), ['2: PreVote']);
  });

  it('does not count a voter twice', () => {
    const harness = new QuorumHarness({ voters: [1, 2, 3, 4, 5] }).start();
    harness.pass(100);
    const { reply } = harness.take('Vote');
    const granted = voteResponse({ leaderId: -1, epoch: 0 }, errorCodes.NONE, true);
    reply(granted);
    reply(granted);
    assert.equal(harness.node.epoch, 0, 'two of five are no majority');
  });

  it('that a majority does not want is given up: back to the known leader, or to waiting', () => {
    const following = new QuorumHarness().start().becomeFollower(2, 3);
    following.pass(timeouts.fetchTimeout);
    assert.deepEqual(following.sent(), ['2: Fetch', '2: PreVote', '3: PreVote']);
    following.pass(timeouts.electionTimeout);
    assert.deepEqual(following.sent(), ['2: Fetch'], 'it tries the leader again');
    assert.equal(following.node.epoch, 3, 'and has disturbed nobody');

    const waiting = new QuorumHarness().start();
    waiting.pass(100);
    waiting.answerVote(false);
    waiting.answerVote(false);
    assert.deepEqual(waiting.sent(), []);
    waiting.pass(99);
    assert.deepEqual(waiting.sent(), []);
    waiting.pass(1);
    assert.deepEqual(waiting.sent(), ['2: PreVote', '3: PreVote']);
  });

  it('that is lost as candidate pauses at random, then asks for pre-votes first', () => {
    const harness = new QuorumHarness({ random: () => 0.5 }).start();
    harness.pass(150);
    harness.answerVote(true);
    harness.take('Vote');
    harness.answerVote(false);
    harness.answerVote(false);
    assert.deepEqual(harness.sent(), []);
    harness.pass(50);
    assert.deepEqual(harness.sent(), []);
    harness.pass(1);
    assert.deepEqual(harness.sent(), ['2: PreVote', '3: PreVote']);
    assert.equal(harness.node.epoch, 1);
  });

  it('ends when someone else has won', () => {
    const harness = new QuorumHarness().start();
    harness.pass(100);
    harness.answerVote(true);
    harness.take('Vote');
    harness
      .take('Vote')
      .reply(voteResponse({ leaderId: 3, epoch: 4 }, errorCodes.FENCED_LEADER_EPOCH, false));
    assert.deepEqual([harness.node.leaderId, harness.node.epoch], [3, 4]);
    assert.deepEqual(harness.saved, { epoch: 4, votedId: -1, leaderId: 3 });
  });

  it('heeds no answer to a question of an earlier role', () => {
    const harness = new QuorumHarness().start();
    harness.pass(100);
    const early = harness.take('Vote');
    harness.becomeFollower(2, 1);
    early.reply(voteResponse({ leaderId: -1, epoch: 0 }, errorCodes.NONE, true));
    assert.deepEqual([harness.node.leaderId, harness.node.epoch], [2, 1]);
  });

  it('is not put off for ever by epochs that rise without a leader', () => {
    const harness = new QuorumHarness().start();
    harness.pass(60);
    harness.vote({ from: 2, epoch: 1, log: { offset: 0, epoch: 0 }, preVote: true });
    harness.pass(39);
    assert.deepEqual(harness.sent(), []);
    harness.pass(1);
    assert.deepEqual(harness.sent(), ['2: PreVote', '3: PreVote']);
  });
});

describe('a restarted node', () => {
  it('that led may neither lead nor vote in that epoch, and tells the others', () => {
    const harness = new QuorumHarness({ saved: { epoch: 6, votedId: 1, leaderId: 1 } }).start();
    assert.equal(harness.node.isLeader, false);
    assert.equal(harness.node.leaderId, -1);
    assert.deepEqual(harness.sent(), ['2: EndQuorumEpoch', '3: EndQuorumEpoch']);
    assert.equal(harness.vote({ from: 2, epoch: 6, log: { offset: 9, epoch: 5 } }).voteGranted, false);
    harness.pass(100);
    assert.equal(harness.node.epoch, 7);
    assert.deepEqual(harness.saved, { epoch: 7, votedId: -1, leaderId: -1 });
  });

  it('that followed asks its leader at once', () => {
    const harness = new QuorumHarness({
      saved: { epoch: 6, votedId: 3, leaderId: 3 },
      logEpochs: [5, 6],
    }).start();
    const { to, body } = harness.take('Fetch');
    const asked = body.topics[0]?.partitions[0];
    assert.deepEqual(
      [to, asked?.currentLeaderEpoch, asked?.fetchOffset, asked?.lastFetchedEpoch],
      [3, 6, 2, 6],
    );
    assert.equal(body.replicaState.replicaId, 1);
  });

  it('believes its log when that is of a later epoch than its saved state', () => {
    const harness = new QuorumHarness({
      saved: { epoch: 2, votedId: 1, leaderId: 1 },
      logEpochs: [1, 4],
    }).start();
    assert.deepEqual([harness.node.epoch, harness.node.leaderId], [4, -1]);
    assert.deepEqual(harness.sent(), []);
  });

  it('does not follow itself, whatever the others still believe', () => {
    const harness = new QuorumHarness({ saved: { epoch: 6, votedId: 1, leaderId: 1 } }).start();
    const topics = [
      {
        topicName: '__cluster_metadata',
        partitions: [{ partitionIndex: 0, errorCode: 0, leaderId: 1, leaderEpoch: 6 }],
      },
    ];
    harness.take('EndQuorumEpoch').reply({ errorCode: 0, topics });
    assert.deepEqual([harness.node.leaderId, harness.node.epoch], [-1, 6]);
  });
});
