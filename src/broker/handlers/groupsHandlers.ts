/**
 * The requests that name several groups, or all: OffsetFetch (9), DescribeGroups (15), ListGroups (16) and
 * DeleteGroups (42). Each group's shard answers for its own, and the answers are put together in order.
 */

import { errorCodes } from '../../protocol/errors.ts';
import { deleteGroupsApi } from '../../protocol/messages/deleteGroups.ts';
import { describeGroupsApi } from '../../protocol/messages/describeGroups.ts';
import { listGroupsApi } from '../../protocol/messages/listGroups.ts';
import { offsetFetchApi } from '../../protocol/messages/offsetFetch.ts';
import { deletedGroup, describedGroupError, offsetFetchError } from '../group/errorResponses.ts';
import type { DeletedGroup, OffsetFetchedGroup, OffsetFetchGroup } from '../group/messageTypes.ts';
import { offsetFetchGroups, offsetFetchResponse } from '../group/offsetFetch.ts';
import { handler } from './handler.ts';

export const offsetFetch = handler(offsetFetchApi, (broker, request, { apiVersion }, respond) => {
  const groups = offsetFetchGroups(request, apiVersion);
  const options = { apiVersion, requireStable: request.requireStable };
  gather<OffsetFetchGroup, OffsetFetchedGroup>(
    groups,
    (group, done) => {
      const { shard, error } = broker.groups.find(group.groupId);
      if (shard === undefined) done(offsetFetchError(error, group, apiVersion));
      else shard.fetchOffsets(group, options, done);
    },
    (answers) => respond(offsetFetchResponse(answers, apiVersion)),
  );
});

export const describeGroups = handler(describeGroupsApi, (broker, request, { apiVersion }, respond) => {
  const options = { apiVersion, includeAuthorizedOperations: request.includeAuthorizedOperations };
  const groups = request.groups.flatMap((groupId) => {
    const { shard, error } = broker.groups.find(groupId);
    if (shard === undefined) return [describedGroupError(error, groupId)];
    return shard.describeGroups([groupId], options);
  });
  respond({ groups });
});

export const listGroups = handler(listGroupsApi, (broker, request, _context, respond) => {
  const filter = { states: request.statesFilter, types: request.typesFilter };
  if (broker.groups.isLoading) {
    respond({ errorCode: errorCodes.COORDINATOR_LOAD_IN_PROGRESS, groups: [] });
    return;
  }
  const groups = [...broker.groups.shards()].flatMap((shard) => shard.listGroups(filter));
  respond({ errorCode: errorCodes.NONE, groups });
});

export const deleteGroups = handler(deleteGroupsApi, (broker, request, _context, respond) => {
  gather<string, readonly DeletedGroup[]>(
    request.groupsNames,
    (groupId, done) => {
      const { shard, error } = broker.groups.find(groupId);
      if (shard === undefined) done([deletedGroup(groupId, error)]);
      else shard.deleteGroups([groupId], done);
    },
    (answers) => respond({ results: answers.flat() }),
  );
});

/** Asks for each item, and hands on the answers in the order of the items once all are there. */
function gather<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item, done: (answer: Answer) => void) => void,
  done: (answers: readonly Answer[]) => void,
): void {
  const answers: Answer[] = new Array(items.length);
  let missing = items.length;
  if (missing === 0) done(answers);
  items.forEach((item, index) => {
    ask(item, (answer) => {
      answers[index] = answer;
      missing -= 1;
      if (missing === 0) done(answers);
    });
  });
}
