/** CreateTopics: decided by the active controller. v5 answers with the configs (KIP-525), v7 with topic ids. */
import { zeroUuid } from '../../protocol/bytes.ts';
import { createTopicsApi } from '../../protocol/messages/createTopics.ts';
import { createTopics as decide } from '../controller/createTopics.ts';
import { controllerHandler } from './controllerHandler.ts';

export const createTopics = controllerHandler({
  api: createTopicsApi,
  forClients: true,
  decide,
  failed: (request, errorCode) => ({
    topics: request.topics.map(({ name }) => ({
      name,
      topicId: zeroUuid,
      errorCode,
      errorMessage: null,
      configs: null,
    })),
  }),
});
