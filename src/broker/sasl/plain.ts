/** PLAIN (RFC 4616): authorization id, user and password, each ended by a zero byte. */
import { SaslFailure, type SaslMechanism } from './mechanism.ts';

/** @param check whether the password is the user's */
export function plainMechanism(check: (user: string, password: string) => boolean): SaslMechanism {
  return {
    name: 'PLAIN',
    start: () => ({
      evaluate(token) {
        const [authorizationId = '', user = '', password = '', ...more] = token.toString().split('\0');
        if (more.length > 0 || user === '' || password === '') {
          throw new SaslFailure('Authentication failed: Invalid username or password');
        }
        if (!check(user, password)) {
          throw new SaslFailure('Authentication failed: Invalid username or password');
        }
        if (authorizationId !== '' && authorizationId !== user) {
          throw new SaslFailure(
            'Authentication failed: Client requested an authorization id that is different from username',
          );
        }
        return { challenge: Buffer.alloc(0), principal: user };
      },
    }),
  };
}
