/** Who hears of a commit, when, and in which order. */
import assert from 'node:assert/strict';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { QuorumNode } from '../../../../src/broker/quorum/quorumNode.ts';
import { SnapshotStore } from '../../../../src/broker/quorum/snapshotStore.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { QuorumHarness } from './quorumHarness.ts';

const values = (...texts: string[]): Buffer[] => texts.map((text) => Buffer.from(text));

describe('a commit', () => {
  it('is delivered first, then acknowledged: batch by batch', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const { heard, node } = harness;
    heard.length = 0;
    for (const batch of [values('a', 'b'), values('c')]) {
      const last = node.append(batch) ?? -1;
      node.whenCommitted(last, (ok) => heard.push(`${last} ${ok}`));
    }
    harness.fetch({ from: 2, epoch: 1, log: { offset: 3, epoch: 1 } });
    assert.deepEqual(heard, ['1@1 a,b', '2 true', 'leader 1 epoch 1']);
    harness.fetch({ from: 3, epoch: 1, log: { offset: 4, epoch: 1 } });
    assert.deepEqual(heard.slice(3), ['3@1 c', '3 true']);
  });

  it('that has happened is acknowledged at once, with or without leadership', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const last = harness.node.append(values('a')) ?? -1;
    harness.fetch({ from: 2, epoch: 1, log: { offset: 2, epoch: 1 } });
    harness.becomeFollower(3, 2);
    const outcomes: boolean[] = [];
    harness.node.whenCommitted(last, (ok) => outcomes.push(ok));
    harness.node.whenCommitted(last + 1, (ok) => outcomes.push(ok));
    assert.deepEqual(outcomes, [true, false]);
  });

  it('is given up when leadership is lost, even if the record survives', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    const outcomes: boolean[] = [];
    harness.node.whenCommitted(harness.node.append(values('a')) ?? -1, (ok) => outcomes.push(ok));
    harness.becomeFollower(2, 2);
    assert.deepEqual(outcomes, [false]);
    harness.answerFetch({ leaderId: 2, epoch: 2 }, { highWatermark: 2 });
    assert.deepEqual(outcomes, [false]);
    assert.deepEqual(harness.heard.slice(-2), ['leader 2 epoch 2', '1@1 a']);
  });

  it('is not to be had by a follower', () => {
    const harness = new QuorumHarness().start().becomeFollower(2, 1);
    assert.equal(harness.node.append(values('a')), undefined);
  });

  it('may lead to the next: a listener appends while it is told', () => {
    const heard: string[] = [];
    const node: QuorumNode = new QuorumNode({
      nodeId: 1,
      voters: [1],
      log: new Log({ configs: defaultLogConfig }),
      snapshots: new SnapshotStore(),
      store: { load: () => undefined, save: () => {} },
      timers: new Timers(0),
      random: () => 0,
      now: () => 0,
      send: () => assert.fail('there is nobody to ask'),
      listener: {
        handleLoadSnapshot: () => assert.fail('there is no snapshot'),
        handleLeaderChange: (leaderId) => {
          heard.push(`leader ${leaderId}`);
          node.append(values('first'));
        },
        handleCommit: (batches) => {
          const texts = batches.map(({ records }) => records.map((record) => Buffer.from(record).toString()));
          heard.push(`commit ${texts}`);
          if (node.logEndOffset < 4) node.append(values('next'));
        },
      },
    });
    node.start();
    assert.deepEqual(heard, ['leader 1', 'commit first', 'commit next', 'commit next']);
    assert.equal(node.highWatermark, 4);
  });

  it('is silent after a crash', () => {
    const harness = new QuorumHarness().start().becomeLeader();
    harness.node.whenCommitted(harness.node.append(values('a')) ?? -1, () => assert.fail('called back'));
    const { length } = harness.heard;
    harness.node.close();
    harness.fetch({ from: 2, epoch: 1, log: { offset: 2, epoch: 1 } });
    harness.pass(10_000);
    assert.equal(harness.heard.length, length);
  });

  it('of a log longer than one read is replayed whole after a restart', () => {
    const log = new Log({ configs: defaultLogConfig });
    const make = (handleCommit: (count: number) => void): QuorumNode =>
      new QuorumNode({
        nodeId: 1,
        voters: [1],
        log,
        snapshots: new SnapshotStore(),
        store: { load: () => undefined, save: () => {} },
        timers: new Timers(0),
        random: () => 0,
        now: () => 0,
        send: () => {},
        listener: {
          handleLoadSnapshot: () => assert.fail('there is no snapshot'),
          handleLeaderChange: () => {},
          handleCommit: (batches) =>
            handleCommit(batches.reduce((sum, { records }) => sum + records.length, 0)),
        },
      });
    const writer = make(() => {});
    writer.start();
    for (let batch = 0; batch < 30; batch++) writer.append([Buffer.alloc(100_000), Buffer.alloc(10)]);
    writer.close();
    let replayed = 0;
    make((count) => {
      replayed += count;
    }).start();
    assert.equal(replayed, 60);
  });
});
