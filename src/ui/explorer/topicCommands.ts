/**
 * What can be done with the rows of the tree: create, delete and copy topics, open the panel on a topic or a
 * group, refresh. Commands can be called by anybody, so every argument is looked at before it is used.
 */
import * as vscode from 'vscode';
import { toKafkaError } from '../../client/errors.ts';
import type { ClusterAccess, ClusterConnection } from '../clusters/clusterAccess.ts';
import { mayWrite } from '../clusters/mayWrite.ts';
import { readClusterSettings } from '../clusters/settings.ts';
import { askText } from '../steps.ts';
import { askForTopic } from './createTopic.ts';
import type { Explorer } from './explorer.ts';
import type { NameRules } from './nameChoices.ts';
import { type Words, wordsFor } from './words.ts';

const viewId = 'eddy.explorer';

export interface TopicCommandDependencies {
  readonly clusters: ClusterAccess;
  readonly explorer: Explorer;
  /** The linter's rules for new names, as the settings are now. */
  nameRules(): Omit<NameRules, 'existing'>;
  /** Topics were created or deleted: whoever remembers their names asks the cluster again. */
  topicsChanged(): Promise<unknown>;
}

export function registerTopicCommands(dependencies: TopicCommandDependencies): vscode.Disposable {
  const { explorer } = dependencies;
  const words = wordsFor(vscode.l10n, vscode.env.language);
  const commands: Readonly<Record<string, (row?: unknown, rows?: unknown) => unknown>> = {
    'eddy.refresh': () => explorer.refresh(),
    'eddy.explorer.showInternal': () => explorer.setShowInternal(true),
    'eddy.explorer.hideInternal': () => explorer.setShowInternal(false),
    'eddy.explorer.filter': () => askFilter(explorer, words),
    'eddy.explorer.clearFilter': () => explorer.setFilter(''),
    'eddy.explorer.sortByName': () => explorer.setSort('name'),
    'eddy.explorer.sortByRecords': () => explorer.setSort('records'),
    'eddy.explorer.showMore': () => explorer.showMore(),
    'eddy.topic.pin': (row, rows) => explorer.setPinned(topicsOf(row, rows), true),
    'eddy.topic.unpin': (row, rows) => explorer.setPinned(topicsOf(row, rows), false),
    'eddy.topic.create': (name) =>
      createTopic(dependencies, words, typeof name === 'string' ? name : undefined),
    'eddy.topic.delete': (row, rows) => deleteTopics(dependencies, topicsOf(row, rows), words),
    'eddy.topic.reveal': (name) => (typeof name === 'string' ? explorer.showTopic(name) : undefined),
    'eddy.topic.copyName': (row, rows) => copyNames(topicsOf(row, rows)),
    'eddy.topic.messages': (row) => openPanel({ view: 'messages', topic: textOf(row, 'topic') }),
    'eddy.topic.publish': (row) => openPanel({ view: 'publish', topic: textOf(row, 'topic') }),
    'eddy.group.watch': (row) => openPanel({ view: 'groups', group: textOf(row, 'group') }),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** The tree follows each letter; Escape brings back what was there before. */
async function askFilter(explorer: Explorer, words: Words): Promise<void> {
  const before = explorer.filter;
  const input = vscode.window.createInputBox();
  input.title = words.t('Filter Topics and Groups');
  input.prompt = words.t(
    'Parts of names, separated by spaces. Enter keeps the filter, an empty one shows all.',
  );
  input.value = before;
  await new Promise<void>((resolve) => {
    let isKept = false;
    input.onDidChangeValue((text) => void explorer.setFilter(text.trim()));
    input.onDidAccept(() => {
      isKept = true;
      input.hide();
    });
    input.onDidHide(() => {
      if (!isKept) void explorer.setFilter(before);
      resolve();
    });
    input.show();
  });
  input.dispose();
}

/** Returns the name of the topic that was created; undefined when there is none. */
async function createTopic(
  { clusters, explorer, nameRules, topicsChanged }: TopicCommandDependencies,
  words: Words,
  given: string | undefined,
): Promise<string | undefined> {
  const connection = await clusters.ensure();
  if (connection === undefined || !mayWrite(connection.service)) return undefined;
  const cluster = await connection.service.metadata().catch((error: unknown) => void showFailure(error));
  if (cluster === undefined) return undefined;
  const { defaultPartitions, defaultReplicationFactor } = readClusterSettings();
  const topic = await askForTopic({
    rules: { ...nameRules(), existing: cluster.topics.map(({ name }) => name) },
    brokers: cluster.brokers.length,
    defaults: { partitions: defaultPartitions, replicationFactor: defaultReplicationFactor },
    words,
    name: given ?? '',
    refusal: (topic) =>
      connection.service.createTopic(topic, { validateOnly: true }).then(
        () => undefined,
        (error: unknown) => toKafkaError(error).message,
      ),
  });
  if (topic === undefined || !(await attempt(connection, (service) => service.createTopic(topic)))) {
    return undefined;
  }
  await topicsChanged();
  await explorer.revealTopic(topic.name);
  return topic.name;
}

async function deleteTopics(
  { clusters, topicsChanged }: TopicCommandDependencies,
  names: readonly string[],
  words: Words,
): Promise<void> {
  const connection = clusters.current;
  const [first, ...others] = names;
  if (connection === undefined || first === undefined || !mayWrite(connection.service)) return;
  const action = words.t('Delete');
  const question =
    others.length === 0
      ? words.t('Delete the topic {0}?', first)
      : words.t('Delete {0} topics?', names.length);
  const detail = [
    ...(others.length === 0 ? [] : [names.join('\n')]),
    words.t('All of its messages are deleted. This cannot be undone.'),
  ].join('\n\n');
  const isSure =
    clusters.choices.selected === 'embedded'
      ? (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action
      : await typesIt(question, others.length === 0 ? first : String(names.length), words);
  if (isSure) {
    await attempt(connection, (service) => service.deleteTopics(names));
    await topicsChanged();
  }
}

/** On a cluster that others use, too, a press of a button is not enough. */
async function typesIt(question: string, wanted: string, words: Words): Promise<boolean> {
  const prompt = words.t('All messages are deleted, for everybody. Type {0} to go on.', wanted);
  const problem = (text: string) => (text === wanted ? undefined : words.t('Type {0} to go on.', wanted));
  const answer = await askText({ prompt, value: '', problem }, { title: question, step: 1, total: 1 });
  return answer.kind === 'next';
}

/** Does it with progress in the view; a failure is shown, and false. */
async function attempt(
  connection: ClusterConnection,
  work: (service: ClusterConnection['service']) => Promise<void>,
): Promise<boolean> {
  try {
    await vscode.window.withProgress({ location: { viewId } }, () => work(connection.service));
    return true;
  } catch (error) {
    showFailure(error);
    return false;
  }
}

function showFailure(error: unknown): void {
  const { name, message } = toKafkaError(error);
  void vscode.window.showErrorMessage(`${name}: ${message}`);
}

async function copyNames(names: readonly string[]): Promise<void> {
  if (names.length > 0) {
    await vscode.env.clipboard.writeText(names.join('\n'));
  }
}

function openPanel(options: {
  readonly view: string;
  readonly topic?: unknown;
  readonly group?: unknown;
}): void {
  void vscode.commands.executeCommand('eddy.panel.open', options);
}

/** The topics among the rows: those selected together, or the one that was clicked. */
function topicsOf(row: unknown, rows: unknown): readonly string[] {
  const chosen: readonly unknown[] = Array.isArray(rows) && rows.length > 0 ? rows : [row];
  const names = chosen
    .filter((item) => textOf(item, 'group') === undefined && !has(item, 'partition'))
    .map((item) => textOf(item, 'topic'));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function textOf(row: unknown, field: 'topic' | 'group'): string | undefined {
  const value = has(row, field) ? row[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function has<Field extends string>(row: unknown, field: Field): row is Record<Field, unknown> {
  return typeof row === 'object' && row !== null && field in row;
}
