/**
 * Create Topic as native steps: name, partitions, replication factor, configs. Each can be gone back from; nothing is
 * created before the last one. It only asks: the caller creates.
 */
import * as vscode from 'vscode';
import type { NewTopic } from '../../client/model.ts';
import {
  type Answer,
  askSteps,
  askText,
  mapped,
  present,
  type Step,
  type StepPlace,
  settle,
} from '../steps.ts';
import { configText, parseConfigs } from './configText.ts';
import { type NameChoice, type NameRules, nameChoices } from './nameChoices.ts';
import type { Words } from './words.ts';

export interface CreateTopicOptions {
  readonly rules: NameRules;
  readonly brokers: number;
  readonly defaults: Pick<NewTopic, 'partitions' | 'replicationFactor'>;
  readonly words: Words;
  /** What stands in the field at first. */
  readonly name: string;
  /** Why the cluster would not create the topic. */
  refusal(topic: NewTopic): Promise<string | undefined>;
}

const mostPartitions = 1_000;

/** undefined = the user changed their mind. */
export async function askForTopic(options: CreateTopicOptions): Promise<NewTopic | undefined> {
  const { brokers, defaults, name, words } = options;
  const { partitions } = defaults;
  const replicationFactor = Math.min(defaults.replicationFactor, brokers);
  const steps = [
    nameStep(options),
    partitionsStep(words),
    replicasStep(brokers, words),
    configsStep(options),
  ];
  return await askSteps<NewTopic>(words.t('Create Topic'), steps, { name, partitions, replicationFactor });
}

function nameStep(options: CreateTopicOptions): Step<NewTopic> {
  return {
    ask: async ({ name }, place) =>
      mapped(await askName(name, options, place), (chosen) => ({ name: chosen })),
  };
}

function partitionsStep(words: Words): Step<NewTopic> {
  const prompt = words.t('Partitions: how many consumers of a group can share the topic');
  return {
    ask: async ({ partitions: value }, place) =>
      mapped(await askNumber({ prompt, value, most: mostPartitions }, words, place), (partitions) => ({
        partitions,
      })),
  };
}

function replicasStep(brokers: number, words: Words): Step<NewTopic> {
  const prompt = words.t('Replicas per partition: how many brokers keep a copy (there are {0})', brokers);
  return {
    ask: async ({ replicationFactor: value }, place) =>
      mapped(await askNumber({ prompt, value, most: brokers }, words, place), (replicationFactor) => ({
        replicationFactor,
      })),
  };
}

/** The cluster knows best which configs there are and what they take: what it refuses stays in the field, with its reason. */
function configsStep({ words, refusal }: CreateTopicOptions): Step<NewTopic> {
  return {
    ask: async (topic, place) => {
      const answer = await askText(
        {
          prompt: words.t('Configs that differ from their defaults; leave it empty for none'),
          placeholder: 'cleanup.policy=compact, retention.ms=3600000',
          value: configText(topic.configs ?? {}),
          problem: (text) =>
            parseConfigs(text) === undefined
              ? words.t('Each config is written as name=value, and they are separated by commas.')
              : undefined,
          refusal: (text) => refusal({ ...topic, configs: parseConfigs(text) ?? {} }),
        },
        place,
      );
      return mapped(answer, (text) => ({ configs: parseConfigs(text) ?? {} }));
    },
  };
}

type ChoiceItem = vscode.QuickPickItem & { readonly choice: NameChoice };

function askName(
  start: string,
  { rules, words }: CreateTopicOptions,
  place: StepPlace,
): Promise<Answer<string>> {
  const picker = vscode.window.createQuickPick<ChoiceItem>();
  present(picker, place);
  picker.placeholder = words.t('Topic name, e.g. ecommerce.order.event.created.v1');
  const offer = (typed: string): void => {
    picker.items = nameChoices(typed, rules, words).map(toItem);
  };
  picker.value = start;
  offer(start);
  return settle(picker, (resolve) => {
    picker.onDidChangeValue(offer);
    picker.onDidAccept(() => {
      const choice = picker.selectedItems[0]?.choice;
      if (choice?.action === 'take') {
        resolve({ kind: 'next', value: choice.name });
      } else if (choice?.action === 'edit') {
        picker.value = choice.name;
        offer(choice.name);
      }
    });
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

async function askNumber(
  { prompt, value, most }: { readonly prompt: string; readonly value: number; readonly most: number },
  words: Words,
  place: StepPlace,
): Promise<Answer<number>> {
  const problem = (text: string): string | undefined =>
    /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most
      ? undefined
      : words.t('A whole number from 1 to {0}', most);
  return mapped(await askText({ prompt, value: String(value), problem }, place), Number);
}
