/** The configs of a topic as a list: what each is, whether it was changed from its default, and a field to change it. */
import * as vscode from 'vscode';
import type { AdminService, ConfigEntry } from '../../client/adminService.ts';
import { toKafkaError } from '../../client/errors.ts';
import { askChoice, askText } from '../steps.ts';
import type { Words } from './words.ts';

type Item = vscode.QuickPickItem & { readonly entry: ConfigEntry };

/** Goes on until the user closes the list. */
export async function editConfigs(admin: AdminService, topic: string, words: Words): Promise<void> {
  for (let last: string | undefined; ; ) {
    const entries = await readConfigs(admin, topic);
    const chosen = await pickConfig(entries, topic, last, words);
    if (chosen === undefined) return;
    last = chosen.name;
    await changeConfig(admin, topic, chosen, words);
  }
}

/** @throws {KafkaError} when the topic cannot be described */
async function readConfigs(admin: AdminService, topic: string): Promise<readonly ConfigEntry[]> {
  const { values, errors } = await admin.describeTopicConfigs([topic], { documentation: true });
  const error = errors.get(topic);
  if (error !== undefined) throw error;
  return values.get(topic) ?? [];
}

function pickConfig(
  entries: readonly ConfigEntry[],
  topic: string,
  last: string | undefined,
  words: Words,
): Promise<ConfigEntry | undefined> {
  const changed = entries.filter((entry) => entry.source === 'dynamic-topic');
  const others = entries.filter((entry) => entry.source !== 'dynamic-topic');
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator }) as Item;
  const items: readonly Item[] = [
    ...(changed.length === 0 ? [] : [separator(words.t('changed from default'))]),
    ...changed.map((entry) => toItem(entry, words)),
    separator(words.t('default')),
    ...others.map((entry) => toItem(entry, words)),
  ];
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = words.t('Configs of {0}', topic);
  picker.placeholder = words.t('Choose a config to change it');
  picker.matchOnDetail = true;
  picker.matchOnDescription = true;
  picker.items = items;
  picker.activeItems = items.filter((item) => item.entry?.name === last);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.entry);
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function toItem(entry: ConfigEntry, words: Words): Item {
  const isChanged = entry.source === 'dynamic-topic';
  return {
    label: `$(${isChanged ? 'circle-filled' : 'circle-outline'}) ${entry.name}`,
    description: `${entry.value ?? ''}${isChanged ? ` (${words.t('default: {0}', defaultOf(entry) ?? '')})` : ''}`,
    detail: firstSentence(entry),
    entry,
  };
}

function defaultOf(entry: ConfigEntry): string | undefined {
  return entry.synonyms.find(({ source }) => source !== 'dynamic-topic')?.value;
}

async function changeConfig(
  admin: AdminService,
  topic: string,
  entry: ConfigEntry,
  words: Words,
): Promise<void> {
  const place = { title: entry.name, step: 1, total: 1 };
  if (entry.source === 'dynamic-topic') {
    const choices = [
      { label: words.t('Change the value…'), value: false },
      { label: words.t('Back to the default: {0}', defaultOf(entry) ?? ''), value: true },
    ];
    const reset = await askChoice(entry.value ?? '', choices, false, place);
    if (reset.kind !== 'next') return;
    if (reset.value) return await attempt(() => admin.alterTopicConfigs(topic, { delete: [entry.name] }));
  }
  const value = await askValue(admin, topic, entry, words);
  if (value !== undefined) {
    await attempt(() => admin.alterTopicConfigs(topic, { set: { [entry.name]: value } }));
  }
}

async function askValue(
  admin: AdminService,
  topic: string,
  entry: ConfigEntry,
  words: Words,
): Promise<string | undefined> {
  const place = { title: entry.name, step: 1, total: 1 };
  const before = entry.value ?? '';
  const boolean = ['true', 'false'].map((one) => ({ label: one, value: one }));
  const answer =
    entry.type === 'boolean'
      ? await askChoice(words.t('Value of {0}', entry.name), boolean, before, place)
      : await askText({ prompt: firstSentence(entry), value: before, refusal }, place);
  return answer.kind === 'next' ? answer.value : undefined;

  /** Kafka knows best what it takes: what it refuses stays in the field, with its reason. */
  function refusal(value: string): Promise<string | undefined> {
    const asked = admin.alterTopicConfigs(topic, { set: { [entry.name]: value } }, { validateOnly: true });
    return asked.then(
      () => undefined,
      (error: unknown) => toKafkaError(error).message,
    );
  }
}

function firstSentence({ documentation = '' }: ConfigEntry): string {
  return documentation.replaceAll(/<[^>]*>/g, '').split('. ')[0] ?? '';
}

async function attempt(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    const { name, message } = toKafkaError(error);
    void vscode.window.showErrorMessage(`${name}: ${message}`);
  });
}
