/**
 * The snapshots that one node keeps of the metadata log, and that survive it, as Kafka's `*.checkpoint` files do. It
 * only keeps them: which are made, and which may go, is decided in `metadataLog.ts`.
 */
import type { OffsetAndEpoch } from './messages.ts';
import type { Snapshot } from './snapshot.ts';

/** Told of every change, so that files can follow. */
export interface SnapshotFiles {
  snapshotAdded(snapshot: Snapshot): void;
  snapshotRemoved(id: OffsetAndEpoch): void;
}

export class SnapshotStore {
  /** Oldest first. */
  #snapshots: readonly Snapshot[];
  readonly #files: SnapshotFiles | undefined;

  /** @param snapshots what files hold already */
  constructor(snapshots: readonly Snapshot[] = [], files?: SnapshotFiles) {
    this.#snapshots = inOrder(snapshots);
    this.#files = files;
  }

  /** Oldest first. */
  get all(): readonly Snapshot[] {
    return this.#snapshots;
  }

  get earliest(): Snapshot | undefined {
    return this.#snapshots[0];
  }

  get latest(): Snapshot | undefined {
    return this.#snapshots.at(-1);
  }

  /** Bytes of all of them. */
  get sizeBytes(): number {
    return this.#snapshots.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  find({ offset, epoch }: OffsetAndEpoch): Snapshot | undefined {
    return this.#snapshots.find((each) => each.offset === offset && each.epoch === epoch);
  }

  /** Takes a whole snapshot in. One that is there already stays as it is: the same id stands for the same records. */
  add(snapshot: Snapshot): void {
    if (this.find(snapshot) !== undefined) return;
    this.#snapshots = inOrder([...this.#snapshots, snapshot]);
    this.#files?.snapshotAdded(snapshot);
  }

  /** Drops all that end before `offset`. */
  removeBefore(offset: number): void {
    const removed = this.#snapshots.filter((each) => each.offset < offset);
    this.#snapshots = this.#snapshots.filter((each) => each.offset >= offset);
    for (const snapshot of removed) this.#files?.snapshotRemoved(snapshot);
  }
}

function inOrder(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return [...snapshots].sort((a, b) => a.offset - b.offset || a.epoch - b.epoch);
}
