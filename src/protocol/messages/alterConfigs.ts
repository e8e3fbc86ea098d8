/**
 * AlterConfigs: replace a configuration as a whole. Old: IncrementalAlterConfigs is what clients should use.
 * v2 flexible.
 */
import { api, array, boolean, int8, int16, int32, string, struct } from '../schema.ts';

export const alterConfigsApi = api({
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 2],
  flexible: 2,
  request: struct({
    resources: array(
      struct({
        resourceType: int8({ mapKey: true }),
        resourceName: string({ mapKey: true }),
        configs: array(struct({ name: string({ mapKey: true }), value: string({ nullable: true }) })),
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
