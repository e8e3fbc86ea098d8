/**
 * ConsumerGroupDescribe: members of a KIP-848 group, what they own and what they shall own.
 * v1 whether a member still speaks the classic protocol (KIP-1099).
 */
import { api, array, boolean, int8, int16, int32, string, struct, uuid } from '../schema.ts';

const topicPartitions = struct({ topicId: uuid(), topicName: string(), partitions: array(int32()) });

const assignment = struct({ topicPartitions: array(topicPartitions) });

export const consumerGroupDescribeApi = api({
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: [0, 1],
  flexible: 0,
  request: struct({ groupIds: array(string()), includeAuthorizedOperations: boolean({ default: false }) }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    groups: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: true, default: null }),
        groupId: string(),
        groupState: string(),
        groupEpoch: int32(),
        assignmentEpoch: int32(),
        assignorName: string(),
        members: array(
          struct({
            memberId: string(),
            instanceId: string({ nullable: true, default: null }),
            rackId: string({ nullable: true, default: null }),
            memberEpoch: int32(),
            clientId: string(),
            clientHost: string(),
            subscribedTopicNames: array(string()),
            subscribedTopicRegex: string({ nullable: true, default: null }),
            assignment,
            targetAssignment: assignment,
            // -1 unknown, 0 classic, 1 consumer.
            memberType: int8({ since: 1, default: -1, ignorable: true }),
          }),
        ),
        authorizedOperations: int32({ default: -0x80000000 }),
      }),
    ),
  }),
});
