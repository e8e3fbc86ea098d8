/**
 * From the form to records and from the brokers' answers to one line of "Recent sends". It sends in batches
 * that a broker takes, one after the other, so that 10,000 copies never stand in memory or in one request.
 */
import type { ClusterService } from '../../../client/clusterService.ts';
import { toKafkaError } from '../../../client/errors.ts';
import type { RecordToSend, SentRecord } from '../../../client/model.ts';
import type { Draft, Send } from '../messages.ts';

const copiesPerBatch = 500;
const bytesPerBatch = 512 * 1024;
const keptDraftLength = 16 * 1024;
const shownKeyLength = 100;

export interface PublishOptions {
  readonly id: string;
  readonly draft: Draft;
  /** Partitions of the topic; copies without key and partition are dealt out to them evenly. */
  readonly partitions: number;
  readonly now: () => number;
  /** Called after each batch but the last. */
  readonly onProgress: (sent: number) => void;
}

/** Sends all copies; a failure ends it and is part of the answer, never thrown. */
export async function publish(
  service: Pick<ClusterService, 'produce'>,
  options: PublishOptions,
): Promise<Send> {
  const { draft, now } = options;
  const started = now();
  const sent: SentRecord[] = [];
  let error: Send['error'] = null;
  const batch = batchSize(draft);
  while (sent.length < draft.copies && error === null) {
    const records = recordsOf(
      draft,
      options.partitions,
      sent.length,
      Math.min(batch, draft.copies - sent.length),
    );
    try {
      sent.push(...(await service.produce(records)));
    } catch (thrown) {
      const cause = toKafkaError(thrown);
      error = { name: cause.name, message: cause.message };
    }
    if (error === null && sent.length < draft.copies) {
      options.onProgress(sent.length);
    }
  }
  return {
    id: options.id,
    at: started,
    topic: draft.topic,
    key: draft.key.slice(0, shownKeyLength),
    tombstone: draft.tombstone,
    copies: draft.copies,
    partitions: rangesOf(sent),
    milliseconds: now() - started,
    error,
    draft: draftLength(draft) <= keptDraftLength ? draft : null,
  };
}

/**
 * `count` records of the form, the first being copy number `from`. Copies without a key go round the
 * partitions: Kafka's sticky partitioner would put them all in one, and nothing would be seen.
 */
export function recordsOf(
  draft: Draft,
  partitions: number,
  from: number,
  count: number,
): readonly RecordToSend[] {
  const key = draft.key === '' ? undefined : Buffer.from(draft.key, 'utf8');
  const value = draft.tombstone ? null : Buffer.from(draft.value, 'utf8');
  const headers = draft.headers
    .filter((header) => header.key !== '')
    .map((header) => ({ key: header.key, value: Buffer.from(header.value, 'utf8') }));
  const dealt = draft.partition === null && key === undefined && draft.copies > 1 && partitions > 0;
  return Array.from({ length: count }, (_, index): RecordToSend => {
    const partition = dealt ? (from + index) % partitions : (draft.partition ?? undefined);
    return { topic: draft.topic, partition, key, value, headers };
  });
}

/** First and last offset per partition, in order of partition. */
export function rangesOf(sent: readonly SentRecord[]): Send['partitions'] {
  const ranges = new Map<number, { partition: number; first: number; last: number; count: number }>();
  for (const { partition, offset } of sent) {
    const range = ranges.get(partition) ?? { partition, first: offset, last: offset, count: 0 };
    range.first = Math.min(range.first, offset);
    range.last = Math.max(range.last, offset);
    range.count++;
    ranges.set(partition, range);
  }
  return [...ranges.values()].sort((one, other) => one.partition - other.partition);
}

function batchSize(draft: Draft): number {
  return Math.max(1, Math.min(copiesPerBatch, Math.floor(bytesPerBatch / Math.max(1, draftLength(draft)))));
}

/** Characters of the record: close enough to its bytes for choosing a batch size. */
function draftLength(draft: Draft): number {
  const headers = draft.headers.reduce((sum, header) => sum + header.key.length + header.value.length, 0);
  return draft.key.length + draft.value.length + headers;
}
