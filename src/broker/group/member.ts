/**
 * One member of a classic group: what it told us when it joined, what the leader assigned to it, and the requests
 * of it that still wait for an answer. It decides nothing.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { joinGroupError, syncGroupError } from './errorResponses.ts';
import type { JoinGroupResponse, Respond, SyncGroupResponse } from './messageTypes.ts';

/** One assignment protocol a member can speak, and its subscription in that protocol's own encoding. */
export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Buffer;
}

/** What a member sends anew with every JoinGroup. */
export interface MemberTerms {
  readonly rebalanceTimeoutMs: number;
  readonly sessionTimeoutMs: number;
  /** In the member's order of preference. */
  readonly protocols: readonly MemberProtocol[];
}

interface MemberIdentity {
  readonly memberId: string;
  /** Set for a static member (KIP-345). */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly protocolType: string;
}

/** The assignment of a member that has none. */
export const noAssignment: Buffer = Buffer.alloc(0);

export class Member {
  readonly identity: MemberIdentity;
  terms: MemberTerms;
  /** In the protocol's own encoding: the coordinator hands it on unread. */
  assignment: Buffer;
  /** Joined, and not yet answered for the first time: the only waiting members that a timeout may remove. */
  isNew = false;
  #awaitingJoin: Respond<JoinGroupResponse> | undefined;
  #awaitingSync: Respond<SyncGroupResponse> | undefined;

  constructor(identity: MemberIdentity, terms: MemberTerms, assignment: Buffer = noAssignment) {
    this.identity = identity;
    this.terms = terms;
    this.assignment = assignment;
  }

  get id(): string {
    return this.identity.memberId;
  }

  get isAwaitingJoin(): boolean {
    return this.#awaitingJoin !== undefined;
  }

  get isAwaitingSync(): boolean {
    return this.#awaitingSync !== undefined;
  }

  /** A request that waits proves that its sender lives, except the very first join: that client may be gone. */
  get hasSatisfiedHeartbeat(): boolean {
    return !this.isNew && (this.isAwaitingJoin || this.isAwaitingSync);
  }

  /**
   * Keeps the answer to a JoinGroup for the end of the join phase. An older JoinGroup of the same member that still
   * waits (its connection broke, the client retried) is told to try again, so that nothing waits for ever.
   */
  awaitJoin(respond: Respond<JoinGroupResponse>): void {
    this.answerJoin(joinGroupError(errorCodes.REBALANCE_IN_PROGRESS, this.id));
    this.#awaitingJoin = respond;
  }

  /** Keeps the answer to a SyncGroup until the leader's assignment is stored; an older one as in `awaitJoin`. */
  awaitSync(respond: Respond<SyncGroupResponse>): void {
    this.answerSync(syncGroupError(errorCodes.REBALANCE_IN_PROGRESS));
    this.#awaitingSync = respond;
  }

  /** Answers the JoinGroup that waits, if one does. */
  answerJoin(response: JoinGroupResponse): void {
    const respond = this.#awaitingJoin;
    this.#awaitingJoin = undefined;
    respond?.(response);
  }

  /** Answers the SyncGroup that waits; false when none does. */
  answerSync(response: SyncGroupResponse): boolean {
    const respond = this.#awaitingSync;
    this.#awaitingSync = undefined;
    respond?.(response);
    return respond !== undefined;
  }

  /** The subscription under one protocol, undefined when the member does not speak it. */
  metadata(protocolName: string): Buffer | undefined {
    return this.terms.protocols.find(({ name }) => name === protocolName)?.metadata;
  }

  /** Same protocols in the same order with the same bytes: a rejoin that changes nothing. */
  matches(protocols: readonly MemberProtocol[]): boolean {
    const own = this.terms.protocols;
    return (
      own.length === protocols.length &&
      own.every(({ name, metadata }, index) => {
        const other = protocols[index];
        return other !== undefined && other.name === name && other.metadata.equals(metadata);
      })
    );
  }

  /** The protocol it likes best among those that every member speaks. */
  vote(candidates: ReadonlySet<string>): string | undefined {
    return this.terms.protocols.find(({ name }) => candidates.has(name))?.name;
  }
}
