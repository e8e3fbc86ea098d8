/**
 * The practice consumers of the panel: at most five, all in one group on one topic. They are real clients over
 * the wire; this only counts, names and stops them.
 */

import type { ClusterProfile } from '../../../client/model.ts';
import type { PracticeConsumer, StartPracticeConsumer } from '../../../client/practiceConsumer.ts';
import type { Practice, PracticeRow, Watch } from '../messages.ts';
import type { PracticeFacts } from './groupSnapshot.ts';
import { practiceLimits } from './groupsArrival.ts';

export interface PracticeStarter {
  readonly profile: ClusterProfile;
  readonly start: StartPracticeConsumer;
}

const defaultRate = 50;

export class PracticePool {
  readonly #onChange: () => void;
  #watch: Watch = { group: '', topic: '' };
  #running: PracticeConsumer[] = [];
  #killed: PracticeConsumer[] = [];
  #rate = defaultRate;
  #shown = '';
  #tail: Promise<void> = Promise.resolve();

  /** `onChange` is called when `view` has changed, not at every record. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get view(): Practice {
    return { ...this.#watch, consumers: this.#running.map(rowOf) };
  }

  /** The practice consumers of a group by client id; killed ones stay until `forgetKilled`. */
  facts(group: string): ReadonlyMap<string, PracticeFacts> {
    const facts = new Map<string, PracticeFacts>();
    const all = group === this.#watch.group ? [...this.#killed, ...this.#running] : [];
    for (const consumer of all) {
      facts.set(consumer.options.clientId, {
        messagesPerSecond: consumer.state.messagesPerSecond,
        killed: this.#killed.includes(consumer),
      });
    }
    return facts;
  }

  /**
   * Starts or stops consumers until `count` run. Another group or topic stops the earlier ones first. Calls
   * are served one after another, so the last one holds.
   */
  set(starter: PracticeStarter, watch: Watch, count: number): Promise<void> {
    const done = this.#tail.then(() => this.#set(starter, watch, count));
    this.#tail = done.catch(() => undefined); // The caller hears of it; the next call starts fresh.
    return done;
  }

  async #set(starter: PracticeStarter, watch: Watch, count: number): Promise<void> {
    if (watch.group !== this.#watch.group || watch.topic !== this.#watch.topic) {
      await this.closeAll();
      this.#watch = watch;
    }
    const wanted = Math.max(0, Math.min(count, practiceLimits.consumers));
    const surplus = this.#running.splice(wanted);
    while (this.#running.length < wanted) {
      this.#running.push(this.#start(starter));
    }
    this.#changed();
    await Promise.all(surplus.map((consumer) => consumer.close()));
  }

  /** The speed of one consumer, or of all and of those started later. */
  setRate(name: string | null, messagesPerSecond: number): void {
    this.#rate = name === null ? messagesPerSecond : this.#rate;
    for (const consumer of this.#running) {
      if (name === null || consumer.options.clientId === name) {
        consumer.setMessagesPerSecond(messagesPerSecond);
      }
    }
    this.#changed();
  }

  /** Stops one like a crash, without leaving the group: the session timeout is then seen at work. */
  async kill(name: string): Promise<void> {
    const consumer = this.#running.find((one) => one.options.clientId === name);
    if (consumer === undefined) {
      return;
    }
    this.#running = this.#running.filter((one) => one !== consumer);
    this.#killed.push(consumer);
    this.#changed();
    await consumer.kill();
  }

  /** Frees the names of killed consumers the group has noticed to be gone. */
  forgetKilled(clientIds: ReadonlySet<string>): void {
    this.#killed = this.#killed.filter((consumer) => clientIds.has(consumer.options.clientId));
  }

  /** Stops all; they leave the group. */
  async closeAll(): Promise<void> {
    const running = this.#running;
    this.#running = [];
    this.#killed = [];
    this.#changed();
    await Promise.all(running.map((consumer) => consumer.close()));
  }

  #start(starter: PracticeStarter): PracticeConsumer {
    const consumer = starter.start({
      profile: starter.profile,
      groupId: this.#watch.group,
      topics: [this.#watch.topic],
      clientId: this.#freeName(),
      messagesPerSecond: this.#rate,
    });
    consumer.onChange(() => this.#changed());
    return consumer;
  }

  #freeName(): string {
    const taken = new Set([...this.#running, ...this.#killed].map((one) => one.options.clientId));
    let number = 1;
    while (taken.has(`practice-${number}`)) {
      number++;
    }
    return `practice-${number}`;
  }

  #changed(): void {
    const shown = JSON.stringify(this.view);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#onChange();
    }
  }
}

function rowOf(consumer: PracticeConsumer): PracticeRow {
  const { state, options } = consumer;
  const topic = options.topics[0];
  return {
    name: options.clientId,
    phase: state.phase,
    partitions: state.assignment.filter((one) => one.topic === topic).flatMap((one) => one.partitions),
    messagesPerSecond: state.messagesPerSecond,
    error: state.error === undefined ? null : { name: state.error.name, message: state.error.message },
  };
}
