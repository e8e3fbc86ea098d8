/** UnregisterBroker: decided by the active controller; a broker that has gone for good is forgotten (KIP-631). */
import { unregisterBrokerApi } from '../../protocol/messages/unregisterBroker.ts';
import { unregisterBroker as decide } from '../controller/brokerChanges.ts';
import { controllerHandler } from './controllerHandler.ts';

export const unregisterBroker = controllerHandler({
  api: unregisterBrokerApi,
  forClients: true,
  decide,
  failed: (_request, errorCode) => ({ errorCode, errorMessage: null }),
});
