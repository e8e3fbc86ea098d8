/** Who gets a vote or pre-vote, from a node in each role (KIP-595, KIP-996). */
import assert from 'node:assert/strict';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { QuorumHarness } from './quorumHarness.ts';

const empty = { offset: 0, epoch: 0 };

describe('Vote', () => {
  it('is granted once in an epoch, is saved first, and is granted again to the same candidate only', () => {
    const harness = new QuorumHarness().start();
    const granted = harness.vote({ from: 2, epoch: 1, log: empty });
    assert.deepEqual(granted, {
      partitionIndex: 0,
      errorCode: errorCodes.NONE,
      leaderId: -1,
      leaderEpoch: 1,
      voteGranted: true,
    });
    assert.deepEqual(harness.saved, { epoch: 1, votedId: 2, leaderId: -1 });
    assert.equal(harness.vote({ from: 3, epoch: 1, log: empty }).voteGranted, false);
    assert.equal(harness.vote({ from: 2, epoch: 1, log: empty }).voteGranted, true);
    assert.equal(harness.vote({ from: 3, epoch: 2, log: empty }).voteGranted, true);
    assert.deepEqual(harness.saved, { epoch: 2, votedId: 3, leaderId: -1 });
  });

  it('is remembered over a restart', () => {
    const saved = { epoch: 4, votedId: 2, leaderId: -1 };
    const harness = new QuorumHarness({ saved }).start();
    assert.equal(harness.vote({ from: 3, epoch: 4, log: empty }).voteGranted, false);
    assert.equal(harness.vote({ from: 2, epoch: 4, log: empty }).voteGranted, true);
  });

  it('goes to nobody whose log lacks what this one has: epochs count before offsets', () => {
    const cases: readonly [log: { offset: number; epoch: number }, granted: boolean][] = [
      [{ offset: 2, epoch: 2 }, false],
      [{ offset: 3, epoch: 2 }, true],
      [{ offset: 4, epoch: 2 }, true],
      [{ offset: 9, epoch: 1 }, false],
      [{ offset: 1, epoch: 3 }, true],
    ];
    for (const [log, granted] of cases) {
      for (const preVote of [false, true]) {
        const harness = new QuorumHarness({ logEpochs: [1, 1, 2] }).start();
        const answer = harness.vote({ from: 2, epoch: 5, log, preVote });
        assert.equal(answer.voteGranted, granted, `${JSON.stringify(log)}, preVote ${preVote}`);
        assert.equal(answer.errorCode, errorCodes.NONE);
      }
    }
  });

  it('is fenced when its epoch is old', () => {
    const harness = new QuorumHarness().start().becomeFollower(3, 7);
    const answer = harness.vote({ from: 2, epoch: 6, log: empty });
    assert.equal(answer.errorCode, errorCodes.FENCED_LEADER_EPOCH);
    assert.equal(answer.voteGranted, false);
    assert.deepEqual([answer.leaderId, answer.leaderEpoch], [3, 7]);
  });

  it('refuses who is no voter, who means another node, and what cannot be', () => {
    const harness = new QuorumHarness().start();
    const errorOf = (asked: Parameters<typeof harness.vote>[0]): number => harness.vote(asked).errorCode;
    assert.equal(errorOf({ from: 9, epoch: 1, log: empty }), errorCodes.INCONSISTENT_VOTER_SET);
    assert.equal(errorOf({ from: 1, epoch: 1, log: empty }), errorCodes.INCONSISTENT_VOTER_SET);
    assert.equal(errorOf({ from: -1, epoch: 1, log: empty }), errorCodes.INVALID_REQUEST);
    assert.equal(errorOf({ from: 2, epoch: 1, log: { offset: -1, epoch: 0 } }), errorCodes.INVALID_REQUEST);
    assert.equal(errorOf({ from: 2, epoch: 1, log: { offset: 1, epoch: 1 } }), errorCodes.INVALID_REQUEST);
    assert.equal(errorOf({ from: 2, epoch: 1, log: empty, to: 3 }), errorCodes.INVALID_VOTER_KEY);
    const topics = [{ topicName: 'orders', partitions: [] }];
    harness.node.handleVote({ clusterId: null, voterId: 1, topics }, (response) => {
      assert.deepEqual(response, { errorCode: errorCodes.INVALID_REQUEST, topics: [] });
    });
    assert.equal(harness.saved?.votedId ?? -1, -1);
  });

  it('deposes a leader only from a higher epoch', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    assert.equal(harness.vote({ from: 3, epoch: 1, log: { offset: 9, epoch: 0 } }).voteGranted, false);
    assert.equal(harness.node.isLeader, true);
    assert.equal(harness.vote({ from: 3, epoch: 2, log: { offset: 9, epoch: 1 } }).voteGranted, true);
    assert.equal(harness.node.isLeader, false);
    assert.equal(harness.node.leaderId, -1);
    assert.equal(harness.node.epoch, 2);
  });
});

describe('PreVote', () => {
  it('changes nothing on the node that is asked', () => {
    const harness = new QuorumHarness().start();
    for (const from of [2, 3]) {
      assert.equal(harness.vote({ from, epoch: 0, log: empty, preVote: true }).voteGranted, true);
    }
    assert.equal(harness.saved, undefined);
    assert.equal(harness.node.epoch, 0);
  });

  it('is refused by a follower that the leader answers, and granted once it does not', () => {
    const harness = new QuorumHarness().start().becomeFollower(2, 1);
    const preVote = (): boolean =>
      harness.vote({ from: 3, epoch: 1, log: { offset: 9, epoch: 1 }, preVote: true }).voteGranted;
    assert.equal(preVote(), true, 'the leader has not answered yet');
    harness.answerFetch({ leaderId: 2, epoch: 1 });
    assert.equal(preVote(), false, 'the leader answers');
    harness.take('Fetch').reply(undefined);
    assert.equal(preVote(), true, 'the connection broke');
    assert.equal(harness.node.leaderId, 2, 'but it is the leader still');
  });

  it('is refused by the leader', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const answer = harness.vote({ from: 3, epoch: 1, log: { offset: 9, epoch: 1 }, preVote: true });
    assert.deepEqual([answer.voteGranted, answer.leaderId, answer.leaderEpoch], [false, 1, 1]);
    assert.equal(harness.node.isLeader, true);
  });

  it('may be asked in an epoch that has records, where a vote may not', () => {
    const harness = new QuorumHarness({ logEpochs: [1] }).start();
    const log = { offset: 1, epoch: 1 };
    assert.equal(harness.vote({ from: 2, epoch: 1, log, preVote: true }).voteGranted, true);
    assert.equal(harness.vote({ from: 2, epoch: 1, log }).errorCode, errorCodes.INVALID_REQUEST);
  });

  it('of a candidate or resigned node depends on the log alone; its vote is taken', () => {
    const candidate = new QuorumHarness().start();
    candidate.pass(100);
    candidate.answerVote(true);
    const resigned = new QuorumHarness({ saved: { epoch: 1, votedId: 1, leaderId: 1 } }).start();
    for (const harness of [candidate, resigned]) {
      assert.equal(harness.node.epoch, 1);
      assert.equal(harness.vote({ from: 2, epoch: 1, log: empty, preVote: true }).voteGranted, true);
      assert.equal(harness.vote({ from: 2, epoch: 1, log: empty }).voteGranted, false);
    }
  });
});
