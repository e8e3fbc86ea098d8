/** What is known of a config: its name, its type, what it may be. The tables of them are the two files beside this one. */

export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST';

export interface ConfigDefinition {
  readonly name: string;
  readonly type: ConfigType;
  /** null when nothing is set unless somebody sets it; another config may hold then (`log.retention.hours`). */
  readonly default: string | null;
  readonly documentation: string;
  /** For topic configs: the broker config that gives the default of a topic that sets nothing. */
  readonly brokerConfig?: string;
  /** For broker configs: whether it may be changed while brokers run (KIP-226). */
  readonly dynamic?: boolean;
  /** The only values that are legal; of each item, for a LIST. */
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Why a value is illegal that type and range let pass; undefined when it is not. */
  illegal?(value: string): string | undefined;
}

export function definitions(list: readonly ConfigDefinition[]): ReadonlyMap<string, ConfigDefinition> {
  return new Map(list.map((definition) => [definition.name, definition]));
}
