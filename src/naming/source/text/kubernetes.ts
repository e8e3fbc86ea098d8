/** Kubernetes resources that are topics, or that name some: the operators of Strimzi, Confluent, Redpanda, Aiven. */
import type { Occurrence } from '../recogniser.ts';
import { type ConfigNode, entryOf, textOf } from './configTree.ts';
import { nameAt } from './names.ts';

/** The name of a topic resource: what its spec says, else what the resource is called. */
export function resourceNames(tree: ConfigNode): readonly Occurrence[] {
  const kind = textOf(tree, 'kind')?.value ?? '';
  const group = textOf(tree, 'apiVersion')?.value ?? '';
  if (entryOf(tree, 'items')?.kind === 'list') {
    const items = entryOf(tree, 'items');
    return items?.kind === 'list' ? items.items.flatMap(resourceNames) : [];
  }
  const isTopic = kind === 'KafkaTopic' || (kind === 'Topic' && /kafka|redpanda|confluent/i.test(group));
  if (!isTopic) return [];
  const spec = entryOf(tree, 'spec');
  const said = ['topicName', 'name', 'kafkaTopicName']
    .map((key) => textOf(spec, key))
    .find((one) => one !== undefined);
  const metadata = entryOf(tree, 'metadata');
  const name = said ?? textOf(metadata, 'name');
  const outside = textOf(entryOf(metadata, 'annotations'), 'crossplane.io/external-name');
  return [name, outside].flatMap((one) => (one === undefined ? [] : nameAt(one)));
}
