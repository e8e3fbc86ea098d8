/**
 * What may be missing at the start of a log, and why: somebody asked for it to be deleted, or, in a cluster with a cap on
 * memory, the cap removed it. Nothing else may be gone.
 */
import type { ClusterEye } from './clusterEye.ts';
import { check } from './violation.ts';

interface Asked {
  readonly topic: string;
  readonly partition: number;
  /** Everything before it may be gone: somebody has asked for it. */
  asked: number;
  /** Everything before it must be gone: it was acknowledged. */
  acknowledged: number;
}

export class Removals {
  readonly #eye: ClusterEye;
  readonly #isCapped: boolean;
  readonly #deletions = new Map<string, Asked>();

  /** @param isCapped the cluster removes records by itself, and says so by its log starts */
  constructor(eye: ClusterEye, isCapped: boolean) {
    this.#eye = eye;
    this.#isCapped = isCapped;
  }

  get acknowledgedDeletions(): number {
    return [...this.#deletions.values()].filter(({ acknowledged }) => acknowledged > 0).length;
  }

  /** A request to delete everything before an offset is sent. */
  deleting(topic: string, partition: number, offset: number): void {
    const deletion = this.#of(topic, partition);
    deletion.asked = Math.max(deletion.asked, offset);
  }

  /** It was answered: no replica begins before this offset any more. */
  deleted(topic: string, partition: number, offset: number, lowWatermark: number): void {
    const name = `${topic}-${partition}`;
    check(lowWatermark >= offset, `${name} is deleted before ${offset}, and begins at ${lowWatermark}`);
    // As in Kafka it waits for who is alive: one that is eligible and away may lead again, and knows nothing of it.
    if ((this.#eye.registration(topic, partition)?.elr ?? []).length > 0) return;
    const deletion = this.#of(topic, partition);
    deletion.acknowledged = Math.max(deletion.acknowledged, offset);
  }

  /** Whether a replica need not have this offset any more. */
  mayBeGone(nodeId: number, topic: string, partition: number, offset: number): boolean {
    if (offset < (this.#deletions.get(`${topic}-${partition}`)?.asked ?? 0)) return true;
    return this.#isCapped && offset < (this.#eye.log(nodeId, topic, partition)?.logStartOffset ?? 0);
  }

  /** Whether some replica need not have it any more, so that a reader may have passed over it. */
  mayBeUnread(topic: string, partition: number, offset: number): boolean {
    return this.#eye.cluster.nodeIds.some((nodeId) => this.mayBeGone(nodeId, topic, partition, offset));
  }

  /** Once all is quiet: what was acknowledged as deleted has not come back. */
  endsWell(): void {
    // Where a log begins is written down now and then, in Kafka as here: a power cut may take that, and records come back.
    if (this.#eye.powerCuts.count > 0) return;
    for (const { topic, partition, acknowledged } of this.#deletions.values()) {
      for (const nodeId of this.#eye.registration(topic, partition)?.replicas ?? []) {
        const start = this.#eye.log(nodeId, topic, partition)?.logStartOffset ?? 0;
        const name = `${topic}-${partition} on ${nodeId}`;
        check(start >= acknowledged, `${name} begins at ${start}, and was deleted before ${acknowledged}`);
      }
    }
  }

  #of(topic: string, partition: number): Asked {
    const key = `${topic}-${partition}`;
    const known = this.#deletions.get(key) ?? { topic, partition, asked: 0, acknowledged: 0 };
    this.#deletions.set(key, known);
    return known;
  }
}
