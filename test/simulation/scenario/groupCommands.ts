/** Commands of scenarios about consumer groups: members that join together, beat and commit, and what a group is. */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { describeGroupsApi } from '../../../src/protocol/messages/describeGroups.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { offsetFetchApi } from '../../../src/protocol/messages/offsetFetch.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import { decodeAssignment, encodeAssignment, encodeSubscription } from '../clients/consumerProtocol.ts';
import type { RunCommand, Scenario } from './scenario.ts';
import { parseDuration, parsePartition } from './transcript.ts';

const retryMs = 100;
const mostTries = 600;

/** `join billing orders alice bob [session=30s]`: they join together; the first one deals out the partitions. */
const join: RunCommand = (scenario, { words, options }) => {
  const [group = '', topic = '', ...names] = words;
  const { cluster } = scenario;
  const coordinator = coordinatorOf(scenario, group);
  const body = {
    groupId: group,
    sessionTimeoutMs: parseDuration(options.get('session') ?? '30s'),
    rebalanceTimeoutMs: 60_000,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: encodeSubscription(topic) }],
  };
  const ask = (idOf: (name: string) => string) =>
    cluster.askAll(
      joinGroupApi,
      names.map((name) => ({ nodeId: coordinator, name, body: { ...body, memberId: idOf(name) } })),
    );
  // The first answer is the id under which a member joins (KIP-394).
  const ids = new Map(ask(() => '').map((answer, index) => [names[index] ?? '', answer?.memberId ?? '']));
  const joined = ask((name) => ids.get(name) ?? '');
  const partitions = cluster.eye.image?.topicsByName.get(topic)?.partitions.length ?? 0;
  const assignments = names.map((name, index) => {
    const own = Array.from({ length: partitions }, (_, each) => each).filter(
      (each) => each % names.length === index,
    );
    return { memberId: ids.get(name) ?? '', assignment: encodeAssignment(topic, own) };
  });
  const synced = cluster.askAll(
    syncGroupApi,
    names.map((name, index) => ({
      nodeId: coordinator,
      name,
      body: {
        groupId: group,
        generationId: joined[index]?.generationId ?? -1,
        memberId: ids.get(name) ?? '',
        protocolType: 'consumer',
        protocolName: 'range',
        assignments: joined[index]?.leader === ids.get(name) ? assignments : [],
      },
    })),
  );
  return names.map((name, index) => {
    const generation = joined[index]?.generationId ?? -1;
    const answer = synced[index];
    scenario.members.set(`${group} ${name}`, { memberId: ids.get(name) ?? '', generation });
    if (answer?.errorCode !== errorCodes.NONE) return `${name}: ${nameOf(answer?.errorCode)}`;
    const own = decodeAssignment(answer.assignment).map((each) => `${topic}-${each}`);
    return `${name} has [${own}] in generation ${generation}`;
  });
};

/** `heartbeat billing alice`: of the generation that she joined. */
const heartbeat: RunCommand = (scenario, { words }) => {
  const [groupId = '', name = ''] = words;
  const { memberId, generation } = memberOf(scenario, groupId, name);
  const body = { groupId, generationId: generation, memberId };
  const nodeId = coordinatorOf(scenario, groupId);
  return [`${nodeId} answers: ${nameOf(scenario.cluster.ask(nodeId, heartbeatApi, body)?.errorCode)}`];
};

/** `commit billing alice orders-0 2` */
const commit: RunCommand = (scenario, { words }) => {
  const [groupId = '', name = '', where, offset] = words;
  const { topic, partition } = parsePartition(where);
  const { memberId, generation } = memberOf(scenario, groupId, name);
  const topicId = scenario.cluster.eye.image?.topicsByName.get(topic)?.id ?? '';
  const partitions = [
    { partitionIndex: partition, committedOffset: Number(offset), committedMetadata: null },
  ];
  const topics = [{ name: topic, topicId, partitions }];
  const body = { groupId, generationIdOrMemberEpoch: generation, memberId, topics };
  const nodeId = coordinatorOf(scenario, groupId);
  const response = scenario.cluster.ask(nodeId, offsetCommitApi, body);
  return [`${nodeId} answers: ${nameOf(response?.topics[0]?.partitions[0]?.errorCode)}`];
};

/** `committed billing orders-0` */
const committed: RunCommand = (scenario, { words }) => {
  const [groupId = '', where] = words;
  const { topic, partition } = parsePartition(where);
  const topicId = scenario.cluster.eye.image?.topicsByName.get(topic)?.id ?? '';
  const topics = [{ name: topic, topicId, partitionIndexes: [partition] }];
  const nodeId = coordinatorOf(scenario, groupId);
  const response = scenario.cluster.ask(nodeId, offsetFetchApi, {
    groups: [{ groupId, topics }],
    requireStable: true,
  });
  const answer = response?.groups[0];
  if (answer?.errorCode !== errorCodes.NONE) return [`${nodeId} answers: ${nameOf(answer?.errorCode)}`];
  return [`${nodeId} answers: ${answer.topics[0]?.partitions[0]?.committedOffset}`];
};

/** `group billing`: its state and members, as its coordinator describes it. */
const group: RunCommand = (scenario, { words }) => {
  const [groupId = ''] = words;
  const nodeId = coordinatorOf(scenario, groupId);
  const answer = scenario.cluster.ask(nodeId, describeGroupsApi, { groups: [groupId] })?.groups[0];
  if (answer?.errorCode !== errorCodes.NONE) return [`${nodeId} answers: ${nameOf(answer?.errorCode)}`];
  const members = answer.members.map(({ clientId, memberAssignment }) => {
    return `${clientId} [${decodeAssignment(memberAssignment)}]`;
  });
  return [`${groupId} at ${nodeId}: ${answer.groupState}, ${members.sort().join(', ') || 'no members'}`];
};

export const groupCommands: ReadonlyMap<string, RunCommand> = new Map([
  ['join', join],
  ['heartbeat', heartbeat],
  ['commit', commit],
  ['committed', committed],
  ['group', group],
]);

/** Asks around until the group has a coordinator, as clients do. */
function coordinatorOf({ cluster }: Scenario, groupId: string): number {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const running = cluster.cluster.nodeIds.filter((nodeId) => cluster.cluster.broker(nodeId) !== undefined);
    const nodeId = running[tries % running.length] ?? 1;
    const found = cluster.ask(nodeId, findCoordinatorApi, { coordinatorKeys: [groupId] })?.coordinators[0];
    if (found?.errorCode === errorCodes.NONE && isReady(cluster, found.nodeId, groupId)) return found.nodeId;
    cluster.advance(retryMs);
  }
  throw new Error(`${groupId} has no coordinator`);
}

/** A coordinator may be named before it has loaded the group's partition. */
function isReady(cluster: Scenario['cluster'], nodeId: number, groupId: string): boolean {
  const answer = cluster.ask(nodeId, describeGroupsApi, { groups: [groupId] })?.groups[0];
  return answer?.errorCode === errorCodes.NONE || answer?.errorCode === errorCodes.GROUP_ID_NOT_FOUND;
}

function memberOf({ members }: Scenario, groupId: string, name: string) {
  const member = members.get(`${groupId} ${name}`);
  if (member === undefined) throw new Error(`${name} has not joined ${groupId}`);
  return member;
}

function nameOf(error: number | undefined): string {
  return error === undefined ? 'no answer' : errorByCode(error).name;
}
