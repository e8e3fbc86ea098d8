/**
 * The metadata log as the quorum sees it: offsets with the epoch that wrote them, where two logs part, what is
 * committed, and the snapshots that stand for its dropped beginning (KIP-630). It decides nothing about leadership.
 */
import { controlRecordType, encodeControlKey } from '../../protocol/controlRecords.ts';
import {
  batchPositions,
  batchView,
  isControl,
  readBaseOffset,
  readLastOffset,
  readLeaderEpoch,
  readMaxTimestamp,
} from '../../protocol/recordBatch.ts';
import { decodeRecords, encodeBatch, type NewRecord } from '../../protocol/records.ts';
import { assert } from '../assert.ts';
import type { Log } from '../log/log.ts';
import type { OffsetAndEpoch } from './messages.ts';
import { type Snapshot, snapshotTimestamp } from './snapshot.ts';
import type { SnapshotStore } from './snapshotStore.ts';

/** One committed batch of metadata records; control batches are not among them. */
export interface CommittedBatch {
  readonly baseOffset: number;
  readonly epoch: number;
  /** When the leader appended it, in milliseconds. */
  readonly timestamp: number;
  readonly sizeInBytes: number;
  /** Values of the records; their keys are always null. */
  readonly records: readonly Buffer[];
}

/** What the leader makes of the end of a follower's log. */
export type FetchPlace =
  | { readonly kind: 'valid' }
  /** The logs part: here this log's part of that epoch, or of the largest one before it, ends. */
  | ({ readonly kind: 'diverging' } & OffsetAndEpoch)
  /** What the follower needs is gone from this log: this snapshot stands for it. */
  | ({ readonly kind: 'snapshot' } & OffsetAndEpoch);

/** `metadata.max.retention.bytes` and `.ms`; -1 for no limit. */
export interface SnapshotRetention {
  readonly bytes: number;
  readonly ms: number;
}

/** How much is decoded at a time when a restarted node replays its log. */
const replayChunkBytes = 1024 * 1024;

export class MetadataLog {
  readonly snapshots: SnapshotStore;
  readonly #log: Log;

  constructor(log: Log, snapshots: SnapshotStore) {
    this.#log = log;
    this.snapshots = snapshots;
    this.#beginAtSnapshotAhead();
  }

  get startOffset(): number {
    return this.#log.logStartOffset;
  }

  get endOffset(): number {
    return this.#log.logEndOffset;
  }

