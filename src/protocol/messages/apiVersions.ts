/**
 * ApiVersions: what a node speaks, asked first on every connection.
 * v3 flexible, features and the client's software (KIP-511, KIP-584), v4 features from level 0, v5 the node
 * that the client means (KIP-1242).
 */
import { api, array, boolean, int16, int32, int64, string, struct } from '../schema.ts';

/** An unknown version is answered in version 0 with error 35, which any client can read (KIP-511). */
export const apiVersionsApi = api({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 5],
  flexible: 3,
  request: struct({
    clientSoftwareName: string({ since: 3, ignorable: true }),
    clientSoftwareVersion: string({ since: 3, ignorable: true }),
    // Which node the client means to talk to; another one answers REBOOTSTRAP_REQUIRED (KIP-1242).
    clusterId: string({ since: 5, nullable: true, default: null, ignorable: true }),
    nodeId: int32({ since: 5, default: -1, ignorable: true }),
  }),
  response: struct({
    errorCode: int16(),
    apiKeys: array(
      struct({
        apiKey: int16({ mapKey: true }),
        minVersion: int16(),
        maxVersion: int16(),
      }),
    ),
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    supportedFeatures: array(
      struct({
        name: string({ mapKey: true }),
        minVersion: int16(),
        maxVersion: int16(),
      }),
      { since: 3, tag: 0, ignorable: true },
    ),
    finalizedFeaturesEpoch: int64({ since: 3, tag: 1, default: -1, ignorable: true }),
    finalizedFeatures: array(
      struct({
        name: string({ mapKey: true }),
        maxVersionLevel: int16(),
        minVersionLevel: int16(),
      }),
      { since: 3, tag: 2, ignorable: true },
    ),
    zkMigrationReady: boolean({ since: 3, tag: 3, default: false, ignorable: true }),
  }),
});
