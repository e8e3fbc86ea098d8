/** BrokerHeartbeat: a node shows that it lives, and asks to leave (KIP-631). Between nodes only. */
import { brokerHeartbeatApi } from '../../protocol/messages/brokerHeartbeat.ts';
import { heartbeat } from '../controller/brokerChanges.ts';
import { controllerHandler } from './controllerHandler.ts';

export const brokerHeartbeat = controllerHandler({
  api: brokerHeartbeatApi,
  forClients: false,
  decide: heartbeat,
  failed: (_request, errorCode) => ({ throttleTimeMs: 0, errorCode, shouldShutDown: false }),
});
