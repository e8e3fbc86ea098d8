/**
 * Handlers of the requests that only the active controller decides. Whichever node is asked passes the
 * request on and waits out an election, so that a client need not know who the controller is (KIP-590).
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { Api, Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from '../controller/controller.ts';
import type { Handler } from './handler.ts';

/** How long a request waits for a controller, as long as Kafka's own default request timeout. */
const patienceMs = 30_000;

export interface ControllerApi<A extends Api> {
  readonly api: A;
  readonly forClients: boolean;
  decide(state: ControllerState, request: Decoded<A['request']>): ControllerResult<Encodable<A['response']>>;
  /** The answer when no controller could be reached. */
  failed(request: Decoded<A['request']>, errorCode: number, version: number): Encodable<A['response']>;
}

export function controllerHandler<A extends Api>({
  api,
  forClients,
  decide,
  failed,
}: ControllerApi<A>): Handler {
  return {
    api,
    forClients,
    handle(broker, body, context, respond) {
      const request = body as Decoded<A['request']>;
      const fail = (errorCode: number): Encodable<A['response']> =>
        failed(request, errorCode, context.apiVersion);
      if (broker.controller !== undefined) {
        broker.controller.apply(
          (state) => decide(state, request),
          (response) => {
            const lost = response === undefined && context.onClose !== undefined;
            respond(lost ? fail(errorCodes.NOT_CONTROLLER) : response);
          },
        );
      } else if (context.onClose === undefined) {
        // Another node passed it on, to a controller that is none any more: it will look again.
        respond(undefined);
      } else {
        const deadline = broker.timers.now + patienceMs;
        broker.controllers.askUntil(api, context.apiVersion, request, deadline, (response) =>
          respond(response ?? fail(errorCodes.REQUEST_TIMED_OUT)),
        );
      }
    },
  };
}
