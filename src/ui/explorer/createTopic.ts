/**
 * Create Topic as native steps: name, partitions, replication factor. Each can be gone back from; nothing is
 * sent before the last one. It only asks: the caller creates.
 */
import * as vscode from 'vscode';
import type { NewTopic } from '../../client/model.ts';
import { type NameChoice, type NameRules, nameChoices } from './nameChoices.ts';
import type { Words } from './words.ts';

export interface CreateTopicOptions {
  readonly rules: NameRules;
  readonly brokers: number;
  readonly defaults: Pick<NewTopic, 'partitions' | 'replicationFactor'>;
  readonly words: Words;
  /** What stands in the field at first. */
  readonly name: string;
}

const steps = 3;
const mostPartitions = 1_000;

type Answer<Value> = { readonly kind: 'next'; readonly value: Value } | { readonly kind: 'back' | 'cancel' };

/** undefined = the user changed their mind. */
export async function askForTopic(options: CreateTopicOptions): Promise<NewTopic | undefined> {
  const { brokers, words } = options;
  let { name } = options;
  let { partitions } = options.defaults;
  let replicationFactor = Math.min(options.defaults.replicationFactor, brokers);
  for (let step = 1; step <= steps; ) {
    let answer: Answer<unknown>;
    switch (step) {
      case 1: {
        const named = await askName(name, options);
        name = named.kind === 'next' ? named.value : name;
        answer = named;
        break;
      }
      case 2: {
        const prompt = words.t('Partitions: how many consumers of a group can share the topic');
        const counted = await askNumber({ step, value: partitions, most: mostPartitions, prompt, words });
        partitions = counted.kind === 'next' ? counted.value : partitions;
        answer = counted;
        break;
      }
      default: {
        const prompt = words.t(
          'Replicas per partition: how many brokers keep a copy (there are {0})',
          brokers,
        );
        const counted = await askNumber({ step, value: replicationFactor, most: brokers, prompt, words });
        replicationFactor = counted.kind === 'next' ? counted.value : replicationFactor;
        answer = counted;
      }
    }
    if (answer.kind === 'cancel') {
      return undefined;
    }
    step += answer.kind === 'next' ? 1 : -1;
  }
  return { name, partitions, replicationFactor };
}

type ChoiceItem = vscode.QuickPickItem & { readonly choice: NameChoice };

function askName(start: string, { rules, words }: CreateTopicOptions): Promise<Answer<string>> {
  const picker = vscode.window.createQuickPick<ChoiceItem>();
  picker.title = words.t('Create Topic');
  picker.step = 1;
  picker.totalSteps = steps;
  picker.placeholder = words.t('Topic name, e.g. ecommerce.order.event.created.v1');
  picker.ignoreFocusOut = true;
  const offer = (typed: string): void => {
    picker.items = nameChoices(typed, rules, words).map(toItem);
  };
  picker.value = start;
  offer(start);
  return new Promise((resolve) => {
    picker.onDidChangeValue(offer);
    picker.onDidAccept(() => {
      const choice = picker.selectedItems[0]?.choice;
      if (choice?.action === 'take') {
        resolve({ kind: 'next', value: choice.name });
        picker.dispose();
      } else if (choice?.action === 'edit') {
        picker.value = choice.name;
        offer(choice.name);
      }
    });
    picker.onDidHide(() => {
      resolve({ kind: 'cancel' });
      picker.dispose();
    });
    picker.show();
  });
}

function toItem(choice: NameChoice): ChoiceItem {
  const item = {
    label: `$(${choice.icon}) ${choice.name}`,
    description: choice.description,
    alwaysShow: true,
    choice,
  };
  return choice.detail === undefined ? item : { ...item, detail: choice.detail };
}

interface NumberQuestion {
  readonly step: number;
  readonly value: number;
  readonly most: number;
  readonly prompt: string;
  readonly words: Words;
}

function askNumber({ step, value, most, prompt, words }: NumberQuestion): Promise<Answer<number>> {
  const input = vscode.window.createInputBox();
  input.title = words.t('Create Topic');
  input.step = step;
  input.totalSteps = steps;
  input.prompt = prompt;
  input.value = String(value);
  input.buttons = [vscode.QuickInputButtons.Back];
  input.ignoreFocusOut = true;
  const problem = (): string | undefined => {
    const number = Number(input.value.trim());
    const good = /^\d+$/.test(input.value.trim()) && number >= 1 && number <= most;
    return good ? undefined : words.t('A whole number from 1 to {0}', most);
  };
  return new Promise((resolve) => {
    input.onDidChangeValue(() => {
      input.validationMessage = problem();
    });
    input.onDidAccept(() => {
      if (problem() === undefined) {
        resolve({ kind: 'next', value: Number(input.value.trim()) });
        input.dispose();
      }
    });
    input.onDidTriggerButton(() => {
      resolve({ kind: 'back' });
      input.dispose();
    });
    input.onDidHide(() => {
      resolve({ kind: 'cancel' });
      input.dispose();
    });
    input.show();
  });
}
