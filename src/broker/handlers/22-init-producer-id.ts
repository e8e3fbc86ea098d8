/** InitProducerId: an id for an idempotent producer. Transactional ids are refused: no coordinator serves them yet. */
import { errorCodes } from '../../protocol/errors.ts';
import { initProducerIdApi } from '../../protocol/messages/initProducerId.ts';
import { handler } from './handler.ts';

export const initProducerId = handler(initProducerIdApi, (broker, request, _context, respond) => {
  const refuse = (errorCode: number): void => respond({ errorCode, producerId: -1, producerEpoch: -1 });
  if (request.transactionalId !== null) {
    refuse(request.transactionalId === '' ? errorCodes.INVALID_REQUEST : errorCodes.NOT_COORDINATOR);
    return;
  }
  broker.producerIds.allocate((producerId) => {
    if (producerId === undefined) refuse(errorCodes.COORDINATOR_LOAD_IN_PROGRESS);
    else respond({ errorCode: errorCodes.NONE, producerId, producerEpoch: 0 });
  });
});
