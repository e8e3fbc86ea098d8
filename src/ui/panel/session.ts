/**
 * One panel's conversation: answers the webview's messages and, while the panel is visible, polls the cluster.
 * It knows VS Code only through `SessionDependencies`, so that it runs in a plain test.
 */
import type { ClusterService } from '../../client/clusterService.ts';
import { toKafkaError } from '../../client/errors.ts';
import type { ClusterInfo, TopicInfo } from '../../client/model.ts';
import type { StartPracticeConsumer } from '../../client/practiceConsumer.ts';
import { parseWebviewMessage } from './arrival.ts';
import { factsAbout, type NameRules, type TopicShape } from './draftFacts.ts';
import { GroupWatcher } from './groupWatcher.ts';
import type {
  DraftFacts,
  HostMessage,
  PanelStrings,
  Send,
  Trouble,
  Watch,
  WebviewMessage,
} from './messages.ts';
import { PracticePool } from './practicePool.ts';
import { publish } from './publishing.ts';

export interface SessionConnection {
  readonly service: Pick<
    ClusterService,
    'profile' | 'metadata' | 'offsets' | 'produce' | 'groups' | 'describeGroup' | 'createTopic'
  >;
  readonly startPracticeConsumer: StartPracticeConsumer;
}

interface SessionDependencies {
  readonly strings: PanelStrings;
  /** A BCP 47 tag, for numbers. */
  readonly language: string;
  /** undefined while no cluster runs. */
  connection(): SessionConnection | undefined;
  post(message: HostMessage): void;
  readonly rules: NameRules;
  /** The settings' partitions and replicas of a new topic. */
  topicDefaults(): TopicShape;
  startCluster(): Promise<unknown>;
  explainNaming(): void;
  /** The tree shows other topics or groups after this. */
  changed(): void;
  now(): number;
}

/** Milliseconds between two looks at the lists of topics and groups; the watched group is asked every time. */
const listsEvery = 2_000;
const keptSends = 100;

export class PanelSession {
  readonly #to: SessionDependencies;
  readonly #watcher = new GroupWatcher();
  readonly #pool: PracticePool;
  #connection: SessionConnection | undefined;
  #cluster: ClusterInfo | undefined;
  #groups: readonly string[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;
  #watch: Watch = { group: '', topic: '' };
  #inspected: { readonly topic: string; readonly key: string } = { topic: '', key: '' };
  #sends: readonly Send[] = [];
  #posted = new Map<string, string>();
  #troubles: { poll?: Trouble; action?: Trouble } = {};
  #polling: Promise<void> | undefined;
  #pollAgain = false;

  constructor(dependencies: SessionDependencies) {
    this.#to = dependencies;
    this.#pool = new PracticePool(() => this.#post({ type: 'practice', practice: this.#pool.view }));
  }

  /** Takes one message of the webview; what is not a message of ours is dropped. */
  async receive(arrived: unknown): Promise<void> {
    const message = parseWebviewMessage(arrived);
    if (message === undefined) {
      return;
    }
    try {
      await this.#handle(message);
      if (acting.has(message.type)) {
        this.#trouble('action', undefined);
      }
    } catch (error) {
      this.#trouble('action', error);
    }
  }

