/**
 * Decides when a node writes a snapshot of its metadata: after so many bytes of committed records, or so long after
 * the last one (Kafka's SnapshotGenerator, KIP-630). Looks only when something was committed: without a change there
 * is nothing new to write.
 */

import { imageRecords } from './controller/imageRecords.ts';
import type { MetadataImage } from './controller/metadataImage.ts';
import { encodeMetadataRecord } from './controller/metadataRecord.ts';
import type { CommittedBatch, QuorumNode } from './quorum/quorumNode.ts';

export interface SnapshotGeneratorOptions {
  /** `metadata.log.max.record.bytes.between.snapshots` */
  readonly maxBytes: number;
  /** `metadata.log.max.snapshot.interval.ms`; 0 for no limit. */
  readonly maxIntervalMs: number;
  now(): number;
}

export class SnapshotGenerator {
  readonly #options: SnapshotGeneratorOptions;
  readonly #quorum: Pick<QuorumNode, 'createSnapshot'>;
  #bytes = 0;
  #last: number;

  constructor(quorum: Pick<QuorumNode, 'createSnapshot'>, options: SnapshotGeneratorOptions) {
    this.#quorum = quorum;
    this.#options = options;
    this.#last = options.now();
  }

  /** A snapshot has just been loaded: the counts begin anew. */
  reset(): void {
    this.#bytes = 0;
    this.#last = this.#options.now();
  }

  /** @param image with the last of the batches replayed */
  committed(batches: readonly CommittedBatch[], image: MetadataImage): void {
    const last = batches.at(-1);
    if (last === undefined) return;
    this.#bytes += batches.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);
    const { maxBytes, maxIntervalMs, now } = this.#options;
    const isDue = this.#bytes >= maxBytes || (maxIntervalMs > 0 && now() - this.#last >= maxIntervalMs);
    if (!isDue) return;
    this.reset();
    const id = { offset: image.offset + 1, epoch: last.epoch };
    this.#quorum.createSnapshot(id, {
      lastContainedLogTimestamp: last.timestamp,
      records: [...imageRecords(image)].map(encodeMetadataRecord),
    });
  }
}
