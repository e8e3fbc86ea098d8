/**
 * What can be done to one topic of the tree beyond creating and deleting it: configs, more partitions, deleting records, a copy
 * with its messages, and the topic as code.
 */
import * as vscode from 'vscode';
import type { ClusterService } from '../../client/clusterService.ts';
import { toKafkaError } from '../../client/errors.ts';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { mayWrite } from '../clusters/mayWrite.ts';
import { askChoice, askText } from '../steps.ts';
import { cloneBySteps } from './cloneBySteps.ts';
import { editConfigs } from './editConfigs.ts';
import { kafkaTopicsCommand, strimziTopic, type TopicShape, terraformTopic } from './topicAsCode.ts';
import { type Words, wordsFor } from './words.ts';

export interface TopicActionDependencies {
  readonly clusters: ClusterAccess;
  /** Topics were created or changed: whoever shows them asks the cluster again. */
  topicsChanged(): Promise<unknown>;
}

interface Chosen {
  readonly service: ClusterService;
  readonly topic: string;
  readonly words: Words;
}

export function registerTopicActions(dependencies: TopicActionDependencies): vscode.Disposable {
  const words = wordsFor(vscode.l10n, vscode.env.language);
  const on = (name: string, act: (chosen: Chosen) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (row?: unknown) => {
      const connection = await dependencies.clusters.ensure();
      const topic = topicOf(row) ?? (connection && (await pickTopic(connection.service, words)));
      if (connection === undefined || topic === undefined) return;
      try {
        await act({ service: connection.service, topic, words });
      } catch (error) {
        const { name: code, message } = toKafkaError(error);
        void vscode.window.showErrorMessage(`${code}: ${message}`);
      }
      await dependencies.topicsChanged();
    });
  return vscode.Disposable.from(
    on('eddy.topic.editConfigs', ({ service, topic }) => editConfigs(service.admin, topic, words)),
    on('eddy.topic.addPartitions', writing(addPartitions)),
    on('eddy.topic.deleteRecords', writing(deleteRecords)),
    on('eddy.topic.clone', (chosen) => cloneBySteps(dependencies.clusters, chosen)),
    on('eddy.topic.copyAsCommand', async (chosen) => {
      const { bootstrapServers } = chosen.service.profile;
      await copyText(kafkaTopicsCommand(await shapeOf(chosen), bootstrapServers), words);
    }),
    on('eddy.topic.copyAsStrimzi', async (chosen) =>
      copyText(strimziTopic(await shapeOf(chosen), chosen.service.profile.name), words),
    ),
    on('eddy.topic.copyAsTerraform', async (chosen) =>
      copyText(terraformTopic(await shapeOf(chosen)), words),
    ),
  );
}

/** Configs can be looked at in any cluster; this needs one that may be changed. */
function writing(act: (chosen: Chosen) => Promise<void>): (chosen: Chosen) => Promise<void> {
  return async (chosen) => {
    if (mayWrite(chosen.service)) await act(chosen);
  };
}

async function addPartitions({ service, topic, words }: Chosen): Promise<void> {
  const count = (await partitionsOf(service, topic)).length;
  const answer = await askText(
    {
      prompt: words.t(
        'How many partitions there will be (now {0}). Keys may go to other partitions from then on, and none can be taken away again.',
        count,
      ),
      value: String(count + 1),
      problem: (text) =>
        /^\d+$/.test(text) && Number(text) > count ? undefined : words.t('A whole number above {0}', count),
    },
    { title: words.t('Add Partitions to {0}', topic), step: 1, total: 1 },
  );
  if (answer.kind === 'next') await service.admin.createPartitions(topic, Number(answer.value));
}

async function deleteRecords({ service, topic, words }: Chosen): Promise<void> {
  const ranges = (await service.offsets([topic])).toSorted((one, other) => one.partition - other.partition);
  const title = words.t('Delete Records of {0}', topic);
  const all = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
  const which = await askChoice<number | 'all'>(
    words.t('Of which partition? Records go from the oldest on.'),
    [
      { label: words.t('All partitions: {0} records', words.count(all)), value: 'all' as const },
      ...ranges.map(({ partition, low, high }) => ({
        label: words.t('Partition {0}', partition),
        description: words.t('offsets {0} to {1}', String(low), String(high)),
        value: partition,
      })),
    ],
    'all',
    { title, step: 1, total: 2 },
  );
  if (which.kind !== 'next') return;
  const range = ranges.find(({ partition }) => partition === which.value);
  const before = range === undefined ? -1 : await askOffset(range.low, range.high, title, words);
  if (before === undefined) return;
  const chosen = ranges.filter(({ partition }) => which.value === 'all' || partition === which.value);
  const gone = chosen.reduce((sum, { low, high }) => sum + (before < 0 ? high : before) - low, 0);
  const action = words.t('Delete');
  const question = words.t('Delete {0} records of {1}?', words.count(gone), topic);
  const detail = words.t('Their messages are gone for every consumer. This cannot be undone.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) !== action) return;
  const offsets = chosen.map(({ partition }) => ({ topic, partition, offset: before }));
  const { failures } = await service.admin.deleteRecords(offsets);
  if (failures[0] !== undefined) throw failures[0].error;
}

async function askOffset(
  low: number,
  high: number,
  title: string,
  words: Words,
): Promise<number | undefined> {
  const answer = await askText(
    {
      prompt: words.t('Delete everything before this offset ({0} to {1})', String(low), String(high)),
      value: String(high),
      problem: (text) =>
        /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high
          ? undefined
          : words.t('A whole number from {0} to {1}', String(low), String(high)),
    },
    { title, step: 2, total: 2 },
  );
  return answer.kind === 'next' ? Number(answer.value) : undefined;
}

async function shapeOf({ service, topic }: Chosen): Promise<TopicShape> {
  const [partitions, { values }] = await Promise.all([
    partitionsOf(service, topic),
    service.admin.describeTopicConfigs([topic]),
  ]);
  const set = (values.get(topic) ?? []).filter(({ source }) => source === 'dynamic-topic');
  return {
    name: topic,
    partitions: partitions.length,
    replicationFactor: partitions[0]?.replicas.length ?? 1,
    configs: Object.fromEntries(set.map(({ name, value }) => [name, value ?? ''])),
  };
}

async function partitionsOf(service: ClusterService, topic: string) {
  return (await service.metadata()).topics.find(({ name }) => name === topic)?.partitions ?? [];
}

async function copyText(text: string, words: Words): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(words.t('Copied {0}', text.split('\n')[0] ?? ''), 3_000);
}

async function pickTopic(service: ClusterService, words: Words): Promise<string | undefined> {
  const { topics } = await service.metadata();
  const names = topics.filter(({ internal }) => !internal).map(({ name }) => name);
  return await vscode.window.showQuickPick(names, { title: words.t('Which topic?') });
}

function topicOf(row: unknown): string | undefined {
  const topic = typeof row === 'object' && row !== null && 'topic' in row ? row.topic : undefined;
  return typeof topic === 'string' ? topic : undefined;
}
