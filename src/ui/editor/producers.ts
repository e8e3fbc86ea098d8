/**
 * Runs producer blocks: once, ten times, or on a schedule, and remembers per block what is going on. A
 * schedule ends with its cluster.
 */
import * as vscode from 'vscode';
import { toKafkaError } from '../../client/errors.ts';
import type { RecordToSend, SentRecord } from '../../client/model.ts';
import { type ProducerPlan, planProducer, renderRecord } from '../../kafkaFile/record.ts';
import type { Problem } from '../../kafkaFile/syntax.ts';
import type { TemplateFunctions } from '../../kafkaFile/template.ts';
import type { ClusterAccess, ClusterConnection } from '../clusters/clusterAccess.ts';
import type { KnownTopics } from '../naming/knownTopics.ts';
import { type BlockReference, idOf } from './blocks.ts';
import type { KafkaFileDependencies } from './dependencies.ts';
import { unknownTopic } from './failure.ts';
import type { Failures } from './failures.ts';
import { idleProducer, type ProducerState } from './lenses.ts';
import { openBlock } from './openBlock.ts';
import { insistsOnAnother, missingPartition } from './preconditions.ts';
import { problemText } from './recordText.ts';
import { sentSummary } from './sentSummary.ts';
import type { Templates } from './templates.ts';

/** Records per request to the client: progress stays visible and no call grows without bound. */
const batchSize = 500;

interface Schedule {
  readonly reference: BlockReference;
  readonly timer: NodeJS.Timeout;
  readonly connection: ClusterConnection;
  readonly topic: string;
}

/** A block that may run: checked, on a connected cluster. */
interface Ready {
  readonly plan: ProducerPlan;
  readonly functions: TemplateFunctions | undefined;
  readonly connection: ClusterConnection;
}

export class Producers implements vscode.Disposable {
  readonly #clusters: ClusterAccess;
  readonly #topics: KnownTopics;
  readonly #autoCreatesTopics: () => boolean | undefined;
  readonly #templates: Templates;
  readonly #failures: Failures;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #states = new Map<string, ProducerState>();
  readonly #schedules = new Map<string, Schedule>();
  readonly #subscription: vscode.Disposable;
  #log: vscode.OutputChannel | undefined;

  /** Fires when the state of some block has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(dependencies: KafkaFileDependencies, templates: Templates, failures: Failures) {
    const { clusters, topics } = dependencies;
    this.#clusters = clusters;
    this.#topics = topics;
    this.#autoCreatesTopics = () => dependencies.autoCreatesTopics();
    this.#templates = templates;
    this.#failures = failures;
    this.#subscription = clusters.onDidChange((current) => this.#endSchedulesExceptOn(current));
  }

  state(reference: BlockReference): ProducerState {
    return this.#states.get(idOf(reference)) ?? idleProducer;
  }

  /** Sends `count` records made from the block. Never rejects: failures are shown. */
  async produce(reference: BlockReference, count: number): Promise<void> {
    const ready = await this.#prepare(reference, () => void this.produce(reference, count));
    if (ready === undefined || this.state(reference).sending) {
      return;
    }
    const topic = ready.plan.topic.text;
    this.#set(reference, { sending: true });
    try {
      const sent = await this.#send(ready, count);
      if (sent !== undefined) {
        this.#set(reference, { last: sentSummary(sent, vscode.l10n) });
        this.#report(topic, sent, ready.connection);
      }
    } catch (error) {
      this.#line(vscode.l10n.t('{0}: failed: {1}', topic, toKafkaError(error).message));
      this.#set(reference, { last: undefined });
      void this.#failures.showError(error, topic, () => void this.produce(reference, count));
    } finally {
      this.#set(reference, { sending: false });
    }
  }

  /** Sends one record now and then one per interval, until it is stopped or fails for good. */
  async startSchedule(reference: BlockReference): Promise<void> {
    const ready = await this.#prepare(reference, () => void this.startSchedule(reference));
    const interval = ready?.plan.interval;
    if (ready === undefined || interval === undefined || this.#schedules.has(idOf(reference))) {
      return;
    }
    let busy = false;
    const tick = async (): Promise<void> => {
      if (!busy) {
        busy = true;
        await this.#sendScheduled(reference, ready);
        busy = false;
      }
    };
    const timer = setInterval(() => void tick(), interval);
    const topic = ready.plan.topic.text;
    this.#schedules.set(idOf(reference), { reference, timer, connection: ready.connection, topic });
    this.#set(reference, { scheduled: 0 });
    this.#line(vscode.l10n.t('{0}: started, one record every {1} s', topic, interval / 1000));
    await tick();
  }

  stopSchedule(reference: BlockReference): void {
    const schedule = this.#schedules.get(idOf(reference));
    if (schedule !== undefined) {
      clearInterval(schedule.timer);
      this.#schedules.delete(idOf(reference));
      const { scheduled } = this.state(reference);
      this.#set(reference, { scheduled: undefined });
      this.#line(vscode.l10n.t('{0}: stopped, {1} sent', schedule.topic, scheduled ?? 0));
    }
  }

