/** The lists of a reassignment (KIP-455). */
import assert from 'node:assert/strict';
import {
  completeReassignment,
  isReassigning,
  reassignmentTo,
  revertReassignment,
} from '../../../../src/broker/controller/reassignment.ts';

const idle = { removingReplicas: [], addingReplicas: [] };

describe('reassignment', () => {
  it('begins with old and new replicas together, the wanted ones first', () => {
    assert.deepEqual(reassignmentTo([1, 2, 3], [4, 3]), {
      replicas: [4, 3, 1, 2],
      removingReplicas: [1, 2],
      addingReplicas: [4],
    });
  });

  it('is none when only the order changes', () => {
    const reordered = reassignmentTo([1, 2, 3], [3, 2, 1]);
    assert.deepEqual(reordered, { replicas: [3, 2, 1], ...idle });
    assert.equal(isReassigning(reordered), false);
  });

  it('is complete when all that stay are in sync', () => {
    const assignment = { replicas: [4, 1, 2], removingReplicas: [1], addingReplicas: [4] };
    const early = { ...assignment, isr: [1, 2] };
    assert.deepEqual(completeReassignment(early), early);
    const late = completeReassignment({ ...assignment, isr: [1, 2, 4] });
    assert.deepEqual(late, { replicas: [4, 2], isr: [2, 4], ...idle });
  });

  it('is not complete when that would leave nobody in sync', () => {
    const assignment = { replicas: [2, 1], removingReplicas: [1], addingReplicas: [2], isr: [1] };
    assert.deepEqual(completeReassignment(assignment), assignment);
  });

  it('goes back to what was before, and to those that are in sync of it', () => {
    const assignment = { replicas: [4, 1, 2], removingReplicas: [1, 2], addingReplicas: [4] };
    const back = revertReassignment({ ...assignment, isr: [1, 4] });
    assert.deepEqual(back, { replicas: [1, 2], isr: [1], unclean: false });
    const lossy = revertReassignment({ ...assignment, isr: [4] });
    assert.deepEqual(lossy, { replicas: [1, 2], isr: [1], unclean: true });
  });
});
