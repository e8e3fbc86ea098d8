/** The host's side of the Publish view: what is known of the form's topic, sending, and what was sent. */
import {
  isTemplate,
  planText,
  readProducerText,
  writeProducerText,
} from '../../../kafkaFile/producerText.ts';
import type { ProducerPlan } from '../../../kafkaFile/record.ts';
import type { Problem } from '../../../kafkaFile/syntax.ts';
import type { TemplateFunctions } from '../../../kafkaFile/template.ts';
import type { Draft, DraftProblem, Schedule, Send } from '../messages.ts';
import type { PanelFrame, SessionConnection, ViewSession } from '../viewSession.ts';
import { factsAbout, type NameRules, type TopicShape } from './draftFacts.ts';
import { parsePublishRequest } from './publishArrival.ts';
import { publish } from './publishing.ts';
import type { DraftFacts, PublishRequest } from './publishMessages.ts';
import { PublishSchedule } from './publishSchedule.ts';
import { explained } from './shortage.ts';

export interface PublishDependencies {
  readonly rules: NameRules;
  /** The settings' partitions and replicas of a new topic. */
  topicDefaults(): TopicShape;
  explainNaming(): void;
  /** Functions of templates, loaded when a record first needs them. */
  loadTemplates(): Promise<TemplateFunctions>;
  /** A problem of a template or a format, translated. */
  problemText(problem: Problem): string;
  /** Says that the clipboard holds no PRODUCER block, translated. */
  readonly noProducerText: string;
  readClipboard(): Promise<string>;
  /** Opens a text as a .kafka document that is not saved yet. */
  openKafkaText(text: string): Promise<void>;
  every(milliseconds: number, tick: () => void): () => void;
}

type Asked = Extract<PublishRequest, { readonly type: 'publish' | 'schedule' }>;

interface Ready {
  readonly id: string;
  /** The cluster that was in view when it was asked for: it goes to no other. */
  readonly connection: SessionConnection;
  readonly draft: Draft;
  readonly plan: ProducerPlan;
  readonly functions: TemplateFunctions | undefined;
}

const keptSends = 100;

