import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerOptions } from '../../../src/server/control.ts';
import { startCluster } from '../../../src/server/hosting.ts';
import type { KafkaServer } from '../../../src/server/server.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const host = {
  onFailure: (error: unknown) => {
    throw error;
  },
  log: () => {},
  memoryChanged: () => {},
};

function start(options: Partial<ServerOptions> = {}): Promise<KafkaServer> {
  const brokers = {
    ports: [0, 0, 0],
    autoCreateTopics: true,
    defaultPartitions: 1,
    defaultReplicationFactor: 3,
    memoryLimitMebibytes: 64,
    topics: [],
  };
  return startCluster({ ...brokers, ...options }, host);
}

function stateOf(server: KafkaServer, nodeId: number): string | undefined {
  return server.nodes.find((node) => node.nodeId === nodeId)?.state;
}

describe('KafkaServer', () => {
  it('answers everybody who waits for a node to stop, also when it is killed meanwhile', async () => {
    const server = await start();
    // Cut off, it cannot hand over what it leads: its stop would take long.
    server.isolateNode(2);
    const stops = [server.stopNode(2), server.stopNode(2)];
    assert.equal(stateOf(server, 2), 'running');
    server.killNode(2);
    await Promise.all(stops);
    assert.equal(stateOf(server, 2), 'killed');
    await server.close();
  });

  it('starts a node that is about to stop once it has stopped', async () => {
    const server = await start();
    const order: string[] = [];
    const stop = server.stopNode(2).then(() => order.push('stopped'));
    const again = server.startNode(2).then(() => order.push('started'));
    await Promise.all([stop, again]);
    assert.deepEqual(order, ['stopped', 'started']);
    assert.equal(stateOf(server, 2), 'running');
    await server.close();
  });
});

describe('A cluster whose first topics are refused', () => {
  const directory = temporaryDirectory();

  it('does not run, and lets go of its directory', async () => {
    const topics = [{ name: 'not a name', partitions: 1 }];
    const storage = { directory: directory(), flush: 'os' as const };
    await assert.rejects(start({ topics, storage }), /not a name/);
    await assert.rejects(access(join(directory(), '.lock')), { code: 'ENOENT' });
  });
});
