/** Connections that break: what waits for them fails with words, and nothing else happens. */
import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { ClusterClient } from '../../../src/client/clusterClient.ts';
import { KafkaError } from '../../../src/client/errors.ts';

describe('a connection to a broker', () => {
  it('that is reset in the middle of a login is one failed request', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const sasl = { mechanism: 'PLAIN', username: 'me', password: 'secret' } as const;
    const profile = { id: 'x', name: 'x', bootstrapServers: [`127.0.0.1:${port}`], security: { sasl } };
    const client = new ClusterClient({ profile });
    // What nobody listens to would end the process: the runner makes a failed test of it.
    try {
      await assert.rejects(client.metadata(), KafkaError);
    } finally {
      await client.close();
      server.close();
    }
  });
});
