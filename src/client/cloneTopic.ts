/**
 * Copies a topic with its messages to another topic, of the same cluster or of another. What is copied is what
 * the topic holds, committed, when the copying begins: it ends even while others go on producing.
 */
import type { ConfigEntry, PartitionFailure } from './adminService.ts';
import type { ClusterService, Reading } from './clusterService.ts';
import { type KafkaError, toKafkaError } from './errors.ts';
import type { PartitionOffset, RecordToSend, StoredRecord } from './model.ts';

export interface TopicOfCluster {
  readonly service: Pick<ClusterService, 'metadata' | 'admin' | 'read' | 'createTopic' | 'produce'>;
  readonly topic: string;
}

export interface CloneOptions {
  readonly source: TopicOfCluster;
  /** Must not exist yet. */
  readonly target: TopicOfCluster;
  /** As the source's unless told, and never more than the target has brokers. */
  readonly replicationFactor?: number | undefined;
  /** Stops after what is under way; what has been copied stays. */
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: CloneProgress): void;
}

export interface CloneProgress {
  /** Copied so far. */
  readonly records: number;
  /** Of their keys, values and headers. */
  readonly bytes: number;
  /** Offsets there were at the start: as many records or, after compaction and transactions, fewer. */
  readonly total: number;
}

export interface CloneResult extends CloneProgress {
  readonly cancelled: boolean;
  /** Partitions that had no leader to read from; all others were copied. */
  readonly failures: readonly PartitionFailure[];
}

/** A request must not outgrow the target's largest batch; a record's own overhead is less than this. */
const recordOverhead = 70;
const chunkBytes = 512 * 1024;
/** So long (ms) without a record, while the source reports failures, is too long. */
const patience = 30_000;
/** These name replicas of the source's brokers. */
const notCopied = /\.replication\.throttled\.replicas$/;

/**
 * Partition, key, value, headers and timestamp of every record stay; offsets begin at 0 and have no gaps.
 * Where the topic stamps by the broker's clock, so does the copy. Only configs that were set are set again.
 * @throws {KafkaError} what keeps the topic from being created, read or written, e.g. `TOPIC_ALREADY_EXISTS`,
 * `INVALID_CONFIG`; what was copied until then stays
 */
export async function cloneTopic(options: CloneOptions): Promise<CloneResult> {
  const { source, signal } = options;
  const configs = await configsOf(source);
  const { ranges, failures } = await snapshot(source);
  await createTarget(options, configs);
  const total = ranges.reduce((sum, range) => sum + range.until - range.offset, 0);
  const copied = await copy(options, ranges, chunkLimit(configs), total);
  return { ...copied, total, cancelled: signal?.aborted ?? false, failures };
}

async function configsOf({ service, topic }: TopicOfCluster): Promise<readonly ConfigEntry[]> {
  const { values, errors } = await service.admin.describeTopicConfigs([topic]);
  const error = errors.get(topic);
  if (error !== undefined) throw error;
  return values.get(topic) ?? [];
}

interface Range extends PartitionOffset {
  readonly until: number;
}

/** What every partition holds now. */
async function snapshot({ service, topic }: TopicOfCluster): Promise<{
  readonly ranges: readonly Range[];
  readonly failures: readonly PartitionFailure[];
}> {
  const partitions = await partitionsOf({ service, topic });
  const [low, high] = await Promise.all([
    service.admin.offsetsForTimes(partitions, 'earliest'),
    service.admin.offsetsForTimes(partitions, 'latest', { isolation: 'read_committed' }),
  ]);
  const failures = new Map([...low.failures, ...high.failures].map((item) => [item.partition, item]));
  const starts = new Map(low.items.map((item) => [item.partition, item.offset ?? 0]));
  const ranges = high.items.flatMap(({ partition, offset: until = 0 }) => {
    const offset = starts.get(partition);
    return offset === undefined ? [] : [{ topic, partition, offset, until }];
  });
  return { ranges, failures: [...failures.values()] };
}

async function partitionsOf({ service, topic }: TopicOfCluster) {
  const { topics } = await service.metadata();
  const info = topics.find(({ name }) => name === topic);
  return (info?.partitions ?? []).map(({ partition, replicas }) => ({ topic, partition, replicas }));
}

async function createTarget(options: CloneOptions, configs: readonly ConfigEntry[]): Promise<void> {
  const { source, target } = options;
  const partitions = await partitionsOf(source);
  const { brokers } = await target.service.metadata();
  const wanted = options.replicationFactor ?? partitions[0]?.replicas.length ?? 1;
  await target.service.createTopic({
    name: target.topic,
    partitions: partitions.length,
    replicationFactor: Math.min(wanted, brokers.length),
    configs: Object.fromEntries(changedConfigs(configs)),
  });
}

function changedConfigs(configs: readonly ConfigEntry[]): readonly (readonly [string, string])[] {
  return configs.flatMap(({ name, value, source }) =>
    source === 'dynamic-topic' && value !== undefined && !notCopied.test(name) ? [[name, value]] : [],
  );
}

function chunkLimit(configs: readonly ConfigEntry[]): number {
  const largest = Number(configs.find(({ name }) => name === 'max.message.bytes')?.value ?? chunkBytes);
  return Math.min(largest, chunkBytes);
}

async function copy(
  options: CloneOptions,
  ranges: readonly Range[],
  limit: number,
  total: number,
): Promise<{ readonly records: number; readonly bytes: number }> {
  const { source, target, signal } = options;
  let records = 0;
  let bytes = 0;
  let failure: KafkaError | undefined;
  let progressAt = Date.now();
  let reading: Reading | undefined;
  const stop = (): void => void reading?.close();
  const fail = (error: KafkaError): void => {
    failure ??= error;
    stop();
  };
  const send = async (chunk: readonly StoredRecord[]): Promise<void> => {
    await target.service.produce(chunk.map((record) => toSend(record, target.topic)));
    records += chunk.length;
    bytes += chunk.reduce((sum, record) => sum + record.size, 0);
    progressAt = Date.now();
    options.onProgress?.({ records, bytes, total });
  };
  reading = await source.service.read(
    { ranges, isolation: 'read_committed' },
    {
      onRecords: async (taken) => {
        for (const chunk of chunksOf(taken, limit)) {
          if (signal?.aborted === true || failure !== undefined) return;
          await send(chunk).catch((error: unknown) => fail(toKafkaError(error)));
        }
      },
      onError: (error) => {
        if (passes(error) && Date.now() - progressAt < patience) return;
        fail(error);
      },
    },
  );
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  await reading.done;
  signal?.removeEventListener('abort', stop);
  if (failure !== undefined) throw failure;
  return { records, bytes };
}

/** Reading goes on after these: leaders move, and retention may take records away meanwhile. */
function passes(error: KafkaError): boolean {
  return error.retriable || error.name === 'OFFSET_OUT_OF_RANGE';
}

/** In order, each at most `limit` bytes or a single record. */
export function* chunksOf(
  records: readonly StoredRecord[],
  limit: number,
): Generator<readonly StoredRecord[]> {
  let chunk: StoredRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.size + recordOverhead;
    if (chunk.length > 0 && bytes + size > limit) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

function toSend(record: StoredRecord, topic: string): RecordToSend {
  const { partition, key, value, headers, timestamp } = record;
  return { topic, partition, key: key ?? undefined, value, headers, timestamp };
}
