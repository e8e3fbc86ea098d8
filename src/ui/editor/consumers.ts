/**
 * Runs consumer blocks: starts and stops real consumers, and shows what they receive in a document each.
 * A consumer ends with its cluster.
 */
import * as vscode from 'vscode';
import type { Consumption } from '../../client/clusterService.ts';
import { type KafkaError, toKafkaError } from '../../client/errors.ts';
import type { TopicInfo } from '../../client/model.ts';
import { type ConsumerPlan, planConsumer } from '../../kafkaFile/record.ts';
import type { ClusterAccess, ClusterConnection } from '../clusters/clusterAccess.ts';
import type { KnownTopics } from '../naming/knownTopics.ts';
import { type BlockReference, idOf } from './blocks.ts';
import { type ConsumerOutput, ConsumerOutputs } from './consumerOutput.ts';
import { failureOf, unknownTopic } from './failure.ts';
import type { Failures } from './failures.ts';
import type { ConsumerState } from './lenses.ts';
import { openBlock } from './openBlock.ts';
import { insistsOnAnother } from './preconditions.ts';
import { choosesPlace, readingHeader, readingOptions, unknownPartitions } from './reading.ts';

interface Running {
  readonly reference: BlockReference;
  readonly connection: ClusterConnection;
  readonly output: ConsumerOutput;
  readonly topic: string;
  readonly state: ConsumerState;
  readonly consumption: Consumption | undefined;
}

export class Consumers implements vscode.Disposable {
  readonly #clusters: ClusterAccess;
  readonly #topics: KnownTopics;
  readonly #failures: Failures;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #running = new Map<string, Running>();
  readonly #outputs = new ConsumerOutputs();
  readonly #last = new Map<string, ConsumerOutput>();
  readonly #subscription: vscode.Disposable;

  /** Fires when some consumer starts, runs or stops. */
  readonly onDidChange = this.#changed.event;

  constructor(clusters: ClusterAccess, topics: KnownTopics, failures: Failures) {
    this.#clusters = clusters;
    this.#topics = topics;
    this.#failures = failures;
    this.#subscription = clusters.onDidChange((current) => this.#endAllExceptOn(current));
  }

  state(reference: BlockReference): ConsumerState {
    return this.#running.get(idOf(reference))?.state ?? 'stopped';
  }

  /** Starts the block's consumer and shows its output. Never rejects: failures are shown. */
  async start(reference: BlockReference): Promise<void> {
    const plan = await this.#plan(reference);
    const connection = plan === undefined ? undefined : await this.#clusters.ensure();
    if (plan === undefined || connection === undefined || this.#running.has(idOf(reference))) {
      return;
    }
    const refusal = insistsOnAnother(plan.cluster, connection.service.profile, vscode.l10n);
    if (refusal !== undefined) {
      await vscode.window.showErrorMessage(refusal);
      return;
    }
    const topic = await this.#topic(plan, reference);
    if (topic !== undefined) {
      await this.#run(reference, plan, connection, topic);
    }
  }

  /** Stops the block's consumer; a group member leaves its group. */
  async stop(reference: BlockReference): Promise<void> {
    const running = this.#running.get(idOf(reference));
    if (running?.state !== 'running') {
      return;
    }
    this.#set({ ...running, state: 'stopping' });
    await running.consumption?.close().catch(() => undefined);
    this.#end(running, vscode.l10n.t('Stopped; {0} records received.', running.output.received));
  }

  /** Brings the records of the block's consumer back into view. */
  async show(reference: BlockReference): Promise<void> {
    await this.#last.get(idOf(reference))?.show();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ reference }) => this.stop(reference)));
  }

  dispose(): void {
    void this.stopAll();
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#outputs.dispose();
  }

