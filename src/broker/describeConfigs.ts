/** Configs as DescribeConfigs shows them: the value that holds, where it comes from, and what it hides. */
import { brokerConfigs, type ConfigDefinition, topicConfigs } from './configDefinitions.ts';
import type { BrokerConfigs } from './configs.ts';

/** DescribeConfigsResponse.ConfigSource */
export const configSource = { topic: 1, staticBroker: 4, default: 5 } as const;

/** DescribeConfigsResponse.ConfigType */
const configTypes = { BOOLEAN: 1, STRING: 2, INT: 3, SHORT: 4, LONG: 5, DOUBLE: 6, LIST: 7 } as const;

export interface DescribedConfig {
  readonly name: string;
  readonly value: string;
  readonly source: number;
  readonly type: number;
  readonly documentation: string;
  /** A broker's settings are fixed when the cluster starts; a topic's are not. */
  readonly readOnly: boolean;
  /** From the value that holds to the one that holds last. */
  readonly synonyms: readonly { readonly name: string; readonly value: string; readonly source: number }[];
}

export function describeTopicConfigs(
  configs: BrokerConfigs,
  overrides: ReadonlyMap<string, string>,
): DescribedConfig[] {
  return [...topicConfigs.values()].map((definition) => {
    const own = overrides.get(definition.name);
    return described(definition, false, [
      ...(own === undefined ? [] : [{ name: definition.name, value: own, source: configSource.topic }]),
      ...brokerSynonyms(configs, definition.brokerConfig ?? definition.name, definition.default),
    ]);
  });
}

export function describeBrokerConfigs(configs: BrokerConfigs, nodeId: number): DescribedConfig[] {
  const ownId = { name: 'node.id', value: String(nodeId), source: configSource.staticBroker };
  return [
    described(nodeIdDefinition, true, [ownId]),
    ...[...brokerConfigs.values()].map((definition) =>
      described(definition, true, brokerSynonyms(configs, definition.name, definition.default)),
    ),
  ];
}

const nodeIdDefinition: ConfigDefinition = {
  name: 'node.id',
  type: 'INT',
  default: '-1',
  documentation: 'The id of this node in the cluster.',
};

function brokerSynonyms(configs: BrokerConfigs, name: string, fallback: string): DescribedConfig['synonyms'] {
  const set = configs.set(name);
  const byDefault = { name, value: fallback, source: configSource.default };
  return set === undefined
    ? [byDefault]
    : [{ name, value: set, source: configSource.staticBroker }, byDefault];
}

function described(
  definition: ConfigDefinition,
  readOnly: boolean,
  synonyms: DescribedConfig['synonyms'],
): DescribedConfig {
  const { name, type, documentation } = definition;
  const first = synonyms[0] ?? { value: definition.default, source: configSource.default };
  return {
    name,
    value: first.value,
    source: first.source,
    type: configTypes[type],
    documentation,
    readOnly,
    synonyms,
  };
}
