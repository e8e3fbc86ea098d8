/** Makes, alters and deletes topics while things go wrong: what the controller said is done stays done. */
import { topicResource } from '../../../src/broker/controller/metadataImage.ts';
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { deleteTopicsApi } from '../../../src/protocol/messages/deleteTopics.ts';
import { incrementalAlterConfigsApi } from '../../../src/protocol/messages/incrementalAlterConfigs.ts';
import { zeroUuid } from '../../../src/protocol/schema.ts';
import type { ClusterEye } from '../checkers/clusterEye.ts';
import { check } from '../checkers/violation.ts';
import { after, backoffMs, below, type ClientHost } from './clientHost.ts';
import { WireClient } from './wireClient.ts';

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly minInsyncReplicas: number;
  readonly configs?: Readonly<Record<string, string>>;
}

const timeoutMs = 5_000;
const choices = ['create', 'delete', 'alter'] as const;

export class Admin {
  readonly #host: ClientHost;
  readonly #client: WireClient;
  readonly #replicas: number;
  /** What was acknowledged: whether a topic of this name exists. One that is in doubt is not here. */
  readonly #topics = new Map<string, boolean>();
  /** The segment.ms that was acknowledged, of topics that exist. */
  readonly #segmentTimes = new Map<string, string>();
  /** Topics of which a change was not acknowledged: it may come true at any later time. */
  readonly #inDoubt = new Set<string>();
  /** Those that stay. */
  readonly #lasting = new Set<string>();
  #going = true;
  #count = 0;

  /** @param replicas of the topics that come and go */
  constructor(host: ClientHost, replicas: number) {
    this.#host = host;
    this.#replicas = replicas;
    this.#client = new WireClient(host.network, 'admin');
  }

  /** Creates a topic, trying until it exists. */
  ensure(topic: NewTopic, done: () => void): void {
    this.#create(topic, (error) => {
      if (error === errorCodes.NONE || error === errorCodes.TOPIC_ALREADY_EXISTS) {
        this.#lasting.add(topic.name);
        this.#topics.set(topic.name, true);
        done();
      } else after(this.#host, backoffMs, () => this.ensure(topic, done));
    });
  }

  /** Topics come and go, every `intervalMs` at most. */
  stir(intervalMs: number): void {
    after(this.#host, 1 + below(this.#host, intervalMs), () => {
      if (!this.#going) return;
      const present = [...this.#topics].filter(([, exists]) => exists).map(([name]) => name);
      const choice = choices[below(this.#host, choices.length)];
      const chosen = present[below(this.#host, present.length)];
      if (chosen !== undefined && choice === 'alter') this.#alter(chosen);
      else if (chosen !== undefined && choice === 'delete' && !this.#lasting.has(chosen))
        this.#delete(chosen);
      else {
        const name = `extra${this.#count++}`;
        this.#create({ name, partitions: 2, replicas: this.#replicas, minInsyncReplicas: 1 }, (error) => {
          if (error === errorCodes.NONE) this.#topics.set(name, true);
        });
      }
      this.stir(intervalMs);
    });
  }

  finish(): void {
    this.#going = false;
  }

  close(): void {
    this.#client.close();
  }

  /** What was acknowledged is so. */
  endsWell(eye: ClusterEye): void {
    for (const [name, exists] of this.#topics) {
      const found = eye.image?.topicsByName.has(name) === true;
      check(
        found === exists,
        `topic ${name} was ${exists ? 'created and is not there' : 'deleted and is there'}`,
      );
    }
    for (const [name, value] of this.#segmentTimes) {
      const found = eye.image?.configsOf(topicResource, name).get('segment.ms');
      check(found === value, `segment.ms of ${name} was set to ${value} and is ${found}`);
    }
  }

  /** Segments close sooner or later than before, on which nothing that a client sees may depend. */
  #alter(name: string): void {
    if (this.#inDoubt.has(name)) return;
    this.#inDoubt.add(name);
    this.#segmentTimes.delete(name);
    const value = String(1 + below(this.#host, 2_000));
    const configs = [{ name: 'segment.ms', configOperation: 0, value }];
    const body = { resources: [{ resourceType: topicResource, resourceName: name, configs }] };
    this.#client.ask(this.#anyNode(), incrementalAlterConfigsApi, body, timeoutMs, (response) => {
      const error = response?.responses[0]?.errorCode;
      this.#host.note(`alter ${name}: ${error === undefined ? 'no answer' : errorByCode(error).name}`);
      if (error !== errorCodes.NONE) return;
      this.#inDoubt.delete(name);
      if (this.#topics.get(name) === true) this.#segmentTimes.set(name, value);
    });
  }

  #create(topic: NewTopic, done: (error: number | undefined) => void): void {
    const all = { 'min.insync.replicas': String(topic.minInsyncReplicas), ...topic.configs };
    const configs = Object.entries(all).map(([name, value]) => ({ name, value }));
    const { name, partitions: numPartitions, replicas: replicationFactor } = topic;
    const body = { topics: [{ name, numPartitions, replicationFactor, configs }] };
    this.#client.ask(this.#anyNode(), createTopicsApi, body, timeoutMs, (response) => {
      const error = response?.topics[0]?.errorCode;
      this.#host.note(`create ${name}: ${error === undefined ? 'no answer' : errorByCode(error).name}`);
      done(error);
    });
  }

  #delete(name: string): void {
    // In doubt until it is acknowledged.
    this.#topics.delete(name);
    this.#segmentTimes.delete(name);
    const several = this.#client.version(deleteTopicsApi) >= 6;
    const body = several
      ? { topics: [{ name, topicId: zeroUuid }], timeoutMs }
      : { topicNames: [name], timeoutMs };
    this.#client.ask(this.#anyNode(), deleteTopicsApi, body, timeoutMs, (response) => {
      const error = response?.responses[0]?.errorCode;
      this.#host.note(`delete ${name}: ${error === undefined ? 'no answer' : errorByCode(error).name}`);
      if (error === errorCodes.NONE) this.#topics.set(name, false);
    });
  }

  #anyNode(): number {
    return this.#host.nodeIds[below(this.#host, this.#host.nodeIds.length)] as number;
  }
}
