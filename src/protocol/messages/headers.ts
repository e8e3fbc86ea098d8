/** What stands before the body of every request and response. Which version it has follows from the API. */
import { int16, int32, message, string, struct } from '../schema.ts';

/** v2 flexible. Version 0 is gone with the last API that had it. */
export const requestHeader = message({
  name: 'RequestHeader',
  versions: [1, 2],
  flexible: 2,
  struct: struct({
    requestApiKey: int16(),
    requestApiVersion: int16(),
    correlationId: int32(),
    // Keeps its length in two bytes, so that any broker can read the header of any ApiVersions request.
    clientId: string({ nullable: true, flexible: false }),
  }),
});

/** v1 flexible. */
export const responseHeader = message({
  name: 'ResponseHeader',
  versions: [0, 1],
  flexible: 1,
  struct: struct({ correlationId: int32() }),
});
