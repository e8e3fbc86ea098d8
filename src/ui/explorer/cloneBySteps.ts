/** Clone a topic with its messages: to which cluster, under which name, and then the copying with its progress. */
import * as vscode from 'vscode';
import { type CloneResult, cloneTopic } from '../../client/cloneTopic.ts';
import type { ClusterService } from '../../client/clusterService.ts';
import type { BorrowedService, ClusterAccess } from '../clusters/clusterAccess.ts';
import { askChoice, askText } from '../steps.ts';
import type { Words } from './words.ts';

interface Source {
  readonly service: ClusterService;
  readonly topic: string;
  readonly words: Words;
}

/** @throws {KafkaError} what keeps the topic from being created, read or written; what was copied until then stays */
export async function cloneBySteps(clusters: ClusterAccess, source: Source): Promise<void> {
  const { words, topic } = source;
  const id = await askCluster(clusters, source);
  if (id === undefined) return;
  const target = await targetOf(clusters, source, id);
  if (target === undefined) {
    void vscode.window.showWarningMessage(words.t('The embedded cluster does not run: start it first.'));
    return;
  }
  try {
    const name = await askName(target.service, source, id === clusters.choices.selected);
    if (name === undefined) return;
    const { records, cancelled } = await copyWithProgress(source, { service: target.service, topic: name });
    const said = cancelled
      ? words.t('Stopped: {0} messages of {1} were copied to {2}.', words.count(records), topic, name)
      : words.t('{0} messages were copied to {1}.', words.count(records), name);
    void vscode.window.showInformationMessage(said);
  } finally {
    await target.close();
  }
}

/** Only asks where there is a choice; a cluster that is read-only is none. */
async function askCluster({ choices }: ClusterAccess, { topic, words }: Source): Promise<string | undefined> {
  const open = choices.all.filter(({ readOnly }) => !readOnly);
  if (open.length < 2 && open[0]?.id === choices.selected) return choices.selected;
  const items = open.map(({ id, name }) => ({
    label: name,
    value: id,
    ...(id === choices.selected ? { description: words.t('the same cluster') } : {}),
  }));
  const place = { title: words.t('Clone {0}', topic), step: 1, total: 2 };
  const answer = await askChoice(words.t('To which cluster?'), items, choices.selected, place);
  return answer.kind === 'next' ? answer.value : undefined;
}

async function targetOf(
  clusters: ClusterAccess,
  { service }: Source,
  id: string,
): Promise<BorrowedService | undefined> {
  // The selected one stays open.
  return id === clusters.choices.selected ? { service, close: async () => {} } : await clusters.borrow(id);
}

async function askName(
  target: ClusterService,
  { topic, words }: Source,
  isSame: boolean,
): Promise<string | undefined> {
  const existing = new Set((await target.metadata()).topics.map(({ name }) => name));
  const answer = await askText(
    {
      prompt: words.t('Name of the copy. It gets the same partitions, changed configs and messages.'),
      value: isSame ? `${topic}.copy` : topic,
      problem: (text) =>
        text === '' || existing.has(text) ? words.t('A name that is not taken yet is needed.') : undefined,
    },
    { title: words.t('Clone {0}', topic), step: isSame ? 1 : 2, total: isSame ? 1 : 2 },
  );
  return answer.kind === 'next' ? answer.value : undefined;
}

async function copyWithProgress(
  { service, topic, words }: Source,
  target: { readonly service: ClusterService; readonly topic: string },
): Promise<CloneResult> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: words.t('Copying {0}', topic),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    let reported = 0;
    return cloneTopic({
      source: { service, topic },
      target,
      signal: stop.signal,
      onProgress: ({ records, total }) => {
        const percent = total === 0 ? 100 : (records / total) * 100;
        progress.report({
          message: words.t('{0} of {1}', words.count(records), words.count(total)),
          increment: percent - reported,
        });
        reported = percent;
      },
    });
  });
}