  /** Where the log ends and the epoch of its last record, be it one that only a snapshot holds; 0 for an empty log. */
  get end(): OffsetAndEpoch {
    const epoch = this.#log.epochs.latestEpoch ?? this.snapshots.latest?.epoch ?? 0;
    return { offset: this.#log.logEndOffset, epoch };
  }

  /** Appends one batch that is never split: all of it is committed, or nothing. @returns its last offset */
  append(values: readonly Buffer[], epoch: number, now: number): number {
    const records = values.map((value): NewRecord => ({ key: null, value, timestamp: now }));
    return this.#append({ records }, epoch, now);
  }

  /** The control record that begins an epoch: with it, the new leader has a record of its own to commit. */
  appendLeaderChange(epoch: number, now: number, value: Buffer): void {
    const key = encodeControlKey(controlRecordType.leaderChange);
    const record = { key, value, timestamp: now };
    this.#append({ records: [record], control: true }, epoch, now);
  }

  appendFetched(batches: readonly Buffer[]): void {
    this.#log.appendAsFollower(batches);
  }

  /** Raw batches from `offset` on, committed or not; at least one when there is one. */
  read(offset: number, maxBytes: number): readonly Buffer[] {
    return this.#log.read(offset, maxBytes, this.endOffset, true).records;
  }

  /** Compares the end of a follower's log with this one (KIP-595, KIP-630; Kafka's validateOffsetAndEpoch). */
  validate(follower: OffsetAndEpoch): FetchPlace {
    const { startOffset } = this;
    const { offset, epoch } = follower;
    if (startOffset === 0 && offset === 0) return { kind: 'valid' };
    const beginning = this.#beginning;
    const { latest } = this.snapshots;
    if (beginning !== undefined && latest !== undefined) {
      const isGone =
        offset < startOffset ||
        (offset === startOffset && epoch !== beginning.epoch) ||
        epoch < beginning.epoch;
      if (isGone) return { kind: 'snapshot', offset: latest.offset, epoch: latest.epoch };
    }
    const ours = this.#endOffsetFor(epoch);
    return ours.epoch === epoch && ours.offset >= offset ? { kind: 'valid' } : { kind: 'diverging', ...ours };
  }

  /** Cuts off what the leader does not have, given what it answered as its divergence. @returns the new end offset */
  truncateTo(leader: OffsetAndEpoch): number {
    const ours = this.#endOffsetFor(leader.epoch);
    const shared = ours.epoch === leader.epoch ? Math.min(ours.offset, leader.offset) : ours.offset;
    this.#log.truncateTo(Math.min(shared, this.endOffset));
    return this.endOffset;
  }

  /**
   * Keeps a snapshot that this node has made, unless there is one of that end.
   * @param highWatermark nothing beyond may be in a snapshot: it could still be taken back
   */
  addSnapshot(snapshot: Snapshot, highWatermark: number): void {
    const { offset, epoch } = snapshot;
    assert(offset <= highWatermark, `a snapshot up to ${offset} with ${highWatermark} committed`);
    assert(this.#epochBefore(offset) === epoch, `offset ${offset} does not end a record of epoch ${epoch}`);
    this.snapshots.add(snapshot);
  }

  /** Replaces the log, and older snapshots, by a snapshot that the leader sent: the log goes on behind it. */
  install(snapshot: Snapshot): void {
    this.snapshots.add(snapshot);
    this.#beginAt(snapshot);
  }

  /**
   * Drops snapshots, and the log before the oldest one that stays, while they are too many bytes or too old. The
   * latest snapshot always stays. Nobody waits for followers: who lags fetches the snapshot (KIP-630).
   * @param now milliseconds
   */
  clean(retention: SnapshotRetention, now: number): void {
    const { snapshots } = this;
    let bytes = this.#log.sizeBytes + snapshots.sizeBytes;
    for (const [index, snapshot] of snapshots.all.entries()) {
      const next = snapshots.all[index + 1];
      const isSurplus = retention.bytes >= 0 && bytes > retention.bytes;
      const isOld = retention.ms >= 0 && now - snapshotTimestamp(snapshot) > retention.ms;
      if (next === undefined || !(isSurplus || isOld)) return;
      bytes -= snapshot.bytes.length;
      this.#log.advanceLogStartOffset(next.offset);
      snapshots.removeBefore(next.offset);
    }
  }

  /**
   * Some of the batches in [from, to), in order, decoded.
   * @returns the batches and the offset after the last one looked at, greater than `from`
   */
  readCommitted(from: number, to: number): { batches: readonly CommittedBatch[]; nextOffset: number } {
    const batches: CommittedBatch[] = [];
    let nextOffset = from;
    for (const buffer of this.#log.read(from, replayChunkBytes, to, true).records) {
      for (const position of batchPositions(buffer)) {
        assert(readBaseOffset(buffer, position) === nextOffset, `no batch begins at offset ${nextOffset}`);
        nextOffset = readLastOffset(buffer, position) + 1;
        if (!isControl(buffer, position)) batches.push(decodeBatch(batchView(buffer, position)));
      }
    }
    assert(nextOffset > from && nextOffset <= to, `offset ${to} is committed and not the end of a batch`);
    return { batches, nextOffset };
  }

  /** The snapshot that stands for what is gone from the log; undefined while nothing is. */
  get #beginning(): Snapshot | undefined {
    return this.startOffset === 0 ? undefined : this.snapshots.earliest;
  }

  #endOffsetFor(epoch: number): OffsetAndEpoch {
    const { epochs, logEndOffset } = this.#log;
    const found = epochs.endOffsetFor(epoch, logEndOffset);
    // An epoch later than any in the log: all of the log comes before it.
    if (found.epoch < 0) return this.end;
    const beginning = this.#beginning;
    if (found.epoch === epoch && found.endOffset === beginning?.offset) {
      // The epoch ended before this log begins: what is known of that time is where the snapshot ends.
      return { offset: beginning.offset, epoch: beginning.epoch };
    }
    return { epoch: found.epoch, offset: found.endOffset };
  }

  /** The epoch of the record before `offset`; undefined where the log begins and no snapshot ends. */
  #epochBefore(offset: number): number | undefined {
    if (offset > this.startOffset) return this.#log.epochs.epochForOffset(offset - 1);
    return this.snapshots.all.find((snapshot) => snapshot.offset === offset)?.epoch;
  }

  /** A crash came between a fetched snapshot and the end of the log that it replaces. */
  #beginAtSnapshotAhead(): void {
    const { latest } = this.snapshots;
    const { latestEpoch = 0 } = this.#log.epochs;
    if (latest === undefined) return;
    if (latest.offset > this.endOffset || latest.epoch > latestEpoch) this.#beginAt(latest);
  }

  #beginAt({ offset }: Snapshot): void {
    this.#log.truncateFullyAndStartAt(offset);
    this.snapshots.removeBefore(offset);
  }

  #append(batch: Parameters<typeof encodeBatch>[0], epoch: number, now: number): number {
    const result = this.#log.appendAsLeader(encodeBatch(batch), epoch, now, 'raft');
    assert(result.error === 0, `the metadata log refused a batch: error ${result.error}`);
    return this.endOffset - 1;
  }
}

function decodeBatch(batch: Buffer): CommittedBatch {
  const records: Buffer[] = [];
  for (const record of decodeRecords(batch)) {
    assert(record.value !== null, 'a metadata record has a value');
    records.push(record.value);
  }
  return {
    baseOffset: readBaseOffset(batch, 0),
    epoch: readLeaderEpoch(batch, 0),
    timestamp: readMaxTimestamp(batch, 0),
    sizeInBytes: batch.length,
    records,
  };
}
