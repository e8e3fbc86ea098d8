/** DescribeQuorum: the active controller and how far each voter has come (KIP-595, KIP-836). */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { describeQuorumApi } from '../../protocol/messages/describeQuorum.ts';
import type { Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { metadataTopic } from '../quorum/messages.ts';
import { handler } from './handler.ts';

/** Where the nodes can be reached is told from here on (KIP-853). */
const nodesVersion = 2;

type Response = Encodable<typeof describeQuorumApi.response>;

export const describeQuorum = handler(describeQuorumApi, (broker, request, context, respond) => {
  const { quorum, controllers, timers } = broker;
  if (quorum.isLeader) {
    respond({
      ...common(broker, context.apiVersion),
      topics: request.topics.map((topic) => describeTopic(broker, topic)),
    });
  } else if (context.onClose === undefined) {
    respond(undefined);
  } else {
    // Only the leader knows the others' progress, so the request is passed on, as Kafka's brokers do.
    const deadline = timers.now + 10_000;
    controllers.askUntil(describeQuorumApi, context.apiVersion, request, deadline, (response) =>
      respond(
        response ?? {
          ...common(broker, context.apiVersion),
          errorCode: errorCodes.NOT_LEADER_OR_FOLLOWER,
          topics: [],
        },
      ),
    );
  }
});

function common(broker: Broker, apiVersion: number): Omit<Response, 'topics'> {
  const status = { errorCode: errorCodes.NONE, errorMessage: null };
  if (apiVersion < nodesVersion) return status;
  const brokers = [...broker.image.brokers.values()];
  const nodes = brokers.map(({ id, endpoint }) => ({
    nodeId: id,
    listeners: [{ name: 'PLAINTEXT', ...endpoint }],
  }));
  return { ...status, nodes };
}

function describeTopic(
  broker: Broker,
  topic: { readonly topicName: string; readonly partitions: readonly { readonly partitionIndex: number }[] },
): Response['topics'][number] {
  const { leaderId, epoch, highWatermark, voters } = broker.quorum.describe();
  const known = topic.topicName === metadataTopic;
  return {
    topicName: topic.topicName,
    partitions: topic.partitions.map(({ partitionIndex }) => ({
      partitionIndex,
      errorCode: known && partitionIndex === 0 ? errorCodes.NONE : errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
      errorMessage: null,
      leaderId,
      leaderEpoch: epoch,
      highWatermark,
      currentVoters: voters.map((voter) => ({ ...voter, replicaDirectoryId: zeroUuid })),
      observers: [],
    })),
  };
}
