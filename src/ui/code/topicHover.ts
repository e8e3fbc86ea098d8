/** What the cluster knows of the topic under the pointer, with ways to see it: where links are shown, for they ask. */
import * as vscode from 'vscode';
import { readerText } from '../explorer/topicItems.ts';
import { wordsFor } from '../explorer/words.ts';
import { type NameSources, placesIn } from '../naming/places.ts';
import { sizeText, type TopicFacts } from './topicFacts.ts';
import type { TopicWatch } from './topicWatch.ts';

export class TopicHover implements vscode.HoverProvider {
  readonly #sources: NameSources;
  readonly #watch: TopicWatch;
  readonly #words = wordsFor(vscode.l10n, vscode.env.language);

  constructor(sources: NameSources, watch: TopicWatch) {
    this.#sources = sources;
    this.#watch = watch;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const { cluster } = this.#watch;
    if (cluster === undefined) return undefined;
    const place = placesIn(document, this.#sources).find(({ range }) => range.contains(position));
    if (place === undefined) return undefined;
    const facts = this.#watch.facts(place.name);
    return facts === undefined
      ? undefined
      : new vscode.Hover(this.#text(place.name, cluster, facts), place.range);
  }

  #text(topic: string, cluster: string, facts: TopicFacts): vscode.MarkdownString {
    const text = new vscode.MarkdownString(undefined, true);
    text.isTrusted = { enabledCommands: ['eddy.topic.reveal', 'eddy.topic.messages', 'eddy.topic.publish'] };
    text.appendText(this.#words.t('{0} on {1}', topic, cluster));
    text.appendMarkdown('\n\n');
    text.appendText(sizeText(facts, this.#words));
    text.appendMarkdown('\n\n');
    if (facts.groups.length === 0) text.appendText(this.#words.t('No consumer group reads it.'));
    for (const reader of facts.groups) {
      text.appendMarkdown('\n- ');
      text.appendText(this.#words.t('{0}: {1}', reader.group.groupId, readerText(reader, this.#words)));
    }
    const link = (title: string, command: string, argument: unknown): string =>
      `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
    text.appendMarkdown(
      `\n\n${[
        link(this.#words.t('Show in Explorer'), 'eddy.topic.reveal', topic),
        link(this.#words.t('View Messages'), 'eddy.topic.messages', { topic }),
        link(this.#words.t('Publish'), 'eddy.topic.publish', { topic }),
      ].join(' · ')}`,
    );
    return text;
  }
}
