/** What a connection may do before, during and after a login. */
import assert from 'node:assert/strict';
import { Authenticator } from '../../../../src/broker/sasl/authenticator.ts';
import { plainMechanism } from '../../../../src/broker/sasl/plain.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';

const [produce, apiVersions, handshake, authenticate] = [0, 18, 17, 36] as const;
const right = Buffer.from('\0me\0secret');

function authenticator(maxReauthMs = 0): Authenticator {
  const mechanisms = [plainMechanism((user, password) => user !== '' && password === 'secret')];
  return new Authenticator({ mechanisms, maxReauthMs });
}

function loggedIn(maxReauthMs = 0): Authenticator {
  const login = authenticator(maxReauthMs);
  assert.equal(login.handshake('PLAIN', 1).errorCode, 0);
  assert.equal(login.authenticate(right, 1_000).errorCode, 0);
  return login;
}

describe('the login of a connection', () => {
  it('comes before everything but what leads to it', () => {
    const login = authenticator();
    assert.deepEqual(
      [produce, apiVersions, handshake, authenticate].map((key) => login.allows(key, 0)),
      [false, true, true, true],
    );
    login.handshake('PLAIN', 1);
    assert.equal(login.allows(apiVersions, 0), false);
    assert.equal(login.authenticate(right, 0).errorCode, 0);
    assert.equal(login.allows(produce, Number.MAX_SAFE_INTEGER), true);
    assert.equal(login.principal, 'me');
  });

  it('is refused for a wrong password, an unknown mechanism, and out of turn', () => {
    const login = authenticator();
    assert.deepEqual(login.handshake('GSSAPI', 1), {
      errorCode: errorCodes.UNSUPPORTED_SASL_MECHANISM,
      mechanisms: ['PLAIN'],
    });
    assert.equal(login.authenticate(right, 0).errorCode, errorCodes.ILLEGAL_SASL_STATE);
    login.handshake('PLAIN', 1);
    const refused = login.authenticate(Buffer.from('\0me\0wrong'), 0);
    assert.equal(refused.errorCode, errorCodes.SASL_AUTHENTICATION_FAILED);
    assert.equal(refused.errorMessage, 'Authentication failed: Invalid username or password');
    assert.equal(login.allows(produce, 0), false);
    assert.equal(loggedIn().handshake('PLAIN', 1).errorCode, errorCodes.ILLEGAL_SASL_STATE);
  });

  it('goes on with bare tokens after the first version of the handshake', () => {
    const login = authenticator();
    login.handshake('PLAIN', 0);
    assert.equal(login.takesBareTokens, true);
    login.authenticate(right, 0);
    assert.equal(login.takesBareTokens, false);
  });

  it('expires where it must be renewed, and is renewed by the same user only', () => {
    const login = loggedIn(5_000);
    assert.equal(login.allows(produce, 5_999), true);
    assert.equal(login.allows(produce, 6_000), false);
    assert.equal(login.allows(handshake, 6_000), true);
    assert.equal(login.handshake('PLAIN', 1).errorCode, 0);
    const other = login.authenticate(Buffer.from('\0you\0secret'), 6_000);
    assert.equal(other.errorCode, errorCodes.SASL_AUTHENTICATION_FAILED);
    const again = loggedIn(5_000);
    again.handshake('PLAIN', 1);
    assert.equal(again.authenticate(right, 6_000).sessionLifetimeMs, 5_000);
    assert.equal(again.allows(produce, 10_999), true);
  });
});
