/**
 * Who this node thinks leads, in which epoch, whom it voted for and the role it plays itself: every change of
 * role goes through here and is on disk before anyone hears of it (after Kafka's QuorumState; KIP-595, KIP-996).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import type { Timers } from '../timers.ts';
import { Candidate } from './candidate.ts';
import type { Commits } from './commits.ts';
import { Follower } from './follower.ts';
import { Leader } from './leader.ts';
import type { LeaderAndEpoch } from './messages.ts';
import type { MetadataLog } from './metadataLog.ts';
import { Prospective } from './prospective.ts';
import type { Requests } from './requests.ts';
import { Resigned } from './resigned.ts';
import type { QuorumTimeouts } from './timeouts.ts';
import { Unattached } from './unattached.ts';

/** What must survive a restart: without it, a node could vote twice in one epoch. -1 for none. */
export interface ElectionState {
  readonly epoch: number;
  readonly votedId: number;
  readonly leaderId: number;
}

export interface QuorumStateStore {
  /** What was saved last; undefined on a node that has never voted nor heard of a leader. */
  load(): ElectionState | undefined;
  /** Must be durable when it returns. */
  save(state: ElectionState): void;
}

/** What the roles of one node share. */
export interface QuorumEnvironment {
  readonly nodeId: number;
  readonly voters: readonly number[];
  readonly otherVoters: readonly number[];
  readonly timeouts: QuorumTimeouts;
  readonly fetchMaxBytes: number;
  readonly timers: Timers;
  readonly store: QuorumStateStore;
  readonly log: MetadataLog;
  readonly requests: Requests;
  readonly commits: Commits;
  now(): number;
  random(): number;
  /** The role, the leader's log or its high watermark changed: waiting fetches are tried again. */
  changed(): void;
}

/** Each role owns its timers and its requests: `enter` begins them, `leave` ends them. */
export type Role = Unattached | Follower | Prospective | Candidate | Leader | Resigned;

export class QuorumState {
  readonly environment: QuorumEnvironment;
  #election: ElectionState = { epoch: 0, votedId: -1, leaderId: -1 };
  #role: Role | undefined;

  constructor(environment: QuorumEnvironment) {
    this.environment = environment;
  }

  get epoch(): number {
    return this.#election.epoch;
  }

  /** Whom this node voted for in this epoch, -1 for nobody. */
  get votedId(): number {
    return this.#election.votedId;
  }

  /** The leader of this epoch, -1 while it is unknown or has resigned. */
  get leaderId(): number {
    return this.#role instanceof Resigned ? -1 : this.#election.leaderId;
  }

  get leaderAndEpoch(): LeaderAndEpoch {
    return { leaderId: this.leaderId, epoch: this.epoch };
  }

  /** The present role; undefined before `start` and after `stop`. */
  get role(): Role | undefined {
    return this.#role;
  }

  get leader(): Leader | undefined {
    return this.#role instanceof Leader ? this.#role : undefined;
  }

  /** What a request that only the leader of `epoch` may answer is refused with; 0 when it is this node. */
  leaderError(epoch: number): number {
    if (epoch < this.epoch) return errorCodes.FENCED_LEADER_EPOCH;
    if (epoch > this.epoch) return errorCodes.UNKNOWN_LEADER_EPOCH;
    return this.leader === undefined ? errorCodes.NOT_LEADER_OR_FOLLOWER : errorCodes.NONE;
  }

