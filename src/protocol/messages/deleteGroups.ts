/**
 * DeleteGroups: forget empty groups and their offsets.
 * v2 flexible, v3 an error message for each group.
 */
import { api, array, int16, int32, string, struct } from '../schema.ts';

export const deleteGroupsApi = api({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 3],
  flexible: 2,
  request: struct({ groupsNames: array(string()) }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    results: array(
      struct({
        groupId: string({ mapKey: true }),
        errorCode: int16(),
        errorMessage: string({ since: 3, nullable: true, default: null, ignorable: true }),
      }),
    ),
  }),
});
