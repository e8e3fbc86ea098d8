/**
 * Which node leads the metadata quorum. Kafka's Metadata does not tell: without ZooKeeper it names any broker
 * as controller, another one each time. Asking may take long during an election, so nobody waits for it long.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toKafkaError } from './errors.ts';
import type { Wire } from './wire.ts';

const patience = 300;
const metadataTopic = '__cluster_metadata';

export class ControllerWatch {
  readonly #wire: Wire;
  #leader: number | undefined;
  #asking: Promise<void> | undefined;
  #unsupported = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** The leader's node id as far as it is known now; undefined where clusters do not tell (before Kafka 3.3). */
  async leader(): Promise<number | undefined> {
    if (!this.#unsupported) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await Promise.race([this.#asking, sleep(patience, undefined, { ref: false })]);
    }
    return this.#leader;
  }

  async #ask(): Promise<void> {
    const topics = [{ topicName: metadataTopic, partitions: [{ partitionIndex: 0 }] }];
    try {
      const response = await this.#wire.request('DescribeQuorum', 'any', topics);
      const partition = response.topics[0]?.partitions[0];
      if (response.errorCode === 0 && partition?.errorCode === 0) {
        this.#leader = partition.leaderId;
      }
    } catch (error) {
      // An election or a lost connection is over soon: what was known last stands until then.
      this.#unsupported = toKafkaError(error).name === 'UNSUPPORTED';
    }
  }
}
