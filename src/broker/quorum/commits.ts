/**
 * From the high watermark to those who wait for it: committed batches go to the listener once and in order,
 * then whoever waits for an offset hears of it, then a new leader of its leadership.
 */
import type { LeaderAndEpoch } from './messages.ts';
import type { CommittedBatch, MetadataLog } from './metadataLog.ts';
import type { Snapshot } from './snapshot.ts';

export interface QuorumListener {
  /** Committed batches of metadata records, in the order of the log, each once in the life of a node. */
  handleCommit(batches: readonly CommittedBatch[]): void;
  /**
   * Everything before the snapshot's end at once, instead of what was told before: at a start, and when the leader
   * no longer had what this node needed. It goes on with what stands behind the snapshot.
   */
  handleLoadSnapshot(snapshot: Snapshot): void;
  /**
   * Another leader, or none (-1), of this or a later epoch. Of its own leadership a node hears when the first
   * record of its epoch is committed and everything before has been delivered: its image is then current.
   */
  handleLeaderChange(leaderId: number, epoch: number): void;
}

interface Waiting {
  readonly offset: number;
  readonly callback: (ok: boolean) => void;
}

export class Commits {
  readonly #log: MetadataLog;
  readonly #nodeId: number;
  readonly #listener: QuorumListener;
  #highWatermark = -1;
  #nextOffset = 0;
  #waiting: Waiting[] = [];
  #delivering = false;
  #closed = false;
  #announced: LeaderAndEpoch = { leaderId: -1, epoch: 0 };
  /** A leadership of our own that is announced once what precedes it is delivered. */
  #pending: (LeaderAndEpoch & { readonly epochStartOffset: number }) | undefined;

  constructor(nodeId: number, log: MetadataLog, listener: QuorumListener) {
    this.#nodeId = nodeId;
    this.#log = log;
    this.#listener = listener;
  }

  /** How far this node knows the log to be committed, -1 when it does not know; never goes back. */
  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** Everything before `highWatermark` is committed and in this node's log. */
  advance(highWatermark: number): void {
    if (highWatermark <= this.#highWatermark) return;
    this.#highWatermark = highWatermark;
    this.#deliver();
  }

  /** What the newest snapshot holds is committed: at a start, and when one has replaced the log. */
  loadSnapshot(): void {
    const { latest } = this.#log.snapshots;
    if (latest === undefined || latest.offset <= this.#nextOffset) return;
    this.#nextOffset = latest.offset;
    this.#listener.handleLoadSnapshot(latest);
    this.advance(latest.offset);
  }

  /** Calls back with true once the record at `offset` is committed and delivered, at once when it is already. */
  wait(offset: number, callback: (ok: boolean) => void): void {
    if (offset < this.#nextOffset) callback(true);
    else this.#waiting.push({ offset, callback });
  }

  /** Whoever waits for a record of this leader will not learn from it what became of that record. */
  leadershipLost(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { callback } of waiting) callback(false);
  }

  /** Tells the listener who leads. `epochStartOffset` is given when it is this node. */
  announce(leadership: LeaderAndEpoch, epochStartOffset: number | undefined): void {
    const { leaderId, epoch } = leadership;
    this.#pending = undefined;
    if (leaderId === this.#announced.leaderId && epoch === this.#announced.epoch) return;
    if (leaderId === this.#nodeId && epochStartOffset !== undefined) {
      this.#pending = { leaderId, epoch, epochStartOffset };
      this.#deliver();
    } else {
      this.#tell(leadership);
    }
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  /** The listener may append while it is told: the outermost call delivers what that commits. */
  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    while (!this.#closed && this.#deliverNext());
    this.#delivering = false;
  }

  #deliverNext(): boolean {
    if (this.#nextOffset < this.#highWatermark) {
      const { batches, nextOffset } = this.#log.readCommitted(this.#nextOffset, this.#highWatermark);
      this.#nextOffset = nextOffset;
      if (batches.length > 0) this.#listener.handleCommit(batches);
      this.#completeWaiting();
      return true;
    }
    const pending = this.#pending;
    if (pending === undefined || this.#nextOffset <= pending.epochStartOffset) return false;
    this.#pending = undefined;
    this.#tell(pending);
    return true;
  }

  #completeWaiting(): void {
    const done = this.#waiting.filter(({ offset }) => offset < this.#nextOffset);
    this.#waiting = this.#waiting.filter(({ offset }) => offset >= this.#nextOffset);
    for (const { callback } of done) callback(true);
  }

  #tell({ leaderId, epoch }: LeaderAndEpoch): void {
    this.#announced = { leaderId, epoch };
    if (!this.#closed) this.#listener.handleLeaderChange(leaderId, epoch);
  }
}
