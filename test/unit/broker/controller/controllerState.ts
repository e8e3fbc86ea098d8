/** The state that a controller decides from, made of records as the metadata log would bring them. */
import { BrokerConfigs } from '../../../../src/broker/configs.ts';
import { BrokerSessions } from '../../../../src/broker/controller/brokerSessions.ts';
import type { ControllerState, CreateTopicPolicy } from '../../../../src/broker/controller/controller.ts';
import { MetadataImage } from '../../../../src/broker/controller/metadataImage.ts';
import type { MetadataRecord } from '../../../../src/broker/controller/metadataRecord.ts';
import { zeroUuid } from '../../../../src/protocol/schema.ts';
import { seededRandom } from '../../../simulation/seededRandom.ts';

export class TestState implements ControllerState {
  readonly image = new MetadataImage();
  readonly configs: BrokerConfigs;
  readonly sessions: BrokerSessions;
  readonly random = seededRandom(1);
  readonly createTopicPolicy: CreateTopicPolicy;
  time = 0;
  #uuids = 0;

  constructor(configs: Readonly<Record<string, string>> = {}, policy: CreateTopicPolicy = () => undefined) {
    this.createTopicPolicy = policy;
    this.configs = new BrokerConfigs(configs);
    this.sessions = new BrokerSessions(this.configs.number('broker.session.timeout.ms'));
  }

  get nextOffset(): number {
    return this.image.offset + 1;
  }

  now(): number {
    return this.time;
  }

  newUuid(): string {
    this.#uuids += 1;
    return `${this.#uuids}`.padStart(22, 'A');
  }

  replay(...records: readonly MetadataRecord[]): this {
    for (const record of records) this.image.replay(record, this.nextOffset);
    return this;
  }

  /** Brokers that are registered and unfenced, their epochs 1, 2, … in this order. */
  brokers(...ids: readonly number[]): this {
    for (const id of ids) {
      this.replay(registration(id, { fenced: false, brokerEpoch: this.nextOffset }));
      this.sessions.touch(id, this.time);
    }
    return this;
  }

  topic(name: string, partitions: readonly Partial<Partition>[]): string {
    const topicId = this.newUuid();
    this.replay({ type: 'Topic', value: { name, topicId } });
    partitions.forEach((partition, partitionId) => {
      this.replay({ type: 'Partition', value: { ...emptyPartition, topicId, partitionId, ...partition } });
    });
    return topicId;
  }
}

type Partition = Extract<MetadataRecord, { type: 'Partition' }>['value'];
type Registration = Extract<MetadataRecord, { type: 'RegisterBroker' }>['value'];

const emptyPartition: Partition = {
  partitionId: 0,
  topicId: zeroUuid,
  replicas: [],
  isr: [],
  removingReplicas: [],
  addingReplicas: [],
  leader: -1,
  leaderRecoveryState: 0,
  leaderEpoch: 0,
  partitionEpoch: 0,
  directories: [],
  eligibleLeaderReplicas: null,
  lastKnownElr: null,
};

export function registration(brokerId: number, change: Partial<Registration> = {}): MetadataRecord {
  return {
    type: 'RegisterBroker',
    value: {
      brokerId,
      isMigratingZkBroker: false,
      incarnationId: `incarnation${brokerId}`,
      brokerEpoch: 0,
      endPoints: [{ name: 'PLAINTEXT', host: 'localhost', port: 9092, securityProtocol: 0 }],
      features: [],
      rack: null,
      fenced: true,
      inControlledShutdown: false,
      logDirs: [],
      cordonedLogDirs: null,
      ...change,
    },
  };
}