export class PublishSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: PublishDependencies;
  #inspected = { topic: '', key: '', keyFormat: '' };
  #sends: readonly Send[] = [];
  #schedule: { readonly runs: PublishSchedule; readonly shown: Schedule } | undefined;
  #isClosed = false;

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
    this.#postSchedule();
  }

  /** What is sent to one cluster must not go on to another. */
  reconnect(): void {
    this.#stopSchedule();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopSchedule();
  }

  listed(): void {
    this.#postFacts();
  }

  async #handle(request: PublishRequest): Promise<void> {
    switch (request.type) {
      case 'inspect':
        return this.#inspect(request);
      case 'publish':
        return await this.#publish(request);
      case 'schedule':
        return await this.#startSchedule(request);
      case 'stopSchedule':
        return this.#stopSchedule();
      case 'pasteKafka':
        return await this.#paste();
      case 'saveKafka':
        return await this.#to.openKafkaText(writeProducerText(request.draft));
      case 'clearSends':
        this.#sends = [];
        return this.#postSends(null);
      case 'createTopic':
        return await this.#createTopic(request.topic);
      case 'explainNaming':
        return this.#to.explainNaming();
    }
  }

  #inspect({ topic, key, keyFormat }: Extract<PublishRequest, { readonly type: 'inspect' }>): void {
    if (topic !== this.#inspected.topic) {
      this.#frame.forgetTrouble(); // What failed was about the topic before.
    }
    this.#inspected = { topic, key, keyFormat };
    this.#postFacts();
  }

  async #publish({ id, draft }: Asked): Promise<void> {
    const ready = await this.#prepare(id, draft);
    const outcome = ready && (await this.#send(ready));
    if (outcome !== undefined && 'problem' in outcome) {
      return this.#postProblems(id, [{ field: null, message: this.#to.problemText(outcome.problem) }]);
    }
    if (outcome !== undefined && ready !== undefined) {
      this.#keep(await explained(ready.connection.service, outcome.send));
    }
    if (ready !== undefined || !this.#canSend(draft)) this.#postSends(id);
    this.#frame.touched();
  }

  /** undefined when it cannot be sent: what is wrong with the form is posted, and the facts say when the topic has gone. */
  async #prepare(id: string, draft: Draft): Promise<Ready | undefined> {
    const { connection } = this.#frame;
    if (connection === undefined || !this.#canSend(draft)) return undefined;
    const texts = [draft.key, draft.value, ...draft.headers.map(({ value }) => value)];
    const functions = texts.some(isTemplate) ? await this.#to.loadTemplates() : undefined;
    const planned = planText(draft, functions);
    if ('plan' in planned) return { id, connection, draft, plan: planned.plan, functions };
    const problems = planned.problems.map(({ field, problem }) => ({
      field,
      message: this.#to.problemText(problem),
    }));
    this.#postProblems(id, problems);
    return undefined;
  }

  #canSend({ topic }: Draft): boolean {
    const { connection, cluster } = this.#frame;
    return connection !== undefined && cluster?.topics.some(({ name }) => name === topic) === true;
  }

  #send(ready: Ready): ReturnType<typeof publish> | undefined {
    const { id, connection, draft } = ready;
    const topic = this.#frame.cluster?.topics.find(({ name }) => name === draft.topic);
    if (topic === undefined || !this.#isCurrent(ready)) return undefined;
    return publish(connection.service, {
      ...ready,
      partitions: topic.partitions.length,
      now: () => this.#frame.now(),
      seed: () => Math.floor(Math.random() * 2 ** 31),
      onProgress: (sent) => this.#frame.post({ type: 'progress', id, sent, total: draft.copies }),
    });
  }

  /** Loading templates takes a while, in which the cluster may become another one and the panel may close. */
  #isCurrent({ connection }: Ready): boolean {
    return !this.#isClosed && this.#frame.connection === connection;
  }

  /** The same send, later, takes its own place. */
  #keep(send: Send): void {
    const others = this.#sends.filter(({ id }) => id !== send.id);
    const isNew = others.length === this.#sends.length;
    this.#sends = isNew
      ? [send, ...others].slice(0, keptSends)
      : this.#sends.map((one) => (one.id === send.id ? send : one));
  }

  async #startSchedule({ id, draft }: Asked): Promise<void> {
    const ready = await this.#prepare(id, draft);
    const interval = ready?.plan.interval;
    if (ready === undefined || interval === undefined || this.#schedule !== undefined) return;
    if (!this.#isCurrent(ready)) return;
    const runs = new PublishSchedule({
      interval,
      stopAfter: draft.stopAfter,
      send: async () => {
        const outcome = await this.#send(ready);
        if (outcome === undefined) return undefined;
        if ('send' in outcome) return await explained(ready.connection.service, outcome.send);
        this.#postProblems(id, [{ field: null, message: this.#to.problemText(outcome.problem) }]);
        return undefined;
      },
      changed: (total) => {
        this.#keep(total);
        this.#postSends(null);
        const sent = total.partitions.reduce((sum, { count }) => sum + count, 0);
        if (this.#schedule?.runs === runs) {
          this.#schedule = { runs, shown: { ...this.#schedule.shown, sent } };
          this.#postSchedule();
        }
        this.#frame.touched();
      },
      ended: () => {
        // While it is still the schedule in view, so that the form shows what it came to, and why it ended.
        this.#postSends(id);
        this.#stopSchedule();
      },
      every: this.#to.every,
    });
    this.#schedule = { runs, shown: { id, topic: draft.topic, interval, sent: 0 } };
    this.#postSchedule();
    runs.start();
  }

  #stopSchedule(): void {
    if (this.#schedule === undefined) return;
    this.#schedule.runs.stop();
    this.#schedule = undefined;
    this.#postSchedule();
  }

  async #paste(): Promise<void> {
    const text = readProducerText(await this.#to.readClipboard());
    if (text === undefined)
      return this.#postProblems('', [{ field: null, message: this.#to.noProducerText }]);
    this.#frame.post({ type: 'draft', draft: { ...text, copies: 1, stopAfter: null } });
  }

  async #createTopic(name: string): Promise<void> {
    const { connection } = this.#frame;
    const facts = this.#facts(name, '', '');
    if (connection === undefined || facts === undefined || facts.exists || facts.refusal !== null) {
      return;
    }
    const { partitions, replicas } = facts;
    await connection.service.createTopic({ name, partitions, replicationFactor: replicas });
    this.#frame.forgetTrouble();
    await this.#frame.changed();
  }

  #postFacts(): void {
    const { topic, key, keyFormat } = this.#inspected;
    const facts = this.#facts(topic, key, keyFormat);
    if (facts !== undefined) {
      this.#frame.postChanges({ type: 'facts', facts });
    }
  }

  #facts(topic: string, key: string, keyFormat: string): DraftFacts | undefined {
    const { cluster } = this.#frame;
    const { rules } = this.#to;
    return (
      cluster && factsAbout({ topic, key, keyFormat, cluster, rules, defaults: this.#to.topicDefaults() })
    );
  }

  #postProblems(id: string, problems: readonly DraftProblem[]): void {
    this.#frame.post({ type: 'draftProblems', id, problems });
  }

  #postSchedule(): void {
    this.#frame.post({ type: 'schedule', schedule: this.#schedule?.shown ?? null });
  }

  #postSends(finished: string | null): void {
    this.#frame.post({ type: 'sends', sends: this.#sends, finished });
  }
}
