/**
 * A careless producer with acks=1 and no sequences: what it writes may be lost, and makes logs diverge that would
 * otherwise be alike. Nothing is promised of its records but that no consumer sees them change.
 */
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { encodeBatch } from '../../../src/protocol/records.ts';
import { after, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { WireClient } from './wireClient.ts';

export interface NoiseOptions {
  readonly topic: string;
  readonly partitions: number;
  readonly intervalMs: number;
}

export class Noise {
  readonly #host: ClientHost;
  readonly #options: NoiseOptions;
  readonly #client: WireClient;
  readonly #view: ClusterView;
  #going = true;
  #count = 0;

  constructor(host: ClientHost, options: NoiseOptions) {
    this.#host = host;
    this.#options = options;
    this.#client = new WireClient(host.network, 'noise');
    this.#view = new ClusterView(host, this.#client, [options.topic]);
  }

  start(): void {
    after(this.#host, 1 + below(this.#host, this.#options.intervalMs), () => {
      if (!this.#going) return;
      this.#send();
      this.start();
    });
  }

  finish(): void {
    this.#going = false;
  }

  close(): void {
    this.#client.close();
  }

  #send(): void {
    const { topic, partitions } = this.#options;
    const index = below(this.#host, partitions);
    const leader = this.#view.leader(topic, index);
    if (leader === undefined || below(this.#host, 20) === 0) {
      this.#view.refresh(() => {});
      return;
    }
    const values = Array.from({ length: 1 + below(this.#host, 4) }, () => `noise ${this.#count++}`);
    const timestamp = this.#host.timers.now;
    const records = encodeBatch({
      records: values.map((value) => ({ key: null, value: Buffer.from(value), timestamp })),
    });
    const topicData = [
      { name: topic, topicId: this.#view.topicId(topic), partitionData: [{ index, records }] },
    ];
    const body = { acks: 1, timeoutMs: 1_000, topicData };
    this.#client.ask(leader.nodeId, produceApi, body, requestTimeoutMs, () => {});
  }
}
