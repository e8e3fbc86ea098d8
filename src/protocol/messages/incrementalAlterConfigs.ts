/**
 * IncrementalAlterConfigs: change some keys of a configuration and leave the rest (KIP-339).
 * v1 flexible.
 */
import { api, array, boolean, int8, int16, int32, string, struct } from '../schema.ts';

export const incrementalAlterConfigsApi = api({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexible: 1,
  request: struct({
    resources: array(
      struct({
        resourceType: int8({ mapKey: true }),
        resourceName: string({ mapKey: true }),
        configs: array(
          struct({
            name: string({ mapKey: true }),
            // 0 set, 1 delete, 2 append to a list, 3 subtract from it.
            configOperation: int8({ mapKey: true }),
            value: string({ nullable: true }),
          }),
        ),
      }),
    ),
    validateOnly: boolean({ default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    responses: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: true }),
        resourceType: int8(),
        resourceName: string(),
      }),
    ),
  }),
});