  async #plan(reference: BlockReference): Promise<ConsumerPlan | undefined> {
    const found = await openBlock(reference, 'consumer');
    if (found === undefined) {
      return undefined;
    }
    const planned = planConsumer(found.block);
    if ('plan' in planned) {
      return planned.plan;
    }
    const [problem] = planned.problems;
    if (problem !== undefined) {
      await this.#failures.showProblem(problem, found.document);
    }
    return undefined;
  }

  /** The topic as the cluster has it; what lacks is shown. */
  async #topic(plan: ConsumerPlan, reference: BlockReference): Promise<TopicInfo | undefined> {
    const name = plan.topic.text;
    await this.#topics.refresh(true);
    const topic = this.#topics.topic(name);
    if (topic === undefined) {
      await this.#failures.show(unknownTopic(name, vscode.l10n), name, () => void this.start(reference));
      return undefined;
    }
    const missing = unknownPartitions(plan, topic);
    if (missing.length > 0) {
      const message = vscode.l10n.t(
        '"{0}" has no partition {1}: it has {2}, counted from 0.',
        name,
        missing.join(', '),
        topic.partitions.length,
      );
      await vscode.window.showErrorMessage(message);
      return undefined;
    }
    return topic;
  }

  async #run(
    reference: BlockReference,
    plan: ConsumerPlan,
    connection: ClusterConnection,
    topic: TopicInfo,
  ): Promise<void> {
    const { service } = connection;
    const output = this.#output(plan);
    const starting: Running = {
      reference,
      connection,
      output,
      topic: topic.name,
      state: 'starting',
      consumption: undefined,
    };
    this.#set(starting);
    this.#last.set(idOf(reference), output);
    output.begin(plan, readingHeader(plan, service.profile.name, vscode.l10n));
    await output.show();
    try {
      const offsets = choosesPlace(plan) ? await service.offsets([topic.name]) : [];
      const consumption = await service.consume(readingOptions(plan, offsets), {
        onRecord: (record) => output.record(record),
        onError: (error) => this.#onError(reference, error),
      });
      if (this.#running.get(idOf(reference)) === starting) {
        this.#set({ ...starting, state: 'running', consumption });
      } else {
        await consumption.close();
      }
    } catch (error) {
      const failure = toKafkaError(error);
      this.#end(starting, vscode.l10n.t('Did not start: {0}', failure.message));
      void this.#failures.showError(failure, topic.name, () => void this.start(reference));
    }
  }

  #onError(reference: BlockReference, error: KafkaError): void {
    const running = this.#running.get(idOf(reference));
    if (running === undefined) {
      return;
    }
    if (error.retriable) {
      const reason = error.message.replace(/\.$/, '');
      running.output.line(vscode.l10n.t('{0}: {1}. Trying again.', error.name, reason));
      return;
    }
    const failure = failureOf(error, running.topic, vscode.l10n);
    this.#end(running, failure.message);
    void running.consumption?.close().catch(() => undefined);
    void this.#failures.show(failure, running.topic, () => void this.start(reference));
  }

  /** One document per group or topic, kept after the consumer has stopped; a second one of a name is numbered. */
  #output(plan: ConsumerPlan): ConsumerOutput {
    const name =
      plan.group === undefined
        ? vscode.l10n.t('consumer of {0}', plan.topic.text)
        : vscode.l10n.t('consumer {0}', plan.group);
    const busy = new Set([...this.#running.values()].map(({ output }) => output));
    let output = this.#outputs.output(name, plan);
    for (let number = 2; busy.has(output); number += 1) {
      output = this.#outputs.output(`${name} (${number})`, plan);
    }
    return output;
  }

  #endAllExceptOn(current: ClusterConnection | undefined): void {
    for (const running of [...this.#running.values()]) {
      if (running.connection !== current) {
        this.#end(
          running,
          vscode.l10n.t('The cluster has stopped; {0} records received.', running.output.received),
        );
        void running.consumption?.close().catch(() => undefined);
      }
    }
    this.#changed.fire();
  }

  #set(running: Running): void {
    this.#running.set(idOf(running.reference), running);
    this.#changed.fire();
  }

  #end({ reference, output }: Running, remark: string): void {
    if (this.#running.delete(idOf(reference))) {
      output.line(remark);
      this.#changed.fire();
    }
  }
}
