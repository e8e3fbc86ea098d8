/** Whose cluster has a port, asked in Kafka's own words: it is the same on every system. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { startCluster } from '../../../../src/server/hosting.ts';
import type { KafkaServer } from '../../../../src/server/server.ts';
import { isEddyCluster, probeCluster } from '../../../../src/ui/clusters/probe.ts';
import { temporaryDirectory } from '../../server/temporaryDirectory.ts';

describe('what answers at a port', () => {
  const directory = temporaryDirectory();
  let server: KafkaServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const kept = (): { readonly storage: { readonly directory: string; readonly flush: 'os' } } => ({
    storage: { directory: directory(), flush: 'os' },
  });
  for (const [where, storage] of [
    ['memory', () => ({})],
    ['files', kept],
  ] as const) {
    it(`is known as a cluster of Eddy in ${where}`, async () => {
      const options = {
        ports: [0],
        autoCreateTopics: true,
        defaultPartitions: 1,
        defaultReplicationFactor: 1,
        memoryLimitMebibytes: 64,
        topics: [],
      };
      const onFailure = (error: unknown): void => assert.fail(String(error));
      const host = { onFailure, log: () => undefined, memoryChanged: () => undefined };
      server = await startCluster({ ...options, ...storage() }, host);
      const cluster = await probeCluster(`127.0.0.1:${server.listening[0]?.port}`);
      assert.ok(cluster);
      assert.equal(isEddyCluster(cluster), true);
      // Still an id that Kafka's tools take: 16 bytes in base64url.
      assert.match(cluster.clusterId, /^[\w-]{22}$/);
    });
  }

  it('is not taken for Eddy when the id is of somebody else', () => {
    assert.equal(isEddyCluster({ clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' }), false);
  });

  it('is nothing where no Kafka answers', async () => {
    const web = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
    assert.equal(await probeCluster(`127.0.0.1:${(web.address() as AddressInfo).port}`), undefined);
    web.close();
  });
});
