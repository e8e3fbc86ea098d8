/** The quorum in our words. */
import assert from 'node:assert/strict';
import { quorumInfo } from '../../../src/client/inspect.ts';

function replica(replicaId: number, logEndOffset: bigint, lastFetchTimestamp = 5n) {
  return { replicaId, replicaDirectoryId: '', logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp: -1n };
}

describe('quorumInfo', () => {
  const quorum = {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: null,
    leaderId: 2,
    leaderEpoch: 7,
    highWatermark: 98n,
    currentVoters: [replica(3, -1n), replica(2, 100n), replica(1, 97n)],
    observers: [replica(4, 100n)],
  };

  it('counts lag from the end of the leader, and says nothing of what it does not know', () => {
    const info = quorumInfo(quorum);
    assert.deepEqual([info.leader, info.epoch, info.highWatermark], [2, 7, 98]);
    assert.deepEqual(
      info.voters.map(({ id, logEndOffset, lag }) => [id, logEndOffset, lag]),
      [
        [1, 97, 3],
        [2, 100, 0],
        [3, undefined, undefined],
      ],
    );
    assert.deepEqual(
      info.observers.map(({ id, lag, lastFetchTimestamp, lastCaughtUpTimestamp }) => [
        id,
        lag,
        lastFetchTimestamp,
        lastCaughtUpTimestamp,
      ]),
      [[4, 0, 5, undefined]],
    );
  });
});
