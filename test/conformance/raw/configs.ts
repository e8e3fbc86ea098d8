/** Requests about configs, as short as the tests want them. */
import { describeConfigsApi } from '../../../src/protocol/messages/describeConfigs.ts';
import { incrementalAlterConfigsApi } from '../../../src/protocol/messages/incrementalAlterConfigs.ts';
import { eventually } from '../support.ts';
import type { RawConnection } from './connection.ts';

export const topicResource = 2;
export const brokerResource = 4;
export const [set, remove, append, subtract] = [0, 1, 2, 3] as const;

export type Resource = readonly [resourceType: number, resourceName: string];
export type Change = readonly [name: string, operation: number, value: string | null];

/** Changes one resource; gives its line of the answer. */
export async function alter(
  connection: RawConnection,
  [resourceType, resourceName]: Resource,
  changes: readonly Change[],
  validateOnly = false,
) {
  const configs = changes.map(([name, configOperation, value]) => ({ name, configOperation, value }));
  const resources = [{ resourceType, resourceName, configs }];
  const { responses } = await connection.request(incrementalAlterConfigsApi, 1, { resources, validateOnly });
  const [answer] = responses;
  return [answer?.errorCode, answer?.errorMessage];
}

/** The configs of one resource, all of them unless names are given. */
export async function describeResource(
  connection: RawConnection,
  [resourceType, resourceName]: Resource,
  configurationKeys: readonly string[] | null = null,
) {
  const resources = [{ resourceType, resourceName, configurationKeys }];
  const request = { resources, includeSynonyms: true, includeDocumentation: true };
  const { results } = await connection.request(describeConfigsApi, 4, request);
  return results[0];
}

/** Waits until the broker that is asked shows a config as expected: what is decided reaches it a moment later. */
export async function shows(
  connection: RawConnection,
  resource: Resource,
  name: string,
  value: string | null,
  source: number,
) {
  return eventually(`${name} is ${value}`, async () => {
    const [config] = (await describeResource(connection, resource, [name]))?.configs ?? [];
    return config?.value === value && config.configSource === source ? config : undefined;
  });
}
