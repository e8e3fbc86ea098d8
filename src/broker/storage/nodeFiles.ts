/**
 * The small files that say who and what a directory belongs to, in Kafka's formats: `meta.properties` of a node,
 * `partition.metadata` of a partition, `quorum-state`, the node's vote, and `.kafka_cleanshutdown`, how it ended.
 */
import type { OffsetAndEpoch } from '../quorum/messages.ts';
import type { ElectionState } from '../quorum/quorumState.ts';

export const metaPropertiesName = 'meta.properties';
export const partitionMetadataName = 'partition.metadata';
export const quorumStateName = 'quorum-state';
export const cleanShutdownName = '.kafka_cleanshutdown';

export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  /** Tells directories apart (KIP-858); new with each directory. */
  readonly directoryId: string;
}

export function writeMetaProperties({ clusterId, nodeId, directoryId }: MetaProperties): Buffer {
  return writeLines([
    `cluster.id=${clusterId}`,
    `directory.id=${directoryId}`,
    `node.id=${nodeId}`,
    'version=1',
  ]);
}

/** @returns undefined when there is no such file, or none that can be read */
export function readMetaProperties(bytes: Buffer | undefined): MetaProperties | undefined {
  const values = readLines(bytes, '=');
  const clusterId = values.get('cluster.id');
  const nodeId = Number(values.get('node.id'));
  const directoryId = values.get('directory.id');
  const isWhole = values.get('version') === '1' && Number.isInteger(nodeId);
  return isWhole && clusterId !== undefined && directoryId !== undefined
    ? { clusterId, nodeId, directoryId }
    : undefined;
}

export function writePartitionMetadata(topicId: string): Buffer {
  return writeLines(['version: 0', `topic_id: ${topicId}`]);
}

/** @returns the topic id; undefined when there is no such file, or none that can be read */
export function readPartitionMetadata(bytes: Buffer | undefined): string | undefined {
  const values = readLines(bytes, ':');
  return values.get('version') === '0' ? values.get('topic_id') : undefined;
}

/** Version 0, that of a quorum whose voters are configured (`kraft.version` 0). */
export function writeQuorumState(state: ElectionState, voters: readonly number[]): Buffer {
  const { epoch, votedId, leaderId } = state;
  const data = {
    clusterId: '',
    leaderId,
    leaderEpoch: epoch,
    votedId,
    appliedOffset: 0,
    currentVoters: voters.map((voterId) => ({ voterId })),
    data_version: 0,
  };
  return Buffer.from(JSON.stringify(data));
}

/** Where a snapshot of the metadata log ends, and the epoch of the record before that, are its name (KIP-630). */
export function snapshotName({ offset, epoch }: OffsetAndEpoch): string {
  return `${String(offset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

/** @returns undefined for a file that is no snapshot */
export function snapshotIdOf(name: string): OffsetAndEpoch | undefined {
  const [, offset, epoch] = /^(\d{20})-(\d{10})\.checkpoint$/.exec(name) ?? [];
  return offset === undefined ? undefined : { offset: Number(offset), epoch: Number(epoch) };
}

export interface StoredQuorumState extends ElectionState {
  readonly voters: readonly number[];
}

/** @returns undefined when there is no such file, or none that can be read */
export function readQuorumState(bytes: Buffer | undefined): StoredQuorumState | undefined {
  if (bytes === undefined) return undefined;
  try {
    const { leaderEpoch, votedId, leaderId, currentVoters } = JSON.parse(bytes.toString('utf8'));
    const voters: number[] = currentVoters.map(({ voterId }: { readonly voterId: number }) => voterId);
    const isWhole = [leaderEpoch, votedId, leaderId, ...voters].every(Number.isInteger);
    return isWhole ? { epoch: leaderEpoch, votedId, leaderId, voters } : undefined;
  } catch {
    return undefined;
  }
}

/** @param brokerEpoch of the start that ended as it should (KIP-966) */
export function writeCleanShutdown(brokerEpoch: number): Buffer {
  return Buffer.from(JSON.stringify({ version: 0, brokerEpoch }));
}

/** @returns the broker epoch; undefined after a crash, or when the file cannot be read */
export function readCleanShutdown(bytes: Buffer | undefined): number | undefined {
  try {
    const { brokerEpoch } = JSON.parse(bytes?.toString('utf8') ?? '{}');
    return Number.isInteger(brokerEpoch) ? brokerEpoch : undefined;
  } catch {
    return undefined;
  }
}

function writeLines(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}

function readLines(bytes: Buffer | undefined, separator: string): ReadonlyMap<string, string> {
  const lines = bytes?.toString('utf8').split('\n') ?? [];
  return new Map(
    lines
      .filter((line) => line.includes(separator) && !line.startsWith('#'))
      .map((line) => {
        const at = line.indexOf(separator);
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );
}
