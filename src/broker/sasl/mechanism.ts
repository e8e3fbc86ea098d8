/** What a SASL mechanism is to the server: a login is an exchange of tokens that ends with a principal, or fails. */

export interface SaslMechanism {
  /** As in `sasl.enabled.mechanisms`. */
  readonly name: string;
  /** A login of one client. */
  start(): SaslExchange;
}

export interface SaslExchange {
  /** @throws {SaslFailure} when the client is not who it says */
  evaluate(token: Buffer): SaslStep;
}

export interface SaslStep {
  readonly challenge: Buffer;
  /** The user, once the exchange is complete. */
  readonly principal?: string;
}

/** The message is what the client is told: nothing that would help it to guess. */
export class SaslFailure extends Error {}
