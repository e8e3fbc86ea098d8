/** DeleteTopics: decided by the active controller. v6 by id as well (KIP-516). */
import { zeroUuid } from '../../protocol/bytes.ts';
import { deleteTopicsApi } from '../../protocol/messages/deleteTopics.ts';
import { deleteTopics as decide } from '../controller/topicChanges.ts';
import { controllerHandler } from './controllerHandler.ts';

export const deleteTopics = controllerHandler({
  api: deleteTopicsApi,
  forClients: true,
  decide,
  failed: (request, errorCode) => ({
    responses: [
      ...request.topicNames.map((name) => ({ name, topicId: zeroUuid, errorCode })),
      ...request.topics.map(({ name, topicId }) => ({ name, topicId, errorCode })),
    ],
  }),
});
