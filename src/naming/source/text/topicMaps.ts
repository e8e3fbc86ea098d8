/** Topics that are said by several keys together: in access rules, in lists with partitions, as keys of a map. */
import type { Occurrence } from '../recogniser.ts';
import { saysKafka } from './brokers.ts';
import { type ConfigMap, type ConfigNode, entryOf, textOf } from './configTree.ts';
import { nameAt, namesIn } from './names.ts';
import { isNameKey, isSizeKey, isTopicKey } from './topicKeys.ts';

/** `aboutKafka` = the whole file is, so that nothing nearer has to say so. */
export function mappedNames(
  node: ConfigNode,
  aboutKafka: boolean,
  path: readonly string[] = [],
): readonly Occurrence[] {
  if (node.kind === 'text') return [];
  if (node.kind === 'list') {
    const above = path.at(-1) ?? '';
    return node.items.flatMap((item) => [
      ...(item.kind === 'map' ? listedNames(item, above, aboutKafka) : []),
      ...mappedNames(item, aboutKafka, path),
    ]);
  }
  return [
    ...(aboutKafka ? resourceNames(node) : []),
    ...node.entries.flatMap(({ key, keyStart, value }) => {
      const flat = /^(.*topic-partitions)\.([^.]+)$/.exec(key);
      if (flat?.[2] !== undefined)
        return nameAt({ value: flat[2], start: keyStart + key.length - flat[2].length });
      return isKeyOfTopic(key, value, path, aboutKafka)
        ? nameAt({ value: key, start: keyStart })
        : mappedNames(value, aboutKafka, [...path, key]);
    }),
  ];
}

/** `{type: topic, name: orders}`, as access rules have it, and `{resource: topic, name: orders}`. */
function resourceNames(map: ConfigMap): readonly Occurrence[] {
  const type = ['type', 'resource', 'resourceType'].map((key) => textOf(map, key)?.value.toLowerCase());
  const name = textOf(map, 'name') ?? textOf(map, 'resourceName');
  const pattern = textOf(map, 'patternType')?.value ?? 'literal';
  return type.includes('topic') && name !== undefined && /^literal$/i.test(pattern) ? nameAt(name) : [];
}

/** `topics: [{name: orders, partitions: 3}]`, and `[{name: topics, value: orders}]` as Dapr has it. */
function listedNames(item: ConfigMap, above: string, aboutKafka: boolean): readonly Occurrence[] {
  const name = textOf(item, 'name');
  const value = textOf(item, 'value');
  if (name === undefined) return [];
  if (value !== undefined)
    return aboutKafka && isTopicKey(name.value.split('.').at(-1) ?? '') ? namesIn(value, /[,\s]+/) : [];
  const config = entryOf(item, 'config');
  const keys = [item, ...(config?.kind === 'map' ? [config] : [])].flatMap(({ entries }) => entries);
  return /topics$/i.test(above) && keys.some(({ key }) => isSizeKey(key)) ? nameAt(name) : [];
}

/** `topic-partitions: {orders: 3}`, `topics: {orders: {partitions: 3}}` below something of Kafka's. */
function isKeyOfTopic(key: string, value: ConfigNode, path: readonly string[], aboutKafka: boolean): boolean {
  if (!path.some(saysKafka) && !aboutKafka) return false;
  if (/^(?:options?|configs?|configuration|settings|defaults?|properties)$/i.test(key)) return false;
  const above = path.at(-1) ?? '';
  if (/topic-?partitions$/i.test(above)) return true;
  const keys = value.kind === 'map' ? value.entries.map(({ key }) => key) : [];
  return /topics$/i.test(above) && keys.some(isSizeKey) && !keys.some(isNameKey);
}
