/** The users that may log in, as the broker's mechanisms want them. Passwords of SCRAM are salted and hashed at once. */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SaslMechanism } from '../broker/sasl/mechanism.ts';
import { plainMechanism } from '../broker/sasl/plain.ts';
import { type ScramCredential, scramMechanism } from '../broker/sasl/scram.ts';
import type { ListenerSecurity } from './control.ts';

type Logins = NonNullable<ListenerSecurity['sasl']>;

const noLogins: Logins = { mechanisms: [], users: [], maxReauthMs: 0 };

/** Kafka's least, for both of its mechanisms. */
const iterations = 4_096;

/** None without logins. */
export function saslMechanisms({ mechanisms, users }: Logins = noLogins): readonly SaslMechanism[] {
  const passwords = new Map(users.map(({ name, password }) => [name, password]));
  return mechanisms.map((name) => {
    if (name === 'PLAIN') {
      return plainMechanism((user, password) => same(passwords.get(user) ?? '', password));
    }
    return scram(name, passwords);
  });
}

function scram(
  name: 'SCRAM-SHA-256' | 'SCRAM-SHA-512',
  passwords: ReadonlyMap<string, string>,
): SaslMechanism {
  const algorithm = name === 'SCRAM-SHA-256' ? 'sha256' : 'sha512';
  const hash = {
    hash: (data: Buffer) => createHash(algorithm).update(data).digest(),
    hmac: (key: Buffer, data: Buffer) => createHmac(algorithm, key).update(data).digest(),
  };
  const credentialOf = (password: string): ScramCredential => {
    const salt = randomBytes(20);
    const length = algorithm === 'sha256' ? 32 : 64;
    const salted = pbkdf2Sync(password, salt, iterations, length, algorithm);
    const storedKey = hash.hash(hash.hmac(salted, Buffer.from('Client Key')));
    return { salt, storedKey, serverKey: hash.hmac(salted, Buffer.from('Server Key')), iterations };
  };
  const credentials = new Map([...passwords].map(([user, password]) => [user, credentialOf(password)]));
  return scramMechanism({
    name,
    hash,
    credential: (user) => credentials.get(user),
    nonce: () => randomBytes(18).toString('base64'),
  });
}

function same(known: string, given: string): boolean {
  const [one, other] = [known, given].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && known !== '' && timingSafeEqual(one, other);
}
