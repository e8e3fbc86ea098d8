/**
 * SaslAuthenticate: the tokens of the chosen mechanism, as often as it needs (KIP-152).
 * v1 the session may end (KIP-368), v2 flexible.
 */
import { api, bytes, int16, int64, string, struct } from '../schema.ts';

export const saslAuthenticateApi = api({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexible: 2,
  request: struct({ authBytes: bytes() }),
  response: struct({
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    authBytes: bytes(),
    sessionLifetimeMs: int64({ since: 1, default: 0, ignorable: true }),
  }),
});
