/**
 * SCRAM (RFC 5802, 7677): both sides prove that they know the password, and neither says it. Pure: the hash functions are handed in.
 */
import { type SaslExchange, SaslFailure, type SaslMechanism, type SaslStep } from './mechanism.ts';

export interface ScramHash {
  hash(data: Buffer): Buffer;
  hmac(key: Buffer, data: Buffer): Buffer;
}

/** What is kept of a password. */
export interface ScramCredential {
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
  readonly iterations: number;
}

export interface ScramOptions {
  readonly name: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly hash: ScramHash;
  credential(user: string): ScramCredential | undefined;
  /** Printable, without commas, new each time. */
  nonce(): string;
}

export function scramMechanism(options: ScramOptions): SaslMechanism {
  return { name: options.name, start: () => new ScramExchange(options) };
}

/** Of the first round, as far as the second needs it. */
interface FirstMessages {
  readonly user: string;
  readonly bare: string;
  readonly challenge: string;
  readonly nonce: string;
}

class ScramExchange implements SaslExchange {
  readonly #options: ScramOptions;
  #first: FirstMessages | undefined;
  #credential: ScramCredential | undefined;

  constructor(options: ScramOptions) {
    this.#options = options;
  }

  evaluate(token: Buffer): SaslStep {
    return this.#first === undefined
      ? this.#begin(token.toString())
      : this.#finish(token.toString(), this.#first);
  }

  #begin(message: string): SaslStep {
    const match = /^[ny],(?:a=([^,]*))?,(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/s.exec(message);
    if (match === null) throw this.#failure();
    const [, authorizationId, bare = '', name = '', clientNonce = ''] = match;
    const user = name.replaceAll('=2C', ',').replaceAll('=3D', '=');
    const credential = this.#options.credential(user);
    if (credential === undefined) throw this.#failure();
    if (authorizationId !== undefined && authorizationId !== '' && authorizationId !== name)
      throw this.#failure();
    const nonce = `${clientNonce}${this.#options.nonce()}`;
    const challenge = `r=${nonce},s=${credential.salt.toString('base64')},i=${credential.iterations}`;
    this.#credential = credential;
    this.#first = { user, bare, challenge, nonce };
    return { challenge: Buffer.from(challenge) };
  }

  #finish(message: string, first: FirstMessages): SaslStep {
    const match = /^(c=[^,]*,r=([^,]*)(?:,[^p].*)?),p=([A-Za-z0-9+/=]+)$/s.exec(message);
    const credential = this.#credential;
    if (match === null || credential === undefined) throw this.#failure();
    const [, withoutProof = '', nonce, proof = ''] = match;
    const { hash, hmac } = this.#options.hash;
    const authMessage = Buffer.from(`${first.bare},${first.challenge},${withoutProof}`);
    const signature = hmac(credential.storedKey, authMessage);
    const clientProof = Buffer.from(proof, 'base64');
    const clientKey = Buffer.from(signature.map((byte, index) => byte ^ (clientProof[index] ?? 0)));
    const isRight = clientProof.length === signature.length && hash(clientKey).equals(credential.storedKey);
    if (nonce !== first.nonce || !isRight) throw this.#failure();
    const verifier = hmac(credential.serverKey, authMessage).toString('base64');
    return { challenge: Buffer.from(`v=${verifier}`), principal: first.user };
  }

  /** Kafka says the same whatever was wrong. */
  #failure(): SaslFailure {
    return new SaslFailure(
      `Authentication failed during authentication due to invalid credentials with SASL mechanism ${this.#options.name}`,
    );
  }
}
