/** What the cluster says about itself: once, with the reason, and with many partitions in one line. */
import assert from 'node:assert/strict';
import { ClusterLog } from '../../../src/server/clusterLog.ts';
import type { ClusterEvent } from '../../../src/server/control.ts';
import { TestCluster } from '../broker/testCluster.ts';

function watched() {
  const test = TestCluster.started();
  const lines: string[] = [];
  const events: ClusterEvent[] = [];
  const log = new ClusterLog(
    { event: (event) => events.push(event), line: (line) => lines.push(line) },
    () => test.now,
  );
  const look = (): readonly string[] => {
    const active = test.running.find(({ controller }) => controller !== undefined);
    if (active !== undefined) log.look(active.nodeId, active.image);
    return lines.splice(0);
  };
  const controller = test.controllerId;
  const [second, third] = [1, 2, 3].filter((nodeId) => nodeId !== controller) as [number, number];
  test.createTopic('t', Array(6).fill([second, third, controller]));
  return { test, events, look, controller, second, third };
}

describe('ClusterLog', () => {
  it('says nothing when nothing happens', () => {
    const { test, look, controller } = watched();
    assert.deepEqual(look(), [`broker ${controller} is the controller`]);
    test.advance(10_000);
    assert.deepEqual(look(), []);
  });

  it('says who lost leadership, who took over, and why', () => {
    const { test, look, second, third } = watched();
    look();
    test.network.begin(second, { kind: 'isolated' });
    test.until('it is fenced', () => test.replica(third, 't').role === 'leader');
    assert.deepEqual(look(), [
      `broker ${second} is fenced: it has not been heard in time`,
      `t-0, t-1, t-2, t-3 and 2 more: broker ${third} leads instead of broker ${second}, which has not been heard in time`,
      `t-0, t-1, t-2, t-3 and 2 more: out of sync: broker ${second}`,
    ]);
    test.network.end(second);
    test.until('all in sync', () => test.replica(third, 't', 5).isr.length === 3);
    const back = look();
    assert.equal(
      back[0],
      `broker ${second} is unfenced: it is in touch with the controller and has caught up`,
    );
    assert.match(back.at(-1) ?? '', new RegExp(`: in sync again: broker ${second}$`));
  });

  it('tells a stop from a crash', () => {
    const { test, look, second, third } = watched();
    look();
    test.cluster.stopNode(second);
    test.until('it has stopped', () => test.cluster.nodeState(second) === 'stopped');
    test.until('another leads', () => test.replica(third, 't', 5).role === 'leader');
    assert.match(look().join('\n'), new RegExp(`leads instead of broker ${second}, which stops`));
  });

  it('names the controller before', () => {
    const { test, look, controller } = watched();
    look();
    test.cluster.killNode(controller);
    test.until('another controller', () => test.controllerId !== -1);
    assert.deepEqual(look(), [
      `broker ${test.controllerId} is the controller; before it was broker ${controller}`,
    ]);
  });

  it('says of a leader that came back before it was missed that it has started anew', () => {
    const { test, look, second, third } = watched();
    look();
    test.cluster.killNode(second);
    test.cluster.startNode(second);
    const lines: string[] = [];
    test.until('it registers', () => {
      lines.push(...look());
      return test.cluster.isReady && test.replica(third, 't', 5).role === 'leader';
    });
    assert.match(lines.join('\n'), new RegExp(`leads instead of broker ${second}, which has started anew`));
  });

  it('tells the same as events, topics too, and when all is well again', () => {
    const { test, events, look, second, third } = watched();
    look();
    events.length = 0;
    test.createTopic('u', [[second, third]]);
    test.network.begin(second, { kind: 'isolated' });
    test.until('it is fenced', () => test.replica(third, 't').role === 'leader');
    look();
    const kinds = new Set(events.map(({ type }) => type));
    assert.deepEqual([...kinds].toSorted(), ['fenced', 'isr', 'leader', 'topic']);
    const moved = events.find((event) => event.type === 'leader');
    assert.ok(moved?.type === 'leader' && moved.leader === third && moved.before === second);
    assert.equal(moved.why, 'notHeard');
    test.network.end(second);
    test.until('all in sync', () => test.replica(third, 't', 5).isr.length === 3);
    test.advance(2_000);
    look();
    assert.equal(events.filter(({ type }) => type === 'healthy').length, 1);
  });
});
