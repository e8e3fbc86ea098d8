/** What a leader answers to fetches, what it commits, and when it gives up. */
import assert from 'node:assert/strict';
import { decodeControlKey } from '../../../../src/protocol/controlRecords.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { leaderChangeMessage } from '../../../../src/protocol/messages/leaderChangeMessage.ts';
import { isControl, readLeaderEpoch } from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords } from '../../../../src/protocol/records.ts';
import { decodeMessage } from '../../../../src/protocol/schema.ts';
import { type FetchAnswer, QuorumHarness, timeouts } from './quorumHarness.ts';

const record = [Buffer.from('a')];

function recordsOf(answer: FetchAnswer | undefined): Buffer {
  return Buffer.concat([...((answer?.records ?? []) as readonly Buffer[])]);
}

describe('a new leader', () => {
  it('begins its epoch with a LeaderChange record and announces itself', () => {
    const harness = new QuorumHarness({
      logEpochs: [1, 1],
      saved: { epoch: 1, votedId: -1, leaderId: -1 },
    }).start();
    harness.becomeLeader();
    assert.equal(harness.node.logEndOffset, 3);
    const [batch] = harness.log.read(2, 1000, 3, true).records;
    assert.ok(batch !== undefined && isControl(batch, 0));
    assert.equal(readLeaderEpoch(batch, 0), 2);
    const [change] = decodeRecords(batch);
    assert.equal(decodeControlKey(change?.key ?? null), 2);
    // Version 0 of Kafka's LeaderChangeMessage, byte by byte: version, leader, voters 1 2 3, granting voters 1 2.
    assert.equal(
      change?.value?.toString('hex'),
      `0000${'00000001'}04${'0000000100'}${'0000000200'}${'0000000300'}03${'0000000100'}${'0000000200'}00`,
    );
    const message = decodeMessage(leaderChangeMessage, 0, change?.value ?? Buffer.alloc(0));
    assert.deepEqual(
      message.voters.map(({ voterId }) => voterId),
      [1, 2, 3],
    );
    assert.deepEqual(harness.sent(), ['3: Vote', '2: BeginQuorumEpoch', '3: BeginQuorumEpoch']);
  });

  it('repeats itself to voters that do not fetch', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.sent();
    harness.pass(timeouts.fetchTimeout / 2 - 1);
    harness.fetch({ from: 2, epoch: 1, log: { offset: 0, epoch: 0 } });
    harness.pass(1);
    assert.deepEqual(harness.sent(), ['3: BeginQuorumEpoch']);
  });

  it('commits records of older epochs only with one of its own', () => {
    const harness = new QuorumHarness({
      logEpochs: [1, 1, 1],
      saved: { epoch: 1, votedId: -1, leaderId: -1 },
    });
    harness.start().becomeLeader();
    harness.fetch({ from: 2, epoch: 2, log: { offset: 3, epoch: 1 } });
    assert.equal(harness.node.highWatermark, -1, 'three records on a majority, none of this epoch');
    assert.deepEqual(harness.heard, ['leader -1 epoch 1', 'leader -1 epoch 2']);
    harness.fetch({ from: 2, epoch: 2, log: { offset: 4, epoch: 2 } });
    assert.equal(harness.node.highWatermark, 4);
    assert.deepEqual(harness.heard.slice(2), [
      '0@1 record 0',
      '1@1 record 1',
      '2@1 record 2',
      'leader 1 epoch 2',
    ]);
  });
});

