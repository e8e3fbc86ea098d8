/**
 * Which node leads the metadata quorum. Kafka's Metadata does not tell: without ZooKeeper it names any broker
 * as controller, another one each time. Asking may take long during an election, so nobody waits for it long.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toKafkaError } from './errors.ts';
import type { BrokerAddress, Wire } from './wire.ts';

const patience = 300;
const metadataTopic = '__cluster_metadata';

interface Answer {
  readonly leader: number;
  readonly epoch: number;
}

export class ControllerWatch {
  readonly #wire: Wire;
  readonly #servers: readonly string[];
  /** What each server said last. One that is cut off from the others may go on to believe in a controller long gone. */
  readonly #answers = new Map<string, Answer>();
  readonly #asking = new Map<string, Promise<void>>();
  #unsupported = false;

  /** @param servers `host:port`, each of which is asked */
  constructor(wire: Wire, servers: readonly string[]) {
    this.#wire = wire;
    this.#servers = servers;
  }

  /** The leader's node id as far as it is known now; undefined where clusters do not tell (before Kafka 3.3). */
  async leader(): Promise<number | undefined> {
    if (!this.#unsupported) {
      const asking = this.#servers.map((server) => this.#askOnce(server));
      // The first to answer is enough: a server that is cut off keeps silent until its request times out.
      await Promise.race([Promise.any(asking), sleep(patience, undefined, { ref: false })]).catch(() => {});
    }
    return this.#newest()?.leader;
  }

  /** Epochs only grow: of two that call themselves the leader, the one elected later is. */
  #newest(): Answer | undefined {
    return [...this.#answers.values()].toSorted((a, b) => b.epoch - a.epoch)[0];
  }

  #askOnce(server: string): Promise<void> {
    const asking =
      this.#asking.get(server) ??
      this.#ask(server).finally(() => {
        this.#asking.delete(server);
      });
    this.#asking.set(server, asking);
    return asking;
  }

  /** @throws {KafkaError} when the server says nothing of use */
  async #ask(server: string): Promise<void> {
    const topics = [{ topicName: metadataTopic, partitions: [{ partitionIndex: 0 }] }];
    try {
      const response = await this.#wire.request('DescribeQuorum', addressOf(server), topics);
      const partition = response.topics[0]?.partitions[0];
      this.#wire.check(response.errorCode || (partition?.errorCode ?? -1));
      if (partition !== undefined) {
        this.#answers.set(server, { leader: partition.leaderId, epoch: partition.leaderEpoch });
      }
    } catch (error) {
      // An election is over soon: what was known last stands until then.
      const { name } = toKafkaError(error);
      if (name === 'NETWORK') this.#answers.delete(server);
      if (name === 'UNSUPPORTED') this.#unsupported = true;
      throw error;
    }
  }
}

function addressOf(server: string): BrokerAddress {
  const colon = server.lastIndexOf(':');
  return { host: server.slice(0, colon), port: Number(server.slice(colon + 1)) };
}
