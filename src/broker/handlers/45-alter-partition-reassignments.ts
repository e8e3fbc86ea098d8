/** AlterPartitionReassignments: decided by the active controller (KIP-455). */
import { alterPartitionReassignmentsApi } from '../../protocol/messages/alterPartitionReassignments.ts';
import { alterReassignments } from '../controller/alterReassignments.ts';
import { controllerHandler } from './controllerHandler.ts';

export const alterPartitionReassignments = controllerHandler({
  api: alterPartitionReassignmentsApi,
  forClients: true,
  decide: alterReassignments,
  failed: (_request, errorCode) => ({ errorCode, errorMessage: null, responses: [] }),
});
