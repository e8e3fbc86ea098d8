/**
 * Record batches as the library decodes them, turned into our records. Pure. Control batches (the marks of
 * transactions) and what lies before the asked offset are skipped, as every consumer must.
 */
import type { fetchV17 } from '@platformatic/kafka';
import type { BatchInfo, ReceivedRecord } from './model.ts';

type Partition = fetchV17.FetchResponse['responses'][number]['partitions'][number];
export type RecordBatch = NonNullable<Partition['records']>[number];

const controlBit = 0x20;
const logAppendTimeBit = 0x08;
const transactionalBit = 0x10;
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/**
 * Yields the records at and after `position.offset` in order. At the end of each batch the position moves
 * behind it, also past offsets that compaction or control batches left empty.
 */
export function* readableRecords(
  position: { readonly topic: string; readonly partition: number; offset: number },
  batches: readonly RecordBatch[],
): Iterator<ReceivedRecord> {
  const { topic, partition } = position;
  for (const batch of batches) {
    const base = Number(batch.firstOffset);
    const records = (batch.attributes & controlBit) === 0 ? batch.records : [];
    const info = batchInfo(batch);
    for (const record of records) {
      const offset = base + record.offsetDelta;
      if (offset < position.offset) {
        continue;
      }
      const stamped = info.timestampType === 'LogAppendTime';
      const timestamp = stamped ? batch.maxTimestamp : batch.firstTimestamp + record.timestampDelta;
      yield {
        topic,
        partition,
        offset,
        timestamp: Number(timestamp),
        key: record.key ?? null,
        value: record.value ?? null,
        headers: record.headers.map(([key, value]) => ({
          key: key?.toString('utf8') ?? '',
          value: value ?? new Uint8Array(),
        })),
        batch: info,
      };
    }
    position.offset = Math.max(position.offset, base + batch.lastOffsetDelta + 1);
  }
}

function batchInfo({ attributes, partitionLeaderEpoch, records }: RecordBatch): BatchInfo {
  return {
    leaderEpoch: partitionLeaderEpoch,
    timestampType: (attributes & logAppendTimeBit) === 0 ? 'CreateTime' : 'LogAppendTime',
    compression: codecs[attributes & 0x07] ?? 'none',
    records: records.length,
    transactional: (attributes & transactionalBit) !== 0,
  };
}
