/**
 * FindCoordinator: the leader of the partition of __consumer_offsets that a group hashes to. The first who asks
 * brings the topic into being. v1 key types, v4 several keys (KIP-699). Transactions and share groups have no
 * coordinator here.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { findCoordinatorApi } from '../../protocol/messages/findCoordinator.ts';
import type { Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { coordinatorPartition, offsetsTopicName } from '../group/coordinatorPartition.ts';
import { handler } from './handler.ts';

type Coordinator = NonNullable<Encodable<typeof findCoordinatorApi.response>['coordinators']>[number];

const groupKey = 0;

export const findCoordinator = handler(findCoordinatorApi, (broker, request, context, respond) => {
  if (context.apiVersion >= 4) {
    const coordinators = request.coordinatorKeys.map((key) => find(broker, request.keyType, key));
    respond({ coordinators });
    return;
  }
  const { errorCode, errorMessage, nodeId, host, port } = find(broker, request.keyType, request.key);
  respond({ errorCode, errorMessage, nodeId, host, port });
});

function find(broker: Broker, keyType: number, key: string): Coordinator {
  const { image } = broker;
  const fail = (errorCode: number, errorMessage: string): Coordinator => ({
    key,
    nodeId: -1,
    host: '',
    port: -1,
    errorCode,
    errorMessage,
  });
  if (keyType !== groupKey) {
    return fail(errorCodes.COORDINATOR_NOT_AVAILABLE, 'Only consumer groups have a coordinator here.');
  }
  const topic = image.topicsByName.get(offsetsTopicName);
  if (topic === undefined) broker.autoTopics.create(offsetsTopicName);
  const index = coordinatorPartition(key, topic?.partitions.length ?? 1);
  const leader = image.brokers.get(topic?.partitions[index]?.leader ?? -1);
  if (leader === undefined || leader.fenced) {
    return fail(errorCodes.COORDINATOR_NOT_AVAILABLE, 'The coordinator is not available.');
  }
  const { host, port } = leader.endpoint;
  return { key, nodeId: leader.id, host, port, errorCode: errorCodes.NONE, errorMessage: '' };
}
