/**
 * SaslHandshake: choose how to authenticate. Never flexible.
 * v1 goes on with SaslAuthenticate (KIP-152); v0 goes on with bare tokens on the wire.
 */
import { api, array, int16, string, struct } from '../schema.ts';

export const saslHandshakeApi = api({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexible: 'none',
  request: struct({ mechanism: string() }),
  response: struct({
    errorCode: int16(),
    // What the broker offers.
    mechanisms: array(string()),
  }),
});
