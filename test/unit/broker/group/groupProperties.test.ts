/**
 * Random lives of a group: members come, work, fall silent, restart and leave; appends commit, fail or are lost with
 * the coordinator's node; time passes. What must hold is checked after every step.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JoinGroupResponse, SyncGroupResponse } from '../../../../src/broker/group/messageTypes.ts';
import { decodeRecord } from '../../../../src/broker/group/records.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import { type Answer, assertError, groupId, protocols, ShardHarness } from './shardHarness.ts';

const partitionCount = 6;
const sessionTimeoutMs = 6_000;
const rebalanceTimeoutMs = 15_000;

const actionNames = [
  'join',
  'work',
  'heartbeat',
  'leave',
  'forget',
  'changeProtocols',
  'pass',
  'commit',
  'timeOut',
  'failAppends',
  'failOver',
] as const;

interface Action {
  readonly name: (typeof actionNames)[number];
  readonly client: number;
  readonly amount: number;
}

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record({
    name: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('work' as const, 'heartbeat' as const, 'pass' as const) },
      { weight: 3, arbitrary: fc.constantFrom('join' as const, 'commit' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...actionNames) },
    ),
    client: fc.nat({ max: 4 }),
    amount: fc.nat({ max: 4 }),
  }),
  { minLength: 100, maxLength: 300 },
);

/** A client that does what the protocol says, and no more: it moves only when an action lets it. */
interface Client {
  /** Who owns partitions: a static member stays itself under every member id. */
  readonly instanceId: string | null;
  memberId: string;
  generation: number;
  /** Under which name it waits for its assignment. */
  owner: string;
  protocols: ReturnType<typeof protocols>;
  joining: Answer<JoinGroupResponse> | undefined;
  syncing: Answer<SyncGroupResponse> | undefined;
}

interface Waiting {
  readonly answer: { readonly all: readonly unknown[]; readonly isThere: boolean };
  readonly since: number;
}

class World {
  harness = new ShardHarness({ manual: true });
  readonly clients: Client[] = Array.from({ length: 5 }, (_, index) => ({
    instanceId: index < 2 ? `instance-${index}` : null,
    memberId: '',
    generation: -1,
    owner: '',
    protocols: protocols('range'),
    joining: undefined,
    syncing: undefined,
  }));
  #waiting: Waiting[] = [];
  /** generation → partition → owner */
  readonly #owners = new Map<number, Map<number, string>>();
  #hasFailedAppends = false;

  act({ name, client: index, amount }: Action): void {
    const client = this.clients[index] as Client;
    switch (name) {
      case 'join':
        this.#join(client);
        break;
      case 'work':
        for (const each of this.clients) this.#work(each);
        break;
      case 'heartbeat':
        // One of them is silent each time, so that sessions end as well.
        for (const each of this.clients) if (each !== client) this.#heartbeat(each);
        break;
      case 'leave':
        this.harness.leave([{ memberId: client.memberId, groupInstanceId: client.instanceId }]);
        break;
      case 'forget':
        Object.assign(client, { memberId: '', generation: -1, joining: undefined, syncing: undefined });
        break;
      case 'changeProtocols':
        client.protocols = protocols(...(['range', 'sticky'].slice(0, 1 + (amount % 2)) as [string]));
        break;
      case 'pass':
        // The log is fast: nothing waits for a commit while time passes.
        this.harness.commit();
        this.harness.advance(amount * 1_000);
        break;
      case 'commit':
        this.harness.commit(amount);
        break;
      case 'timeOut':
        this.harness.timeOut();
        break;
      case 'failAppends':
        this.#hasFailedAppends ||= this.harness.underWay.length > 0;
        this.harness.fail(errorCodes.NOT_ENOUGH_REPLICAS);
        break;
      case 'failOver':
        this.#failOver();
        break;
    }
  }

  /** What must hold at any time. */
  check(): void {
    for (const { answer, since } of this.#waiting) {
      assert.ok(answer.all.length <= 1, 'a request is answered once');
      const limit = Math.max(rebalanceTimeoutMs, 3_000);
      assert.ok(
        answer.isThere || this.harness.now - since <= limit,
        'a request waits no longer than a rebalance',
      );
    }
    this.#waiting = this.#waiting.filter(({ answer }) => !answer.isThere);
    this.#checkGenerations();
    const { groupState } = this.harness.describe();
    const isAtRest = groupState === 'Stable' || groupState === 'Empty';
    if (isAtRest && this.harness.underWay.length === 0 && !this.#hasFailedAppends) {
      assert.deepEqual(
        this.harness.restart().describe(),
        this.harness.describe(),
        'the log says what the shard says',
      );
    }
  }

  /** The last word: the coordinator goes, and nobody is left waiting. */
  end(): void {
    this.harness.shard.onUnloaded();
    this.harness.fail(errorCodes.NOT_COORDINATOR);
    for (const { answer } of this.#waiting) assert.equal(answer.all.length, 1, 'nobody waits for ever');
    assert.equal(this.harness.timers.nextDeadline(), undefined);
  }

  #join(client: Client): void {
    const answer = this.harness.join({
      memberId: client.memberId,
      groupInstanceId: client.instanceId,
      protocols: client.protocols,
      sessionTimeoutMs,
      rebalanceTimeoutMs,
    });
    client.joining = this.#wait(answer);
    client.syncing = undefined;
  }

