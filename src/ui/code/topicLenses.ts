/**
 * Links above the topic names of source files: who reads the topic and how far behind, or that the cluster has no such
 * topic. `.kafka` files have links of their own, and documentation is left in peace.
 */
import * as vscode from 'vscode';
import type { PlacedName } from '../../lint/control.ts';
import { isKafkaFile } from '../editor/blocks.ts';
import { wordsFor } from '../explorer/words.ts';
import type { WorkspaceNames } from '../naming/workspaceNames.ts';
import { readersText } from './topicFacts.ts';
import type { TopicWatch } from './topicWatch.ts';

const section = 'eddy.code';
/** A file with more names is a list, which nobody reads by its links. */
const mostLinks = 500;

export class TopicLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #names: WorkspaceNames;
  readonly #watch: TopicWatch;
  readonly #words = wordsFor(vscode.l10n, vscode.env.language);
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** What is on the screen, to draw again only what has changed. */
  #drawn = '';

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(names: WorkspaceNames, watch: TopicWatch) {
    this.#names = names;
    this.#watch = watch;
    const look = () => this.#look();
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(look),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(section)) look();
      }),
      names.onDidChange(look),
      watch.onDidChange(look),
    );
    look();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#linksIn(document).map(
      ({ line, start, command }) => new vscode.CodeLens(new vscode.Range(line, start, line, start), command),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  #look(): void {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    const places = documents.flatMap((document) => this.#placesIn(document));
    this.#watch.want(new Set(places.map(({ name }) => name)));
    const drawn = JSON.stringify(documents.map((one) => [one.uri.toString(), this.#linksIn(one)]));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#changed.fire();
  }

  #placesIn(document: vscode.TextDocument): readonly PlacedName[] {
    const isWanted = vscode.workspace.getConfiguration(section, document.uri).get('topicLenses', true);
    if (!isWanted || isKafkaFile(document)) return [];
    return this.#names
      .namesIn(document.uri)
      .filter(({ mention }) => !mention)
      .slice(0, mostLinks);
  }

  #linksIn(document: vscode.TextDocument) {
    const { cluster } = this.#watch;
    if (cluster === undefined) return [];
    const places = this.#placesIn(document);
    const onLine = new Map<number, number>();
    for (const { line } of places) onLine.set(line, (onLine.get(line) ?? 0) + 1);
    return places.map(({ name, line, start }) => {
      return { line, start, command: this.#command(name, cluster, onLine.get(line) === 1) };
    });
  }

  #command(topic: string, cluster: string, isAlone: boolean): vscode.Command {
    const facts = this.#watch.facts(topic);
    const title =
      facts === undefined
        ? this.#words.t('no such topic on {0}: create it', cluster)
        : readersText(facts, this.#words);
    return {
      title: isAlone ? title : this.#words.t('{0}: {1}', topic, title),
      tooltip:
        facts === undefined
          ? this.#words.t('Create the topic {0}', topic)
          : this.#words.t('Show the topic {0} in the explorer', topic),
      command: facts === undefined ? 'eddy.topic.create' : 'eddy.topic.reveal',
      arguments: [topic],
    };
  }
}
