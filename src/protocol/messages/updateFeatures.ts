/**
 * UpdateFeatures: raise or lower feature levels of the cluster (KIP-584).
 * v1 kinds of upgrade and a dry run, v2 one result for all.
 */
import { api, array, boolean, int8, int16, int32, string, struct } from '../schema.ts';

export const updateFeaturesApi = api({
  key: 57,
  name: 'UpdateFeatures',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    timeoutMs: int32({ default: 60_000 }),
    featureUpdates: array(
      struct({
        feature: string({ mapKey: true }),
        maxVersionLevel: int16(),
        allowDowngrade: boolean({ until: 0, default: false }),
        // 1 upgrade, 2 safe downgrade, 3 unsafe downgrade.
        upgradeType: int8({ since: 1, default: 1 }),
      }),
    ),
    validateOnly: boolean({ since: 1, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    results: array(
      struct({
        feature: string({ mapKey: true }),
        errorCode: int16(),
        errorMessage: string({ nullable: true }),
      }),
      { until: 1, default: [], ignorable: true },
    ),
  }),
});
