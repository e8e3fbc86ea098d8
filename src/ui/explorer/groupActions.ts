/** What can be done to a consumer group: reset its offsets, after a look at what changes; remove a member; delete it. */
import * as vscode from 'vscode';
import type { ClusterService } from '../../client/clusterService.ts';
import { toKafkaError } from '../../client/errors.ts';
import type { GroupDetail } from '../../client/model.ts';
import type { ClusterAccess } from '../clusters/clusterAccess.ts';
import { mayWrite } from '../clusters/mayWrite.ts';
import { type Answer, askChoice, askText } from '../steps.ts';
import { planReset, type ResetPartition, type ResetRow, type ResetTarget } from './offsetReset.ts';
import { type Words, wordsFor } from './words.ts';

export interface GroupActionDependencies {
  readonly clusters: ClusterAccess;
  /** Whoever shows groups asks the cluster again. */
  groupsChanged(): Promise<unknown>;
}

interface Chosen {
  readonly service: ClusterService;
  readonly group: string;
  /** Of a member's row. */
  readonly member: string | undefined;
  readonly words: Words;
}

export function registerGroupActions(dependencies: GroupActionDependencies): vscode.Disposable {
  const words = wordsFor(vscode.l10n, vscode.env.language);
  const on = (name: string, act: (chosen: Chosen) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (row?: unknown) => {
      const connection = await dependencies.clusters.ensure();
      const { service } = connection ?? {};
      if (service === undefined || !mayWrite(service)) return;
      try {
        const group = textOf(row, 'group') ?? (await pickGroup(service, words));
        if (group !== undefined) await act({ service, group, member: textOf(row, 'member'), words });
      } catch (error) {
        const { name: code, message } = toKafkaError(error);
        void vscode.window.showErrorMessage(`${code}: ${message}`);
      }
      await dependencies.groupsChanged();
    });
  return vscode.Disposable.from(
    on('eddy.group.resetOffsets', resetOffsets),
    on('eddy.group.removeMember', removeMember),
    on('eddy.group.delete', deleteGroup),
  );
}

async function resetOffsets({ service, group, words }: Chosen): Promise<void> {
  const detail = await service.describeGroup(group);
  if (detail.members.length > 0) {
    const why = words.t(
      '{0} has {1} members. Offsets can be reset only while nobody reads: stop its consumers first.',
      group,
      detail.members.length,
    );
    await vscode.window.showWarningMessage(why, { modal: true });
    return;
  }
  const title = words.t('Reset Offsets of {0}', group);
  const topics = [...new Set(detail.partitions.map(({ topic }) => topic))];
  const topic = topics.length === 1 ? topics[0] : await pickTopic(topics, title, words);
  if (topic === undefined) {
    if (topics.length === 0) {
      void vscode.window.showInformationMessage(words.t('{0} has committed nothing yet.', group));
    }
    return;
  }
  const target = await askTarget(title, words);
  if (target === undefined) return;
  const rows = await previewOf(service, detail, topic, target);
  const chosen = await confirm(rows, title, words);
  if (chosen === undefined || chosen.length === 0) return;
  const offsets = chosen.map(({ partition, to }) => ({ topic, partition, offset: to }));
  const { failures } = await service.admin.alterGroupOffsets(group, offsets);
  if (failures[0] !== undefined) throw failures[0].error;
  void vscode.window.showInformationMessage(
    words.t('The offsets of {0} partitions were reset.', chosen.length),
  );
}

async function askTarget(title: string, words: Words): Promise<ResetTarget | undefined> {
  const kinds = [
    {
      label: words.t('Earliest'),
      detail: words.t('Everything that is kept is read again'),
      value: 'earliest',
    },
    { label: words.t('Latest'), detail: words.t('What waits is skipped'), value: 'latest' },
    { label: words.t('A time…'), detail: words.t('The first message at or after it'), value: 'time' },
    { label: words.t('An offset…'), detail: words.t('The same in every partition'), value: 'offset' },
    { label: words.t('Shift…'), detail: words.t('So many messages forward or back'), value: 'shift' },
  ] as const;
  const kind = await askChoice<ResetTarget['kind']>(words.t('Where the group goes on'), kinds, 'earliest', {
    title,
    step: 1,
    total: 3,
  });
  if (kind.kind !== 'next') return undefined;
  const place = { title, step: 2, total: 3 };
  switch (kind.value) {
    case 'earliest':
    case 'latest':
      return { kind: kind.value };
    case 'time': {
      const prompt = words.t('Time, such as {0}', new Date().toISOString());
      const problem = (text: string) =>
        Number.isNaN(Date.parse(text)) ? words.t('This is no time.') : undefined;
      const answer = await askText({ prompt, value: new Date().toISOString(), problem }, place);
      return targetOf(answer, (text) => ({ kind: 'time', timestamp: Date.parse(text) }));
    }
    case 'offset': {
      const problem = whole(/^\d+$/, words.t('A whole number from 0 on'));
      const answer = await askText({ prompt: words.t('Offset'), value: '0', problem }, place);
      return targetOf(answer, (text) => ({ kind: 'offset', offset: Number(text) }));
    }
    case 'shift': {
      const problem = whole(/^[+-]?\d+$/, words.t('A whole number; negative goes back'));
      const answer = await askText({ prompt: words.t('By how many messages'), value: '-10', problem }, place);
      return targetOf(answer, (text) => ({ kind: 'shift', by: Number(text) }));
    }
  }
}