  /** Takes up what came back: the answer to a join, to a sync. */
  #work(client: Client): void {
    const joined = client.joining?.all[0];
    const synced = client.syncing?.all[0];
    if (joined !== undefined) {
      client.joining = undefined;
      if (joined.errorCode === errorCodes.MEMBER_ID_REQUIRED) {
        client.memberId = joined.memberId;
        this.#join(client);
      } else if (joined.errorCode === errorCodes.NONE) this.#joined(client, joined);
      else if (joined.errorCode !== errorCodes.REBALANCE_IN_PROGRESS) client.memberId = '';
    } else if (synced !== undefined) {
      client.syncing = undefined;
      if (synced.errorCode === errorCodes.NONE) this.#own(client, synced.assignment);
    }
  }

  #joined(
    client: Client,
    { memberId, generationId, leader, members, skipAssignment }: JoinGroupResponse,
  ): void {
    client.memberId = memberId;
    client.generation = generationId;
    client.owner = client.instanceId ?? memberId;
    const assigns = leader === memberId && !skipAssignment;
    const assignments = assigns
      ? members.map((member, index) => ({
          memberId: member.memberId,
          assignment: Buffer.from(
            Array.from({ length: partitionCount }, (_, p) => p).filter((p) => p % members.length === index),
          ),
        }))
      : [];
    const answer = this.harness.sync(
      {
        memberId,
        groupInstanceId: client.instanceId,
        generationId,
        protocolName: null,
        assignments,
      },
      4,
    );
    client.syncing = this.#wait(answer);
  }

  #own(client: Client, assignment: Buffer): void {
    const { owner } = client;
    let owners = this.#owners.get(client.generation);
    if (owners === undefined) {
      owners = new Map();
      this.#owners.set(client.generation, owners);
    }
    for (const partition of assignment) {
      const other = owners.get(partition);
      assert.ok(other === undefined || other === owner, `${other} and ${owner} own ${partition}`);
      owners.set(partition, owner);
    }
  }

  #heartbeat(client: Client): void {
    const { memberId, instanceId: groupInstanceId, generation: generationId } = client;
    const error = this.harness.heartbeat({ memberId, groupInstanceId, generationId });
    if (error === errorCodes.REBALANCE_IN_PROGRESS && client.joining === undefined) this.#join(client);
    if (error === errorCodes.UNKNOWN_MEMBER_ID) client.memberId = '';
  }

  /** What was not committed is lost, and so are the connections. */
  #failOver(): void {
    this.harness = this.harness.restart({ manual: true });
    this.#waiting = [];
    this.#hasFailedAppends = false;
    for (const client of this.clients) {
      client.joining = undefined;
      client.syncing = undefined;
    }
  }

  #wait<T>(answer: Answer<T>): Answer<T> {
    this.#waiting.push({ answer, since: this.harness.now });
    return answer;
  }

  /** Each is one higher than the last, in the life of a coordinator; those in the log never go back. */
  #checkGenerations(): void {
    const begun = this.harness.events.flatMap((event) =>
      event.type === 'generation' ? [event.generation] : [],
    );
    for (const [index, generation] of begun.entries()) {
      assert.ok(index === 0 || generation === (begun[index - 1] ?? 0) + 1, 'a generation follows the last');
    }
    let last = 0;
    for (const { key, value } of this.harness.log) {
      const record = decodeRecord(key, value);
      if (record.type !== 'group') continue;
      assert.ok(record.group === null || record.group.generation >= last, 'generations in the log only grow');
      last = record.group?.generation ?? 0;
    }
  }
}

describe('a group, whatever happens to it', () => {
  it('never gives a partition two owners in a generation, never goes back, and lets nobody wait for ever', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(actions, (steps) => {
        const world = new World();
        for (const step of steps) {
          world.act(step);
          world.check();
        }
        world.end();
      }),
      { numRuns: 150 },
    );
  });

  it('comes to rest when its members behave: all join, all get a part, every partition has one owner', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat({ max: 2_999 }), { maxLength: 8 }),
        (count, pauses) => {
          const harness = new ShardHarness();
          const joins = Array.from({ length: count }, (_, index) => {
            harness.advance(pauses[index] ?? 0);
            return harness.joinNew({ sessionTimeoutMs: 60_000 });
          });
          harness.advance(6_000);
          const { generation, ids } = harness.settle(joins);
          assert.equal(generation, 1);
          const { members } = harness.describe(groupId);
          assert.deepEqual(
            members.map(({ memberAssignment }) => memberAssignment[0]),
            ids.map((_, index) => index),
          );
          for (const memberId of ids) assertError(harness.heartbeat({ memberId }), 'NONE');
        },
      ),
    );
  });
});
