/**
 * A snapshot on its way to a follower, piece by piece; it is nothing until the last piece is there and all of it is
 * whole.
 */
import { RecordError } from '../../protocol/recordBatch.ts';
import type { OffsetAndEpoch } from './messages.ts';
import { decodeSnapshot, type Snapshot } from './snapshot.ts';
import type { SnapshotPiece } from './snapshotMessages.ts';

export class SnapshotDownload {
  readonly id: OffsetAndEpoch;
  readonly #pieces: Buffer[] = [];
  #position = 0;

  constructor(id: OffsetAndEpoch) {
    this.id = id;
  }

  /** How much is here: where the next piece begins. */
  get position(): number {
    return this.#position;
  }

  /**
   * Takes the piece that was asked for.
   * @returns the snapshot when it is complete, `goOn` when there is more to fetch, `useless` when this download
   *   leads nowhere
   */
  add(piece: SnapshotPiece): Snapshot | 'goOn' | 'useless' {
    const { snapshotId, position, size, unalignedRecords } = piece;
    const bytes = Buffer.isBuffer(unalignedRecords) ? unalignedRecords : Buffer.concat([...unalignedRecords]);
    const isNext = position === this.#position && bytes.length > 0 && position + bytes.length <= size;
    if (snapshotId.endOffset !== this.id.offset || snapshotId.epoch !== this.id.epoch || !isNext) {
      return 'useless';
    }
    this.#pieces.push(bytes);
    this.#position += bytes.length;
    return this.#position < size ? 'goOn' : this.#finish();
  }

  #finish(): Snapshot | 'useless' {
    // One piece is taken as it is, so that nodes of one process share the bytes.
    const [only, ...more] = this.#pieces;
    const bytes = only !== undefined && more.length === 0 ? only : Buffer.concat(this.#pieces);
    const snapshot = { ...this.id, bytes };
    try {
      decodeSnapshot(snapshot);
      return snapshot;
    } catch (error) {
      if (error instanceof RecordError) return 'useless';
      throw error;
    }
  }
}