  /** Takes up the role that the saved state allows. */
  start(): void {
    const { log, nodeId, otherVoters, store } = this.environment;
    const saved = store.load() ?? this.#election;
    if (saved.epoch < log.end.epoch) {
      // The log heard of a later epoch than the store, which then says nothing about it.
      this.#election = { epoch: log.end.epoch, votedId: -1, leaderId: -1 };
    } else {
      this.#election = saved;
    }
    if (otherVoters.length === 0) this.becomeProspective();
    else if (this.#election.leaderId === nodeId) this.#enter(new Resigned(this, []), this.#election);
    else if (this.#election.leaderId >= 0)
      this.#enter(new Follower(this, this.#election.leaderId), this.#election);
    else this.#enter(new Unattached(this, this.randomElectionTimeout()), this.#election);
  }

  /** Leaves the stage without a word. */
  stop(): void {
    this.#role?.leave();
    this.#role = undefined;
    this.environment.requests.reset();
  }

  /**
   * Follows what a message says about the leadership.
   * @returns true when it changed the role, or the message is of an older epoch: its sender then meant another time
   */
  learn(epoch: number, leaderId: number): boolean {
    const known = this.#leaderToFollow(leaderId);
    if (epoch < this.epoch) return true;
    if (epoch > this.epoch) {
      if (known === undefined) this.becomeUnattached(epoch);
      else this.becomeFollower(epoch, known);
      return true;
    }
    if (known === undefined || this.#role instanceof Resigned) return false;
    if (this.#election.leaderId === -1) {
      this.becomeFollower(epoch, known);
      return true;
    }
    assert(
      known === this.#election.leaderId,
      `epoch ${epoch} has two leaders: ${known}, ${this.#election.leaderId}`,
    );
    return false;
  }

  /** Whether a message that calls this node the leader of the present epoch can be true. */
  couldBeLedBy(leaderId: number): boolean {
    return !(this.#role instanceof Resigned) && [-1, leaderId].includes(this.#election.leaderId);
  }

  /** A higher epoch has begun, or an election in this one came to nothing: wait for a leader, then stand for election. */
  becomeUnattached(epoch: number): void {
    assert(
      epoch > this.epoch || this.#role instanceof Prospective,
      `epoch ${epoch} is not after ${this.epoch}`,
    );
    const votedId = epoch === this.epoch ? this.votedId : -1;
    // What is left of a running election timeout goes on: epochs that keep rising must not postpone this node for ever.
    const left = this.#role?.electionTimeLeft ?? 0;
    const timeout = left > 0 && epoch > this.epoch ? left : this.randomElectionTimeout();
    this.#enter(new Unattached(this, timeout), { epoch, votedId, leaderId: -1 });
  }

  /** Gives this node's one vote of this epoch. */
  vote(candidateId: number): void {
    assert(this.votedId === -1 && this.leaderId === -1, `the vote of epoch ${this.epoch} is already given`);
    const election = { epoch: this.epoch, votedId: candidateId, leaderId: -1 };
    this.#enter(new Unattached(this, this.randomElectionTimeout()), election);
  }

  becomeFollower(epoch: number, leaderId: number): void {
    assert(leaderId !== this.environment.nodeId, 'a node does not follow itself');
    assert(epoch >= this.epoch, `epoch ${epoch} is before ${this.epoch}`);
    const votedId = epoch === this.epoch ? this.votedId : -1;
    this.#enter(new Follower(this, leaderId), { epoch, votedId, leaderId });
  }

  /** The leader is silent or there is none: ask whether an election could be won before disturbing anyone (KIP-996). */
  becomeProspective(): void {
    assert(this.leader === undefined, 'a leader does not stand for election');
    this.#enter(new Prospective(this), this.#election);
  }

  becomeCandidate(): void {
    assert(this.#role instanceof Prospective, 'only who won the pre-vote becomes a candidate');
    const election = { epoch: this.epoch + 1, votedId: this.environment.nodeId, leaderId: -1 };
    this.#enter(new Candidate(this), election);
  }

  becomeLeader(grantingVoters: readonly number[]): void {
    const { nodeId } = this.environment;
    assert(this.#role instanceof Candidate, 'only a candidate becomes leader');
    this.#enter(new Leader(this, grantingVoters), { ...this.#election, leaderId: nodeId });
  }

  /** Gives leadership up, for want of a majority. */
  resign(): void {
    assert(this.leader !== undefined, 'only a leader resigns');
    this.#enter(new Resigned(this, this.leader.progress.successors()), this.#election);
  }

  /** One to two election timeouts (Kafka's range), so that seldom two nodes stand at once. */
  randomElectionTimeout(): number {
    const { random, timeouts } = this.environment;
    return timeouts.electionTimeout + Math.floor(random() * timeouts.electionTimeout);
  }

  #leaderToFollow(leaderId: number): number | undefined {
    // Others may still believe in a leadership of ours that ended with a restart: that is nobody to follow.
    return leaderId < 0 || leaderId === this.environment.nodeId ? undefined : leaderId;
  }

  #enter(role: Role, election: ElectionState): void {
    const { commits, requests, store } = this.environment;
    const before = this.#election;
    const unchanged =
      before.epoch === election.epoch &&
      before.votedId === election.votedId &&
      before.leaderId === election.leaderId;
    if (!unchanged) store.save(election);
    this.#role?.leave();
    requests.reset();
    this.#election = election;
    this.#role = role;
    role.enter();
    // The role may have been left again by now; what is told is how things are, not how they were.
    if (this.leader === undefined) commits.leadershipLost();
    this.environment.changed();
    commits.announce(this.leaderAndEpoch, this.leader?.epochStartOffset);
  }
}
