/** AllocateProducerIds: a node draws a block of producer ids (KIP-730). Between nodes only. */
import { allocateProducerIdsApi } from '../../protocol/messages/allocateProducerIds.ts';
import { allocateProducerIds as decide } from '../controller/producerIds.ts';
import { controllerHandler } from './controllerHandler.ts';

export const allocateProducerIds = controllerHandler({
  api: allocateProducerIdsApi,
  forClients: false,
  decide,
  failed: (_request, errorCode) => ({ throttleTimeMs: 0, errorCode, producerIdStart: 0, producerIdLen: 0 }),
});
