/** CreatePartitions: decided by the active controller (KIP-195). */
import { createPartitionsApi } from '../../protocol/messages/createPartitions.ts';
import { createPartitions as decide } from '../controller/topicChanges.ts';
import { controllerHandler } from './controllerHandler.ts';

export const createPartitions = controllerHandler({
  api: createPartitionsApi,
  forClients: true,
  decide,
  failed: (request, errorCode) => ({
    throttleTimeMs: 0,
    results: request.topics.map(({ name }) => ({ name, errorCode })),
  }),
});
