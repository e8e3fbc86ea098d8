/** Takes messages between nodes through their bytes, so that no node gets at the objects or the records of another. */
import type { Carrier } from '../../src/broker/peers.ts';
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from '../../src/protocol/schema.ts';

export const overWire: Carrier = {
  request: (api, version, body) =>
    decodeRequest(api, version, Buffer.concat(encodeRequest(api, version, body as never))) as never,
  response: (api, version, response) =>
    decodeResponse(api, version, Buffer.concat(encodeResponse(api, version, response as never))) as never,
};
