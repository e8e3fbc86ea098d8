/** ListPartitionReassignments: the controller's view, so that a move is listed as soon as it has begun (KIP-455). */
import { listPartitionReassignmentsApi } from '../../protocol/messages/listPartitionReassignments.ts';
import { listReassignments } from '../controller/alterReassignments.ts';
import { controllerHandler } from './controllerHandler.ts';

export const listPartitionReassignments = controllerHandler({
  api: listPartitionReassignmentsApi,
  forClients: true,
  decide: listReassignments,
  failed: (_request, errorCode) => ({ errorCode, errorMessage: null, topics: [] }),
});
