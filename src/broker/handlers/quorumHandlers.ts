/** Vote (52), BeginQuorumEpoch (53) and EndQuorumEpoch (54): the quorum's own, between nodes only (KIP-595). */
import { beginQuorumEpochApi } from '../../protocol/messages/beginQuorumEpoch.ts';
import { endQuorumEpochApi } from '../../protocol/messages/endQuorumEpoch.ts';
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
