import assert from 'node:assert/strict';
import type { ClusterEvent, GroupEvent } from '../../../../../src/server/control.ts';
import { ClusterEvents } from '../../../../../src/ui/clusters/clusterEvents.ts';
import { type GroupStory, groupStory } from '../../../../../src/ui/panel/groups/groupStory.ts';

const groupId = 'billing';
const one = 'app-1-3f0b7c52-8c1d-4c5e-9a57-0f6b2b9d1e11';
const two = 'app-2-90aa1e02-77c1-4c0e-8a11-5d0b2b9d1e22';

function told(event: GroupEvent): ClusterEvent {
  return { type: 'group', at: event.at, event };
}

function began(at: number, generation: number, memberId: string): ClusterEvent {
  const reason = { type: 'memberJoined', memberId, groupInstanceId: null, clientReason: null } as const;
  return told({ type: 'rebalance', at, groupId, generation, reason });
}

function generation(at: number, number: number, ...memberIds: readonly string[]): ClusterEvent {
  return told({
    type: 'generation',
    at,
    groupId,
    generation: number,
    protocolName: 'range',
    leaderId: memberIds[0] ?? null,
    memberIds,
    removedMemberIds: [],
  });
}

function stable(at: number, number: number): ClusterEvent {
  return told({ type: 'stable', at, groupId, generation: number });
}

/** As the watcher asks for it. */
function storyOf(events: readonly ClusterEvent[]): GroupStory {
  const store = new ClusterEvents();
  store.add(events, []);
  return groupStory(store.aboutGroup(groupId));
}

describe("a group's story", () => {
  it('has each rebalance with the generations before and after, and who came', () => {
    const events = [
      began(1, 0, one),
      generation(2, 1, one),
      stable(3, 1),
      began(5, 1, two),
      generation(7, 2, one, two),
      stable(8, 2),
    ];
    const story = storyOf(events);
    assert.deepEqual(
      story.events.map(
        (event) => event.kind === 'rebalance' && [event.at, event.from, event.to, event.joined],
      ),
      [
        [1, 0, 1, ['app-1']],
        [5, 1, 2, ['app-2']],
      ],
    );
    assert.equal(story.generation, 2);
    assert.equal(story.rebalancingSince, null);
  });

  it('says who is gone', () => {
    const left = told({
      type: 'rebalance',
      at: 5,
      groupId,
      generation: 2,
      reason: { type: 'sessionTimeout', memberId: two },
    });
    const [event] = storyOf([generation(1, 2, one, two), left, generation(6, 3, one)]).events;
    assert.ok(event?.kind === 'rebalance');
    assert.deepEqual([event.from, event.to, event.gone, event.joined], [2, 3, ['app-2'], []]);
  });

  it('tells since when it rebalances, from the first reason until the assignment is handed out', () => {
    const events = [began(5, 1, one), began(6, 1, two)];
    assert.equal(storyOf(events).rebalancingSince, 5);
    assert.equal(storyOf([...events, generation(8, 2, one, two)]).rebalancingSince, 5);
    const done = [...events, generation(8, 2, one, two), stable(9, 2)];
    assert.equal(storyOf(done).rebalancingSince, null);
  });

  it('is over for a group that is empty: nobody waits for an assignment', () => {
    const story = storyOf([began(5, 1, one), generation(6, 2)]);
    assert.equal(story.rebalancingSince, null);
    assert.equal(story.generation, 2);
  });

  it('does not call members new that joined before anything was told', () => {
    const [event] = storyOf([began(5, 7, two), generation(6, 8, one, two)]).events;
    assert.ok(event?.kind === 'rebalance');
    assert.deepEqual(event.joined, []);
  });

  it('has what was done to brokers, and nothing of other groups or of topics', () => {
    const drill = { type: 'drill', at: 4, request: { type: 'killNode', nodeId: 2 } } as const;
    const other = told({ type: 'stable', at: 5, groupId: 'other', generation: 99 });
    const topic = { type: 'topic', at: 6, change: 'created', topic: 't' } as const;
    const story = storyOf([drill, other, topic]);
    assert.deepEqual(story.events, [{ at: 4, kind: 'drill', request: drill.request }]);
    assert.equal(story.generation, null);
  });

  it('begins anew when the group was deleted', () => {
    const events = [generation(1, 4, one), told({ type: 'removed', at: 2, groupId }), began(3, 0, one)];
    const story = storyOf([...events, generation(4, 1, one)]);
    assert.equal(story.generation, 1);
    assert.ok(story.events[0]?.kind === 'rebalance');
    assert.deepEqual(story.events[0].joined, ['app-1']);
  });
});
