/**
 * ListConfigResources: what has a configuration (KIP-1142). Topics and brokers here; v0 knows client metrics only, of
 * which there are none.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { listConfigResourcesApi } from '../../protocol/messages/listConfigResources.ts';
import { brokerResource, resourceTypes, topicResource } from '../controller/metadataImage.ts';
import { handler } from './handler.ts';

export const listConfigResources = handler(
  listConfigResourcesApi,
  ({ image }, request, { apiVersion }, respond) => {
    if (request.resourceTypes.some((type) => !resourceTypes.has(type))) {
      respond({ errorCode: errorCodes.UNSUPPORTED_VERSION, configResources: [] });
      return;
    }
    const asksFor = (type: number): boolean =>
      apiVersion > 0 && (request.resourceTypes.length === 0 || request.resourceTypes.includes(type));
    const brokers = [...image.brokers.keys()].filter((id) => image.isActive(id)).map(String);
    const resources = [
      { resourceType: brokerResource, names: brokers },
      { resourceType: topicResource, names: [...image.topicsByName.keys()] },
    ];
    respond({
      errorCode: errorCodes.NONE,
      configResources: resources
        .filter(({ resourceType }) => asksFor(resourceType))
        .flatMap(({ resourceType, names }) => names.map((resourceName) => ({ resourceName, resourceType }))),
    });
  },
);
