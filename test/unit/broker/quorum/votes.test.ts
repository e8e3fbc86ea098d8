/** Counting: votes and log end offsets, held against the plain definition of a majority. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReplicaProgress } from '../../../../src/broker/quorum/replicaProgress.ts';
import { Votes } from '../../../../src/broker/quorum/votes.ts';

describe('a majority', () => {
  it('of votes is more than half of all voters; the vote is lost when that has become impossible', () => {
    const answers = fc.array(fc.constantFrom('yes', 'no', 'none'), { minLength: 0, maxLength: 8 });
    fc.assert(
      fc.property(answers, (others) => {
        const voters = [0, ...others.keys()].map((_, index) => index);
        const votes = new Votes(voters, 0);
        others.forEach((answer, index) => {
          if (answer !== 'none') votes.record(index + 1, answer === 'yes');
        });
        const granted = 1 + others.filter((answer) => answer === 'yes').length;
        const rejected = others.filter((answer) => answer === 'no').length;
        assert.equal(votes.isGranted, granted > voters.length / 2);
        assert.equal(votes.isRejected, voters.length - rejected <= voters.length / 2);
      }),
    );
  });

  it('of log ends: more than half of the voters have come at least so far, and no further', () => {
    const ends = fc.array(fc.integer({ min: -1, max: 20 }), { minLength: 0, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), ends, (leaderEnd, followerEnds) => {
        const progress = new ReplicaProgress([...followerEnds.keys()]);
        for (const [id, end] of followerEnds.entries()) {
          if (end >= 0) progress.fetched(id, end, leaderEnd, 0);
        }
        const all = [leaderEnd, ...followerEnds];
        const reached = (offset: number): boolean =>
          all.filter((end) => end >= offset).length > all.length / 2;
        const majority = progress.majorityEndOffset(leaderEnd);
        assert.ok(reached(majority));
        assert.ok(!reached(majority + 1));
      }),
    );
  });

  it('of voters is heard again only when enough of them have fetched anew', () => {
    const progress = new ReplicaProgress([2, 3, 4, 5]);
    const heard = [2, 2, 3, 3, 4, 9, 4, 5].map((id) => progress.fetched(id, 0, 0, 0));
    assert.deepEqual(heard, [false, false, true, false, true, false, false, true]);
  });
});
