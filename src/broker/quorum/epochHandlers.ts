/** Answers to the requests that make and end leaderships: Vote, BeginQuorumEpoch, EndQuorumEpoch (KIP-595, KIP-996). */
import { errorCodes } from '../../protocol/errors.ts';
import { Follower } from './follower.ts';
import {
  type BeginQuorumEpochRequest,
  type EndQuorumEpochRequest,
  type LeaderResponse,
  leaderResponse,
  metadataPartition,
  type OffsetAndEpoch,
  type VotePartition,
  type VoteRequest,
  type VoteResponse,
  voteResponse,
} from './messages.ts';
import type { QuorumState } from './quorumState.ts';

/**
 * Votes, or says whether it would (`preVote`). Errors: FENCED_LEADER_EPOCH for an old epoch, INCONSISTENT_VOTER_SET
 * for a candidate that is no voter, INVALID_VOTER_KEY when another node was meant, INVALID_REQUEST.
 */
export function handleVote(state: QuorumState, request: VoteRequest): VoteResponse {
  const asked = metadataPartition(request.topics);
  if (asked === undefined) return { errorCode: errorCodes.INVALID_REQUEST, topics: [] };
  const answer = (errorCode: number, granted: boolean): VoteResponse =>
    voteResponse(state.leaderAndEpoch, errorCode, granted);
  // A pre-vote is asked in an epoch that may have a leader and records; a vote opens an epoch of its own.
  const largestLogEpoch = asked.preVote ? asked.replicaEpoch : asked.replicaEpoch - 1;
  if (asked.lastOffset < 0 || asked.lastOffsetEpoch < 0 || asked.lastOffsetEpoch > largestLogEpoch) {
    return answer(errorCodes.INVALID_REQUEST, false);
  }
  const error = voterRequestError(state, asked.replicaEpoch, asked.replicaId);
  if (error !== errorCodes.NONE) return answer(error, false);
  if (asked.replicaEpoch > state.epoch) state.becomeUnattached(asked.replicaEpoch);
  if (isMeantForAnother(state, request.voterId)) return answer(errorCodes.INVALID_VOTER_KEY, false);
  const granted = canGrantVote(state, asked);
  if (granted && !asked.preVote && state.votedId === -1) state.vote(asked.replicaId);
  return answer(errorCodes.NONE, granted);
}

/** A new leader announces itself. Errors: FENCED_LEADER_EPOCH, INCONSISTENT_VOTER_SET, INVALID_VOTER_KEY, INVALID_REQUEST. */
export function handleBeginQuorumEpoch(state: QuorumState, request: BeginQuorumEpochRequest): LeaderResponse {
  const asked = metadataPartition(request.topics);
  if (asked === undefined) return { errorCode: errorCodes.INVALID_REQUEST, topics: [] };
  const error = leaderRequestError(state, asked.leaderEpoch, asked.leaderId);
  if (error !== errorCodes.NONE) return leaderResponse(state.leaderAndEpoch, error);
  state.learn(asked.leaderEpoch, asked.leaderId);
  const meantForAnother = isMeantForAnother(state, request.voterId);
  return leaderResponse(
    state.leaderAndEpoch,
    meantForAnother ? errorCodes.INVALID_VOTER_KEY : errorCodes.NONE,
  );
}

/** The leader goes, and names who should follow, best first. Errors: FENCED_LEADER_EPOCH, INCONSISTENT_VOTER_SET, INVALID_REQUEST. */
export function handleEndQuorumEpoch(state: QuorumState, request: EndQuorumEpochRequest): LeaderResponse {
  const asked = metadataPartition(request.topics);
  if (asked === undefined) return { errorCode: errorCodes.INVALID_REQUEST, topics: [] };
  const error = leaderRequestError(state, asked.leaderEpoch, asked.leaderId);
  if (error !== errorCodes.NONE) return leaderResponse(state.leaderAndEpoch, error);
  state.learn(asked.leaderEpoch, asked.leaderId);
  const { role } = state;
  if (role instanceof Follower && role.leaderId === asked.leaderId) {
    const candidates = asked.preferredCandidates.map(({ candidateId }) => candidateId);
    role.leaderEnds(successionDelay(state, candidates.length > 0 ? candidates : asked.preferredSuccessors));
  }
  return leaderResponse(state.leaderAndEpoch, errorCodes.NONE);
}

/** Who may have this node's vote: nobody twice, nobody whose log lacks what this one has (Raft §5.4.1). */
function canGrantVote(state: QuorumState, asked: VotePartition): boolean {
  const { role } = state;
  const upToDate = isUpToDate(
    { offset: asked.lastOffset, epoch: asked.lastOffsetEpoch },
    state.environment.log.end,
  );
  switch (role?.name) {
    case undefined:
    case 'leader':
      return false;
    case 'follower':
      return asked.preVote && upToDate && !role.trustsLeader;
    case 'candidate':
    case 'resigned':
      return asked.preVote && upToDate;
    case 'unattached':
    case 'prospective':
      if (asked.preVote) return upToDate;
      if (state.votedId !== -1) return state.votedId === asked.replicaId;
      return state.leaderId === -1 && upToDate;
  }
}

function isUpToDate(candidate: OffsetAndEpoch, ours: OffsetAndEpoch): boolean {
  return candidate.epoch > ours.epoch || (candidate.epoch === ours.epoch && candidate.offset >= ours.offset);
}

/** The first successor stands at once, the others later and later, so that they do not split the vote. */
function successionDelay(state: QuorumState, successors: readonly number[]): number {
  const { nodeId, timeouts } = state.environment;
  const position = successors.indexOf(nodeId);
  if (position === 0) return 0;
  if (position < 0) return timeouts.electionBackoffMax;
  return timeouts.electionBackoffMax / 2 ** (successors.length - position);
}

function voterRequestError(state: QuorumState, epoch: number, senderId: number): number {
  if (epoch < state.epoch) return errorCodes.FENCED_LEADER_EPOCH;
  if (senderId < 0) return errorCodes.INVALID_REQUEST;
  return state.environment.otherVoters.includes(senderId)
    ? errorCodes.NONE
    : errorCodes.INCONSISTENT_VOTER_SET;
}

function leaderRequestError(state: QuorumState, epoch: number, leaderId: number): number {
  const error = voterRequestError(state, epoch, leaderId);
  if (error !== errorCodes.NONE) return error;
  // Two leaders of one epoch: no voter sends that, so it came from somewhere else and is not believed.
  const contradicts = epoch === state.epoch && !state.couldBeLedBy(leaderId);
  return contradicts ? errorCodes.INVALID_REQUEST : errorCodes.NONE;
}

function isMeantForAnother(state: QuorumState, voterId: number): boolean {
  return voterId !== -1 && voterId !== state.environment.nodeId;
}
