/** Carries the quorum's requests over the nodes' common road, as the APIs of the wire that they are. */
import { beginQuorumEpochApi } from '../protocol/messages/beginQuorumEpoch.ts';
import { endQuorumEpochApi } from '../protocol/messages/endQuorumEpoch.ts';
import { fetchApi } from '../protocol/messages/fetch.ts';
import { fetchSnapshotApi } from '../protocol/messages/fetchSnapshot.ts';
import { voteApi } from '../protocol/messages/vote.ts';
import type { Peers } from './peers.ts';
import type { QuorumRequest } from './quorum/messages.ts';
import type { Send } from './quorum/requests.ts';

/** @param timeoutMs after which an answer no longer matters */
export function quorumSend(peers: Peers, timeoutMs: number): Send {
  const send = (to: number, request: QuorumRequest, reply: (response: never) => void): void => {
    const api = quorumApis[request.api];
    peers.send(to, api, api.maxVersion, request.body as never, timeoutMs, reply as never);
  };
  return send as Send;
}

const quorumApis = {
  Vote: voteApi,
  BeginQuorumEpoch: beginQuorumEpochApi,
  EndQuorumEpoch: endQuorumEpochApi,
  Fetch: fetchApi,
  FetchSnapshot: fetchSnapshotApi,
} as const;
