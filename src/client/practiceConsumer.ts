/**
 * A consumer to watch: a real member of a real group over the wire that does nothing with a record but take
 * its time, so that lag, rebalances and idle members can be seen without writing an application.
 */
import { type KafkaError, toKafkaError } from './errors.ts';
import { GroupReader } from './groupReader.ts';
import { byTopic } from './metadata.ts';
import type { ClusterProfile, TopicPartition } from './model.ts';
import { Pacer } from './pacer.ts';
import { loadLibrary } from './wire.ts';

export interface PracticeConsumerOptions {
  readonly profile: ClusterProfile;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Shown as the member's client id, e.g. `practice-1`. */
  readonly clientId: string;
  /** How fast it works; 0 = it owns its partitions and does nothing. */
  readonly messagesPerSecond: number;
  /** Milliseconds after which a killed one is noticed; 10 s unless told. */
  readonly sessionTimeout?: number | undefined;
}

/** `idle` = a member without partitions: there are more members than partitions. */
export type PracticePhase = 'joining' | 'consuming' | 'idle' | 'closed' | 'killed' | 'failed';

export interface PracticeState {
  readonly phase: PracticePhase;
  readonly memberId: string | undefined;
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  /** Records processed since it was started. */
  readonly processed: number;
  readonly messagesPerSecond: number;
  /** The last failure; it goes on unless `phase` is `failed`. */
  readonly error: KafkaError | undefined;
}

export interface PracticeConsumer {
  readonly options: PracticeConsumerOptions;
  readonly state: PracticeState;
  /** Called after every change of `state` (many times a second while consuming). Returns how to stop that. */
  onChange(listener: (state: PracticeState) => void): () => void;
  setMessagesPerSecond(rate: number): void;
  /** Stops like a crash: no LeaveGroup, nothing more committed; the coordinator notices by session timeout. */
  kill(): Promise<void>;
  /** Commits and leaves the group. */
  close(): Promise<void>;
}

export type StartPracticeConsumer = (options: PracticeConsumerOptions) => PracticeConsumer;

/** Returns at once, `joining`; what goes wrong is told by `state`. */
export const startPracticeConsumer: StartPracticeConsumer = (options) => new RunningPracticeConsumer(options);

class RunningPracticeConsumer implements PracticeConsumer {
  readonly options: PracticeConsumerOptions;
  readonly #pacer: Pacer;
  readonly #listeners = new Set<(state: PracticeState) => void>();
  readonly #reader: Promise<GroupReader | undefined>;
  #state: PracticeState;

  constructor(options: PracticeConsumerOptions) {
    this.options = options;
    this.#pacer = new Pacer(options.messagesPerSecond);
    this.#state = {
      phase: 'joining',
      memberId: undefined,
      assignment: [],
      processed: 0,
      messagesPerSecond: options.messagesPerSecond,
      error: undefined,
    };
    this.#reader = this.#open();
  }

  get state(): PracticeState {
    return this.#state;
  }

  onChange(listener: (state: PracticeState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setMessagesPerSecond(rate: number): void {
    this.#pacer.setRate(rate);
    this.#update({ messagesPerSecond: rate });
  }

  async kill(): Promise<void> {
    this.#finish('killed');
    const reader = await this.#reader;
    const killed = reader?.kill();
    this.#pacer.stop();
    await killed;
  }

  async close(): Promise<void> {
    this.#finish('closed');
    const reader = await this.#reader;
    const closed = reader?.close();
    this.#pacer.stop();
    await closed;
  }

  async #open(): Promise<GroupReader | undefined> {
    try {
      const library = await loadLibrary();
      const reader: GroupReader = new GroupReader(
        library,
        { ...this.options, from: 'earliest' },
        {
          turn: () => this.#pacer.turn(),
          onRecord: () => this.#update({ processed: this.#state.processed + 1 }),
          onError: (error) => this.#fail(error),
          onAssignment: (assignment) => this.#assigned(assignment, reader.memberId),
        },
      );
      return reader;
    } catch (error) {
      this.#update({ phase: 'failed', error: toKafkaError(error) });
      return undefined;
    }
  }

  #assigned(assignment: readonly TopicPartition[] | undefined, memberId: string | undefined): void {
    if (this.#over) {
      return;
    }
    const phase = assignment === undefined ? 'joining' : assignment.length === 0 ? 'idle' : 'consuming';
    const byTopics = byTopic(assignment ?? []).map(({ topic, items }) => ({
      topic,
      partitions: items.map((item) => item.partition),
    }));
    this.#update({ phase, memberId, assignment: byTopics, error: undefined });
  }

  #fail(error: KafkaError): void {
    if (!this.#over) {
      this.#update(error.retriable ? { error } : { error, phase: 'failed', assignment: [] });
    }
  }

  #finish(phase: 'closed' | 'killed'): void {
    if (this.#state.phase !== 'closed' && this.#state.phase !== 'killed') {
      this.#update({ phase, assignment: [] });
    }
  }

  get #over(): boolean {
    return this.#state.phase === 'closed' || this.#state.phase === 'killed';
  }

  #update(change: Partial<PracticeState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) {
      listener(this.#state);
    }
  }
}
