/**
 * The active controller: the one node that appends to the metadata log. Each request becomes records and a
 * response; the records are replayed into the controller's own image at once, and the response is given when
 * they are committed. A controller that loses the quorum is thrown away: the next one starts from the log.
 */
import type { BrokerConfigs } from '../configs.ts';
import type { QuorumNode } from '../quorum/quorumNode.ts';
import type { Timer, Timers } from '../timers.ts';
import { fenceBroker } from './brokerChanges.ts';
import { BrokerSessions } from './brokerSessions.ts';
import { electPreferredLeaders, electUncleanLeaders, forgetEligibleLeaders } from './elections.ts';
import { brokerResource, type MetadataImage } from './metadataImage.ts';
import { encodeMetadataRecord, type MetadataRecord } from './metadataRecord.ts';

/** What a request comes to: what to write down, and what to say once it is committed. */
export interface ControllerResult<Response> {
  readonly records: readonly MetadataRecord[];
  readonly response: Response;
}

/** Kafka's `create.topic.policy.class.name`: why no topic of this name may be created; undefined when one may. */
export type CreateTopicPolicy = (name: string) => string | undefined;

/** What the decisions of a controller are made from. */
export interface ControllerState {
  readonly image: MetadataImage;
  readonly sessions: BrokerSessions;
  readonly configs: BrokerConfigs;
  /** Where the next record will stand in the metadata log. */
  readonly nextOffset: number;
  readonly createTopicPolicy: CreateTopicPolicy;
  random(): number;
  newUuid(): string;
  now(): number;
}

export interface ControllerOptions {
  readonly image: MetadataImage;
  readonly quorum: QuorumNode;
  readonly configs: BrokerConfigs;
  readonly timers: Timers;
  readonly createTopicPolicy: CreateTopicPolicy;
  random(): number;
  newUuid(): string;
}

/** What Kafka 4.4 formats a cluster with, as far as it is spoken here; 33 is 4.4-IV2. */
const bootstrapFeatures: ReadonlyMap<string, number> = new Map([
  ['metadata.version', 33],
  ['eligible.leader.replicas.version', 1],
]);

/** Kafka's `unclean.leader.election.interval.ms`, which it does not document. */
const uncleanElectionIntervalMs = 300_000;

export class Controller {
  readonly state: ControllerState;
  readonly #options: ControllerOptions;
  /** What is looked at again and again while this controller is the active one. */
  readonly #watches = new Map<string, Timer>();
  /** Of the last record that this controller wrote: what it decides from is committed when that is. */
  #lastOffset: number | undefined;

  constructor(options: ControllerOptions) {
    const { image, configs, timers, quorum } = options;
    this.#options = options;
    this.state = {
      image,
      configs,
      sessions: new BrokerSessions(configs.number('broker.session.timeout.ms')),
      get nextOffset() {
        return quorum.logEndOffset;
      },
      createTopicPolicy: options.createTopicPolicy,
      random: options.random,
      newUuid: options.newUuid,
      now: () => timers.now,
    };
    // A new controller has heard of nobody yet: every broker gets one session to show that it lives.
    for (const broker of image.brokers.values()) {
      if (!broker.fenced) this.state.sessions.touch(broker.id, timers.now);
    }
    this.#watch('sessions', configs.number('broker.session.timeout.ms') / 8, () =>
      this.#fenceSilentBrokers(),
    );
    if (configs.boolean('auto.leader.rebalance.enable')) {
      const intervalMs = 1000 * configs.number('leader.imbalance.check.interval.seconds');
      this.#watch('preferred leaders', intervalMs, () => this.#append(electPreferredLeaders(this.state)));
    }
    this.#watch('leaderless partitions', uncleanElectionIntervalMs, () =>
      this.#append(electUncleanLeaders(this.state)),
    );
  }

  /** The first controller of a new cluster writes down what the cluster may use, as formatting does in Kafka. */
  bootstrap(): void {
    if (this.state.image.featureLevels.size > 0) return;
    const features = [...bootstrapFeatures].map(
      ([name, featureLevel]): MetadataRecord => ({ type: 'FeatureLevel', value: { name, featureLevel } }),
    );
    // Who is eligible hangs on it, so that all brokers must go by the same (KIP-966).
    const minIsr: MetadataRecord = {
      type: 'Config',
      value: {
        resourceType: brokerResource,
        resourceName: '',
        name: 'min.insync.replicas',
        value: this.state.configs.string('min.insync.replicas'),
      },
    };
    this.#append([...features, minIsr]);
  }

  /** No longer the active controller. */
  close(): void {
    for (const timer of this.#watches.values()) timer.cancel();
  }

  /**
   * Appends what a decision comes to and answers when that is committed, and all that it was decided from.
   * @param respond gets undefined when this controller lost the quorum before: ask the next one
   */
  apply<Response>(
    decide: (state: ControllerState) => ControllerResult<Response>,
    respond: (response: Response | undefined) => void,
  ): void {
    const { records, response } = decide(this.state);
    const last = records.length === 0 ? this.#lastOffset : this.#append(records);
    if (last === undefined) {
      respond(records.length === 0 ? response : undefined);
      return;
    }
    this.#options.quorum.whenCommitted(last, (committed) => respond(committed ? response : undefined));
  }

  /** @returns the offset of the last record, or undefined when there is none or the quorum is lost */
  #append(decided: readonly MetadataRecord[]): number | undefined {
    if (decided.length === 0) return undefined;
    const records = [...decided, ...forgetEligibleLeaders(this.state, decided)];
    const { quorum } = this.#options;
    const first = quorum.logEndOffset;
    const last = quorum.append(records.map(encodeMetadataRecord));
    if (last === undefined) return undefined;
    records.forEach((record, index) => {
      this.state.image.replay(record, first + index);
    });
    this.#lastOffset = last;
    // Kafka looks for such partitions every five minutes; who sets this waits for a leader.
    if (records.some(setsUncleanElection)) this.#append(electUncleanLeaders(this.state));
    return last;
  }

  #fenceSilentBrokers(): void {
    // One after the other: the next decision sees what the one before has come to.
    for (const brokerId of this.state.sessions.expired(this.state.now())) {
      this.#append(fenceBroker(this.state, brokerId));
    }
  }

  #watch(what: string, intervalMs: number, look: () => void): void {
    const { timers } = this.#options;
    const next = timers.schedule(timers.now + intervalMs, () => {
      look();
      this.#watch(what, intervalMs, look);
    });
    this.#watches.set(what, next);
  }
}

function setsUncleanElection(record: MetadataRecord): boolean {
  return record.type === 'Config' && record.value.name === 'unclean.leader.election.enable';
}
