/**
 * What the broker that is asked refuses of AlterConfigs and IncrementalAlterConfigs before the controller hears of the
 * rest, broker configs above all: it knows what it can change while it runs (Kafka's ConfigAdminManager).
 */
import { errorCodes } from '../protocol/errors.ts';
import { brokerConfigs } from './configDefinitions.ts';
import { illegalConfigReason } from './configValues.ts';
import { type AskedChange, operationOf, valueAfter } from './controller/configOperation.ts';
import { brokerResource, type MetadataImage, topicResource } from './controller/metadataImage.ts';
import { Refusal } from './controller/refusal.ts';

export interface ResourceChange {
  readonly resourceType: number;
  readonly resourceName: string;
  /** Whether what is not named goes (AlterConfigs). */
  readonly replaces: boolean;
  readonly configs: readonly AskedChange[];
}

/** @returns of each change, in their order, why it is refused; undefined when the controller may decide */
export function refusalsOf(
  changes: readonly ResourceChange[],
  nodeId: number,
  image: MetadataImage,
): readonly (Refusal | undefined)[] {
  const times = new Map<string, number>();
  for (const change of changes) times.set(keyOf(change), (times.get(keyOf(change)) ?? 0) + 1);
  return changes.map((change) => {
    try {
      if (times.get(keyOf(change)) !== 1) {
        throw new Refusal(errorCodes.INVALID_REQUEST, 'Each resource must appear at most once.');
      }
      checkResource(change, nodeId, image);
      return undefined;
    } catch (error) {
      return Refusal.from(error);
    }
  });
}

function keyOf({ resourceType, resourceName }: ResourceChange): string {
  return `${resourceType}:${resourceName}`;
}

function checkResource(resource: ResourceChange, nodeId: number, image: MetadataImage): void {
  const { resourceType, resourceName, configs } = resource;
  const refuse = (why: string): never => {
    throw new Refusal(errorCodes.INVALID_REQUEST, why);
  };
  if (new Set(configs.map(({ name }) => name)).size !== configs.length) {
    refuse('Error due to duplicate config keys');
  }
  const withoutValue = configs.filter((config) => config.value === null && operationOf(config) !== 'DELETE');
  if (withoutValue.length > 0) {
    refuse(`Null value not supported for : ${withoutValue.map(({ name }) => name).join(', ')}`);
  }
  switch (resourceType) {
    case topicResource:
      break;
    case brokerResource:
      if (resourceName !== '') checkBrokerId(resourceName, nodeId);
      checkBrokerConfigs(configsAfter(resource, image.configsOf(brokerResource, resourceName)));
      break;
    default:
      refuse(`Unknown resource type ${resourceType}`);
  }
}

function checkBrokerId(name: string, nodeId: number): void {
  if (!/^[+-]?\d+$/.test(name)) {
    throw new Refusal(errorCodes.INVALID_REQUEST, `Node id must be an integer, but it is: ${name}`);
  }
  if (Number(name) !== nodeId) {
    const why = `Unexpected broker id, expected ${nodeId}, but received ${name}`;
    throw new Refusal(errorCodes.INVALID_REQUEST, why);
  }
}

/** What is set on the broker, or on all of them, once the change is made. */
function configsAfter(
  { configs, replaces }: ResourceChange,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const after = new Map(replaces ? [] : before);
  for (const config of configs) {
    const value = brokerValueAfter(config, after);
    if (value === null) after.delete(config.name);
    else after.set(config.name, value);
  }
  return after;
}

function brokerValueAfter(change: AskedChange, set: ReadonlyMap<string, string>): string | null {
  const operation = operationOf(change);
  if (operation === undefined) {
    const why = `Unknown operations type ${change.configOperation}`;
    throw new Refusal(errorCodes.INVALID_REQUEST, why);
  }
  const definition = brokerConfigs.get(change.name);
  if (operation === 'APPEND' || operation === 'SUBTRACT') {
    const why =
      definition === undefined
        ? `Unknown config name: ${change.name}`
        : `Config value ${operation.toLowerCase()} is not allowed for config key: ${change.name}`;
    if (definition?.type !== 'LIST') throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
  return valueAfter(operation, change.value, set.get(change.name) ?? definition?.default ?? '');
}

/** Names that nobody knows pass: a plug-in may. */
function checkBrokerConfigs(configs: ReadonlyMap<string, string>): void {
  const fixed = [...configs.keys()].filter(isFixed);
  if (fixed.length > 0) {
    const why = `Cannot update these configs dynamically: [${fixed.join(', ')}]`;
    throw new Refusal(errorCodes.INVALID_REQUEST, why);
  }
  for (const [name, value] of configs) {
    const definition = brokerConfigs.get(name);
    const reason = definition === undefined ? undefined : illegalConfigReason(definition, value);
    if (reason !== undefined) throw new Refusal(errorCodes.INVALID_REQUEST, reason);
  }
}

function isFixed(name: string): boolean {
  const definition = brokerConfigs.get(name);
  return name === 'node.id' || (definition !== undefined && definition.dynamic !== true);
}
