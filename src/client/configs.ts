/** Configs of topics and brokers: what holds, where it comes from, and how to change it. */
import type {
  ConfigChange,
  ConfigEntry,
  ConfigSource,
  ConfigType,
  DescribeConfigsOptions,
  Parts,
  ValidateOption,
} from './adminService.ts';
import { type KafkaError, localError, toKafkaError } from './errors.ts';
import type { OpenCluster } from './openCluster.ts';
import type { ApiRequest, ApiResponse, BrokerAddress, Wire } from './wire.ts';

const resourceTypes = { topic: 2, broker: 4 } as const;
const operations = { set: 0, delete: 1 } as const;
/** Topics a request asks for: a broker describes all 35 configs of each in one go, whatever it was asked for. */
const topicsPerRequest = 100;

/** Kafka's numbers (ConfigEntry.ConfigSource, ConfigEntry.ConfigType). */
const sources: readonly ConfigSource[] = [
  'unknown',
  'dynamic-topic',
  'dynamic-broker',
  'dynamic-default-broker',
  'static-broker',
  'default',
  'dynamic-broker-logger',
  'dynamic-client-metrics',
  'group',
];
const types: readonly ConfigType[] = [
  'unknown',
  'boolean',
  'string',
  'int',
  'short',
  'long',
  'double',
  'list',
  'class',
  'password',
];

export async function describeTopicConfigs(
  open: OpenCluster,
  topics: readonly string[],
  options: DescribeConfigsOptions = {},
): Promise<Parts<string, readonly ConfigEntry[]>> {
  const values = new Map<string, readonly ConfigEntry[]>();
  const errors = new Map<string, KafkaError>();
  for (let start = 0; start < topics.length; start += topicsPerRequest) {
    const names = topics.slice(start, start + topicsPerRequest);
    try {
      const results = await describe(open.wire, 'any', resourceTypes.topic, names, options);
      for (const result of results) {
        const error = open.wire.error(result.errorCode, result.errorMessage);
        if (error === undefined) {
          values.set(result.resourceName, configEntries(result.configs));
        } else {
          errors.set(result.resourceName, error);
        }
      }
    } catch (reason) {
      const error = toKafkaError(reason);
      if (values.size === 0 && errors.size === 0) throw error;
      // Nobody answers any more: the rest would wait for the same failure.
      for (const name of topics.slice(start)) errors.set(name, error);
      break;
    }
  }
  return { values, errors };
}

export async function describeBrokerConfigs(
  open: OpenCluster,
  brokers: readonly number[],
  options: DescribeConfigsOptions = {},
): Promise<Parts<number, readonly ConfigEntry[]>> {
  const values = new Map<number, readonly ConfigEntry[]>();
  const errors = new Map<number, KafkaError>();
  await Promise.all(
    brokers.map(async (id) => {
      try {
        const address = await brokerAddress(open, id);
        const [result] = await describe(open.wire, address, resourceTypes.broker, [`${id}`], options);
        open.wire.check(result?.errorCode ?? -1, result?.errorMessage);
        values.set(id, configEntries(result?.configs ?? []));
      } catch (error) {
        errors.set(id, toKafkaError(error));
      }
    }),
  );
  return { values, errors };
}

export async function alterTopicConfigs(
  open: OpenCluster,
  topic: string,
  change: ConfigChange,
  options: ValidateOption = {},
): Promise<void> {
  await open.atController((controller) =>
    alter(open.wire, controller, resourceTypes.topic, topic, change, options),
  );
}

export async function alterBrokerConfigs(
  open: OpenCluster,
  broker: number | 'all',
  change: ConfigChange,
  options: ValidateOption = {},
): Promise<void> {
  if (broker === 'all') {
    await alter(open.wire, 'any', resourceTypes.broker, '', change, options);
    return;
  }
  // Only the broker itself knows what it can change while it runs.
  const address = await brokerAddress(open, broker);
  await alter(open.wire, address, resourceTypes.broker, `${broker}`, change, options);
}

type Result = ApiResponse<'DescribeConfigs'>['results'][number];

/** Kafka's configs as ours, sorted by name. */
export function configEntries(configs: Result['configs']): readonly ConfigEntry[] {
  return configs
    .map((config) => ({
      name: config.name,
      value: config.value ?? undefined,
      source: sources[config.configSource] ?? 'unknown',
      isDefault: sources[config.configSource] === 'default',
      sensitive: config.isSensitive,
      readOnly: config.readOnly,
      type: types[config.configType] ?? 'unknown',
      synonyms: config.synonyms.map((synonym) => ({
        name: synonym.name,
        value: synonym.value ?? undefined,
        source: sources[synonym.source] ?? 'unknown',
      })),
      documentation: config.documentation ?? undefined,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function describe(
  wire: Wire,
  to: BrokerAddress | 'any',
  resourceType: Result['resourceType'],
  names: readonly string[],
  options: DescribeConfigsOptions,
): Promise<readonly Result[]> {
  const configurationKeys = options.names === undefined ? null : [...options.names];
  const resources = names.map((resourceName) => ({ resourceType, resourceName, configurationKeys }));
  const response = await wire.request('DescribeConfigs', to, resources, true, options.documentation ?? false);
  return response.results;
}

type Alteration = ApiRequest<'IncrementalAlterConfigs'>[0][number];

async function alter(
  wire: Wire,
  to: BrokerAddress | 'any',
  resourceType: Alteration['resourceType'],
  resourceName: string,
  change: ConfigChange,
  options: ValidateOption,
): Promise<void> {
  const configs: Alteration['configs'] = [
    ...Object.entries(change.set ?? {}).map(([name, value]) => ({
      name,
      configOperation: operations.set,
      value,
    })),
    ...(change.delete ?? []).map((name) => ({ name, configOperation: operations.delete })),
  ];
  const resource = { resourceType, resourceName, configs };
  const response = await wire.request(
    'IncrementalAlterConfigs',
    to,
    [resource],
    options.validateOnly ?? false,
  );
  const [answer] = response.responses;
  wire.check(answer?.errorCode ?? -1, answer?.errorMessage);
}

async function brokerAddress(open: OpenCluster, id: number): Promise<BrokerAddress> {
  const cluster = await open.recent();
  const broker = cluster.brokers.find((candidate) => candidate.id === id);
  if (broker === undefined) {
    throw localError('NETWORK', `Broker ${id} is not part of the cluster now. Start it, then try again.`);
  }
  return broker;
}