describe('Fetch from a leader', () => {
  it('is refused for another epoch, by a follower, and when it cannot be', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const errorOf = (epoch: number, log = { offset: 0, epoch: 0 }): number | undefined =>
      harness.fetch({ from: 2, epoch, log })[0]?.errorCode;
    assert.equal(errorOf(0), errorCodes.FENCED_LEADER_EPOCH);
    assert.equal(errorOf(2), errorCodes.UNKNOWN_LEADER_EPOCH);
    assert.equal(errorOf(1, { offset: -1, epoch: 0 }), errorCodes.INVALID_REQUEST);
    assert.equal(errorOf(1, { offset: 0, epoch: -1 }), errorCodes.INVALID_REQUEST);
    assert.equal(errorOf(1, { offset: 0, epoch: 2 }), errorCodes.INVALID_REQUEST);
    harness.becomeFollower(3, 2);
    const [answer] = harness.fetch({ from: 2, epoch: 2, log: { offset: 0, epoch: 0 } });
    assert.equal(answer?.errorCode, errorCodes.NOT_LEADER_OR_FOLLOWER);
    assert.deepEqual(answer?.currentLeader, { leaderId: 3, leaderEpoch: 2 });
  });

  it('of any other topic is an invalid request', () => {
    const harness = new QuorumHarness().start().becomeFollower(2, 1);
    const { body } = harness.take('Fetch');
    harness.node.handleFetch({ ...body, topics: [] }, (response) => {
      assert.deepEqual(response, { errorCode: errorCodes.INVALID_REQUEST, responses: [] });
    });
  });

  it('brings records past the high watermark, as they are in the log', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.node.append([Buffer.from('a'), Buffer.from('b')]);
    const [answer] = harness.fetch({ from: 2, epoch: 1, log: { offset: 0, epoch: 0 } });
    assert.deepEqual(recordsOf(answer), Buffer.concat([...harness.log.read(0, 1e6, 3, true).records]));
    assert.equal(answer?.highWatermark, -1);
    assert.deepEqual(answer?.currentLeader, { leaderId: 1, leaderEpoch: 1 });
  });

  it('names the place where the logs part, and does not count there', () => {
    const saved = { epoch: 5, votedId: -1, leaderId: -1 };
    const harness = new QuorumHarness({ logEpochs: [1, 1, 3], saved }).start().becomeLeader();
    const divergenceOf = (offset: number, epoch: number) => {
      const [answer] = harness.fetch({ from: 2, epoch: 6, log: { offset, epoch } });
      assert.deepEqual(answer?.records, []);
      return answer?.divergingEpoch;
    };
    assert.deepEqual(divergenceOf(3, 1), { epoch: 1, endOffset: 2 });
    assert.deepEqual(divergenceOf(5, 2), { epoch: 1, endOffset: 2 });
    assert.deepEqual(divergenceOf(9, 3), { epoch: 3, endOffset: 3 });
    assert.deepEqual(divergenceOf(9, 6), { epoch: 6, endOffset: 4 });
    assert.equal(harness.node.highWatermark, -1);
    const [valid] = harness.fetch({ from: 2, epoch: 6, log: { offset: 2, epoch: 1 } });
    assert.equal(valid?.divergingEpoch, undefined);
    assert.ok(recordsOf(valid).length > 0);
  });

  it('with nothing new waits for records, for the high watermark, or for its time to pass', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const end = { offset: 1, epoch: 1 };
    const waiting = harness.fetch({ from: 2, epoch: 1, log: end, highWatermark: 1 });
    assert.equal(waiting.length, 0);
    harness.pass(49);
    assert.equal(waiting.length, 0);
    harness.pass(1);
    assert.equal(waiting.length, 1);
    assert.equal(waiting[0]?.highWatermark, 1);

    const forRecords = harness.fetch({ from: 2, epoch: 1, log: end, highWatermark: 1 });
    harness.node.append(record);
    assert.ok(recordsOf(forRecords[0]).length > 0);

    const next = { offset: 2, epoch: 1 };
    const forWatermark = harness.fetch({ from: 3, epoch: 1, log: next, highWatermark: 1 });
    assert.equal(forWatermark.length, 1, 'it has just committed the record by itself (KIP-1166)');
    assert.equal(forWatermark[0]?.highWatermark, 2);
    assert.equal(harness.fetch({ from: 3, epoch: 1, log: next, highWatermark: 2, maxWaitMs: 0 }).length, 1);
  });

  it('that waits is answered when leadership ends', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const waiting = harness.fetch({ from: 2, epoch: 1, log: { offset: 1, epoch: 1 }, highWatermark: 1 });
    harness.becomeFollower(3, 2);
    assert.equal(waiting[0]?.errorCode, errorCodes.FENCED_LEADER_EPOCH);
    assert.deepEqual(waiting[0]?.currentLeader, { leaderId: 3, leaderEpoch: 2 });
  });

  it('by a node that is no voter is served and not counted', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.fetch({ from: -1, epoch: 1, log: { offset: 1, epoch: 1 } });
    harness.fetch({ from: 9, epoch: 1, log: { offset: 1, epoch: 1 } });
    assert.equal(harness.node.highWatermark, -1);
  });
});

