/** The seed's three cases, and that no partition is ever lost or given twice. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rangeAssign } from '../../../src/client/rangeAssignor.ts';

const topic = 'ecommerce.order.event.created.v1';

function assigned(members: number, partitions: number): readonly (readonly number[])[] {
  const subscriptions = Array.from({ length: members }, (_, index) => ({
    memberId: `m${index}`,
    topics: [topic],
  }));
  const assignment = rangeAssign(subscriptions, new Map([[topic, partitions]]));
  return subscriptions.map(({ memberId }) => (assignment.get(memberId) ?? []).map((item) => item.partition));
}

describe('range assignor', () => {
  it('gives one consumer everything', () => {
    assert.deepEqual(assigned(1, 3), [[0, 1, 2]]);
  });

  it('gives as many consumers as partitions one each', () => {
    assert.deepEqual(assigned(3, 3), [[0], [1], [2]]);
  });

  it('leaves two of five consumers idle on three partitions', () => {
    assert.deepEqual(assigned(5, 3), [[0], [1], [2], [], []]);
  });

  it('gives the first members one more when it does not divide', () => {
    assert.deepEqual(assigned(2, 5), [
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('assigns a topic only to those who subscribed to it, and nothing of a topic that does not exist', () => {
    const members = [
      { memberId: 'a', topics: ['t', 'missing'] },
      { memberId: 'b', topics: ['u'] },
    ];
    const assignment = rangeAssign(members, new Map(Object.entries({ t: 2, u: 1 })));
    assert.deepEqual(assignment.get('a'), [
      { topic: 't', partition: 0 },
      { topic: 't', partition: 1 },
    ]);
    assert.deepEqual(assignment.get('b'), [{ topic: 'u', partition: 0 }]);
  });

  it('gives every partition to exactly one member', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 30 }), (members, partitions) => {
        const shares = assigned(members, partitions);
        const all = shares.flat().toSorted((a, b) => a - b);
        assert.deepEqual(
          all,
          Array.from({ length: partitions }, (_, index) => index),
        );
        const sizes = shares.map((share) => share.length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      }),
    );
  });
});
