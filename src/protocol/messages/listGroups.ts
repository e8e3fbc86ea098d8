/**
 * ListGroups: the groups that this broker coordinates.
 * v3 flexible, v4 filter and field for the state (KIP-518), v5 for the type, classic or consumer (KIP-848).
 */
import { api, array, int16, int32, string, struct } from '../schema.ts';

export const listGroupsApi = api({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexible: 3,
  request: struct({
    // An empty filter lets everything through.
    statesFilter: array(string(), { since: 4, default: [] }),
    typesFilter: array(string(), { since: 5, default: [] }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    errorCode: int16(),
    groups: array(
      struct({
        groupId: string(),
        protocolType: string(),
        groupState: string({ since: 4, ignorable: true }),
        groupType: string({ since: 5, ignorable: true }),
      }),
    ),
  }),
});
