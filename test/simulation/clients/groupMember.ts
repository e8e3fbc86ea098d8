/**
 * A member of a classic consumer group: joins, takes or makes the assignment, beats, reads its partitions from the
 * committed offsets, commits how far it has come, and starts over whenever the coordinator says so.
 */
import { errorByCode, errorCodes } from '../../../src/protocol/errors.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../../src/protocol/messages/leaveGroup.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import type { Decoded } from '../../../src/protocol/schema.ts';
import { check } from '../checkers/violation.ts';
import { AssignedPartitions } from './assignedPartitions.ts';
import { after, backoffAfter, below, type ClientHost, requestTimeoutMs } from './clientHost.ts';
import { decodeAssignment, encodeAssignment, encodeSubscription } from './consumerProtocol.ts';
import { WireClient } from './wireClient.ts';

export interface GroupMemberOptions {
  readonly group: string;
  readonly name: string;
  readonly topic: string;
  readonly partitions: number;
  readonly sessionTimeoutMs: number;
}

const heartbeatIntervalMs = 150;
const rebalanceTimeoutMs = 1_500;
/** A join waits for the others: longer than any rebalance. */
const joinTimeoutMs = 8_000;

/** Answers that are about the coordinator, not about the member. */
const lookElsewhere: ReadonlySet<number> = new Set([
  errorCodes.NOT_COORDINATOR,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.REQUEST_TIMED_OUT,
]);
/** Answers after which the member joins again, under its id or, when that is not known any more, a new one. */
const joinAgain: ReadonlySet<number> = new Set([
  errorCodes.REBALANCE_IN_PROGRESS,
  errorCodes.ILLEGAL_GENERATION,
  errorCodes.UNKNOWN_MEMBER_ID,
]);

type Joined = Decoded<typeof joinGroupApi.response>;

export class GroupMember {
  readonly #host: ClientHost;
  readonly #options: GroupMemberOptions;
  readonly #client: WireClient;
  #coordinator: number | undefined;
  #memberId = '';
  #generation = -1;
  #assigned: AssignedPartitions | undefined;
  #closed = false;
  /** In a row. */
  #failures = 0;

  constructor(host: ClientHost, options: GroupMemberOptions) {
    this.#host = host;
    this.#options = options;
    this.#client = new WireClient(host.network, options.name);
  }

  start(): void {
    this.#join();
  }

  /** The partitions it reads, none while it is between two generations. */
  get partitions(): readonly number[] {
    return this.#assigned?.partitions ?? [];
  }

  /** Dies without a word; its session will tell. */
  crash(): void {
    this.#closed = true;
    this.#revoke();
    this.#client.close();
  }

