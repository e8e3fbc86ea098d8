/**
 * The open connections to a cluster, and what it looked like a moment ago. Everything the client does builds
 * on this; it must not know what it is asked for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ControllerWatch } from './controllerWatch.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import { describeEveryTopic } from './everyTopic.ts';
import type { ClusterInfo, ClusterProfile } from './model.ts';
import { RecordSender } from './recordSender.ts';
import { type BrokerAddress, type Library, loadLibrary, Wire } from './wire.ts';

/** Milliseconds. A view that asks several things in a row gets them about one moment. */
const clusterAge = 500;
const settleTimeout = 5_000;

export class OpenCluster {
  readonly library: Library;
  readonly wire: Wire;
  readonly sender: RecordSender;
  readonly #produceWire: Wire;
  readonly #quorumWire: Wire;
  readonly #controller: ControllerWatch;
  #recent: { readonly at: number; readonly cluster: ClusterInfo } | undefined;

  /** Loads the client library; connects nowhere yet. */
  static async open(profile: ClusterProfile, clientId: string): Promise<OpenCluster> {
    return new OpenCluster(await loadLibrary(), profile, clientId);
  }

  private constructor(library: Library, profile: ClusterProfile, clientId: string) {
    this.library = library;
    this.wire = new Wire(library, profile, { clientId });
    this.#produceWire = new Wire(library, profile, { clientId, requestTimeout: 20_000 });
    this.sender = new RecordSender(this.#produceWire);
    // A question to the quorum waits while there is none, and so does what follows it on its connection.
    this.#quorumWire = new Wire(library, profile, { clientId });
    this.#controller = new ControllerWatch(this.#quorumWire, profile.bootstrapServers);
  }

  async metadata(): Promise<ClusterInfo> {
    const leader = await this.#controller.leader();
    // Nobody knows sooner what has changed; a broker that is cut off from the others would never know.
    const address = this.#recent?.cluster.brokers.find(({ id }) => id === leader);
    this.wire.preferred = address;
    this.#produceWire.preferred = address;
    const described = await describeEveryTopic(this.wire).catch((error: unknown) => {
      // It has died since: the others know what becomes of the cluster.
      if (this.wire.preferred === undefined || toKafkaError(error).name !== 'NETWORK') throw error;
      this.wire.preferred = undefined;
      return describeEveryTopic(this.wire);
    });
    const cluster = leader === undefined ? described : { ...described, controllerId: leader };
    this.#recent = { at: Date.now(), cluster };
    return cluster;
  }

  /** The cluster as it was at most a moment ago. */
  async recent(): Promise<ClusterInfo> {
    const recent = this.#recent;
    return recent !== undefined && Date.now() - recent.at < clusterAge
      ? recent.cluster
      : await this.metadata();
  }

  /** Topics are the controller's; when it moved, the next Metadata says where to. */
  async atController<Answer>(send: (controller: BrokerAddress) => Promise<Answer>): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const cluster = await this.metadata();
      const controller =
        cluster.brokers.find((broker) => broker.id === cluster.controllerId) ?? cluster.brokers[0];
      try {
        return await send(controller ?? { host: '', port: 0 });
      } catch (error) {
        const moved =
          error instanceof KafkaError && (error.name === 'NOT_CONTROLLER' || error.name === 'NETWORK');
        if (!moved || attempt >= 4) {
          throw error;
        }
        await sleep(300);
      }
    }
  }

  /** A change reaches the brokers one by one; waits until the one we ask has it, but not for ever. */
  async settled(done: (cluster: ClusterInfo) => boolean): Promise<void> {
    const deadline = Date.now() + settleTimeout;
    while (!done(await this.metadata()) && Date.now() < deadline) {
      await sleep(50);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.wire, this.#produceWire, this.#quorumWire].map((wire) => wire.close()));
  }
}
