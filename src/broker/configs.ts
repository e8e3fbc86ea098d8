/**
 * Values of configs: whether one is legal, and what holds for a broker or a topic once overrides, the
 * broker's own settings and Kafka's defaults are laid over each other.
 */
import { brokerConfigs, type ConfigDefinition, topicConfigs } from './configDefinitions.ts';

/**
 * @returns why Kafka refuses the value, or undefined when it is legal
 */
export function illegalConfigReason(definition: ConfigDefinition, value: string): string | undefined {
  const refuse = (why: string): string =>
    `Invalid value ${value} for configuration ${definition.name}: ${why}`;
  switch (definition.type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(value.trim()) ? undefined : refuse('Expected value to be true or false');
    case 'INT':
    case 'SHORT':
    case 'LONG':
      if (!/^[+-]?\d+$/.test(value.trim())) return refuse(`Not a number of type ${definition.type}`);
      return rangeReason(definition, Number(value), refuse);
    case 'DOUBLE':
      if (value.trim() === '' || Number.isNaN(Number(value))) return refuse('Not a number of type DOUBLE');
      return rangeReason(definition, Number(value), refuse);
    case 'STRING':
    case 'LIST': {
      const items = definition.type === 'LIST' ? splitList(value) : [value];
      const wrong = items.find(
        (item) => definition.values !== undefined && !definition.values.includes(item),
      );
      return wrong === undefined
        ? undefined
        : refuse(`String must be one of: ${(definition.values ?? []).join(', ')}`);
    }
  }
}

/** The items of a LIST config. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A broker's static configs (its `server.properties`) over Kafka's defaults. */
export class BrokerConfigs {
  readonly #values: ReadonlyMap<string, string>;

  /** @param values unknown names and illegal values throw a RangeError that says which */
  constructor(values: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(values)) {
      const definition = brokerConfigs.get(name);
      if (definition === undefined) throw new RangeError(`Unknown broker config ${name}`);
      const reason = illegalConfigReason(definition, value);
      if (reason !== undefined) throw new RangeError(reason);
    }
    this.#values = new Map(Object.entries(values));
  }

  /** The value that is set, undefined when the default holds. */
  set(name: string): string | undefined {
    return this.#values.get(name);
  }

  string(name: string): string {
    const value = this.#values.get(name) ?? brokerConfigs.get(name)?.default;
    if (value === undefined) throw new RangeError(`Unknown broker config ${name}`);
    return value;
  }

  number(name: string): number {
    return Number(this.string(name));
  }

  boolean(name: string): boolean {
    return this.string(name).toLowerCase() === 'true';
  }

  /** A topic's value: its own, else the broker's, else Kafka's default. */
  topicString(overrides: ReadonlyMap<string, string>, name: string): string {
    const definition = topicConfigs.get(name);
    if (definition === undefined) throw new RangeError(`Unknown topic config ${name}`);
    const fromBroker =
      definition.brokerConfig === undefined ? undefined : this.#values.get(definition.brokerConfig);
    return overrides.get(name) ?? fromBroker ?? definition.default;
  }

  topicNumber(overrides: ReadonlyMap<string, string>, name: string): number {
    return Number(this.topicString(overrides, name));
  }

  topicBoolean(overrides: ReadonlyMap<string, string>, name: string): boolean {
    return this.topicString(overrides, name).toLowerCase() === 'true';
  }
}

function rangeReason(
  definition: ConfigDefinition,
  value: number,
  refuse: (why: string) => string,
): string | undefined {
  if (definition.min !== undefined && value < definition.min) {
    return refuse(`Value must be at least ${definition.min}`);
  }
  if (definition.max !== undefined && value > definition.max) {
    return refuse(`Value must be no more than ${definition.max}`);
  }
  return undefined;
}
