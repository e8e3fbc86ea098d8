/**
 * A list of the cluster's topics that also takes a new name: checked while it is typed, with the
 * conventional name one press away. It creates nothing.
 */
import * as vscode from 'vscode';
import { isComplete } from '../../naming/check.ts';
import type { Conventions } from '../naming/conventions.ts';
import type { KnownTopics } from '../naming/knownTopics.ts';
import { findingText } from '../naming/settings.ts';

export interface PickedTopic {
  readonly topic: string;
  readonly isNew: boolean;
}

interface TopicItem extends vscode.QuickPickItem {
  /** undefined for a name that cannot be used. */
  readonly choice: PickedTopic | undefined;
}

/** undefined when the user turns back. */
export async function pickTopic(
  topics: KnownTopics,
  conventions: Conventions,
  title: string,
): Promise<PickedTopic | undefined> {
  await topics.refresh(true);
  const pick = vscode.window.createQuickPick<TopicItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Choose a topic, or type the name of a new one');
  pick.matchOnDescription = true;
  const existing = existingItems(topics);
  pick.items = existing;
  return await new Promise((resolve) => {
    pick.onDidChangeValue((value) => {
      pick.items = [...existing, ...newItems(value.trim(), topics, conventions)];
    });
    pick.onDidAccept(() => {
      const choice = pick.selectedItems[0]?.choice;
      if (choice !== undefined) {
        resolve(choice);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function existingItems(topics: KnownTopics): readonly TopicItem[] {
  return topics.current.flatMap((name) => {
    const topic = topics.topic(name);
    const count = topic?.partitions.length ?? 0;
    return topic?.internal === true
      ? []
      : [
          {
            label: name,
            description: count === 1 ? vscode.l10n.t('1 partition') : vscode.l10n.t('{0} partitions', count),
            choice: { topic: name, isNew: false },
          },
        ];
  });
}

function newItems(name: string, topics: KnownTopics, conventions: Conventions): readonly TopicItem[] {
  if (name === '' || topics.current.includes(name)) {
    return [];
  }
  const findings = conventions.check(name, topics.current);
  const refusal = conventions.refusalOf(name, topics.current);
  const [finding] = findings;
  const remark = refusal ?? (finding === undefined ? undefined : findingText(finding));
  const typed: TopicItem = {
    label: refusal === undefined ? `$(add) ${vscode.l10n.t('Create topic {0}', name)}` : `$(error) ${name}`,
    ...(remark === undefined ? {} : { detail: remark }),
    alwaysShow: true,
    choice: refusal === undefined ? { topic: name, isNew: true } : undefined,
  };
  const suggestion = finding?.suggestion;
  if (suggestion === undefined || !isComplete(suggestion)) {
    return [typed];
  }
  const isNew = !topics.current.includes(suggestion);
  const label = isNew
    ? `$(lightbulb) ${vscode.l10n.t('Create topic {0}', suggestion)}`
    : `$(lightbulb) ${vscode.l10n.t('Use {0}', suggestion)}`;
  const description = vscode.l10n.t('as the naming convention has it');
  return [{ label, description, alwaysShow: true, choice: { topic: suggestion, isNew } }, typed];
}
