/**
 * From the form to records and from the brokers' answers to one line of "Recent sends". It sends in batches
 * that a broker takes, one after the other, so that 10,000 copies never stand in memory or in one request.
 */
import type { ClusterService } from '../../../client/clusterService.ts';
import { type KafkaErrorFields, toKafkaError } from '../../../client/errors.ts';
import type { RecordToSend, SentRecord } from '../../../client/model.ts';
import { type ProducerPlan, renderRecord } from '../../../kafkaFile/record.ts';
import type { Problem, Read } from '../../../kafkaFile/syntax.ts';
import type { TemplateFunctions } from '../../../kafkaFile/template.ts';
import type { Draft, Send } from '../messages.ts';

const copiesPerBatch = 500;
const bytesPerBatch = 512 * 1024;
const keptDraftLength = 16 * 1024;
const shownKeyLength = 100;

export interface PublishOptions {
  readonly id: string;
  readonly draft: Draft;
  /** What the draft comes to. */
  readonly plan: ProducerPlan;
  /** Of the plan's templates. */
  readonly functions: TemplateFunctions | undefined;
  /** Partitions of the topic; copies without key and partition are dealt out to them evenly. */
  readonly partitions: number;
  readonly now: () => number;
  /** A new seed for each copy's templates. */
  readonly seed: () => number;
  /** Called after each batch but the last. */
  readonly onProgress: (sent: number) => void;
}

/** Sends all copies; a failure ends it and is part of the answer, never thrown. A problem: the first record cannot be made. */
export async function publish(
  service: Pick<ClusterService, 'produce'>,
  options: PublishOptions,
): Promise<{ readonly send: Send } | { readonly problem: Problem }> {
  const { draft, now } = options;
  const started = now();
  const sent: SentRecord[] = [];
  let error: Send['error'] = null;
  const retries: string[] = [];
  const acks = options.plan.acks ?? 'all';
  const onRetry = ({ name }: KafkaErrorFields): void => void retries.push(name);
  const batch = batchSize(draft);
  while (sent.length < draft.copies && error === null) {
    const records = recordsOf(options, sent.length, Math.min(batch, draft.copies - sent.length));
    if ('problem' in records) return records;
    try {
      sent.push(...(await service.produce(records.value, { acks, onRetry })));
    } catch (thrown) {
      const { name, message, retriable } = toKafkaError(thrown);
      error = { name, message, retriable };
    }
    if (error === null && sent.length < draft.copies) {
      options.onProgress(sent.length);
    }
  }
  return {
    send: {
      id: options.id,
      at: started,
      topic: draft.topic,
      key: draft.key.slice(0, shownKeyLength),
      tombstone: draft.tombstone,
      copies: draft.copies,
      partitions: rangesOf(sent),
      milliseconds: now() - started,
      acks,
      replicas: fewestInSync(sent),
      retries: { count: retries.length, reasons: [...new Set(retries)] },
      error,
      draft: draftLength(draft) <= keptDraftLength ? draft : null,
    },
  };
}

/**
 * Copies `from` to `from + count`. Copies without a key and a partition are dealt out to all partitions in turn: a producer would
 * keep a whole batch together, which looks like a mistake in a form that says "3 partitions".
 */
export function recordsOf(
  { draft, plan, functions, partitions, seed, now }: Omit<PublishOptions, 'id' | 'onProgress'>,
  from: number,
  count: number,
): Read<readonly RecordToSend[]> {
  const isDealt =
    plan.partition === undefined && plan.key === undefined && draft.copies > 1 && partitions > 0;
  const records: RecordToSend[] = [];
  for (let index = from; index < from + count; index++) {
    const read = renderRecord(plan, seed(), now(), functions);
    if ('problem' in read) return read;
    records.push(isDealt ? { ...read.value, partition: index % partitions } : read.value);
  }
  return { value: records };
}

/** What two sends of one record come to, the earlier first. */
export function added(before: Send, after: Send): Send {
  return {
    ...before,
    copies: before.copies + after.copies,
    partitions: joined([...before.partitions, ...after.partitions]),
    milliseconds: after.milliseconds,
    replicas: after.replicas ?? before.replicas,
    retries: {
      count: before.retries.count + after.retries.count,
      reasons: [...new Set([...before.retries.reasons, ...after.retries.reasons])],
    },
    error: after.error,
  };
}

function fewestInSync(sent: readonly SentRecord[]): Send['replicas'] {
  const [first, ...others] = sent;
  if (first === undefined) return null;
  const least = others.reduce((one, other) => (other.inSync < one.inSync ? other : one), first);
  return { inSync: least.inSync, all: least.replicas };
}

/** First and last offset per partition, in order of partition. */
export function rangesOf(sent: readonly SentRecord[]): Send['partitions'] {
  return joined(sent.map(({ partition, offset }) => ({ partition, first: offset, last: offset, count: 1 })));
}

function joined(parts: Send['partitions']): Send['partitions'] {
  const ranges = new Map<number, { partition: number; first: number; last: number; count: number }>();
  for (const { partition, first, last, count } of parts) {
    const range = ranges.get(partition) ?? { partition, first, last, count: 0 };
    range.first = Math.min(range.first, first);
    range.last = Math.max(range.last, last);
    range.count += count;
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