  /** Says goodbye, and does not wait for the answer. */
  leave(): void {
    const { group } = this.#options;
    this.#revoke();
    if (this.#coordinator !== undefined && this.#memberId !== '') {
      const members = [{ memberId: this.#memberId }];
      const one = this.#client.version(leaveGroupApi) < 3;
      const body = { groupId: group, ...(one ? { memberId: this.#memberId } : { members }) };
      this.#client.ask(this.#coordinator, leaveGroupApi, body, requestTimeoutMs, () => this.crash());
    }
    this.#closed = true;
  }

  #join(): void {
    this.#revoke();
    this.#withCoordinator((coordinator) => {
      const { group, topic, sessionTimeoutMs } = this.#options;
      const body = {
        groupId: group,
        sessionTimeoutMs,
        rebalanceTimeoutMs,
        memberId: this.#memberId,
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata: encodeSubscription(topic) }],
      };
      this.#client.ask(coordinator, joinGroupApi, body, joinTimeoutMs, (response) => {
        if (response?.errorCode === errorCodes.NONE) this.#sync(coordinator, response);
        else if (response?.errorCode === errorCodes.MEMBER_ID_REQUIRED) {
          this.#memberId = response.memberId;
          this.#unlessClosed(() => this.#join());
        } else this.#failed(response?.errorCode, () => this.#join());
      });
    });
  }

  #sync(coordinator: number, joined: Joined): void {
    const { group, name, topic } = this.#options;
    this.#memberId = joined.memberId;
    this.#generation = joined.generationId;
    this.#host.note(`${name} joins generation ${joined.generationId} of ${group} at ${coordinator}`);
    const leads = joined.leader === joined.memberId;
    const body = {
      groupId: group,
      generationId: this.#generation,
      memberId: this.#memberId,
      protocolType: 'consumer',
      protocolName: 'range',
      assignments: leads ? this.#assignments(joined) : [],
    };
    this.#client.ask(coordinator, syncGroupApi, body, joinTimeoutMs, (response) => {
      if (response?.errorCode !== errorCodes.NONE) {
        this.#failed(response?.errorCode, () => this.#join());
        return;
      }
      this.#failures = 0;
      const partitions = decodeAssignment(response.assignment);
      this.#host.note(`${name} has [${partitions}] in generation ${this.#generation} of ${group}`);
      const names = partitions.map((partition) => `${topic}-${partition}`);
      this.#host.groups.assigned(group, this.#memberId, this.#generation, names);
      if (!this.#closed) this.#own(partitions);
    });
  }

  #assignments({ members }: Joined) {
    const { topic, partitions } = this.#options;
    const ids = members.map(({ memberId }) => memberId).sort();
    return ids.map((memberId, index) => {
      const own = Array.from({ length: partitions }, (_, each) => each).filter(
        (each) => each % ids.length === index,
      );
      return { memberId, assignment: encodeAssignment(topic, own) };
    });
  }

  #own(partitions: readonly number[]): void {
    const { group, name, topic } = this.#options;
    const assigned = new AssignedPartitions(this.#host, {
      group,
      name,
      topic,
      partitions,
      memberId: this.#memberId,
      generation: this.#generation,
      coordinator: () => this.#coordinator,
      refused: (error) => {
        if (this.#assigned === assigned) this.#refused(error);
      },
    });
    this.#assigned = assigned;
    assigned.start();
    this.#beatLater(assigned);
  }

  #beatLater(assigned: AssignedPartitions): void {
    after(this.#host, heartbeatIntervalMs, () => {
      if (this.#assigned !== assigned) return;
      const { group } = this.#options;
      const body = { groupId: group, generationId: this.#generation, memberId: this.#memberId };
      this.#withCoordinator((coordinator) => {
        this.#client.ask(coordinator, heartbeatApi, body, requestTimeoutMs, (response) => {
          if (this.#assigned !== assigned) return;
          this.#beatLater(assigned);
          if (response?.errorCode !== errorCodes.NONE) this.#refused(response?.errorCode);
        });
      });
    });
  }

  /** A member that has its partitions hears that it may not go on like this. */
  #refused(error: number | undefined): void {
    if (error === undefined || !joinAgain.has(error)) {
      this.#failed(error, () => {});
      return;
    }
    // At once, so that the next refusal finds nobody to join a second time.
    this.#revoke();
    this.#failed(error, () => this.#join());
  }

  #failed(error: number | undefined, again: () => void): void {
    const { group, name } = this.#options;
    const why = error === undefined ? 'no answer' : errorByCode(error).name;
    this.#host.note(`${name} of ${group}: ${why}`);
    check(
      error === undefined || joinAgain.has(error) || lookElsewhere.has(error),
      `${name} of ${group} is refused: ${why}`,
    );
    if (error === undefined || lookElsewhere.has(error)) this.#coordinator = undefined;
    if (error === errorCodes.UNKNOWN_MEMBER_ID) this.#memberId = '';
    const longest = backoffAfter(this.#failures++);
    after(this.#host, 1 + below(this.#host, longest), () => this.#unlessClosed(again));
  }

  #withCoordinator(run: (coordinator: number) => void): void {
    if (this.#closed) return;
    if (this.#coordinator !== undefined) {
      run(this.#coordinator);
      return;
    }
    const { group } = this.#options;
    const node = this.#host.nodeIds[below(this.#host, this.#host.nodeIds.length)] as number;
    const several = this.#client.version(findCoordinatorApi) >= 4;
    const body = several ? { coordinatorKeys: [group] } : { key: group };
    this.#client.ask(node, findCoordinatorApi, body, requestTimeoutMs, (response) => {
      const found = several ? response?.coordinators[0] : response;
      if (found !== undefined && found.errorCode === errorCodes.NONE) this.#coordinator = found.nodeId;
      if (this.#coordinator !== undefined) run(this.#coordinator);
      else after(this.#host, backoffAfter(this.#failures++), () => this.#withCoordinator(run));
    });
  }

  #revoke(): void {
    this.#assigned?.close();
    this.#assigned = undefined;
  }

  #unlessClosed(run: () => void): void {
    if (!this.#closed) run();
  }
}