  stopAll(): void {
    for (const { reference } of [...this.#schedules.values()]) {
      this.stopSchedule(reference);
    }
  }

  /** The log of everything sent in this session. */
  showLog(): void {
    this.#channel().show(true);
  }

  dispose(): void {
    this.stopAll();
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#log?.dispose();
  }

  async #sendScheduled(reference: BlockReference, ready: Ready): Promise<void> {
    const topic = ready.plan.topic.text;
    try {
      const sent = await this.#send(ready, 1);
      const { scheduled } = this.state(reference);
      if (sent === undefined) {
        this.stopSchedule(reference);
      } else if (scheduled !== undefined) {
        this.#set(reference, { scheduled: scheduled + 1, last: sentSummary(sent, vscode.l10n) });
        this.#report(topic, sent, ready.connection);
      }
    } catch (error) {
      const failure = toKafkaError(error);
      this.#line(vscode.l10n.t('{0}: failed: {1}', topic, failure.message));
      // A broker that is down for a while is a lesson, not an end; the log shows the gap.
      if (!failure.retriable && this.#schedules.has(idOf(reference))) {
        this.stopSchedule(reference);
        void this.#failures.showError(error, topic, () => void this.startSchedule(reference));
      }
    }
  }

  /** Everything that must hold before a record is made; what does not is shown and gives undefined. */
  async #prepare(reference: BlockReference, retry: () => void): Promise<Ready | undefined> {
    const found = await openBlock(reference, 'producer');
    if (found === undefined) {
      return undefined;
    }
    const { document, block } = found;
    const first = planProducer(block);
    const functions = 'plan' in first && first.plan.callsFunctions ? await this.#templates.load() : undefined;
    const planned = functions === undefined ? first : planProducer(block, functions);
    if ('problems' in planned) {
      return this.#refuse(planned.problems, document);
    }
    const connection = await this.#clusters.ensure();
    if (connection === undefined) {
      return undefined;
    }
    const { plan } = planned;
    return (await this.#isAllowed(plan, connection, retry)) ? { plan, functions, connection } : undefined;
  }

  /** What the cluster would refuse is said at once: the client would try for seconds first. */
  async #isAllowed(plan: ProducerPlan, connection: ClusterConnection, retry: () => void): Promise<boolean> {
    const name = plan.topic.text;
    await this.#topics.refresh(!this.#topics.current.includes(name));
    const topic = this.#topics.topic(name);
    const refusal =
      insistsOnAnother(plan.cluster, connection.service.profile, vscode.l10n) ??
      missingPartition(plan.partition, topic, vscode.l10n);
    if (refusal !== undefined) {
      await vscode.window.showErrorMessage(refusal);
      return false;
    }
    if (topic === undefined && this.#topics.known && this.#autoCreatesTopics() === false) {
      await this.#failures.show(unknownTopic(name, vscode.l10n), name, retry);
      return false;
    }
    return true;
  }

  async #refuse(problems: readonly Problem[], document: vscode.TextDocument): Promise<undefined> {
    const [first] = problems;
    if (first !== undefined) {
      await this.#failures.showProblem(first, document);
    }
    return undefined;
  }

  /** undefined when a text does not fit its format, which is then shown. */
  async #send(
    { plan, functions, connection }: Ready,
    count: number,
  ): Promise<readonly SentRecord[] | undefined> {
    const sent: SentRecord[] = [];
    for (let done = 0; done < count; done += batchSize) {
      const records: RecordToSend[] = [];
      while (records.length < Math.min(batchSize, count - done)) {
        const seed = Math.floor(Math.random() * 2 ** 31);
        const read = renderRecord(plan, seed, Date.now(), functions);
        if ('problem' in read) {
          void vscode.window.showErrorMessage(problemText(read.problem, vscode.l10n));
          return undefined;
        }
        records.push(read.value);
      }
      sent.push(...(await connection.service.produce(records, { acks: plan.acks })));
    }
    return sent;
  }

  #report(topic: string, sent: readonly SentRecord[], connection: ClusterConnection): void {
    const summary = sentSummary(sent, vscode.l10n);
    this.#line(vscode.l10n.t('{0} on {1}: {2}', topic, connection.service.profile.name, summary));
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Sent to {0}: {1}', topic, summary)}`, 5000);
    if (!this.#topics.current.includes(topic)) {
      void this.#topics.refresh(true);
    }
  }

  #endSchedulesExceptOn(current: ClusterConnection | undefined): void {
    for (const { reference, connection } of [...this.#schedules.values()]) {
      if (connection !== current) {
        this.stopSchedule(reference);
      }
    }
    this.#states.clear();
    this.#changed.fire();
  }

  #set(reference: BlockReference, change: Partial<ProducerState>): void {
    this.#states.set(idOf(reference), { ...this.state(reference), ...change });
    this.#changed.fire();
  }

  #line(text: string): void {
    this.#channel().appendLine(`${new Date().toLocaleTimeString()}  ${text}`);
  }

  #channel(): vscode.OutputChannel {
    this.#log ??= vscode.window.createOutputChannel(vscode.l10n.t('Eddy: producer'));
    return this.#log;
  }
}
