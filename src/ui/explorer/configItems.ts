/** The configs of a topic as rows: those that were changed first, each with what holds and what the default is. Pure. */
import type { ConfigEntry } from '../../client/adminService.ts';
import type { TreeNode } from './tree.ts';
import { joined, type Words } from './words.ts';

/** undefined = not read yet: they are read when the row is opened. */
export function configsNode(
  topic: string,
  configs: readonly ConfigEntry[] | undefined,
  words: Words,
): TreeNode {
  const label = words.t('Configs');
  const changed = configs?.filter(isChanged).length;
  const description =
    changed === undefined
      ? undefined
      : changed === 0
        ? words.t('all at their defaults')
        : words.t('{0} changed from default', changed);
  const sorted = configs?.toSorted(
    (one, other) => Number(isChanged(other)) - Number(isChanged(one)) || (one.name < other.name ? -1 : 1),
  );
  return {
    id: `configs ${topic}`,
    target: { topic },
    view: {
      label,
      ...(description === undefined ? {} : { description }),
      icon: 'settings-gear',
      context: 'configs',
      collapsible: 'collapsed',
      spoken: joined([label, description]),
    },
    children: sorted?.map((entry) => configNode(topic, entry, words)) ?? [readingNode(topic, words)],
  };
}

function isChanged({ source }: ConfigEntry): boolean {
  return source === 'dynamic-topic';
}

function configNode(topic: string, entry: ConfigEntry, words: Words): TreeNode {
  const before = entry.synonyms.find(({ source }) => source !== 'dynamic-topic')?.value;
  const value = entry.sensitive ? words.t('secret') : (entry.value ?? '');
  const description = isChanged(entry)
    ? words.t('{0}, changed from {1}', value, before ?? words.t('none'))
    : value;
  return {
    id: `config ${topic} ${entry.name}`,
    target: { topic },
    view: {
      label: entry.name,
      description,
      icon: isChanged(entry) ? 'circle-filled' : 'circle-outline',
      context: 'config',
      collapsible: 'none',
      spoken: joined([entry.name, description]),
    },
    children: [],
  };
}

function readingNode(topic: string, words: Words): TreeNode {
  const label = words.t('Reading the configs…');
  return {
    id: `configs ${topic} reading`,
    target: {},
    view: { label, icon: 'loading~spin', context: 'notice', collapsible: 'none', spoken: label },
    children: [],
  };
}
