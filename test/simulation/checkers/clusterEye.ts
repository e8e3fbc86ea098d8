/**
 * What checkers see of a cluster: what lies on the nodes' disks, and the newest metadata that any node has replayed.
 * It looks at state from outside and asks the cluster to decide nothing.
 */
import type { Cluster } from '../../../src/broker/cluster.ts';
import {
  type MetadataImage,
  type PartitionRegistration,
  topicResource,
} from '../../../src/broker/controller/metadataImage.ts';
import type { Log } from '../../../src/broker/log/log.ts';
import { batchPositions, batchView, isControl } from '../../../src/protocol/recordBatch.ts';
import { type DecodedRecord, decodeRecords } from '../../../src/protocol/records.ts';
import { PowerCuts } from './powerCuts.ts';

export class ClusterEye {
  readonly cluster: Cluster;
  readonly powerCuts: PowerCuts;
  #newest: MetadataImage | undefined;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.powerCuts = new PowerCuts(cluster, () => this.image);
  }

  /** The image with the highest offset seen so far, also when the node that had it is down. */
  get image(): MetadataImage | undefined {
    for (const nodeId of this.cluster.nodeIds) {
      const image = this.cluster.broker(nodeId)?.image;
      if (image !== undefined && image.offset > (this.#newest?.offset ?? -1)) this.#newest = image;
    }
    return this.#newest;
  }

  registration(topic: string, partition: number): PartitionRegistration | undefined {
    return this.image?.topicsByName.get(topic)?.partitions[partition];
  }

  /** The in-sync replicas that may lead next: one whose power was cut must register first, and is not in sync then. */
  inSync(registration: PartitionRegistration | undefined): readonly number[] {
    const { unregistered } = this.powerCuts;
    const isr = registration?.isr ?? [];
    return unregistered === undefined ? isr : isr.filter((nodeId) => nodeId !== unregistered);
  }

  /** Of its logs only the last record of each key is promised, and no two replicas need have the same bytes. */
  isCompacted(topic: string): boolean {
    const policy = this.image?.configsOf(topicResource, topic).get('cleanup.policy');
    return policy?.includes('compact') === true;
  }

  /** A node's log of a partition, running or not. */
  log(nodeId: number, topic: string, partition: number): Log | undefined {
    const id = this.image?.topicsByName.get(topic)?.id;
    return id === undefined ? undefined : this.cluster.disk(nodeId).log(id, partition);
  }

  /** Of records on a node's disk, the values as text; undefined where there is none at that offset. */
  valuesAt(
    nodeId: number,
    topic: string,
    partition: number,
    baseOffset: number,
    count: number,
  ): readonly (string | undefined)[] {
    const values = new Array<string | undefined>(count).fill(undefined);
    const log = this.log(nodeId, topic, partition);
    const end = Math.min(baseOffset + count, log?.logEndOffset ?? 0);
    for (let offset = Math.max(baseOffset, log?.logStartOffset ?? 0); log !== undefined && offset < end; ) {
      const { records, nextOffset } = log.read(offset, 1, log.logEndOffset, true);
      for (const record of recordsIn(records)) {
        if (record.offset >= baseOffset && record.offset < end) {
          values[record.offset - baseOffset] = textOf(record.value);
        }
      }
      if (nextOffset <= offset) break;
      offset = nextOffset;
    }
    return values;
  }

  /** Everything in a log before `end`, as bytes; from the batch on that holds `start`. */
  bytesBefore(log: Log, end: number, start = log.logStartOffset): Buffer {
    const parts: Buffer[] = [];
    for (let offset = start; offset < end; ) {
      const read = log.read(offset, 2 ** 30, end, true);
      parts.push(...read.records);
      if (read.nextOffset <= offset) break;
      offset = read.nextOffset;
    }
    return Buffer.concat(parts);
  }
}

/** The data records of whole batches, in order. */
export function* recordsIn(buffers: readonly Buffer[]): Generator<DecodedRecord> {
  for (const buffer of buffers) {
    for (const position of batchPositions(buffer)) {
      if (!isControl(buffer, position)) yield* decodeRecords(batchView(buffer, position));
    }
  }
}

export function textOf(bytes: Buffer | null): string {
  return bytes === null ? '' : bytes.toString();
}
