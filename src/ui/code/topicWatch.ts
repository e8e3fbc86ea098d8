/**
 * What the connected cluster knows of the topics that are on the screen: asked every few seconds while there are any.
 * It never creates a topic, and asks nothing while no source file that names one is visible.
 */
import * as vscode from 'vscode';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { type KnownGroup, readCluster } from '../explorer/snapshot.ts';
import { Poller } from '../poller.ts';
import { factsOf, type TopicFacts } from './topicFacts.ts';

const interval = 3_000;

export class TopicWatch implements vscode.Disposable {
  readonly #clusters: ClusterAccess;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #poller = new Poller(() => this.#look(), interval);
  readonly #subscription: vscode.Disposable;
  #wanted: ReadonlySet<string> = new Set();
  #facts: ReadonlyMap<string, TopicFacts> | undefined;
  #groups: readonly KnownGroup[] = [];

  /** Fires after every answer, and when the cluster is another or none. */
  readonly onDidChange = this.#changed.event;

  constructor(clusters: ClusterAccess) {
    this.#clusters = clusters;
    this.#subscription = clusters.onDidChange(() => {
      this.#facts = undefined;
      this.#groups = [];
      this.#changed.fire();
      this.#attend();
    });
  }

  /** The name of the cluster that has answered; undefined while none has. */
  get cluster(): string | undefined {
    return this.#facts === undefined ? undefined : this.#clusters.current?.service.profile.name;
  }

  /** undefined when the cluster has no such topic, or has not answered. */
  facts(topic: string): TopicFacts | undefined {
    return this.#facts?.get(topic);
  }

  /** The topics that somebody looks at from now on. */
  want(topics: ReadonlySet<string>): void {
    const isNew = [...topics].some((topic) => !this.#wanted.has(topic));
    const wasIdle = this.#wanted.size === 0;
    this.#wanted = topics;
    // Nobody asks any more, so what is known grows old.
    if (topics.size === 0) this.#facts = undefined;
    if (isNew || wasIdle !== (topics.size === 0)) this.#attend();
  }

  dispose(): void {
    this.#poller.dispose();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #attend(): void {
    this.#poller.setActive(this.#wanted.size > 0 && this.#clusters.current !== undefined);
  }

  async #look(): Promise<boolean> {
    const connection = this.#clusters.current;
    if (connection === undefined) return true;
    try {
      const reading = await readCluster(
        connection.service,
        (topics) => topics.filter(({ name }) => this.#wanted.has(name)),
        this.#groups,
      );
      if (this.#clusters.current !== connection) return true;
      this.#groups = reading.groups;
      this.#facts = factsOf(reading);
      this.#changed.fire();
      return true;
    } catch {
      // The explorer tells that a cluster does not answer; here the last answer stays.
      return false;
    }
  }
}