describe('leadership', () => {
  it('ends when no majority has fetched for 1.5 fetch timeouts', () => {
    const harness = new QuorumHarness({ voters: [1, 2, 3, 4, 5] }).start();
    harness.pass(timeouts.electionTimeout);
    harness.answerVote(true);
    harness.answerVote(true);
    harness.take('Vote');
    harness.take('Vote');
    harness.answerVote(true);
    harness.answerVote(true);
    assert.equal(harness.node.isLeader, true);
    const end = { offset: 1, epoch: 1 };
    harness.pass(299);
    harness.fetch({ from: 2, epoch: 1, log: end });
    harness.fetch({ from: 3, epoch: 1, log: end });
    harness.pass(299);
    assert.equal(harness.node.isLeader, true);
    harness.fetch({ from: 4, epoch: 1, log: end });
    harness.pass(1);
    assert.equal(harness.node.isLeader, false, 'one follower and itself are no majority of five');
    assert.equal(harness.node.leaderId, -1);
    assert.deepEqual(harness.heard.at(-1), 'leader -1 epoch 1');
    const asked = harness.take('EndQuorumEpoch').body.topics[0]?.partitions[0];
    assert.deepEqual(asked?.preferredSuccessors.slice(0, 3).sort(), [2, 3, 4]);
  });

  it('given up is not taken again in the same epoch', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.pass(300);
    assert.equal(harness.node.append(record), undefined);
    assert.equal(harness.vote({ from: 2, epoch: 1, log: { offset: 9, epoch: 0 } }).voteGranted, false);
    harness.pass(100);
    assert.deepEqual([harness.node.epoch, harness.node.isLeader], [2, false]);
  });

  it('handed over by a shutdown names the successors, longest log first, and is silent afterwards', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.fetch({ from: 2, epoch: 1, log: { offset: 0, epoch: 0 } });
    harness.fetch({ from: 3, epoch: 1, log: { offset: 1, epoch: 1 } });
    let outcome: boolean | undefined;
    harness.node.whenCommitted(harness.node.append(record) ?? -1, (ok) => {
      outcome = ok;
    });
    harness.node.shutdown();
    assert.equal(outcome, false);
    const { to, body } = harness.take('EndQuorumEpoch');
    const partition = body.topics[0]?.partitions[0];
    assert.deepEqual([to, partition?.leaderEpoch, partition?.preferredSuccessors], [2, 1, [3, 2]]);
    harness.sent();
    harness.pass(10_000);
    assert.deepEqual(harness.sent(), []);
    assert.deepEqual(harness.fetch({ from: 2, epoch: 1, log: { offset: 0, epoch: 0 } }), []);
  });

  it('is described with what each voter is known to have', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.node.append(record);
    const began = harness.timers.now;
    harness.fetch({ from: 2, epoch: 1, log: { offset: 2, epoch: 1 } });
    harness.pass(10);
    harness.fetch({ from: 2, epoch: 1, log: { offset: 1, epoch: 1 } });
    assert.deepEqual(harness.node.describe(), {
      leaderId: 1,
      epoch: 1,
      highWatermark: 2,
      voters: [
        { replicaId: 1, logEndOffset: 2, lastFetchTimestamp: began + 10, lastCaughtUpTimestamp: began + 10 },
        { replicaId: 2, logEndOffset: 1, lastFetchTimestamp: began + 10, lastCaughtUpTimestamp: began },
        { replicaId: 3, logEndOffset: -1, lastFetchTimestamp: -1, lastCaughtUpTimestamp: -1 },
      ],
    });
  });
});
