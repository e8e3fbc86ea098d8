/**
 * What the two APIs that alter configs share: the broker that is asked refuses what it may, and the controller
 * decides on the rest. The answer has a line for each resource that was named, in that order.
 */
import type { alterConfigsApi } from '../../protocol/messages/alterConfigs.ts';
import type { Api, Encodable } from '../../protocol/schema.ts';
import { type ResourceChange, refusalsOf } from '../alterConfigsChecks.ts';
import type { Handler } from './handler.ts';

type Response = Encodable<typeof alterConfigsApi.response>;

interface Resource {
  readonly resourceType: number;
  readonly resourceName: string;
}

/**
 * @param atController what passes the request on and answers for the controller
 * @param changeOf a resource of the request, as the checks want it
 */
export function alterConfigsHandler<R extends Resource>(
  atController: Handler,
  changeOf: (resource: R) => ResourceChange,
): Handler {
  return {
    ...atController,
    handle(broker, body, context, respond) {
      if (context.onClose === undefined) {
        // Another broker has looked at it before it passed it on.
        atController.handle(broker, body, context, respond);
        return;
      }
      const request = body as { readonly resources: readonly R[] };
      const refusals = refusalsOf(request.resources.map(changeOf), broker.nodeId, broker.image);
      const answer = (decided: Response['responses']): void => {
        const left = [...decided];
        const responses = request.resources.map(({ resourceType, resourceName }, index) => {
          const refusal = refusals[index];
          if (refusal === undefined) return left.shift() as Response['responses'][number];
          const { code: errorCode, message: errorMessage } = refusal;
          return { errorCode, errorMessage, resourceType, resourceName };
        });
        respond({ responses } as Encodable<Api['response']>);
      };
      const passed = request.resources.filter((_, index) => refusals[index] === undefined);
      if (passed.length === 0) answer([]);
      else {
        atController.handle(broker, { ...request, resources: passed }, context, (response) =>
          answer((response as Response).responses),
        );
      }
    },
  };
}

/** The answer when no controller could be reached. */
export function notAltered(
  { resources }: { readonly resources: readonly Resource[] },
  errorCode: number,
): Response {
  return {
    responses: resources.map(({ resourceType, resourceName }) => ({
      errorCode,
      errorMessage: null,
      resourceType,
      resourceName,
    })),
  };
}
