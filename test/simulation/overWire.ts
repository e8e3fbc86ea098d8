/** Takes messages between nodes through their bytes, so that no node gets at the objects or the records of another. */
import type { Carrier } from '../../src/broker/peers.ts';
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from '../../src/protocol/schema.ts';

export const overWire: Carrier = {
  request: (api, version, body) =>
    decodeRequest(api, version, whole(encodeRequest(api, version, body as never))) as never,
  response: (api, version, response) =>
    decodeResponse(api, version, whole(encodeResponse(api, version, response as never))) as never,
};

/** In memory of its own: pieces of Node's shared pool would make what logs hold depend on what ran before. */
function whole(parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) position += part.copy(bytes, position);
  return bytes;
}
