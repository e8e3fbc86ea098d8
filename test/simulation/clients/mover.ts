/** Moves partitions between brokers, calls moves off, and gives preferred leaders their partitions back, while things go wrong. */
import { alterPartitionReassignmentsApi } from '../../../src/protocol/messages/alterPartitionReassignments.ts';
import { electLeadersApi } from '../../../src/protocol/messages/electLeaders.ts';
import { after, below, type ClientHost } from './clientHost.ts';
import { WireClient } from './wireClient.ts';

export interface MovedTopic {
  readonly name: string;
  readonly partitions: number;
  /** A partition never gets fewer replicas, or what was acknowledged could not be on as many. */
  readonly minInsyncReplicas: number;
}

const timeoutMs = 5_000;

export class Mover {
  readonly #host: ClientHost;
  readonly #topics: readonly MovedTopic[];
  readonly #client: WireClient;
  #going = true;

  constructor(host: ClientHost, topics: readonly MovedTopic[]) {
    this.#host = host;
    this.#topics = topics;
    this.#client = new WireClient(host.network, 'mover');
  }

  /** Something moves every `intervalMs` at most. */
  stir(intervalMs: number): void {
    after(this.#host, 1 + below(this.#host, intervalMs), () => {
      if (!this.#going) return;
      const kind = below(this.#host, 6);
      if (kind === 0) this.#elect();
      else this.#move(kind === 1);
      this.stir(intervalMs);
    });
  }

  finish(): void {
    this.#going = false;
  }

  close(): void {
    this.#client.close();
  }

  #elect(): void {
    this.#host.note('preferred leaders lead again');
    const body = { electionType: 0, topicPartitions: null, timeoutMs };
    this.#client.ask(this.#anyOf(this.#host.nodeIds), electLeadersApi, body, timeoutMs, () => {});
  }

  #move(back: boolean): void {
    const topic = this.#anyOf(this.#topics);
    const partitionIndex = below(this.#host, topic.partitions);
    const replicas = back ? null : this.#anyReplicas(topic.minInsyncReplicas);
    this.#host.note(
      `move ${topic.name}-${partitionIndex} to ${replicas === null ? 'where it was' : replicas}`,
    );
    const body = { timeoutMs, topics: [{ name: topic.name, partitions: [{ partitionIndex, replicas }] }] };
    this.#client.ask(
      this.#anyOf(this.#host.nodeIds),
      alterPartitionReassignmentsApi,
      body,
      timeoutMs,
      () => {},
    );
  }

  #anyReplicas(least: number): number[] {
    const nodes = [...this.#host.nodeIds];
    const count = least + below(this.#host, nodes.length - least + 1);
    return Array.from({ length: count }, () => nodes.splice(below(this.#host, nodes.length), 1)[0] as number);
  }

  #anyOf<Item>(items: readonly Item[]): Item {
    return items[below(this.#host, items.length)] as Item;
  }
}