  /**
   * Asks the cluster once and posts what has changed. Failures are shown, not thrown. Calls during a poll
   * make one more after it, so samples never cross each other.
   */
  poll(): Promise<void> {
    this.#pollAgain = this.#polling !== undefined;
    this.#polling ??= this.#pollUntilQuiet().finally(() => {
      this.#polling = undefined;
    });
    return this.#polling;
  }

  /** Opens a view, e.g. because a command asked for it. */
  show(message: Extract<HostMessage, { readonly type: 'show' }>): void {
    this.#to.post(message);
  }

  /** Ends it: the practice consumers leave their group. */
  async close(): Promise<void> {
    await this.#pool.closeAll();
  }

  async #pollUntilQuiet(): Promise<void> {
    do {
      this.#pollAgain = false;
      await this.#pollOnce();
    } while (this.#pollAgain);
  }

  async #pollOnce(): Promise<void> {
    const connection = this.#to.connection();
    if (connection !== this.#connection) {
      await this.#connect(connection);
    }
    if (connection === undefined) {
      this.#post({ type: 'cluster', cluster: { ...noCluster, status: 'stopped' } });
      this.#trouble('poll', undefined);
      return;
    }
    try {
      await this.#list(connection);
      await this.#sample(connection);
      this.#trouble('poll', undefined);
    } catch (error) {
      this.#trouble('poll', error);
    }
  }

  async #handle(message: WebviewMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#greet(message.watch);
      case 'watch':
        this.#watch = message.watch;
        return this.poll();
      case 'inspect':
        return this.#inspect(message.topic, message.key);
      case 'publish':
        return this.#publish(message);
      case 'clearSends':
        this.#sends = [];
        return this.#postSends(null);
      case 'createTopic':
        return this.#createTopic(message.topic);
      case 'practice':
        return this.#practise(message.watch, message.count);
      case 'practiceRate':
        return this.#pool.setRate(message.name, message.messagesPerSecond);
      case 'killPractice':
        return this.#pool.kill(message.name);
      case 'startCluster':
        await this.#to.startCluster();
        return this.poll();
      case 'retry':
        return this.poll();
      case 'explainNaming':
        return this.#to.explainNaming();
    }
  }

  #inspect(topic: string, key: string): void {
    if (topic !== this.#inspected.topic) {
      this.#trouble('action', undefined); // What failed was about the topic before.
    }
    this.#inspected = { topic, key };
    this.#postFacts();
  }

  /** A new webview knows nothing: everything is posted again. */
  #greet(watch: Watch): Promise<void> {
    this.#posted.clear();
    this.#watcher.resend();
    this.#listedAt = Number.NEGATIVE_INFINITY;
    this.#watch = watch;
    this.#to.post({ type: 'init', strings: this.#to.strings, language: this.#to.language });
    this.#post({ type: 'practice', practice: this.#pool.view });
    this.#postSends(null);
    return this.poll();
  }

  async #connect(connection: SessionConnection | undefined): Promise<void> {
    this.#connection = connection;
    this.#cluster = undefined;
    this.#listedAt = Number.NEGATIVE_INFINITY;
    this.#watcher.forget();
    this.#post({ type: 'group', group: null });
    await this.#pool.closeAll().catch(() => undefined); // Their cluster is gone: there is nobody to tell.
  }

  async #list(connection: SessionConnection): Promise<void> {
    if (this.#cluster !== undefined && this.#to.now() - this.#listedAt < listsEvery) {
      return;
    }
    const [cluster, groups] = await Promise.all([connection.service.metadata(), connection.service.groups()]);
    this.#cluster = cluster;
    this.#groups = groups.map((group) => group.groupId).sort();
    this.#listedAt = this.#to.now();
    const replicas = cluster.topics.flatMap((topic) => topic.partitions.flatMap((one) => one.replicas));
    this.#post({
      type: 'cluster',
      cluster: {
        status: 'running',
        name: connection.service.profile.name,
        brokers: cluster.brokers.length,
        expectedBrokers: new Set([...replicas, ...cluster.brokers.map((broker) => broker.id)]).size,
        topics: visibleTopics(cluster).map((one) => ({ name: one.name, partitions: one.partitions.length })),
        groups: this.#groups,
      },
    });
    this.#postFacts();
  }

  async #sample(connection: SessionConnection): Promise<void> {
    if (this.#cluster === undefined || this.#watch.group === '') {
      this.#post({ type: 'group', group: null });
      return;
    }
    const group = await this.#watcher.poll(
      connection.service,
      this.#cluster,
      this.#watch,
      (id) => this.#pool.facts(id),
      this.#to.now,
    );
    this.#to.post({ type: 'group', group });
    this.#posted.delete('group');
    if (group !== null) {
      this.#pool.forgetKilled(new Set(group.consumers.filter((one) => one.practice).map((one) => one.name)));
    }
  }

  async #publish(message: Extract<WebviewMessage, { readonly type: 'publish' }>): Promise<void> {
    const connection = this.#connection;
    const { id, draft } = message;
    const topic = this.#topic(draft.topic);
    if (connection === undefined || topic === undefined) {
      return this.#postSends(id); // Stopped or deleted a moment ago: the facts that follow say so.
    }
    const send = await publish(connection.service, {
      id,
      draft,
      partitions: topic.partitions.length,
      now: this.#to.now,
      onProgress: (sent) => this.#to.post({ type: 'progress', id, sent, total: draft.copies }),
    });
    this.#sends = [send, ...this.#sends].slice(0, keptSends);
    this.#postSends(id);
    this.#to.changed();
  }

  async #createTopic(name: string): Promise<void> {
    const connection = this.#connection;
    const facts = this.#facts(name, '');
    if (connection === undefined || facts === undefined || facts.exists || facts.refusal !== null) {
      return;
    }
    const { partitions, replicas } = facts;
    await connection.service.createTopic({ name, partitions, replicationFactor: replicas });
    this.#listedAt = Number.NEGATIVE_INFINITY;
    this.#to.changed();
    await this.poll();
  }

  async #practise(watch: Watch, count: number): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined || this.#topic(watch.topic) === undefined || watch.group === '') {
      return;
    }
    this.#watch = watch;
    const starter = { profile: connection.service.profile, start: connection.startPracticeConsumer };
    await this.#pool.set(starter, watch, count);
    this.#to.changed();
  }

  #postFacts(): void {
    const facts = this.#facts(this.#inspected.topic, this.#inspected.key);
    if (facts !== undefined) {
      this.#post({ type: 'facts', facts });
    }
  }

  #facts(topic: string, key: string): DraftFacts | undefined {
    const cluster = this.#cluster;
    const { rules } = this.#to;
    return cluster && factsAbout({ topic, key, cluster, rules, defaults: this.#to.topicDefaults() });
  }

  #topic(name: string): TopicInfo | undefined {
    return this.#cluster?.topics.find((topic) => topic.name === name);
  }

  #postSends(finished: string | null): void {
    this.#to.post({ type: 'sends', sends: this.#sends, finished });
  }

  /** Polling and actions fail apart: a poll that works must not hide that a topic could not be created. */
  #trouble(of: 'poll' | 'action', thrown: unknown): void {
    if (thrown === undefined) {
      delete this.#troubles[of];
    } else {
      const { name, message } = toKafkaError(thrown);
      const since = this.#troubles[of]?.since ?? this.#to.now();
      this.#troubles[of] = { of, name, message, since };
    }
    this.#post({ type: 'trouble', trouble: this.#troubles.poll ?? this.#troubles.action ?? null });
  }

  /** Posts a message unless the last one of its type said the same. */
  #post(message: HostMessage): void {
    const said = JSON.stringify(message);
    if (this.#posted.get(message.type) !== said) {
      this.#posted.set(message.type, said);
      this.#to.post(message);
    }
  }
}

/** Messages whose success puts an earlier action's failure out of date. */
const acting: ReadonlySet<WebviewMessage['type']> = new Set([
  'createTopic',
  'practice',
  'killPractice',
  'retry',
]);

const noCluster = { name: '', brokers: 0, expectedBrokers: 0, topics: [], groups: [] } as const;

/** Topics of the user, in order of name; Kafka's own are nothing to publish to or to watch. */
function visibleTopics(cluster: ClusterInfo): readonly TopicInfo[] {
  return cluster.topics
    .filter((topic) => !topic.internal && !topic.name.startsWith('__'))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
