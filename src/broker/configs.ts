/**
 * What holds for a broker or a topic, once all layers lie over each other: the topic's own configs, what is set on
 * this broker and on all brokers while they run, the settings this broker started with, Kafka's defaults (KIP-226).
 */
import { brokerConfigs } from './configDefinitions.ts';
import { canonicalValue, illegalConfigReason } from './configValues.ts';
import { brokerResource, type MetadataImage } from './controller/metadataImage.ts';
import { topicConfigs } from './topicConfigDefinitions.ts';

/** DescribeConfigsResponse.ConfigSource: the layers, the lowest number on top. */
export const configSource = {
  topic: 1,
  dynamicBroker: 2,
  dynamicDefaultBroker: 3,
  staticBroker: 4,
  default: 5,
} as const;

/** One layer's value of a config, or of another that says the same. */
export interface Synonym {
  readonly name: string;
  readonly value: string;
  readonly source: number;
}

/** What the metadata log sets, as it is at the moment. */
export interface DynamicConfigs {
  /** On this broker. */
  readonly broker: ReadonlyMap<string, string>;
  /** On all brokers. */
  readonly allBrokers: ReadonlyMap<string, string>;
}

export function dynamicConfigs(image: MetadataImage, nodeId: number): DynamicConfigs {
  return {
    get broker() {
      return image.configsOf(brokerResource, String(nodeId));
    },
    get allBrokers() {
      return image.configsOf(brokerResource, '');
    },
  };
}

const nothing: ReadonlyMap<string, string> = new Map();
const noDynamicConfigs: DynamicConfigs = { broker: nothing, allBrokers: nothing };

const minute = 60_000;
const hour = 60 * minute;

/**
 * Configs that say the same as others, and how many milliseconds their unit has: of those that a layer sets, the first holds (Kafka's
 * brokerConfigSynonyms).
 */
const synonyms: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  [
    'log.flush.interval.ms',
    new Map([
      ['log.flush.interval.ms', 1],
      ['log.flush.scheduler.interval.ms', 1],
    ]),
  ],
  [
    'log.retention.ms',
    new Map([
      ['log.retention.ms', 1],
      ['log.retention.minutes', minute],
      ['log.retention.hours', hour],
    ]),
  ],
  [
    'log.roll.jitter.ms',
    new Map([
      ['log.roll.jitter.ms', 1],
      ['log.roll.jitter.hours', hour],
    ]),
  ],
  [
    'log.roll.ms',
    new Map([
      ['log.roll.ms', 1],
      ['log.roll.hours', hour],
    ]),
  ],
]);

export class BrokerConfigs {
  readonly #static: ReadonlyMap<string, string>;
  readonly #dynamic: DynamicConfigs;

  /**
   * @param values a broker's `server.properties`; unknown names and illegal values throw a RangeError that says which
   */
  constructor(values: Readonly<Record<string, string>>, dynamic = noDynamicConfigs) {
    for (const [name, value] of Object.entries(values)) {
      const definition = brokerConfigs.get(name);
      if (definition === undefined) throw new RangeError(`Unknown broker config ${name}`);
      const reason = illegalConfigReason(definition, value);
      if (reason !== undefined) throw new RangeError(reason);
    }
    this.#static = new Map(Object.entries(values));
    this.#dynamic = dynamic;
  }

  /** The same settings below what the metadata log sets, now and at any later time. */
  under(dynamic: DynamicConfigs): BrokerConfigs {
    return new BrokerConfigs(Object.fromEntries(this.#static), dynamic);
  }

  /** Every layer's value of a broker config and of those that say the same, the one that holds first. */
  synonymsOf(name: string): readonly Synonym[] {
    const names = namesOf(name);
    const { broker, allBrokers } = this.#dynamic;
    const layers = [
      { source: configSource.dynamicBroker, get: (each: string) => broker.get(each) },
      { source: configSource.dynamicDefaultBroker, get: (each: string) => allBrokers.get(each) },
      { source: configSource.staticBroker, get: (each: string) => this.#static.get(each) },
      {
        source: configSource.default,
        get: (each: string) => brokerConfigs.get(each)?.default ?? undefined,
      },
    ];
    return layers.flatMap(({ source, get }) =>
      names.flatMap((each) => {
        const value = get(each);
        return value === undefined ? [] : [{ name: each, value, source }];
      }),
    );
  }

  string(name: string): string {
    const definition = brokerConfigs.get(name);
    if (definition === undefined) throw new RangeError(`Unknown broker config ${name}`);
    const fixed = definition.dynamic === true ? undefined : (this.#static.get(name) ?? definition.default);
    if (typeof fixed === 'string') return fixed;
    const [first] = this.synonymsOf(name);
    if (first === undefined) throw new RangeError(`Nothing is set for ${name}`);
    const unit = synonyms.get(name)?.get(first.name);
    if (unit === undefined) return first.value;
    const milliseconds = BigInt(first.value.trim()) * BigInt(unit);
    // Kafka takes any negative time as no limit.
    return String(milliseconds < 0n ? -1n : milliseconds);
  }

  number(name: string): number {
    return Number(this.string(name));
  }

  boolean(name: string): boolean {
    return this.string(name).trim().toLowerCase() === 'true';
  }

  /** A topic's value: its own, else the broker's, else Kafka's default; as Kafka writes it. */
  topicString(overrides: ReadonlyMap<string, string>, name: string): string {
    const definition = topicConfigs.get(name);
    if (definition === undefined) throw new RangeError(`Unknown topic config ${name}`);
    const { brokerConfig } = definition;
    const inherited = brokerConfig === undefined ? (definition.default ?? '') : this.string(brokerConfig);
    return canonicalValue(definition, overrides.get(name) ?? inherited);
  }

  topicNumber(overrides: ReadonlyMap<string, string>, name: string): number {
    return Number(this.topicString(overrides, name));
  }

  topicBoolean(overrides: ReadonlyMap<string, string>, name: string): boolean {
    return this.topicString(overrides, name) === 'true';
  }
}

/** The config itself, and those that say the same. */
function namesOf(name: string): readonly string[] {
  return [...(synonyms.get(name)?.keys() ?? [name])];
}
