/**
 * Shows failures of `.kafka` files with the one press that helps: create the topic, see the cluster, go to
 * the line. It decides no wording of errors; `failure.ts` does.
 */
import * as vscode from 'vscode';
import { type KafkaError, toKafkaError } from '../../client/errors.ts';
import type { Problem } from '../../kafkaFile/syntax.ts';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { readClusterSettings } from '../clusters/settings.ts';
import type { Conventions } from '../naming/conventions.ts';
import type { KnownTopics } from '../naming/knownTopics.ts';
import { type Failure, failureOf } from './failure.ts';
import { problemText } from './recordText.ts';

export class Failures {
  readonly #clusters: ClusterAccess;
  readonly #topics: KnownTopics;
  readonly #conventions: Conventions;

  constructor(clusters: ClusterAccess, topics: KnownTopics, conventions: Conventions) {
    this.#clusters = clusters;
    this.#topics = topics;
    this.#conventions = conventions;
  }

  /** Says what failed; `retry` runs again once its cause is gone, e.g. the topic has been created. */
  async show(failure: Failure, topic: string, retry: () => void): Promise<void> {
    switch (failure.remedy) {
      case 'none':
        await vscode.window.showErrorMessage(failure.message);
        return;
      case 'cluster': {
        const open = vscode.l10n.t('Cluster…');
        if ((await vscode.window.showErrorMessage(failure.message, open)) === open) {
          await vscode.commands.executeCommand('eddy.cluster.menu');
        }
        return;
      }
      case 'createTopic': {
        const create = vscode.l10n.t('Create Topic');
        const chosen = await vscode.window.showErrorMessage(failure.message, create);
        if (chosen === create && (await this.createTopic(topic))) {
          retry();
        }
      }
    }
  }

  async showError(error: unknown, topic: string, retry: () => void): Promise<void> {
    await this.show(failureOf(toKafkaError(error), topic, vscode.l10n), topic, retry);
  }

  /** A mistake in the file: its sentence, and the way to it. */
  async showProblem(problem: Problem, document: vscode.TextDocument): Promise<void> {
    const go = vscode.l10n.t('Go to Line');
    const message = problemText(problem, vscode.l10n);
    if ((await vscode.window.showErrorMessage(message, go)) === go) {
      const start = document.positionAt(problem.start);
      const selection = new vscode.Range(start, document.positionAt(problem.end));
      await vscode.window.showTextDocument(document, { selection });
    }
  }

  /** Creates a topic with the settings' partitions and replicas; false when it was refused or failed. */
  async createTopic(name: string): Promise<boolean> {
    const connection = await this.#clusters.ensure();
    if (connection === undefined) {
      return false;
    }
    await this.#topics.refresh(true);
    const refusal = this.#conventions.refusalOf(name, this.#topics.current);
    if (refusal !== undefined) {
      await vscode.window.showErrorMessage(refusal);
      return false;
    }
    try {
      const { brokers } = await connection.service.metadata();
      const { defaultPartitions, defaultReplicationFactor } = readClusterSettings();
      const replicationFactor = Math.max(1, Math.min(defaultReplicationFactor, brokers.length));
      await connection.service.createTopic({ name, partitions: defaultPartitions, replicationFactor });
      await this.#topics.refresh(true);
      return true;
    } catch (error) {
      const { message }: KafkaError = toKafkaError(error);
      await vscode.window.showErrorMessage(vscode.l10n.t('"{0}" was not created: {1}', name, message));
      return false;
    }
  }
}
