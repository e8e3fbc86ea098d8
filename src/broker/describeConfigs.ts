/** Configs as DescribeConfigs shows them: the value that holds, where it comes from, and what it hides. */
import type { ConfigDefinition } from './configDefinition.ts';
import { brokerConfigs } from './configDefinitions.ts';
import { type BrokerConfigs, configSource, type Synonym } from './configs.ts';
import { canonicalValue } from './configValues.ts';
import { topicConfigs } from './topicConfigDefinitions.ts';

/** DescribeConfigsResponse.ConfigType */
const configTypes = { BOOLEAN: 1, STRING: 2, INT: 3, SHORT: 4, LONG: 5, DOUBLE: 6, LIST: 7 } as const;
const unknownType = 0;

export interface DescribedConfig {
  readonly name: string;
  /** null when nothing is set, or when it is not to be shown. */
  readonly value: string | null;
  readonly source: number;
  readonly type: number;
  readonly documentation: string | null;
  /** Only a restart of the broker changes it. */
  readonly readOnly: boolean;
  readonly isSensitive: boolean;
  /** From the value that holds to the one that holds last. */
  readonly synonyms: readonly {
    readonly name: string;
    readonly value: string | null;
    readonly source: number;
  }[];
}

export function describeTopicConfigs(
  configs: BrokerConfigs,
  overrides: ReadonlyMap<string, string>,
): DescribedConfig[] {
  return [...topicConfigs.values()].map((definition) => {
    const { name, brokerConfig } = definition;
    const value = configs.topicString(overrides, name);
    const inherited = brokerConfig === undefined ? [] : synonymsShown(configs, brokerConfig);
    const synonyms = overrides.has(name)
      ? [{ name, value, source: configSource.topic }, ...inherited]
      : inherited;
    return described(definition, value, false, synonyms);
  });
}

/** What holds on the broker of this id; what nobody knows is among it when somebody has set it. */
export function describeBrokerConfigs(
  configs: BrokerConfigs,
  nodeId: number,
  custom: Iterable<string>,
): DescribedConfig[] {
  const ownId = { name: 'node.id', value: String(nodeId), source: configSource.staticBroker };
  return [
    described(nodeIdDefinition, ownId.value, true, [ownId]),
    ...[...brokerConfigs.values()].map((definition) =>
      describeBrokerConfig(definition, synonymsShown(configs, definition.name)),
    ),
    ...[...new Set(custom)]
      .filter((name) => !brokerConfigs.has(name))
      .map((name) => describeUnknown(name, configs.synonymsOf(name))),
  ];
}

/** What is set on all brokers while they run: the resource without a name. */
export function describeDefaultBrokerConfigs(set: ReadonlyMap<string, string>): DescribedConfig[] {
  return [...set].map(([name, value]) => {
    const synonyms = [{ name, value, source: configSource.dynamicDefaultBroker }];
    const definition = brokerConfigs.get(name);
    return definition === undefined
      ? describeUnknown(name, synonyms)
      : describeBrokerConfig(definition, synonyms);
  });
}

const nodeIdDefinition: ConfigDefinition = {
  name: 'node.id',
  type: 'INT',
  default: '-1',
  documentation: 'The id of this node in the cluster.',
};

function describeBrokerConfig(definition: ConfigDefinition, synonyms: readonly Synonym[]): DescribedConfig {
  const [first] = synonyms;
  const value = first === undefined ? null : canonicalValue(definition, first.value);
  return described(definition, value, definition.dynamic !== true, synonyms);
}

/** Kafka takes configs that it does not know, for plug-ins, and shows nobody their values. */
function describeUnknown(name: string, synonyms: readonly Synonym[]): DescribedConfig {
  return {
    name,
    value: null,
    source: synonyms[0]?.source ?? configSource.default,
    type: unknownType,
    documentation: null,
    readOnly: true,
    isSensitive: true,
    synonyms: synonyms.map((synonym) => ({ ...synonym, value: null })),
  };
}

/** Kafka leaves out what comes before the first value under the config's own name, and so all when there is none. */
function synonymsShown(configs: BrokerConfigs, name: string): readonly Synonym[] {
  const all = configs.synonymsOf(name);
  const first = all.findIndex((synonym) => synonym.name === name);
  return first < 0 ? [] : all.slice(first);
}

function described(
  definition: ConfigDefinition,
  value: string | null,
  readOnly: boolean,
  synonyms: DescribedConfig['synonyms'],
): DescribedConfig {
  const { name, type, documentation } = definition;
  const source = synonyms[0]?.source ?? configSource.default;
  return {
    name,
    value,
    source,
    type: configTypes[type],
    documentation,
    readOnly,
    isSensitive: false,
    synonyms,
  };
}
