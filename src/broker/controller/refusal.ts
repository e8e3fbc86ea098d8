/** Why a request, or one item of it, is refused: a Kafka error and a sentence for the client. */

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }

  /** A refusal passes; any other error is a bug and is thrown on. */
  static from(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
