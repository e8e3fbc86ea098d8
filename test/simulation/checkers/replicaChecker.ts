/**
 * Each replica by itself and against the others, after every step: its offsets are in order, its high watermark never
 * goes back in an epoch, and below it every replica has the bytes that the first one had there. What compaction rewrites is
 * left to its own checker.
 */
import type { Log } from '../../../src/broker/log/log.ts';
import type { Partition } from '../../../src/broker/replica/partition.ts';
import {
  batchPositions,
  batchView,
  readBaseOffset,
  readLastOffset,
} from '../../../src/protocol/recordBatch.ts';
import type { ClusterEye } from './clusterEye.ts';
import { nameOf } from './leadershipChecker.ts';
import type { ReplicaObserver, ReplicaState } from './replicaWatch.ts';
import { check } from './violation.ts';

export class ReplicaChecker implements ReplicaObserver {
  readonly #eye: ClusterEye;
  /** Committed batches by base offset, of each partition: copies, so that a change in place is found out. */
  readonly #committed = new Map<string, Map<number, Buffer>>();
  /** Up to where a log was compared. By log: a node that restarts has the log that it had. */
  readonly #comparedTo = new WeakMap<Log, number>();

  constructor(eye: ClusterEye) {
    this.#eye = eye;
  }

  replicaChanged(nodeId: number, partition: Partition, before: ReplicaState | undefined): void {
    const { log, highWatermark, leaderEpoch } = partition;
    this.#inOrder(nodeId, partition);
    if (
      before !== undefined &&
      leaderEpoch === before.leaderEpoch &&
      highWatermark < before.highWatermark &&
      !this.#fetchesAgain(partition, before)
    ) {
      const name = nameOf(partition, nodeId);
      check(false, `${name}: high watermark ${before.highWatermark}, then ${highWatermark}`);
    }
    if (this.#eye.isCompacted(partition.topic.name)) return;
    const compared = Math.min(this.#comparedTo.get(log) ?? 0, log.logEndOffset);
    const from = Math.max(compared, log.logStartOffset);
    if (highWatermark > from) this.#compare(nodeId, partition, from);
    this.#comparedTo.set(log, Math.max(highWatermark, compared));
  }

  /**
   * Where compaction has removed all that an epoch held, a leader does not know that epoch any more. A follower that knows it is
   * told to cut off what it has of it, and fetches again what is left, as in Kafka.
   */
  #fetchesAgain({ topic, role, log, highWatermark }: Partition, before: ReplicaState): boolean {
    const isCut = log.logEndOffset === highWatermark && highWatermark < before.logEndOffset;
    return role === 'follower' && isCut && this.#eye.isCompacted(topic.name);
  }

  #inOrder(nodeId: number, partition: Partition): void {
    const { log, highWatermark, lastStableOffset } = partition;
    const { logStartOffset, logEndOffset } = log;
    const isInOrder =
      logStartOffset <= lastStableOffset &&
      lastStableOffset <= highWatermark &&
      highWatermark <= logEndOffset;
    if (isInOrder) return;
    check(
      false,
      `${nameOf(partition, nodeId)}: log start ${logStartOffset}, last stable offset ${lastStableOffset}, ` +
        `high watermark ${highWatermark}, log end ${logEndOffset}`,
    );
  }

  #compare(nodeId: number, partition: Partition, from: number): void {
    const { key, log, highWatermark } = partition;
    const committed = this.#committed.get(key) ?? new Map<number, Buffer>();
    this.#committed.set(key, committed);
    for (let offset = from; offset < highWatermark; ) {
      const { records, nextOffset } = log.read(offset, 2 ** 30, highWatermark, true);
      for (const buffer of records) {
        for (const position of batchPositions(buffer)) {
          const batch = batchView(buffer, position);
          const baseOffset = readBaseOffset(batch, 0);
          const known = committed.get(baseOffset);
          if (known === undefined) committed.set(baseOffset, Buffer.from(batch));
          else if (!known.equals(batch)) {
            const last = readLastOffset(batch, 0);
            check(false, `${nameOf(partition, nodeId)}: ${baseOffset} to ${last} is not what was committed`);
          }
        }
      }
      if (nextOffset <= offset) break;
      offset = nextOffset;
    }
  }
}
