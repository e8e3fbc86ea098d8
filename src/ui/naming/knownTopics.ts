/**
 * The topic names of the connected cluster, kept for a few seconds: collisions, near-duplicates, unknown
 * topics and pick lists are answered from here. It never creates a topic and never asks while nobody does.
 */
import * as vscode from 'vscode';
import type { TopicInfo } from '../../client/model.ts';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';

const freshMilliseconds = 3000;

export class KnownTopics implements vscode.Disposable {
  private readonly clusters: ClusterAccess;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private topics: readonly TopicInfo[] = [];
  private names: readonly string[] = [];
  private askedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;

  /** Fires when the set of names has changed. */
  readonly onDidChange = this.changed.event;

  constructor(clusters: ClusterAccess) {
    this.clusters = clusters;
    this.subscription = clusters.onDidChange(() => {
      this.forget();
      void this.refresh();
    });
  }

  /** The names as last seen, internal topics included; empty while no cluster is connected. */
  get current(): readonly string[] {
    return this.names;
  }

  /** True once the connected cluster has answered: only then does an absent name mean an unknown topic. */
  get known(): boolean {
    return this.clusters.current !== undefined && this.askedAt !== Number.NEGATIVE_INFINITY;
  }

  topic(name: string): TopicInfo | undefined {
    return this.topics.find((topic) => topic.name === name);
  }

  /**
   * Asks the cluster unless the last answer is younger than three seconds; a failure keeps the last names.
   * `force` asks after this moment: a question already under way may be answered from before a change.
   */
  refresh(force = false): Promise<void> {
    if (force && this.running !== undefined) {
      return this.running.then(() => this.refresh(true));
    }
    if (!force && Date.now() - this.askedAt < freshMilliseconds) {
      return Promise.resolve();
    }
    this.running ??= this.ask().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async ask(): Promise<void> {
    const connection = this.clusters.current;
    if (connection === undefined) {
      return;
    }
    try {
      const { topics } = await connection.service.metadata();
      if (this.clusters.current === connection) {
        this.accept(topics);
      }
    } catch {
      // The explorer reports that a cluster does not answer; here the names simply stay as they were.
    }
  }

  private accept(topics: readonly TopicInfo[]): void {
    const first = !this.known;
    const names = topics.map((topic) => topic.name).sort();
    this.askedAt = Date.now();
    this.topics = topics;
    if (first || names.join('\n') !== this.names.join('\n')) {
      this.names = names;
      this.changed.fire();
    }
  }

  private forget(): void {
    this.topics = [];
    this.names = [];
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.changed.fire();
  }
}
