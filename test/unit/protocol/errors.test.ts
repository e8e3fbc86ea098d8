import assert from 'node:assert/strict';
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';

describe('error codes', () => {
  it('are found by name and by number', () => {
    assert.equal(errorCodes.NOT_LEADER_OR_FOLLOWER, 6);
    assert.deepEqual(errorByCode(27), {
      code: 27,
      name: 'REBALANCE_IN_PROGRESS',
      retriable: false,
      message: 'The group is rebalancing: join again.',
    });
  });

  it('are numbered without gaps or repetition, as far as Kafka 4.4 goes', () => {
    const codes = Object.values(errorCodes).toSorted((a, b) => a - b);
    assert.deepEqual(
      codes,
      Array.from({ length: 138 }, (_, index) => index - 1),
    );
  });

  it('read as UNKNOWN_SERVER_ERROR when they are from the future', () => {
    assert.equal(errorByCode(9_999).name, 'UNKNOWN_SERVER_ERROR');
  });
});
