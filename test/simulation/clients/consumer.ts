/** A consumer outside of any group: reads every partition of a topic from its start. */
import type { ClientHost } from './clientHost.ts';
import { ClusterView } from './clusterView.ts';
import { PartitionReader } from './partitionReader.ts';
import { WireClient } from './wireClient.ts';

export class Consumer {
  readonly #readers: readonly PartitionReader[];
  readonly #clients: WireClient[] = [];

  constructor(host: ClientHost, name: string, topic: string, partitions: number) {
    this.#readers = Array.from({ length: partitions }, (_, partition) => {
      // A long poll holds up what follows it on its connection: a connection of its own for each.
      const client = new WireClient(host.network, `${name}/${partition}`);
      this.#clients.push(client);
      const view = new ClusterView(host, client, [topic]);
      return new PartitionReader(host, { topic, partition, from: 0, client, view });
    });
  }

  start(): void {
    for (const reader of this.#readers) reader.start();
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
    for (const client of this.#clients) client.close();
  }

  /** How far it has read each partition. */
  get positions(): readonly number[] {
    return this.#readers.map(({ position }) => position);
  }
}
