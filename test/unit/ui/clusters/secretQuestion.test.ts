/** What is asked about a secret, and what becomes of the answer. */
import assert from 'node:assert/strict';
import { mergedSecrets, secretQuestion, withSecret } from '../../../../src/ui/clusters/secretQuestion.ts';

describe('the question for a secret', () => {
  it('wants a password where none is stored, also of a cluster that had no login so far', () => {
    assert.deepEqual(secretQuestion({}, 'password', false, true), {
      kind: 'text',
      value: '',
      mayBeEmpty: false,
    });
  });

  it('lets keep or change a stored password, but not give it up', () => {
    assert.deepEqual(secretQuestion({}, 'password', true, true), { kind: 'choice', mayForget: false });
  });

  it('lets give up a stored passphrase, and does not want one', () => {
    assert.deepEqual(secretQuestion({}, 'passphrase', true, false), { kind: 'choice', mayForget: true });
    assert.deepEqual(secretQuestion({}, 'passphrase', false, false), {
      kind: 'text',
      value: '',
      mayBeEmpty: true,
    });
  });

  it('shows again what was typed a moment ago', () => {
    const question = secretQuestion({ password: 'typed' }, 'password', true, true);
    assert.deepEqual(question, { kind: 'text', value: 'typed', mayBeEmpty: false });
  });

  it('asks again after a change of mind about giving it up', () => {
    assert.deepEqual(secretQuestion({ passphrase: null }, 'passphrase', true, false).kind, 'choice');
  });
});

describe('secrets that are stored', () => {
  it('stay unless they are typed anew', () => {
    assert.deepEqual(mergedSecrets({ password: 'a', token: 't' }, { password: 'b' }), {
      password: 'b',
      token: 't',
    });
  });

  it('go when they are given up', () => {
    assert.deepEqual(mergedSecrets({ password: 'a', passphrase: 'q' }, { passphrase: null }), {
      password: 'a',
    });
    assert.deepEqual(mergedSecrets({ passphrase: 'q' }, withSecret({}, 'passphrase', '')), {});
  });
});
