/** What the status bar says: a word for every state, never only a colour. */
import assert from 'node:assert/strict';
import type { MemoryStatus, NodeState } from '../../../../src/server/control.ts';
import { type ClusterStatus, statusBarView } from '../../../../src/ui/clusters/clusterStatus.ts';
import { words } from '../explorer/support.ts';

function running(...states: readonly NodeState[]): ClusterStatus {
  const nodes = states.map((state, index) => ({ nodeId: index + 1, port: 9092 + index, state }));
  const bootstrapServers = nodes.map((node) => `127.0.0.1:${node.port}`);
  return { kind: 'running', bootstrapServers, nodes, memory: undefined };
}

function using(memory: Partial<MemoryStatus>): ClusterStatus {
  const mebibyte = 1024 * 1024;
  const usual = {
    logBytes: 0,
    residentBytes: 0,
    limitBytes: 1024 * mebibyte,
    droppedBytes: 0,
    refusing: false,
  };
  const status = running('running', 'running');
  assert.ok(status.kind === 'running');
  return { ...status, memory: { ...usual, heldBytes: 812.3 * mebibyte, ...memory } };
}

describe('status bar', () => {
  it('counts the brokers that run', () => {
    const view = statusBarView(running('running', 'running'), words);
    assert.deepEqual([view.text, view.severity], ['$(server) Kafka 2', 'none']);
    assert.match(view.tooltip, /2 of 2 brokers run at 127\.0\.0\.1:9092,127\.0\.0\.1:9093/);
  });

  it('warns while one is down', () => {
    const view = statusBarView(running('running', 'killed', 'running'), words);
    assert.deepEqual([view.text, view.severity], ['$(warning) Kafka 2/3', 'warning']);
  });

  it('warns while a drill runs, so that it is not forgotten', () => {
    const status = running('running', 'running');
    assert.ok(status.kind === 'running');
    const [first, second] = status.nodes;
    assert.ok(first !== undefined && second !== undefined);
    const slow = { ...first, drill: { kind: 'slow', delayMs: 150 } } as const;
    const isolated = { ...second, drill: { kind: 'isolated' } } as const;
    const one = statusBarView({ ...status, nodes: [slow, second] }, words);
    assert.deepEqual([one.text, one.severity], ['$(warning) Kafka: 1 drill', 'warning']);
    const both = statusBarView({ ...status, nodes: [slow, isolated] }, words);
    assert.equal(both.text, '$(warning) Kafka: 2 drills');
    assert.match(both.tooltip, /2 of 2 brokers run.*\nIsolated, slowed down or with faults: 2$/);
  });

  it('says how much memory is in use, and when the oldest records have gone', () => {
    const quiet = statusBarView(using({}), words);
    assert.match(quiet.tooltip, /\nMemory: 812 of 1024 MiB$/);
    const dropping = statusBarView(using({ droppedBytes: 1 }), words);
    assert.match(dropping.tooltip, /Memory: 812 of 1024 MiB\. The oldest records were removed\./);
    assert.deepEqual([dropping.text, dropping.severity], ['$(server) Kafka 2', 'none']);
  });

  it('warns while producers are refused, in words', () => {
    const view = statusBarView(using({ droppedBytes: 1, refusing: true }), words);
    assert.deepEqual([view.text, view.severity], ['$(warning) Kafka: memory full', 'warning']);
    assert.match(view.tooltip, /full: producers are refused/);
  });

  it('gives the reason of a failure', () => {
    const view = statusBarView({ kind: 'failed', reason: 'assertion failed' }, words);
    assert.equal(view.severity, 'error');
    assert.match(view.tooltip, /assertion failed/);
  });

  it('warns when the cluster it was attached to is gone', () => {
    const view = statusBarView({ kind: 'gone', owner: 'java (process 7)' }, words);
    assert.equal(view.severity, 'warning');
    assert.match(view.tooltip, /java \(process 7\) is gone/);
  });

  it('says whose cluster it is attached to', () => {
    const view = statusBarView(
      { kind: 'attached', bootstrapServers: ['127.0.0.1:9092'], owner: 'java (process 7)' },
      words,
    );
    assert.match(view.tooltip, /java \(process 7\)/);
  });
});
