/**
 * Record batches as the library decodes them, turned into our records. Pure. Control batches (the marks of
 * transactions) and what lies before the asked offset are skipped, as every consumer must.
 */
import type { fetchV17 } from '@platformatic/kafka';
import type { RecordHeader, StoredBatch, StoredRecord } from './model.ts';

type Partition = fetchV17.FetchResponse['responses'][number]['partitions'][number];
export type RecordBatch = NonNullable<Partition['records']>[number];

/** A transaction of a producer that was aborted; its records begin at or after `firstOffset`. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
const codecBits = 0x07;
const logAppendTimeBit = 0x08;
const transactionalBit = 0x10;
const controlBit = 0x20;
/** Bytes of a batch's first two fields, which its length does not count. */
const batchOverhead = 12;
/** Type of the control record that ends a transaction in vain (KIP-98). */
const abortMarker = 0;

/**
 * Yields the records at and after `position.offset`, and before `position.until`, in order. At the end of each
 * batch the position moves behind it, also past offsets that compaction or control batches left empty.
 * @param aborted what Kafka says was aborted, for a reader of committed records only
 */
export function* readableRecords(
  position: {
    readonly topic: string;
    readonly partition: number;
    offset: number;
    readonly until?: number | undefined;
  },
  batches: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[] = [],
): Iterator<StoredRecord> {
  const { topic, partition, until = Number.POSITIVE_INFINITY } = position;
  const isAborted = abortedFilter(aborted);
  for (const batch of batches) {
    const base = Number(batch.firstOffset);
    const hidden = (batch.attributes & controlBit) !== 0;
    if (!isAborted(batch) && !hidden) {
      const info = batchInfo(batch, base);
      const stamped = info.timestampType === 'LogAppendTime';
      const firstTimestamp = Number(stamped ? batch.maxTimestamp : batch.firstTimestamp);
      for (const record of batch.records) {
        const offset = base + record.offsetDelta;
        if (offset < position.offset) continue;
        if (offset >= until) break;
        const timestamp = stamped ? firstTimestamp : firstTimestamp + Number(record.timestampDelta);
        yield storedRecord(topic, partition, offset, timestamp, record, info);
      }
    }
    position.offset = Math.max(position.offset, base + batch.lastOffsetDelta + 1);
  }
}

type Record = RecordBatch['records'][number];

function storedRecord(
  topic: string,
  partition: number,
  offset: number,
  timestamp: number,
  record: Record,
  batch: StoredBatch,
): StoredRecord {
  const { key, value } = record;
  let size = (key?.length ?? 0) + (value?.length ?? 0);
  const headers: RecordHeader[] = [];
  for (const [name, content] of record.headers) {
    size += (name?.length ?? 0) + (content?.length ?? 0);
    headers.push({ key: name?.toString('utf8') ?? '', value: content ?? new Uint8Array() });
  }
  const storedSize = record.length + varintSize(record.length);
  return {
    topic,
    partition,
    offset,
    timestamp,
    key: key ?? null,
    value: value ?? null,
    headers,
    size,
    storedSize,
    batch,
  };
}

function batchInfo(batch: RecordBatch, baseOffset: number): StoredBatch {
  return {
    baseOffset,
    lastOffset: baseOffset + batch.lastOffsetDelta,
    records: batch.records.length,
    bytes: batch.length + batchOverhead,
    compression: codecs[batch.attributes & codecBits] ?? 'unknown',
    leaderEpoch: batch.partitionLeaderEpoch,
    timestampType: (batch.attributes & logAppendTimeBit) === 0 ? 'CreateTime' : 'LogAppendTime',
    producerId: batch.producerId < 0n ? undefined : Number(batch.producerId),
    transactional: (batch.attributes & transactionalBit) !== 0,
  };
}

/** Whether a batch belongs to an aborted transaction; asked of every batch, in order. */
function abortedFilter(transactions: readonly AbortedTransaction[]): (batch: RecordBatch) => boolean {
  if (transactions.length === 0) return () => false;
  const coming = transactions.toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  const producers = new Set<bigint>();
  let next = 0;
  return (batch) => {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    for (; next < coming.length; next++) {
      const transaction = coming[next] as AbortedTransaction;
      if (transaction.firstOffset > last) break;
      producers.add(transaction.producerId);
    }
    if ((batch.attributes & controlBit) !== 0) {
      // Its key: version and type, two bytes each.
      if (batch.records[0]?.key?.readInt16BE(2) === abortMarker) producers.delete(batch.producerId);
      return true;
    }
    return (batch.attributes & transactionalBit) !== 0 && producers.has(batch.producerId);
  };
}

/** Bytes of a record's length, zigzag encoded as all its numbers are. */
function varintSize(length: number): number {
  let size = 1;
  for (let rest = length * 2; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}
