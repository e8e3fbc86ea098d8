/**
 * AlterConfigs and IncrementalAlterConfigs at the controller: a resource is changed as a whole or not at all (Kafka's
 * ConfigurationControlManager). What is asked of a broker's configs has been checked by the broker that was asked.
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { alterConfigsApi } from '../../protocol/messages/alterConfigs.ts';
import type { incrementalAlterConfigsApi } from '../../protocol/messages/incrementalAlterConfigs.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import { brokerConfigs } from '../configDefinitions.ts';
import { illegalConfigReason } from '../configValues.ts';
import { topicConfigs } from '../topicConfigDefinitions.ts';
import { type AskedChange, operationOf, valueAfter } from './configOperation.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { brokerResource, topicResource } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { Refusal } from './refusal.ts';
import { illegalTopicNameReason } from './topicName.ts';

type Response = Encodable<typeof alterConfigsApi.response>;

interface Resource {
  readonly resourceType: number;
  readonly resourceName: string;
}

/** What a resource's configs become: a value each, null for one that goes. */
type NewValues = ReadonlyMap<string, string | null>;

/** The longest value a config may have, in bytes. */
const maxValueBytes = 32_767;

/** Some configs of a resource change; the others stay (KIP-339). */
export function incrementalAlterConfigs(
  state: ControllerState,
  request: Decoded<typeof incrementalAlterConfigsApi.request>,
): ControllerResult<Response> {
  return alter(state, request, (resource) => {
    const set = state.image.configsOf(resource.resourceType, resource.resourceName);
    const after = new Map<string, string | null>();
    for (const config of resource.configs) {
      after.set(config.name, newValue(resource, config, set.get(config.name)));
    }
    return after;
  });
}

/** A resource has the configs that the request names, and no others. */
export function alterConfigs(
  state: ControllerState,
  request: Decoded<typeof alterConfigsApi.request>,
): ControllerResult<Response> {
  return alter(state, request, (resource) => {
    const set = state.image.configsOf(resource.resourceType, resource.resourceName);
    const kept = resource.configs.map(({ name, value }): [string, string | null] => [name, value]);
    const gone = [...set.keys()].map((name): [string, null] => [name, null]);
    return new Map([...gone, ...kept]);
  });
}

/**
 * @param configs all that is set on the topic
 * @throws Refusal when one of them is no config of a topic, or illegal, or does not go with another
 */
export function checkTopicConfigs(configs: ReadonlyMap<string, string>): void {
  const refuse = (reason: string): never => {
    throw new Refusal(errorCodes.INVALID_CONFIG, reason);
  };
  const unknown = [...configs.keys()].find((name) => !topicConfigs.has(name));
  if (unknown !== undefined) refuse(`Unknown topic config name: ${unknown}`);
  for (const [name, value] of configs) {
    const definition = topicConfigs.get(name);
    const reason = definition === undefined ? undefined : illegalConfigReason(definition, value);
    if (reason !== undefined) refuse(reason);
  }
  const lag = (name: string): number => Number(configs.get(name) ?? topicConfigs.get(name)?.default);
  const [least, most] = [lag('min.compaction.lag.ms'), lag('max.compaction.lag.ms')];
  if (least > most) {
    refuse(
      `conflict topic config setting min.compaction.lag.ms (${least}) > max.compaction.lag.ms (${most})`,
    );
  }
  if (configs.get('remote.storage.enable')?.trim().toLowerCase() === 'true') {
    refuse(
      'Tiered Storage functionality is disabled in the broker. ' +
        'Topic cannot be configured with remote log storage.',
    );
  }
}

function alter<R extends Resource>(
  state: ControllerState,
  { resources, validateOnly }: { readonly resources: readonly R[]; readonly validateOnly: boolean },
  valuesAfter: (resource: R) => NewValues,
): ControllerResult<Response> {
  const records: MetadataRecord[] = [];
  const responses = resources.map((resource): Response['responses'][number] => {
    const { resourceType, resourceName } = resource;
    try {
      const written = change(state, resource, valuesAfter(resource));
      if (!validateOnly) records.push(...written);
      return { resourceType, resourceName, errorCode: errorCodes.NONE, errorMessage: null };
    } catch (error) {
      const { code, message } = Refusal.from(error);
      return { resourceType, resourceName, errorCode: code, errorMessage: message };
    }
  });
  return { records, response: { responses } };
}

/** @throws Refusal when the resource would not be legal afterwards, or is not there */
function change(state: ControllerState, resource: Resource, after: NewValues): MetadataRecord[] {
  const { resourceType, resourceName } = resource;
  const before = state.image.configsOf(resourceType, resourceName);
  const all = new Map(before);
  for (const [name, value] of after) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  if (resourceType === topicResource) {
    checkTopicName(resourceName);
    checkTopicConfigs(all);
    if (!state.image.topicsByName.has(resourceName)) {
      const why = `The topic '${resourceName}' does not exist.`;
      throw new Refusal(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, why);
    }
  } else {
    checkMinInsyncReplicas(state, resourceName, after);
  }
  return [...after]
    .filter(([name, value]) => resourceType === brokerResource || (before.get(name) ?? null) !== value)
    .map(([name, value]) => ({
      type: 'Config',
      value: { resourceType, resourceName, name, value },
    }));
}

function checkTopicName(name: string): void {
  if (name === '') throw new Refusal(errorCodes.INVALID_REQUEST, 'Default topic resources are not allowed.');
  const illegal = illegalTopicNameReason(name);
  if (illegal !== undefined) throw new Refusal(errorCodes.INVALID_TOPIC_EXCEPTION, illegal);
}

/** Who may lead a partition without losing records hangs on it, so that all brokers must go by one value (KIP-966). */
function checkMinInsyncReplicas(state: ControllerState, brokerName: string, after: NewValues): void {
  const isEnabled = (state.image.featureLevels.get('eligible.leader.replicas.version') ?? 0) > 0;
  if (!isEnabled || !after.has('min.insync.replicas')) return;
  if (brokerName !== '') {
    const why = 'Broker-level min.insync.replicas cannot be altered while ELR is enabled.';
    throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
  if (after.get('min.insync.replicas') === null) {
    const why = 'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.';
    throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
}

/** @throws Refusal when an item is added to, or taken from, what is no list, or the value is too long */
function newValue({ resourceType }: Resource, asked: AskedChange, before: string | undefined): string | null {
  const operation = operationOf(asked);
  // Kafka stumbles here.
  if (operation === undefined) throw new Refusal(errorCodes.UNKNOWN_SERVER_ERROR, 'Unknown operation.');
  const definition = (resourceType === topicResource ? topicConfigs : brokerConfigs).get(asked.name);
  if ((operation === 'APPEND' || operation === 'SUBTRACT') && definition?.type !== 'LIST') {
    const why = `Can't ${operation} to key ${asked.name} because its type is not LIST.`;
    throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
  const value = valueAfter(operation, asked.value, before ?? definition?.default ?? '');
  if (Buffer.byteLength(value ?? '') > maxValueBytes) {
    const why = `The configuration value cannot be added because it exceeds the maximum value size of ${maxValueBytes} bytes.`;
    throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
  return value;
}
