/** The host's side of the Publish view: what is known of the form's topic, sending, and what was sent. */
import type { Send } from '../messages.ts';
import type { PanelFrame, ViewSession } from '../viewSession.ts';
import { factsAbout, type NameRules, type TopicShape } from './draftFacts.ts';
import { parsePublishRequest } from './publishArrival.ts';
import { publish } from './publishing.ts';
import type { DraftFacts, PublishRequest } from './publishMessages.ts';

export interface PublishDependencies {
  readonly rules: NameRules;
  /** The settings' partitions and replicas of a new topic. */
  topicDefaults(): TopicShape;
  explainNaming(): void;
}

const keptSends = 100;

export class PublishSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: PublishDependencies;
  #inspected: { readonly topic: string; readonly key: string } = { topic: '', key: '' };
  #sends: readonly Send[] = [];

  constructor(frame: PanelFrame, dependencies: PublishDependencies) {
    this.#frame = frame;
    this.#to = dependencies;
  }

  receive(arrived: unknown): Promise<void> | undefined {
    const request = parsePublishRequest(arrived);
    return request && this.#handle(request);
  }

  greet(): void {
    this.#postSends(null);
  }

  listed(): void {
    this.#postFacts();
  }

  async #handle(request: PublishRequest): Promise<void> {
    switch (request.type) {
      case 'inspect':
        return this.#inspect(request.topic, request.key);
      case 'publish':
        return this.#publish(request);
      case 'clearSends':
        this.#sends = [];
        return this.#postSends(null);
      case 'createTopic':
        return this.#createTopic(request.topic);
      case 'explainNaming':
        return this.#to.explainNaming();
    }
  }

  #inspect(topic: string, key: string): void {
    if (topic !== this.#inspected.topic) {
      this.#frame.forgetTrouble(); // What failed was about the topic before.
    }
    this.#inspected = { topic, key };
    this.#postFacts();
  }

  async #publish({ id, draft }: Extract<PublishRequest, { readonly type: 'publish' }>): Promise<void> {
    const { connection, cluster } = this.#frame;
    const topic = cluster?.topics.find((one) => one.name === draft.topic);
    if (connection === undefined || topic === undefined) {
      return this.#postSends(id); // Stopped or deleted a moment ago: the facts that follow say so.
    }
    const send = await publish(connection.service, {
      id,
      draft,
      partitions: topic.partitions.length,
      now: () => this.#frame.now(),
      onProgress: (sent) => this.#frame.post({ type: 'progress', id, sent, total: draft.copies }),
    });
    this.#sends = [send, ...this.#sends].slice(0, keptSends);
    this.#postSends(id);
    this.#frame.touched();
  }

  async #createTopic(name: string): Promise<void> {
    const { connection } = this.#frame;
    const facts = this.#facts(name, '');
    if (connection === undefined || facts === undefined || facts.exists || facts.refusal !== null) {
      return;
    }
    const { partitions, replicas } = facts;
    await connection.service.createTopic({ name, partitions, replicationFactor: replicas });
    this.#frame.forgetTrouble();
    await this.#frame.changed();
  }

  #postFacts(): void {
    const facts = this.#facts(this.#inspected.topic, this.#inspected.key);
    if (facts !== undefined) {
      this.#frame.postChanges({ type: 'facts', facts });
    }
  }

  #facts(topic: string, key: string): DraftFacts | undefined {
    const { cluster } = this.#frame;
    const { rules } = this.#to;
    return cluster && factsAbout({ topic, key, cluster, rules, defaults: this.#to.topicDefaults() });
  }

  #postSends(finished: string | null): void {
    this.#frame.post({ type: 'sends', sends: this.#sends, finished });
  }
}
