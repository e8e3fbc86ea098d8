/**
 * What one client knows of the cluster from Metadata: leaders, their epochs, topic ids. Old news never replaces
 * newer news of the same topic (KIP-320).
 */
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';
import { below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import type { WireClient } from './wireClient.ts';

interface Leader {
  readonly nodeId: number;
  readonly epoch: number;
}

export class ClusterView {
  readonly #host: ClientHost;
  readonly #client: WireClient;
  readonly #topics: readonly string[];
  readonly #leaders = new Map<string, Leader>();
  readonly #topicIds = new Map<string, string>();
  #refreshing: (() => void)[] | undefined;

  constructor(host: ClientHost, client: WireClient, topics: readonly string[]) {
    this.#host = host;
    this.#client = client;
    this.#topics = topics;
  }

  leader(topic: string, partition: number): Leader | undefined {
    const leader = this.#leaders.get(`${topic}-${partition}`);
    return leader === undefined || leader.nodeId < 0 ? undefined : leader;
  }

  /** The zero uuid while it is not known, or where the client's versions know no ids. */
  topicId(topic: string): string {
    return this.#topicIds.get(topic) ?? zeroUuid;
  }

  /** Asks any node; `done` is called whether or not it answered. */
  refresh(done: () => void): void {
    if (this.#refreshing !== undefined) {
      this.#refreshing.push(done);
      return;
    }
    this.#refreshing = [done];
    const nodeId = this.#host.nodeIds[below(this.#host, this.#host.nodeIds.length)] as number;
    const topics = this.#topics.map((name) => ({ topicId: zeroUuid, name }));
    const body = { topics, allowAutoTopicCreation: true };
    this.#client.ask(nodeId, metadataApi, body, requestTimeoutMs, (response) => {
      for (const { name, topicId, partitions } of response?.topics ?? []) {
        if (name === null) continue;
        if (topicId !== zeroUuid) this.#topicIds.set(name, topicId);
        for (const { partitionIndex, leaderId, leaderEpoch } of partitions) {
          const key = `${name}-${partitionIndex}`;
          const known = this.#leaders.get(key);
          const isOld = known !== undefined && leaderEpoch !== -1 && leaderEpoch < known.epoch;
          if (!isOld) this.#leaders.set(key, { nodeId: leaderId, epoch: leaderEpoch });
        }
      }
      const waiting = this.#refreshing ?? [];
      this.#refreshing = undefined;
      for (const each of waiting) each();
    });
  }
}
