/** What the log's tests share: logs with small limits, batches to append, and a reading of what stands in a log. */
import assert from 'node:assert/strict';
import type { AppendResult } from '../../../../src/broker/log/appendResult.ts';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig, type LogConfig } from '../../../../src/broker/log/logConfig.ts';
import { encodeEndTransactionMarker } from '../../../../src/protocol/controlRecords.ts';
import { batchPositions, batchView } from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../../../../src/protocol/records.ts';

export const noon = 1_700_000_000_000;

export function newLog(configs: Partial<LogConfig> = {}, startOffset = 0): Log {
  return new Log({ configs: { ...defaultLogConfig, ...configs }, startOffset });
}

/** A batch of plain records with these values, all at noon. */
export function batchOf(...values: string[]): Buffer {
  return encodeBatch({
    records: values.map((value) => ({ key: null, value: Buffer.from(value), timestamp: noon })),
  });
}

export interface Sender {
  readonly id: number;
  readonly epoch?: number;
  readonly transactional?: boolean;
}

/** A batch of an idempotent producer: `count` records from `sequence` on. */
export function sequencedBatch(sender: Sender, sequence: number, count = 1): Buffer {
  const record = { key: Buffer.from('k'), value: Buffer.from(`s${sequence}`), timestamp: noon };
  return encodeBatch({
    records: Array.from({ length: count }, () => record),
    producerId: sender.id,
    producerEpoch: sender.epoch ?? 0,
    baseSequence: sequence,
    transactional: sender.transactional ?? false,
  });
}

/** Ends a producer's transaction in this log, as the transaction coordinator does. */
export function endTransaction(
  log: Log,
  sender: Sender,
  type: 'commit' | 'abort',
  coordinatorEpoch = 0,
): AppendResult {
  const marker = encodeEndTransactionMarker(
    { type, coordinatorEpoch },
    { id: sender.id, epoch: sender.epoch ?? 0 },
    noon,
  );
  return log.appendAsLeader(marker, 0, noon, 'coordinator');
}

/** Appends as a client does, and insists that it works. */
export function append(log: Log, ...batches: Buffer[]): void {
  for (const batch of batches) {
    const result = log.appendAsLeader(batch, 0, noon, 'client');
    assert.equal(result.error, 0, result.errorMessage);
  }
}

/** Everything a follower would get, batch by batch. */
export function allBatches(log: Log): Buffer[] {
  const { records } = log.read(log.logStartOffset, Number.MAX_SAFE_INTEGER, log.logEndOffset, true);
  return records.flatMap((view) => Array.from(batchPositions(view), (position) => batchView(view, position)));
}

/** Records as `offset:value`. */
export function contents(records: readonly Buffer[]): string[] {
  return records.flatMap((view) =>
    Array.from(batchPositions(view)).flatMap((position) =>
      Array.from(decodeRecords(batchView(view, position)), ({ offset, value }) => `${offset}:${value}`),
    ),
  );
}

/** Memory behind some logs, each piece counted once. */
export function bytesBehind(...logs: readonly Log[]): number {
  const pieces = new Set(logs.flatMap((log) => log.segments.flatMap((segment) => [...segment.buffers])));
  return [...pieces].reduce((sum, piece) => sum + piece.byteLength, 0);
}
