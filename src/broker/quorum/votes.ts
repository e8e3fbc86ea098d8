/** The count of one election among a fixed set of voters. It knows nothing of epochs or messages. */
import { assert } from '../assert.ts';

export class Votes {
  readonly #voters: readonly number[];
  readonly #answers = new Map<number, boolean>();

  /** Opens the count with the candidate's vote for itself. */
  constructor(voters: readonly number[], candidateId: number) {
    this.#voters = voters;
    this.record(candidateId, true);
  }

  record(voterId: number, granted: boolean): void {
    assert(this.#voters.includes(voterId), `${voterId} is not a voter`);
    this.#answers.set(voterId, granted);
  }

  /** A majority of all voters said yes. */
  get isGranted(): boolean {
    return this.grantingVoters.length >= majorityOf(this.#voters.length);
  }

  /** Too many said no for the rest to make a majority. */
  get isRejected(): boolean {
    return this.grantingVoters.length + this.unrecordedVoters.length < majorityOf(this.#voters.length);
  }

  get grantingVoters(): readonly number[] {
    return this.#voters.filter((voterId) => this.#answers.get(voterId) === true);
  }

  get unrecordedVoters(): readonly number[] {
    return this.#voters.filter((voterId) => !this.#answers.has(voterId));
  }
}

/** The smallest number of voters that is more than half of `count`. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}
