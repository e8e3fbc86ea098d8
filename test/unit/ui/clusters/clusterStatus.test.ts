/** What the status bar says: a word for every state, never only a colour. */
import assert from 'node:assert/strict';
import type { NodeState } from '../../../../src/server/control.ts';
import { type ClusterStatus, statusBarView } from '../../../../src/ui/clusters/clusterStatus.ts';
import { words } from '../explorer/support.ts';

function running(...states: readonly NodeState[]): ClusterStatus {
  const nodes = states.map((state, index) => ({ nodeId: index + 1, port: 9092 + index, state }));
  return { kind: 'running', bootstrapServers: nodes.map((node) => `127.0.0.1:${node.port}`), nodes };
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

  it('gives the reason of a failure', () => {
    const view = statusBarView({ kind: 'failed', reason: 'assertion failed' }, words);
    assert.equal(view.severity, 'error');
    assert.match(view.tooltip, /assertion failed/);
  });

  it('says whose cluster it is attached to', () => {
    const view = statusBarView(
      { kind: 'attached', bootstrapServers: ['127.0.0.1:9092'], owner: 'java (process 7)' },
      words,
    );
    assert.match(view.tooltip, /java \(process 7\)/);
  });
});
