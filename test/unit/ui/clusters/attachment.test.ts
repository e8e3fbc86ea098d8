/** Whether somebody else's cluster is still there, on real sockets. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Attachment } from '../../../../src/ui/clusters/attachment.ts';

describe('a cluster of another window', () => {
  const servers: Server[] = [];
  let attachment: Attachment | undefined;

  afterEach(() => {
    attachment?.close();
    for (const server of servers.splice(0)) server.close();
  });

  async function listen(port = 0): Promise<{ readonly server: Server; readonly port: number }> {
    const server = createServer((socket) => socket.on('error', () => undefined).resume());
    servers.push(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return { server, port: (server.address() as AddressInfo).port };
  }

  /** Calls the returned function to wait for the next change. */
  function attachTo(...ports: readonly number[]): () => Promise<boolean> {
    let told: (isThere: boolean) => void = () => undefined;
    const bootstrapServers = ports.map((port) => `127.0.0.1:${port}`);
    const one = new Attachment({ bootstrapServers, owner: 'x' }, () => told(one.isThere), 10);
    attachment = one;
    return () =>
      new Promise((resolve) => {
        told = resolve;
      });
  }

  it('is gone when its owner has closed, and back when it is there again', async () => {
    const { server, port } = await listen();
    const next = attachTo(port);
    assert.equal(attachment?.isThere, true);
    server.close();
    assert.equal(await next(), false);
    const back = next();
    await listen(port);
    assert.equal(await back, true);
  });

  it('is there as long as one of its brokers is', async () => {
    const [first, second] = [await listen(), await listen()];
    const next = attachTo(first.port, second.port);
    first.server.close();
    const changed = await Promise.race([next(), new Promise((resolve) => setTimeout(resolve, 100, 'quiet'))]);
    assert.equal(changed, 'quiet');
    second.server.close();
    assert.equal(await next(), false);
  });

  it('says nothing more when it was let go of', async () => {
    const { server, port } = await listen();
    const next = attachTo(port);
    attachment?.close();
    server.close();
    const changed = await Promise.race([next(), new Promise((resolve) => setTimeout(resolve, 100, 'quiet'))]);
    assert.equal(changed, 'quiet');
  });
});
