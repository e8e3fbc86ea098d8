/**
 * The login of one connection (after Kafka's SaslServerAuthenticator): what may be asked before it is complete, its tokens, and
 * how long it holds (KIP-368).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { apiVersionsApi } from '../../protocol/messages/apiVersions.ts';
import { saslAuthenticateApi } from '../../protocol/messages/saslAuthenticate.ts';
import { saslHandshakeApi } from '../../protocol/messages/saslHandshake.ts';
import { type SaslExchange, SaslFailure, type SaslMechanism } from './mechanism.ts';

export interface AuthenticatorOptions {
  readonly mechanisms: readonly SaslMechanism[];
  /** `connections.max.reauth.ms`; 0 = a login holds for as long as its connection. */
  readonly maxReauthMs: number;
}

export interface HandshakeAnswer {
  readonly errorCode: number;
  readonly mechanisms: readonly string[];
}

export interface AuthenticateAnswer {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly authBytes: Buffer;
  readonly sessionLifetimeMs: number;
}

interface Login {
  readonly mechanism: string;
  readonly principal: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const nothing = Buffer.alloc(0);

export class Authenticator {
  readonly #options: AuthenticatorOptions;
  #exchange: { readonly mechanism: string; readonly run: SaslExchange; readonly bare: boolean } | undefined;
  #login: Login | undefined;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /** The user that is logged in. */
  get principal(): string | undefined {
    return this.#login?.principal;
  }

  /** Whether the next frame is a token and no request: after SaslHandshake v0. */
  get takesBareTokens(): boolean {
    return this.#exchange?.bare === true;
  }

  /** Whether a request may be answered now. Whoever asks something else is cut off. */
  allows(apiKey: number, now: number): boolean {
    if (apiKey === saslHandshakeApi.key || apiKey === saslAuthenticateApi.key) return true;
    if (this.#login === undefined) return apiKey === apiVersionsApi.key && this.#exchange === undefined;
    return this.#exchange === undefined && now < this.#login.expiresAt;
  }

  /** A login begins, or begins again. An error ends the connection. */
  handshake(mechanism: string, version: number): HandshakeAnswer {
    const mechanisms = this.#options.mechanisms.map(({ name }) => name);
    const chosen = this.#options.mechanisms.find(({ name }) => name === mechanism);
    if (chosen === undefined) return { errorCode: errorCodes.UNSUPPORTED_SASL_MECHANISM, mechanisms };
    const isAgain = this.#login !== undefined;
    const mayAgain = this.#options.maxReauthMs > 0 && this.#login?.mechanism === mechanism && version > 0;
    if (this.#exchange !== undefined || (isAgain && !mayAgain)) {
      return { errorCode: errorCodes.ILLEGAL_SASL_STATE, mechanisms };
    }
    this.#exchange = { mechanism, run: chosen.start(), bare: version === 0 };
    return { errorCode: errorCodes.NONE, mechanisms };
  }

  /** The next token. An error ends the connection. */
  authenticate(token: Buffer, now: number): AuthenticateAnswer {
    const exchange = this.#exchange;
    if (exchange === undefined) {
      const message = 'SaslAuthenticate request received without a SaslHandshake before it';
      return refusal(errorCodes.ILLEGAL_SASL_STATE, message);
    }
    try {
      const { challenge, principal } = exchange.run.evaluate(token);
      if (principal === undefined) return answer(challenge, 0);
      return answer(challenge, this.#loggedIn(exchange.mechanism, principal, now));
    } catch (error) {
      if (!(error instanceof SaslFailure)) throw error;
      return refusal(errorCodes.SASL_AUTHENTICATION_FAILED, error.message);
    }
  }

  /** @returns how long it holds; 0 = for as long as the connection */
  #loggedIn(mechanism: string, principal: string, now: number): number {
    const before = this.#login;
    if (before !== undefined && before.principal !== principal) {
      throw new SaslFailure('Cannot change principals during re-authentication');
    }
    const { maxReauthMs } = this.#options;
    const expiresAt = maxReauthMs > 0 ? now + maxReauthMs : Number.POSITIVE_INFINITY;
    this.#login = { mechanism, principal, expiresAt };
    this.#exchange = undefined;
    return maxReauthMs;
  }
}

function answer(authBytes: Buffer, sessionLifetimeMs: number): AuthenticateAnswer {
  return { errorCode: errorCodes.NONE, errorMessage: null, authBytes, sessionLifetimeMs };
}

function refusal(errorCode: number, errorMessage: string): AuthenticateAnswer {
  return { errorCode, errorMessage, authBytes: nothing, sessionLifetimeMs: 0 };
}
