/** ElectLeaders: decided by the active controller. v1 unclean elections as well (KIP-460). */
import { errorCodes } from '../../protocol/errors.ts';
import { electLeadersApi } from '../../protocol/messages/electLeaders.ts';
import { electLeaders as decide, electionsFailed } from '../controller/electLeaders.ts';
import { controllerHandler } from './controllerHandler.ts';

export const electLeaders = controllerHandler({
  api: electLeadersApi,
  forClients: true,
  decide,
  failed(request, errorCode, version) {
    const response = electionsFailed(request, errorCode);
    // v0 tells errors of partitions only.
    return version === 0 ? { ...response, errorCode: errorCodes.NONE } : response;
  },
});
