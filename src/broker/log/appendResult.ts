/** What a log answers to an append, and how a refusal and a repetition look in it. */
import { errorCodes } from '../../protocol/errors.ts';
import { noTimestamp } from '../../protocol/recordBatch.ts';
import type { RememberedBatch } from './producerEntry.ts';
import type { RecordFault, Rejection } from './validateRecords.ts';

export interface AppendResult {
  /** Kafka's error number; 0 when the records are in the log, now or (a duplicate) since before. */
  readonly error: number;
  readonly errorMessage?: string;
  readonly recordErrors?: readonly RecordFault[];
  /** First and last offset; -1 on error. For a duplicate, those of the original. */
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** With LogAppendTime the leader's time, for a duplicate the original's timestamp, else -1. */
  readonly logAppendTime: number;
  readonly duplicate: boolean;
  /** Bytes added to the log. */
  readonly bytes: number;
  readonly maxTimestamp: number;
}

export function rejected({ error, message, recordErrors }: Rejection): AppendResult {
  return {
    error,
    errorMessage: message,
    ...(recordErrors === undefined ? {} : { recordErrors }),
    firstOffset: -1,
    lastOffset: -1,
    logAppendTime: noTimestamp,
    duplicate: false,
    bytes: 0,
    maxTimestamp: noTimestamp,
  };
}

/** A repeated batch succeeds with the original's offsets, so that the producer's retry looks like its first attempt. */
export function duplicateOf(original: RememberedBatch): AppendResult {
  return {
    error: errorCodes.NONE,
    firstOffset: original.firstOffset,
    lastOffset: original.lastOffset,
    logAppendTime: original.timestamp,
    duplicate: true,
    bytes: 0,
    maxTimestamp: original.timestamp,
  };
}
