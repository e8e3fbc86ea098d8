/** Tokens from an endpoint, and which endpoints are not asked. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpointProblem, fetchToken } from '../../../src/client/tokenEndpoint.ts';

describe('a token endpoint', () => {
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) server.close();
  });

  async function answering(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  }

  const ask = (tokenEndpoint: string): Promise<string> =>
    fetchToken({ mechanism: 'OAUTHBEARER', tokenEndpoint, clientId: 'me', clientSecret: 's' });

  it('must have TLS, unless it is on this machine', () => {
    for (const good of [
      'https://login.example.com/token',
      'http://localhost:8080/token',
      'http://127.0.0.1/t',
      'http://[::1]:8080/t',
      'http://keycloak.localhost/t',
    ]) {
      assert.equal(endpointProblem(good), undefined, good);
    }
    for (const open of [
      'http://login.example.com/token',
      'http://10.0.0.1/t',
      'http://localhost.evil.com/t',
    ]) {
      assert.equal(endpointProblem(open), 'unencrypted', open);
    }
    for (const wrong of ['', 'login.example.com/token', 'ftp://localhost/x']) {
      assert.equal(endpointProblem(wrong), 'noAddress', wrong);
    }
  });

  it('without TLS is refused before anything is sent, and why', async () => {
    await assert.rejects(ask('http://login.example.invalid/token'), {
      name: 'AUTHENTICATION',
      message: /has no TLS: the client secret could be read on the way/,
    });
  });

  it('gives a token', async () => {
    const address = await answering((response) => response.end('{"access_token":"t"}'));
    assert.equal(await ask(address), 't');
  });

  it('says why it gives none', async () => {
    const address = await answering((response) => {
      response.writeHead(401).end('{"error":"invalid_client","error_description":"Who are you?"}');
    });
    await assert.rejects(ask(address), { name: 'AUTHENTICATION', message: /Who are you\?/ });
  });

  it('is not followed to where nobody has looked', async () => {
    const address = await answering((response) => {
      response.writeHead(307, { location: 'http://example.invalid/' }).end();
    });
    await assert.rejects(ask(address), { name: 'AUTHENTICATION', message: /HTTP 307/ });
  });
});
