/**
 * What can be said about the topic and the key in the form before anything is sent. Pure.
 */
import type { ClusterInfo } from '../../../client/model.ts';
import { partitionForKey } from '../../../client/partitioner.ts';
import { isTemplate, literalKey } from '../../../kafkaFile/producerText.ts';
import type { DraftFacts, NameFinding } from '../messages.ts';

/** How the linter and the settings judge the name of a topic, among the names there are. */
export interface NameRules {
  /** null = nothing to say. */
  check(name: string, existing: readonly string[]): NameFinding | null;
  /** Why a topic of this name may not be created; undefined when it may. */
  refusal(name: string, existing: readonly string[]): string | undefined;
}

export interface TopicShape {
  readonly partitions: number;
  readonly replicas: number;
}

export interface FactsInput {
  readonly topic: string;
  readonly key: string;
  readonly keyFormat: string;
  readonly cluster: ClusterInfo;
  readonly rules: NameRules;
  /** How a topic is made that is created from the form. */
  readonly defaults: TopicShape;
}

export function factsAbout(input: FactsInput): DraftFacts {
  const { topic: name, key, keyFormat, cluster, rules, defaults } = input;
  const topic = cluster.topics.find((one) => one.name === name);
  const existing = cluster.topics.map((one) => one.name);
  const shape = shapeOn(cluster, defaults);
  const partitions = topic?.partitions.length ?? shape.partitions;
  const bytes = name !== '' && partitions > 0 ? literalKey({ key, keyFormat }) : undefined;
  return {
    topic: name,
    key,
    keyFormat,
    exists: topic !== undefined,
    partitions,
    replicas: topic?.partitions[0]?.replicas.length ?? shape.replicas,
    keyPartition: bytes === undefined ? null : partitionForKey(bytes, partitions),
    keyVaries: isTemplate(key),
    finding: name === '' ? null : rules.check(name, existing),
    refusal: name === '' || topic !== undefined ? null : (rules.refusal(name, existing) ?? null),
  };
}

/** The defaults as far as the cluster can follow: never more replicas than there are brokers. */
function shapeOn(cluster: ClusterInfo, defaults: TopicShape): TopicShape {
  return { partitions: defaults.partitions, replicas: Math.min(defaults.replicas, cluster.brokers.length) };
}
