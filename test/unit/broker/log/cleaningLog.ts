/** What the tests of compaction share: keyed batches, a round of cleaning from beginning to end, a reading of what is left. */
import { type CleanablePart, cleanablePart } from '../../../../src/broker/log/cleanable.ts';
import { Cleaning } from '../../../../src/broker/log/cleaning.ts';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig, type LogConfig } from '../../../../src/broker/log/logConfig.ts';
import type { Compression } from '../../../../src/protocol/compression.ts';
import {
  batchPositions,
  batchView,
  isControl,
  readMaxTimestamp,
} from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch, type NewBatch } from '../../../../src/protocol/records.ts';
import { allBatches, noon } from './batches.ts';

/** Compacted, with a segment for every batch, and clean as soon as anything is dirty. */
export function compactedLog(
  configs: Partial<LogConfig> = {},
  compression?: Compression,
  random?: () => number,
): Log {
  const compacted = {
    ...defaultLogConfig,
    cleanupPolicy: ['compact'] as const,
    segmentBytes: 1,
    minCleanableDirtyRatio: 0,
  };
  return new Log({
    configs: { ...compacted, ...configs },
    ...(compression === undefined ? {} : { compression }),
    ...(random === undefined ? {} : { random }),
  });
}

/** Pairs `k:v`; `k:` is a tombstone. */
export function keyedBatch(pairs: string, batch: Omit<NewBatch, 'records'> = {}, timestamp = noon): Buffer {
  const records = pairs.split(' ').map((pair) => {
    const [key = '', value = ''] = pair.split(':');
    return { key: Buffer.from(key), value: value === '' ? null : Buffer.from(value), timestamp };
  });
  return encodeBatch({ records, ...batch });
}

/** Appends as the leader, each batch to a segment of its own. */
export function appendKeyed(log: Log, ...batches: readonly Buffer[]): void {
  for (const batch of batches) {
    const segmentBytes = log.configs.segmentBytes;
    // Refused if it were larger than segment.bytes; closed behind the one before all the same.
    log.updateConfigs({ ...log.configs, segmentBytes: Math.max(segmentBytes, batch.length) });
    const { error, errorMessage } = log.appendAsLeader(
      batch,
      0,
      Math.max(noon, readMaxTimestamp(batch, 0)),
      'coordinator',
    );
    if (error !== 0) throw new Error(errorMessage);
    log.updateConfigs({ ...log.configs, segmentBytes });
  }
}

/** One whole round, if there is anything to clean. @returns what was cleaned */
export function clean(log: Log, now = noon, stable = log.logEndOffset): CleanablePart | undefined {
  const part = cleanablePart(log, stable, now);
  if (part === undefined) return undefined;
  const cleaning = new Cleaning(log, part, now);
  while (cleaning.step());
  return part;
}

/** Data records as `offset k:v`. */
export function keyed(log: Log): string[] {
  return allBatches(log).flatMap((bytes) =>
    Array.from(batchPositions(bytes)).flatMap((position) =>
      isControl(bytes, position)
        ? []
        : Array.from(decodeRecords(batchView(bytes, position), log.compression), ({ offset, key, value }) => {
            return `${offset} ${key}:${value ?? ''}`;
          }),
    ),
  );
}
