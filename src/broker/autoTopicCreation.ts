/** Creates topics that a client asks for and nobody has made: auto.create.topics.enable, and the internal ones. */
import { createTopicsApi } from '../protocol/messages/createTopics.ts';
import type { BrokerConfigs } from './configs.ts';
import type { MetadataImage } from './controller/metadataImage.ts';
import { illegalTopicNameReason } from './controller/topicName.ts';
import type { ControllerLink } from './controllerLink.ts';
import { offsetsTopicName } from './group/coordinatorPartition.ts';

export interface AutoTopicCreationHost {
  readonly configs: BrokerConfigs;
  readonly image: MetadataImage;
  readonly controllers: ControllerLink;
}

export class AutoTopicCreation {
  readonly #host: AutoTopicCreationHost;
  readonly #underWay = new Set<string>();

  constructor(host: AutoTopicCreationHost) {
    this.#host = host;
  }

  /** Whether a client that asks for this name may bring it into being. */
  allows(name: string): boolean {
    return (
      this.#host.configs.boolean('auto.create.topics.enable') && illegalTopicNameReason(name) === undefined
    );
  }

  /** Asks the controller for the topic, once at a time; the client is told to try again meanwhile. */
  create(name: string): void {
    const { controllers, image } = this.#host;
    if (this.#underWay.has(name) || image.topicsByName.has(name)) return;
    this.#underWay.add(name);
    const body = {
      topics: [{ name, assignments: [], ...this.#shapeOf(name) }],
      timeoutMs: 30_000,
      validateOnly: false,
    };
    controllers.ask(createTopicsApi, createTopicsApi.maxVersion, body, () => this.#underWay.delete(name));
  }

  #shapeOf(name: string): {
    readonly numPartitions: number;
    readonly replicationFactor: number;
    readonly configs: readonly { readonly name: string; readonly value: string }[];
  } {
    const { configs, image } = this.#host;
    if (name !== offsetsTopicName) return { numPartitions: -1, replicationFactor: -1, configs: [] };
    return {
      numPartitions: configs.number('offsets.topic.num.partitions'),
      replicationFactor: Math.min(configs.number('offsets.topic.replication.factor'), image.brokers.size),
      configs: [
        { name: 'cleanup.policy', value: 'compact' },
        { name: 'compression.type', value: 'producer' },
        { name: 'segment.bytes', value: '104857600' },
      ],
    };
  }
}
