/**
 * The metadata log as the quorum sees it: offsets with the epoch that wrote them, where two logs part, and
 * what is committed. It decides nothing about leadership.
 */
import { controlRecordType, encodeControlKey } from '../../protocol/controlRecords.ts';
import {
  batchPositions,
  batchView,
  isControl,
  readBaseOffset,
  readLastOffset,
  readLeaderEpoch,
} from '../../protocol/recordBatch.ts';
import { decodeRecords, encodeBatch, type NewRecord } from '../../protocol/records.ts';
import { assert } from '../assert.ts';
import type { Log } from '../log/log.ts';
import type { OffsetAndEpoch } from './messages.ts';

/** One committed batch of metadata records; control batches are not among them. */
export interface CommittedBatch {
  readonly baseOffset: number;
  readonly epoch: number;
  /** Values of the records; their keys are always null. */
  readonly records: readonly Buffer[];
}

/** How much is decoded at a time when a restarted node replays its log. */
const replayChunkBytes = 1024 * 1024;

export class MetadataLog {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  get startOffset(): number {
    return this.#log.logStartOffset;
  }

  get endOffset(): number {
    return this.#log.logEndOffset;
  }

  /** Where the log ends and the epoch of its last record; 0 for an empty log. */
  get end(): OffsetAndEpoch {
    return { offset: this.#log.logEndOffset, epoch: this.#log.epochs.latestEpoch ?? 0 };
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

  /**
   * Compares the end of a follower's log with this one (KIP-595).
   * @returns undefined when that prefix is the same here; otherwise where this log's part of that epoch, or
   *   of the largest one before it, ends
   */
  divergence(follower: OffsetAndEpoch): OffsetAndEpoch | undefined {
    if (follower.offset === 0) return undefined;
    const ours = this.#endOffsetFor(follower.epoch);
    return ours.epoch === follower.epoch && ours.offset >= follower.offset ? undefined : ours;
  }

  /** Cuts off what the leader does not have, given what it answered as its divergence. @returns the new end offset */
  truncateTo(leader: OffsetAndEpoch): number {
    const ours = this.#endOffsetFor(leader.epoch);
    const shared = ours.epoch === leader.epoch ? Math.min(ours.offset, leader.offset) : ours.offset;
    this.#log.truncateTo(Math.min(shared, this.endOffset));
    return this.endOffset;
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

  #endOffsetFor(epoch: number): OffsetAndEpoch {
    const { epochs, logEndOffset } = this.#log;
    const found = epochs.endOffsetFor(epoch, logEndOffset);
    // An epoch later than any in the log: all of the log comes before it.
    if (found.epoch < 0) return this.end;
    return { epoch: found.epoch, offset: found.endOffset };
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
  return { baseOffset: readBaseOffset(batch, 0), epoch: readLeaderEpoch(batch, 0), records };
}
