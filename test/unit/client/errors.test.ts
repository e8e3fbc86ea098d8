/** Whatever the library throws becomes one KafkaError. */
import assert from 'node:assert/strict';
import { MultipleErrors, NetworkError, ProtocolError, ResponseError } from '@platformatic/kafka';
import { KafkaError, localError, toKafkaError } from '../../../src/client/errors.ts';

describe('toKafkaError', () => {
  it('leaves a KafkaError alone', () => {
    const error = localError('CLOSED', 'gone');
    assert.equal(toKafkaError(error), error);
  });

  it('takes code, name and retriable from a broker error', () => {
    const error = toKafkaError(new ProtocolError('NOT_LEADER_OR_FOLLOWER'));
    assert.ok(error instanceof KafkaError);
    assert.deepEqual([error.code, error.name, error.retriable], [6, 'NOT_LEADER_OR_FOLLOWER', true]);
  });

  it('prefers what the broker says over the text of the code', () => {
    const error = toKafkaError(new ProtocolError('INVALID_TOPIC_EXCEPTION', 'name is too long'));
    assert.equal(error.message, 'name is too long');
  });

  it('finds the partition error inside a response inside retries', () => {
    const response = new ResponseError(0, 11, { '/responses/0/partition_responses/0': [10, null] }, {});
    const error = toKafkaError(
      new MultipleErrors('produce failed 3 times.', [new NetworkError('closed'), response]),
    );
    assert.deepEqual([error.code, error.name, error.retriable], [10, 'MESSAGE_TOO_LARGE', false]);
  });

  it('calls a refused connection a retriable network failure', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
    const error = toKafkaError(new MultipleErrors('Cannot connect to any broker.', [refused]));
    assert.deepEqual([error.code, error.name, error.retriable], [-1, 'NETWORK', true]);
  });

  it('knows a closed client', () => {
    const error = toKafkaError(new NetworkError('Client is closed.', { canRetry: false, closed: true }));
    assert.equal(error.name, 'CLOSED');
  });

  it('does not lose what is not an error', () => {
    assert.deepEqual([toKafkaError('oops').name, toKafkaError('oops').message], ['UNKNOWN', 'oops']);
  });
});
