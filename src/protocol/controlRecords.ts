/**
 * Control records: the markers that Kafka writes between users' records (end of a transaction, change of a Raft leader).
 * Only keys and the transaction marker are known here; the quorum's values are messages of their own.
 */
import { batchView, isControl, RecordError } from './recordBatch.ts';
import { decodeRecords, encodeBatch } from './records.ts';

/** Numbers of Kafka's ControlRecordType. */
export const controlRecordType = {
  abort: 0,
  commit: 1,
  leaderChange: 2,
  snapshotHeader: 3,
  snapshotFooter: 4,
  kraftVersion: 5,
  kraftVoters: 6,
} as const;

interface EndTransactionMarker {
  readonly type: 'commit' | 'abort';
  readonly coordinatorEpoch: number;
}

/** Key of a control record: int16 version, int16 type. */
export function encodeControlKey(type: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(type, 2);
  return key;
}

/**
 * Type number of a control record; unknown numbers are passed on, since readers must skip what they don't know.
 * @throws RecordError for a key that is none.
 */
export function decodeControlKey(key: Buffer | null): number {
  if (key === null || key.length < 4) throw RecordError.invalid('Control record with a malformed key');
  if (key.readInt16BE(0) < 0) throw RecordError.invalid('Control record of negative version');
  return key.readInt16BE(2);
}

/** The batch that ends a producer's transaction in one partition. */
export function encodeEndTransactionMarker(
  marker: EndTransactionMarker,
  producer: { readonly id: number; readonly epoch: number },
  timestamp: number,
): Buffer {
  const value = Buffer.alloc(6);
  value.writeInt32BE(marker.coordinatorEpoch, 2);
  const key = encodeControlKey(controlRecordType[marker.type]);
  return encodeBatch({
    records: [{ key, value, timestamp }],
    producerId: producer.id,
    producerEpoch: producer.epoch,
    transactional: true,
    control: true,
  });
}

/**
 * The transaction marker in the batch at `position`; undefined when it is another batch, or a control batch whose marker
 * compaction has removed.
 * @throws RecordError when malformed.
 */
export function readEndTransactionMarker(buffer: Buffer, position: number): EndTransactionMarker | undefined {
  if (!isControl(buffer, position)) return undefined;
  for (const record of decodeRecords(batchView(buffer, position))) {
    const type = decodeControlKey(record.key);
    if (type !== controlRecordType.abort && type !== controlRecordType.commit) return undefined;
    if (record.value === null || record.value.length < 6) {
      throw RecordError.invalid('Transaction marker with a malformed value');
    }
    const coordinatorEpoch = record.value.readInt32BE(2);
    return { type: type === controlRecordType.commit ? 'commit' : 'abort', coordinatorEpoch };
  }
  return undefined;
}
