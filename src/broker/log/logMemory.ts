/**
 * How much memory all logs of one process keep alive: each piece is counted once, however many replicas view it. Segments
 * and chunk writers say what they hold and what they let go; the rest is the garbage collector's. Decides nothing.
 */
import { assert } from '../assert.ts';

export class LogMemory {
  /** How many extents and writers hold each piece. */
  readonly #holders = new Map<ArrayBufferLike, number>();
  #heldBytes = 0;

  /** Bytes of all pieces that somebody holds: whole pieces, also where only a part of one is in use. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** One more holder of `piece`; every holder lets go once. */
  hold(piece: ArrayBufferLike): void {
    const holders = this.#holders.get(piece) ?? 0;
    if (holders === 0) this.#heldBytes += piece.byteLength;
    this.#holders.set(piece, holders + 1);
  }

  /** One holder less; the last one frees the piece. */
  letGo(piece: ArrayBufferLike): void {
    const holders = this.#holders.get(piece);
    assert(holders !== undefined, 'Only what is held can be let go');
    if (holders > 1) {
      this.#holders.set(piece, holders - 1);
      return;
    }
    this.#holders.delete(piece);
    this.#heldBytes -= piece.byteLength;
  }
}
