/**
 * ListConfigResources: what has a configuration of its own.
 * v0 client metrics only, v1 any type (KIP-1142).
 */
import { api, array, int8, int16, int32, string, struct } from '../schema.ts';

export const listConfigResourcesApi = api({
  key: 74,
  name: 'ListConfigResources',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    // Empty: all types.
    resourceTypes: array(int8(), { since: 1, default: [] }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    configResources: array(
      struct({
        resourceName: string(),
        resourceType: int8({ since: 1, default: 16, ignorable: true }),
      }),
    ),
  }),
});
