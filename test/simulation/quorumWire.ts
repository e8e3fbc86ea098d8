/** Takes a quorum message through its bytes in Kafka's newest version, so that no field lives only in our objects. */
import type { QuorumApi, QuorumRequest, QuorumResponse } from '../../src/broker/quorum/messages.ts';
import { beginQuorumEpochApi } from '../../src/protocol/messages/beginQuorumEpoch.ts';
import { endQuorumEpochApi } from '../../src/protocol/messages/endQuorumEpoch.ts';
import { fetchApi } from '../../src/protocol/messages/fetch.ts';
import { fetchSnapshotApi } from '../../src/protocol/messages/fetchSnapshot.ts';
import { voteApi } from '../../src/protocol/messages/vote.ts';
import {
  type Api,
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../../src/protocol/schema.ts';

const apis: Readonly<Record<QuorumApi, Api>> = {
  Vote: voteApi,
  BeginQuorumEpoch: beginQuorumEpochApi,
  EndQuorumEpoch: endQuorumEpochApi,
  Fetch: fetchApi,
  FetchSnapshot: fetchSnapshotApi,
};

export function requestOverWire<Name extends QuorumApi>(request: QuorumRequest<Name>): QuorumRequest<Name> {
  const api = apis[request.api];
  const bytes = Buffer.concat(encodeRequest(api, api.maxVersion, request.body as never));
  return { api: request.api, body: decodeRequest(api, api.maxVersion, bytes) as never };
}

export function responseOverWire<Name extends QuorumApi>(
  name: Name,
  response: QuorumResponse<Name>,
): QuorumResponse<Name> {
  const api = apis[name];
  const bytes = Buffer.concat(encodeResponse(api, api.maxVersion, response as never));
  return decodeResponse(api, api.maxVersion, bytes) as never;
}
