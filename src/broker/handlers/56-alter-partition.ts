/** AlterPartition: a leader asks the controller for another ISR (KIP-497). Between nodes only. */
import { alterPartitionApi } from '../../protocol/messages/alterPartition.ts';
import { alterPartition as decide } from '../controller/alterPartition.ts';
import { controllerHandler } from './controllerHandler.ts';

export const alterPartition = controllerHandler({
  api: alterPartitionApi,
  forClients: false,
  decide,
  failed: (_request, errorCode) => ({ throttleTimeMs: 0, errorCode, topics: [] }),
});