function whole(pattern: RegExp, sentence: string): (text: string) => string | undefined {
  return (text) => (pattern.test(text) && Number.isSafeInteger(Number(text)) ? undefined : sentence);
}

function targetOf(answer: Answer<string>, make: (text: string) => ResetTarget): ResetTarget | undefined {
  return answer.kind === 'next' ? make(answer.value) : undefined;
}

async function previewOf(
  service: ClusterService,
  detail: GroupDetail,
  topic: string,
  target: ResetTarget,
): Promise<readonly ResetRow[]> {
  const ranges = await service.offsets([topic]);
  const times = target.kind === 'time' ? await service.offsetsForTime(ranges, target.timestamp) : [];
  const partitions = ranges.map(
    ({ partition, low, high }): ResetPartition => ({
      topic,
      partition,
      low,
      high,
      committed: detail.partitions.find((one) => one.topic === topic && one.partition === partition)
        ?.committed,
      atTime: times.find((one) => one.partition === partition)?.offset,
    }),
  );
  return planReset(partitions, target);
}

/** What changes, to look at and to choose from. @returns undefined when the user changes their mind */
async function confirm(
  rows: readonly ResetRow[],
  title: string,
  words: Words,
): Promise<readonly ResetRow[] | undefined> {
  const items = rows.map((row) => {
    const difference = row.to - (row.from ?? row.to);
    const sign = difference > 0 ? '+' : '';
    return {
      label: words.t('Partition {0}', row.partition),
      description: `${row.from === undefined ? words.t('none') : String(row.from)} → ${row.to}   ${
        difference === 0 ? words.t('no change') : `${sign}${difference}`
      }`,
      ...(row.clamped ? { detail: words.t('As far as this partition goes') } : {}),
      picked: row.from !== row.to,
      row,
    };
  });
  const placeHolder = words.t('Nothing has been changed yet. OK resets the chosen partitions.');
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return chosen?.map(({ row }) => row);
}

async function removeMember({ service, group, member, words }: Chosen): Promise<void> {
  const { members } = await service.describeGroup(group);
  const items = members.map(({ memberId, clientId, host }) => ({
    label: clientId,
    description: host,
    memberId,
  }));
  const title = words.t('Remove a Member of {0}', group);
  const chosen =
    items.find(({ memberId }) => memberId === member) ??
    (await vscode.window.showQuickPick(items, { title }));
  if (chosen === undefined) return;
  const action = words.t('Remove');
  const question = words.t('Remove {0} from {1}?', chosen.label, group);
  const detail = words.t(
    'Its partitions go to the others. A consumer that is alive notices and joins again by itself.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) !== action) return;
  const [failed] = await service.admin.removeMembers(group, [{ memberId: chosen.memberId }]);
  if (failed !== undefined) throw failed.error;
}

async function deleteGroup({ service, group, words }: Chosen): Promise<void> {
  const action = words.t('Delete');
  const question = words.t('Delete the group {0}?', group);
  const detail = words.t(
    'Its committed offsets are forgotten: its consumers begin anew where auto.offset.reset says.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) !== action) return;
  const error = (await service.admin.deleteGroups([group])).get(group);
  if (error?.name === 'NON_EMPTY_GROUP') {
    const why = words.t('{0} has members. Stop its consumers first.', group);
    await vscode.window.showWarningMessage(why, { modal: true });
  } else if (error !== undefined) throw error;
}

async function pickGroup(service: ClusterService, words: Words): Promise<string | undefined> {
  const names = (await service.groups()).map(({ groupId }) => groupId);
  return await vscode.window.showQuickPick(names, { title: words.t('Which group?') });
}

async function pickTopic(
  topics: readonly string[],
  title: string,
  words: Words,
): Promise<string | undefined> {
  if (topics.length === 0) return undefined;
  return await vscode.window.showQuickPick(topics, { title, placeHolder: words.t('On which topic?') });
}

function textOf(row: unknown, field: 'group' | 'member'): string | undefined {
  const value =
    typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
