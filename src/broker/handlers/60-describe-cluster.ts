/** DescribeCluster: id, controller and brokers (KIP-700). v2 lists fenced brokers on request. */
import { errorCodes } from '../../protocol/errors.ts';
import { describeClusterApi } from '../../protocol/messages/describeCluster.ts';
import { handler } from './handler.ts';

const endpointTypeBrokers = 1;

export const describeCluster = handler(describeClusterApi, (broker, request, _context, respond) => {
  const wrongType = request.endpointType !== endpointTypeBrokers;
  const brokers = [...broker.image.brokers.values()].filter(
    ({ fenced }) => request.includeFencedBrokers || !fenced,
  );
  respond({
    errorCode: wrongType ? errorCodes.MISMATCHED_ENDPOINT_TYPE : errorCodes.NONE,
    errorMessage: wrongType ? 'The request was sent to an endpoint of the wrong type.' : null,
    endpointType: endpointTypeBrokers,
    clusterId: broker.clusterId,
    controllerId: wrongType ? -1 : broker.quorum.leaderId,
    brokers: wrongType
      ? []
      : brokers.map(({ id, endpoint, rack, fenced }) => ({
          brokerId: id,
          ...endpoint,
          rack,
          isFenced: fenced,
        })),
  });
});
