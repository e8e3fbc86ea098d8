/**
 * FindCoordinator: which broker coordinates a group or a transaction.
 * v1 transactions, v3 flexible, v4 many keys at once (KIP-699), v5 TRANSACTION_ABORTABLE, v6 share groups
 * (KIP-932).
 */
import { api, array, int8, int16, int32, string, struct } from '../schema.ts';

export const findCoordinatorApi = api({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexible: 3,
  request: struct({
    key: string({ until: 3, default: '' }),
    // 0 group, 1 transaction, 2 share partition ("group:topicId:partition").
    keyType: int8({ since: 1, default: 0 }),
    coordinatorKeys: array(string(), { since: 4, default: [] }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    errorCode: int16({ until: 3, default: 0 }),
    errorMessage: string({ since: 1, until: 3, nullable: true, default: '', ignorable: true }),
    nodeId: int32({ until: 3, default: 0 }),
    host: string({ until: 3, default: '' }),
    port: int32({ until: 3, default: 0 }),
    coordinators: array(
      struct({
        key: string(),
        nodeId: int32(),
        host: string(),
        port: int32(),
        errorCode: int16(),
        errorMessage: string({ nullable: true, ignorable: true }),
      }),
      { since: 4, default: [] },
    ),
  }),
});
