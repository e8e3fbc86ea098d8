/**
 * The state of one classic consumer group (the protocol before KIP-848): who is in it, which generation it is in, and
 * which steps are legal. It schedules nothing, writes nothing and answers no request; `rebalance.ts` does.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import { joinGroupError, syncGroupError } from './errorResponses.ts';
import { Member, type MemberProtocol } from './member.ts';
import { subscribedTopics } from './subscribedTopics.ts';

/** Kafka's names, as DescribeGroups and ListGroups print them. (Its `Dead` is a group that is not here.) */
type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

const previousStates: Readonly<Record<GroupState, readonly GroupState[]>> = {
  Empty: ['PreparingRebalance'],
  PreparingRebalance: ['Empty', 'CompletingRebalance', 'Stable'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance'],
};

/** The protocol type of consumers; others (Connect, Schema Registry) use the same machinery. */
const consumerProtocolType = 'consumer';

/** What is known of a group before anything happens to it: a new one, or one read from the log. */
interface GroupSeed {
  readonly state: 'Empty' | 'Stable';
  readonly generation: number;
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly leaderId: string | null;
  /** -1 when an old record does not say. */
  readonly stateTimestamp: number;
}

export class ClassicGroup {
  readonly groupId: string;
  generation: number;
  protocolType: string | null;
  protocolName: string | null;
  leaderId: string | null;
  /** In the order of joining: the next leader is the oldest. */
  readonly members = new Map<string, Member>();
  /** Member ids handed out with MEMBER_ID_REQUIRED and not yet used. */
  readonly pendingJoin = new Set<string>();
  /** Members of the current generation that have not asked for their assignment yet. */
  readonly pendingSync = new Set<string>();
  /** A member came during the initial delay, which is then prolonged. */
  newMemberAdded = false;
  #state: GroupState;
  #previousState: GroupState | undefined;
  #stateTimestamp: number;
  #subscribedTopics: ReadonlySet<string> | null = null;
  readonly #staticMembers = new Map<string, string>();

  constructor(groupId: string, seed: GroupSeed) {
    this.groupId = groupId;
    this.#state = seed.state;
    this.generation = seed.generation;
    this.protocolType = seed.protocolType;
    this.protocolName = seed.protocolName;
    this.leaderId = seed.leaderId;
    this.#stateTimestamp = seed.stateTimestamp;
  }

  get state(): GroupState {
    return this.#state;
  }

  /** The rebalance under way is the first since the group was empty: it waits out the initial delay. */
  get isInitialRebalance(): boolean {
    return this.#state === 'PreparingRebalance' && this.#previousState === 'Empty';
  }

  get canRebalance(): boolean {
    return previousStates.PreparingRebalance.includes(this.#state);
  }

  /** When the group entered its state, in milliseconds; -1 when unknown. */
  get stateTimestamp(): number {
    return this.#stateTimestamp;
  }

  get usesConsumerProtocol(): boolean {
    return this.protocolType === consumerProtocolType;
  }

  transitionTo(state: GroupState, now: number): void {
    assert(previousStates[state].includes(this.#state), `group ${this.groupId}: ${this.#state} to ${state}`);
    this.#previousState = this.#state;
    this.#state = state;
    this.#stateTimestamp = now;
  }

  /** Starts the next generation: with members, their protocol is chosen; without, the group is empty. */
  startNextGeneration(now: number): void {
    this.generation += 1;
    this.pendingSync.clear();
    this.protocolName = this.members.size > 0 ? this.selectProtocol() : null;
    this.refreshSubscribedTopics();
    this.transitionTo(this.members.size > 0 ? 'CompletingRebalance' : 'Empty', now);
  }

  add(member: Member): void {
    const { groupInstanceId, memberId, protocolType } = member.identity;
    if (groupInstanceId !== null) {
      assert(
        !this.#staticMembers.has(groupInstanceId),
        `instance ${groupInstanceId} is in the group already`,
      );
      this.#staticMembers.set(groupInstanceId, memberId);
    }
    if (this.members.size === 0) this.protocolType = protocolType;
    this.leaderId ??= memberId;
    this.members.set(memberId, member);
    this.pendingJoin.delete(memberId);
  }

  /** Forgets a member or a pending member; nobody of that id is no error. Answers nothing. */
  remove(memberId: string): void {
    const instanceId = this.members.get(memberId)?.identity.groupInstanceId;
    if (instanceId != null) this.#staticMembers.delete(instanceId);
    this.members.delete(memberId);
    if (this.leaderId === memberId) this.leaderId = this.members.keys().next().value ?? null;
    this.pendingJoin.delete(memberId);
    this.pendingSync.delete(memberId);
  }

  /** The current member id of a static member. */
  staticMemberId(groupInstanceId: string): string | undefined {
    return this.#staticMembers.get(groupInstanceId);
  }

  /**
   * Gives a static member a new member id and keeps everything else (KIP-345). Whoever still waits under the old id
   * is fenced: two processes run with one `group.instance.id`.
   */
  replaceStaticMember(groupInstanceId: string, newMemberId: string): Member {
    const oldMemberId = this.#staticMembers.get(groupInstanceId);
    const old = oldMemberId === undefined ? undefined : this.members.get(oldMemberId);
    assert(oldMemberId !== undefined && old !== undefined, `no static member ${groupInstanceId} to replace`);
    this.members.delete(oldMemberId);
    old.answerJoin(joinGroupError(errorCodes.FENCED_INSTANCE_ID, oldMemberId));
    old.answerSync(syncGroupError(errorCodes.FENCED_INSTANCE_ID));
    const member = new Member({ ...old.identity, memberId: newMemberId }, old.terms, old.assignment);
    this.members.set(newMemberId, member);
    this.#staticMembers.set(groupInstanceId, newMemberId);
    if (this.leaderId === oldMemberId) this.leaderId = newMemberId;
    return member;
  }

  /** NONE, UNKNOWN_MEMBER_ID, or FENCED_INSTANCE_ID when another process has taken over the instance id. */
  memberError(memberId: string, groupInstanceId: string | null): number {
    if (groupInstanceId !== null) {
      const current = this.#staticMembers.get(groupInstanceId);
      if (current === undefined) return errorCodes.UNKNOWN_MEMBER_ID;
      if (current !== memberId) return errorCodes.FENCED_INSTANCE_ID;
    }
    return this.members.has(memberId) ? errorCodes.NONE : errorCodes.UNKNOWN_MEMBER_ID;
  }

  get joinedCount(): number {
    let count = 0;
    for (const member of this.members.values()) if (member.isAwaitingJoin) count += 1;
    return count;
  }

  get hasAllMembersJoined(): boolean {
    return this.pendingJoin.size === 0 && this.joinedCount === this.members.size;
  }

  /** The longest that any member asks for. */
  get rebalanceTimeoutMs(): number {
    let longest = 0;
    for (const { terms } of this.members.values()) longest = Math.max(longest, terms.rebalanceTimeoutMs);
    return longest;
  }

  /** Makes sure that the leader is a member that has joined; false when nobody has. */
  electJoinedLeader(): boolean {
    const leader = this.leaderId === null ? undefined : this.members.get(this.leaderId);
    if (leader?.isAwaitingJoin === true) return true;
    for (const member of this.members.values()) {
      if (!member.isAwaitingJoin) continue;
      this.leaderId = member.id;
      return true;
    }
    return false;
  }

  /** Whether a member that speaks these protocols can be in the group: one at least is spoken by all others. */
  supportsProtocols(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (this.#state === 'Empty') return protocolType !== '' && protocols.length > 0;
    return this.protocolType === protocolType && protocols.some(({ name }) => this.#isCommon(name));
  }

  /** Each member votes for the common protocol it likes best; the most votes win, the first voted for at a tie. */
  selectProtocol(): string {
    const votes = new Map<string, number>();
    const members = [...this.members.values()];
    const candidates = new Set(
      members[0]?.terms.protocols.map(({ name }) => name).filter((name) => this.#isCommon(name)),
    );
    for (const member of members) {
      const vote = member.vote(candidates);
      assert(
        vote !== undefined,
        `member ${member.id} supports none of the protocols of group ${this.groupId}`,
      );
      votes.set(vote, (votes.get(vote) ?? 0) + 1);
    }
    const [winner] = [...votes].reduce((best, next) => (next[1] > best[1] ? next : best));
    return winner;
  }

  /** A group that hides its topics counts as subscribed to all, when it is one of consumers. */
  isSubscribedTo(topic: string): boolean {
    return this.#subscribedTopics?.has(topic) ?? this.usesConsumerProtocol;
  }

  get knowsSubscribedTopics(): boolean {
    return this.#subscribedTopics !== null;
  }

  /** Reads the topics from the members' subscriptions, for offset expiration and OffsetDelete. */
  refreshSubscribedTopics(): void {
    this.#subscribedTopics = this.usesConsumerProtocol
      ? subscribedTopics(this.members.values(), this.protocolName)
      : null;
  }

  #isCommon(protocolName: string): boolean {
    for (const member of this.members.values()) if (member.metadata(protocolName) === undefined) return false;
    return true;
  }
}

/** A group that nobody has used yet. */
export function newGroup(groupId: string, now: number): ClassicGroup {
  return new ClassicGroup(groupId, {
    state: 'Empty',
    generation: 0,
    protocolType: null,
    protocolName: null,
    leaderId: null,
    stateTimestamp: now,
  });
}
