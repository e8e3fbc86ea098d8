/** The host's side of the Cluster view: what it tells when, and what it does when asked. */
import assert from 'node:assert/strict';
import type { NodeRequest, NodeStatus } from '../../../../../src/server/control.ts';
import { ClusterEvents } from '../../../../../src/ui/clusters/clusterEvents.ts';
import { ClusterSession } from '../../../../../src/ui/panel/cluster/clusterSession.ts';
import type { HostMessage } from '../../../../../src/ui/panel/messages.ts';
import type { PanelFrame } from '../../../../../src/ui/panel/viewSession.ts';
import { reading } from '../../explorer/support.ts';

const nodes: readonly NodeStatus[] = [{ nodeId: 1, port: 9092, state: 'running' }];

describe('the session of the Cluster view', () => {
  let posted: HostMessage[];
  let done: unknown[];
  let counts: readonly number[];
  let clock: number;
  let isSilent: boolean;
  let events: ClusterEvents;
  let session: ClusterSession;

  beforeEach(() => {
    [posted, done, counts, clock] = [[], [], [0], 1_000];
    events = new ClusterEvents();
    isSilent = false;
    const own = {
      nodes,
      events,
      changeNode: async (request: NodeRequest) => void done.push(request),
      traceRequests: async (on: boolean) => void done.push(on),
      refreshNodes: async () => counts,
    };
    const frame = {
      connection: {
        service: {
          admin: {
            describeQuorum: () =>
              isSilent ? new Promise(() => undefined) : Promise.reject(new Error('too old')),
          },
        },
      },
      cluster: reading().cluster,
      view: 'cluster',
      post: (message: HostMessage) => posted.push(message),
      postChanges: (message: HostMessage) => posted.push(message),
      forgetTrouble: () => undefined,
      changed: async () => undefined,
      now: () => clock,
    } as unknown as PanelFrame;
    session = new ClusterSession(frame, {
      own: () => own,
      chooseFault: async (broker) => void done.push(['fault', broker]),
      openJson: async (data) => void done.push(data),
      faultWords: () => '',
    });
  });

  function view() {
    const message = posted.findLast(({ type }) => type === 'clusterView');
    assert.ok(message?.type === 'clusterView');
    return message.view;
  }

  it('tells cards without a quorum too, and requests a second from the second look on', async () => {
    await session.poll();
    assert.deepEqual([view().epoch, view().brokers[0]?.requestsPerSecond], [-1, null]);
    [counts, clock] = [[40], 3_000];
    await session.poll();
    assert.equal(view().brokers[0]?.requestsPerSecond, 20);
  });

  it('tells what happens while no broker answers', async () => {
    isSilent = true;
    void session.poll();
    events.add([{ type: 'healthy', at: 1 }], []);
    await session.glance();
    assert.equal(view().brokers.length, 3);
    assert.ok(posted.some((message) => message.type === 'clusterEvents' && message.events.length === 1));
  });

  it('tells a new page everything that is kept, and afterwards what is new', async () => {
    const topic = (name: string) => ({ type: 'topic', at: 1, change: 'created', topic: name }) as const;
    events.add([topic('a')], []);
    await session.poll();
    events.add([topic('b')], []);
    await session.poll();
    await session.poll();
    const told = posted.filter((message) => message.type === 'clusterEvents');
    assert.deepEqual(
      told.map((message) => [message.reset, message.events.length]),
      [
        [true, 1],
        [false, 1],
      ],
    );
    session.greet();
    await session.poll();
    const last = posted.findLast(({ type }) => type === 'clusterEvents');
    assert.ok(last?.type === 'clusterEvents' && last.reset && last.events.length === 2);
  });

  it('does what it is asked, and nothing for what it does not understand', async () => {
    await session.receive({ type: 'drill', request: { type: 'killNode', nodeId: 1 } });
    await session.receive({ type: 'chooseFault', broker: 1 });
    assert.equal(session.receive({ type: 'chooseFault', broker: 'all' }), undefined);
    assert.equal(session.receive({ type: 'drill', request: { type: 'injectFault', nodeId: 1 } }), undefined);
    assert.equal(session.receive({ type: 'exportEvents', what: 'secrets' }), undefined);
    assert.deepEqual(done, [{ type: 'killNode', nodeId: 1 }, ['fault', 1]]);
  });

  it('opens what is kept as a document, and stops tracing when the panel closes', async () => {
    events.add([{ type: 'healthy', at: 0 }], []);
    await session.receive({ type: 'exportEvents', what: 'timeline' });
    await session.receive({ type: 'exportEvents', what: 'requests' });
    await session.receive({ type: 'traceRequests', on: true });
    await session.close();
    assert.deepEqual(done, [[{ at: '1970-01-01T00:00:00.000Z', type: 'healthy' }], [], true, false]);
  });
});
