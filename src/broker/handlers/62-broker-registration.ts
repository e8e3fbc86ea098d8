/** BrokerRegistration: a node that starts makes itself known to the controller (KIP-631). Between nodes only. */
import { brokerRegistrationApi } from '../../protocol/messages/brokerRegistration.ts';
import { registerBroker } from '../controller/brokerChanges.ts';
import { controllerHandler } from './controllerHandler.ts';

export const brokerRegistration = controllerHandler({
  api: brokerRegistrationApi,
  forClients: false,
  decide: registerBroker,
  failed: (_request, errorCode) => ({ throttleTimeMs: 0, errorCode }),
});
