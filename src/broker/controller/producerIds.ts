/** AllocateProducerIds: brokers draw producer ids in blocks, so that no two brokers give out the same. */
import { errorCodes } from '../../protocol/errors.ts';
import type { allocateProducerIdsApi } from '../../protocol/messages/allocateProducerIds.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';

const blockSize = 1000;

export function allocateProducerIds(
  state: ControllerState,
  request: Decoded<typeof allocateProducerIdsApi.request>,
): ControllerResult<Encodable<typeof allocateProducerIdsApi.response>> {
  const { brokerId, brokerEpoch } = request;
  const broker = state.image.brokers.get(brokerId);
  const refuse = (errorCode: number) => ({
    records: [],
    response: { throttleTimeMs: 0, errorCode, producerIdStart: 0, producerIdLen: 0 },
  });
  if (broker === undefined) return refuse(errorCodes.BROKER_ID_NOT_REGISTERED);
  if (broker.epoch !== brokerEpoch) return refuse(errorCodes.STALE_BROKER_EPOCH);
  const first = state.image.nextProducerId;
  const value = { brokerId, brokerEpoch, nextProducerId: first + blockSize };
  return {
    records: [{ type: 'ProducerIds', value }],
    response: {
      throttleTimeMs: 0,
      errorCode: errorCodes.NONE,
      producerIdStart: first,
      producerIdLen: blockSize,
    },
  };
}
