/**
 * Vote (52), BeginQuorumEpoch (53), EndQuorumEpoch (54) and FetchSnapshot (59): the quorum's own, between nodes only
 * (KIP-595, KIP-630).
 */
import { beginQuorumEpochApi } from '../../protocol/messages/beginQuorumEpoch.ts';
import { endQuorumEpochApi } from '../../protocol/messages/endQuorumEpoch.ts';
import { fetchSnapshotApi } from '../../protocol/messages/fetchSnapshot.ts';
import { voteApi } from '../../protocol/messages/vote.ts';
import { internalHandler } from './handler.ts';

export const vote = internalHandler(voteApi, (broker, request, _context, respond) =>
  broker.quorum.handleVote(request, respond),
);

export const beginQuorumEpoch = internalHandler(beginQuorumEpochApi, (broker, request, _context, respond) =>
  broker.quorum.handleBeginQuorumEpoch(request, respond),
);

export const endQuorumEpoch = internalHandler(endQuorumEpochApi, (broker, request, _context, respond) =>
  broker.quorum.handleEndQuorumEpoch(request, respond),
);

export const fetchSnapshot = internalHandler(fetchSnapshotApi, (broker, request, _context, respond) =>
  broker.quorum.handleFetchSnapshot(request, respond),
);
