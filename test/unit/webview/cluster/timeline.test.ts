/** The timeline: what follows from what, and every event in words. */
import assert from 'node:assert/strict';
import type { ClusterEvent } from '../../../../src/ui/panel/messages.ts';
import { eventBlocks } from '../../../../webview/cluster/eventBlocks.ts';
import { eventTarget } from '../../../../webview/cluster/eventTarget.ts';
import { eventWords } from '../../../../webview/cluster/eventWords.ts';
import { strings } from '../fixtures/story.ts';

const kill = { type: 'drill', at: 0, request: { type: 'killNode', nodeId: 1 } } as const;
const elected = { type: 'controller', at: 600, nodeId: 2, before: 1 } as const;
const fenced = { type: 'fenced', at: 1_100, nodeId: 1, why: 'notHeard' } as const;
const leader = {
  type: 'leader',
  at: 1_110,
  leader: 2,
  before: 1,
  why: 'notHeard',
  partitions: ['a-0', 'a-1'],
} as const;
const rebalance = (at: number, groupId: string, generation: number) =>
  ({
    type: 'group',
    at,
    event: {
      type: 'rebalance',
      at,
      groupId,
      generation,
      reason: { type: 'memberJoined', memberId: 'app-1', groupInstanceId: null, clientReason: null },
    },
  }) as const;
const stable = (at: number, groupId: string, generation: number) =>
  ({ type: 'group', at, event: { type: 'stable', at, groupId, generation } }) as const;

function shape(events: readonly ClusterEvent[]): unknown {
  return eventBlocks(events).map(({ cause, consequences }) => [
    cause.at,
    ...consequences.map(({ at }) => at),
  ]);
}

describe('the timeline', () => {
  it('puts what follows under its cause, in the order in which it came, the newest cause first', () => {
    const start = { ...kill, at: 60_000, request: { type: 'startNode', nodeId: 1 } } as const;
    assert.deepEqual(shape([kill, elected, fenced, leader, start]), [[60_000], [0, 600, 1_100, 1_110]]);
  });

  it('does not take for a consequence what comes long after', () => {
    assert.deepEqual(shape([kill, { ...elected, at: 20_000 }]), [[20_000], [0]]);
    assert.deepEqual(shape([kill, { ...elected, at: 5_000 }]), [[5_000], [0]], 'a gap of seconds');
  });

  it('tells the rebalances of each group as stories of their own', () => {
    const events = [rebalance(0, 'a', 1), rebalance(10, 'b', 7), stable(20, 'a', 2), stable(30, 'b', 8)];
    assert.deepEqual(shape(events), [
      [10, 30],
      [0, 20],
    ]);
  });

  it('leads to the group or the topic that an event is about', () => {
    assert.deepEqual(eventTarget(rebalance(0, 'billing', 1)), { view: 'groups', group: 'billing' });
    assert.deepEqual(eventTarget({ ...leader, partitions: ['a-b-12'] }), { view: 'messages', topic: 'a-b' });
    const topic = { type: 'topic', at: 0, topic: 'a' } as const;
    assert.deepEqual(eventTarget({ ...topic, change: 'created' }), { view: 'messages', topic: 'a' });
    const nowhere = [kill, fenced, elected, { ...topic, change: 'deleted' }] as const;
    for (const event of [...nowhere, { ...leader, partitions: ['__consumer_offsets-3'] }]) {
      assert.equal(eventTarget(event), undefined);
    }
  });

  it('says what happened and why', () => {
    const said = (event: ClusterEvent): string => {
      const { kind, what, why } = eventWords(event, strings);
      return [`${kind}: ${what}`, ...(why === '' ? [] : [why])].join('; ');
    };
    assert.equal(said(kill), 'Drill: Broker 1 killed');
    assert.equal(said(elected), 'Election: Controller: broker 2; before it was broker 1');
    assert.equal(said(fenced), 'Broker: Broker 1 fenced; broker 1 has not been heard in time');
    assert.equal(
      said(leader),
      'Leader: a-0 and 1 more partitions: broker 2 leads; broker 1 has not been heard in time',
    );
    assert.equal(said(rebalance(0, 'billing', 3)), 'Rebalance: billing: generation 3 ends; app-1 joined');
    for (const [effect, times, expected] of [
      [{ kind: 'error', error: 'NOT_COORDINATOR' }, undefined, 'JoinGroup answers NOT_COORDINATOR'],
      [{ kind: 'cut' }, 3, 'the connection is cut on JoinGroup, 3 times'],
      [{ kind: 'lostAnswer' }, undefined, 'the answer to JoinGroup is lost'],
      [{ kind: 'delay', delayMs: 50 }, undefined, 'JoinGroup delayed 50 ms'],
    ] as const) {
      const fault = { api: 'JoinGroup', effect, ...(times === undefined ? {} : { times }) } as const;
      const event: ClusterEvent = {
        type: 'drill',
        at: 0,
        request: { type: 'injectFault', nodeId: 1, fault },
      };
      assert.equal(said(event), `Drill: Fault on broker 1: ${expected}`);
    }
  });
});
