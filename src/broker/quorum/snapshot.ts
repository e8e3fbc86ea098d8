/**
 * A snapshot of the metadata log, in the bytes of Kafka's checkpoint files (KIP-630): a header control batch,
 * batches of metadata records, a footer control batch. What the records mean is not known here.
 */
import { controlRecordType, decodeControlKey, encodeControlKey } from '../../protocol/controlRecords.ts';
import { crc32c } from '../../protocol/crc32c.ts';
import { snapshotFooterRecord } from '../../protocol/messages/snapshotFooterRecord.ts';
import { snapshotHeaderRecord } from '../../protocol/messages/snapshotHeaderRecord.ts';
import {
  batchPositions,
  batchView,
  crcStart,
  isControl,
  RecordError,
  readCrc,
  readLeaderEpoch,
} from '../../protocol/recordBatch.ts';
import { decodeRecords, encodeBatch, type NewRecord } from '../../protocol/records.ts';
import { decodeMessage, encodeMessage } from '../../protocol/schema.ts';
import type { OffsetAndEpoch } from './messages.ts';

/**
 * Its id and its bytes. `offset` is the one after the last record that it stands for, `epoch` that record's epoch:
 * so the same id means the same committed prefix on every node.
 */
export interface Snapshot extends OffsetAndEpoch {
  readonly bytes: Buffer;
}

export interface SnapshotContents {
  /** When the last record that the snapshot stands for was appended, in milliseconds. */
  readonly lastContainedLogTimestamp: number;
  /** Values of metadata records, in the order in which they are to be replayed. */
  readonly records: readonly Buffer[];
}

/** The only version of header and footer. */
const writtenVersion = 0;
/** As many records as Kafka's writer puts into one batch. */
const recordsPerBatch = 1024;

/**
 * All timestamps are that of the last record contained, where Kafka writes the time of writing: snapshots of one id
 * are then the same bytes on every node, which a simulation can check.
 */
export function encodeSnapshot(id: OffsetAndEpoch, contents: SnapshotContents): Snapshot {
  const { lastContainedLogTimestamp: timestamp, records } = contents;
  const batches: Buffer[] = [];
  let baseOffset = 0;
  const add = (batch: readonly NewRecord[], control: boolean): void => {
    batches.push(
      encodeBatch({
        records: batch,
        control,
        baseOffset,
        leaderEpoch: id.epoch,
      }),
    );
    baseOffset += batch.length;
  };
  const header = {
    version: writtenVersion,
    lastContainedLogTimestamp: timestamp,
  };
  const headerValue = Buffer.concat(encodeMessage(snapshotHeaderRecord, writtenVersion, header));
  add(
    [
      {
        key: encodeControlKey(controlRecordType.snapshotHeader),
        value: headerValue,
        timestamp,
      },
    ],
    true,
  );
  for (let first = 0; first < records.length; first += recordsPerBatch) {
    const values = records.slice(first, first + recordsPerBatch);
    add(
      values.map((value) => ({ key: null, value, timestamp })),
      false,
    );
  }
  const footer = { version: writtenVersion };
  const footerValue = Buffer.concat(encodeMessage(snapshotFooterRecord, writtenVersion, footer));
  add(
    [
      {
        key: encodeControlKey(controlRecordType.snapshotFooter),
        value: footerValue,
        timestamp,
      },
    ],
    true,
  );
  return { ...id, bytes: Buffer.concat(batches) };
}

/**
 * What a snapshot holds, once all of it is seen to be whole: every checksum, the header first, the footer last.
 * @throws RecordError for anything else
 */
export function decodeSnapshot({ bytes, epoch }: Snapshot): SnapshotContents {
  const records: Buffer[] = [];
  let lastContainedLogTimestamp: number | undefined;
  let ended = false;
  let read = 0;
  for (const position of batchPositions(bytes)) {
    const batch = batchView(bytes, position);
    if (ended) throw RecordError.corrupt('Snapshot goes on after its footer');
    checkBatch(batch, epoch);
    if (!isControl(batch, 0)) {
      if (lastContainedLogTimestamp === undefined) throw RecordError.corrupt('Snapshot without a header');
      records.push(...valuesOf(batch));
    } else if (lastContainedLogTimestamp === undefined) {
      lastContainedLogTimestamp = readHeader(batch);
    } else {
      ended = hasFooter(batch);
    }
    read += batch.length;
  }
  if (lastContainedLogTimestamp === undefined || !ended || read !== bytes.length) {
    throw RecordError.corrupt(`Snapshot of ${bytes.length} bytes is incomplete`);
  }
  return { lastContainedLogTimestamp, records };
}

/** When the last record that a snapshot stands for was appended; reads no further than its header. @throws RecordError */
export function snapshotTimestamp({ bytes }: Snapshot): number {
  return readHeader(bytes);
}

function checkBatch(batch: Buffer, epoch: number): void {
  if (readCrc(batch, 0) !== crc32c(batch, crcStart))
    throw RecordError.corrupt('Snapshot with a wrong checksum');
  if (readLeaderEpoch(batch, 0) !== epoch) {
    throw RecordError.invalid(
      `Snapshot of epoch ${epoch} with a batch of epoch ${readLeaderEpoch(batch, 0)}`,
    );
  }
}

function readHeader(batch: Buffer): number {
  for (const { key, value } of decodeRecords(batch)) {
    if (!isControl(batch, 0) || decodeControlKey(key) !== controlRecordType.snapshotHeader) break;
    if (value !== null) {
      return decodeMessage(snapshotHeaderRecord, writtenVersion, value).lastContainedLogTimestamp;
    }
  }
  throw RecordError.corrupt('Snapshot without a header');
}

/** Other control records (voters, KIP-853) say nothing that is known here. */
function hasFooter(batch: Buffer): boolean {
  return [...decodeRecords(batch)].some(
    ({ key }) => decodeControlKey(key) === controlRecordType.snapshotFooter,
  );
}

function valuesOf(batch: Buffer): Buffer[] {
  return [...decodeRecords(batch)].map(({ value }) => {
    if (value === null) throw RecordError.invalid('A metadata record has a value');
    return value;
  });
}
