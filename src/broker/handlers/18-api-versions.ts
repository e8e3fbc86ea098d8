/**
 * ApiVersions: what this node speaks, read off the table of handlers. Versions that the table does not have are
 * answered by the connection, in version 0.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { apiVersionsApi } from '../../protocol/messages/apiVersions.ts';
import type { Broker } from '../broker.ts';
import { handler } from './handler.ts';
import { clientHandlers } from './table.ts';

/** Client names and versions that Kafka takes (KIP-511). */
const softwareName = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;

export const apiVersions = handler(apiVersionsApi, (broker, request, context, respond) => {
  const named = context.apiVersion < 3 || isLegal(request.clientSoftwareName, request.clientSoftwareVersion);
  if (!named) {
    respond({ errorCode: errorCodes.INVALID_REQUEST, apiKeys: [], throttleTimeMs: 0 });
    return;
  }
  const elsewhere =
    (request.clusterId !== null && request.clusterId !== broker.clusterId) ||
    (request.nodeId !== -1 && request.nodeId !== broker.nodeId);
  respond({
    errorCode: elsewhere ? errorCodes.REBOOTSTRAP_REQUIRED : errorCodes.NONE,
    apiKeys: apiKeys(),
    throttleTimeMs: 0,
    ...features(broker),
  });
});

function isLegal(name: string, version: string): boolean {
  return softwareName.test(name) && softwareName.test(version);
}

function apiKeys(): { apiKey: number; minVersion: number; maxVersion: number }[] {
  return [...clientHandlers.values()]
    .map(({ api }) => ({
      apiKey: api.key,
      minVersion: api.advertisedMinVersion,
      maxVersion: api.maxVersion,
    }))
    .sort((a, b) => a.apiKey - b.apiKey);
}

/** Finalized features are the ones the metadata log names, as of its offset. */
function features(broker: Broker) {
  const finalized = [...broker.image.featureLevels].map(([name, level]) => ({
    name,
    maxVersionLevel: level,
    minVersionLevel: level,
  }));
  return {
    supportedFeatures: finalized.map(({ name, maxVersionLevel }) => ({
      name,
      minVersion: 1,
      maxVersion: maxVersionLevel,
    })),
    finalizedFeaturesEpoch: broker.image.offset,
    finalizedFeatures: finalized,
  };
}
