/** The doctor on real sockets: each way in which a connection fails is told by its own name. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { diagnose } from '../../../src/client/doctor.ts';
import type { ClusterSecurity } from '../../../src/client/model.ts';
import { offeredMechanisms, readFrame, saslHandshakeRequest } from '../../../src/client/probeFrames.ts';

describe('the connection doctor', function () {
  this.timeout(30_000);
  const servers: Server[] = [];
  let directory: string;
  let cert: string;
  let key: string;

  before('make a certificate that nobody trusts', () => {
    directory = mkdtempSync(join(tmpdir(), 'eddy-doctor-'));
    const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const days = ['-days', '1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        keyFile,
        '-out',
        certFile,
        ...days,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
  });

  after(() => {
    for (const server of servers) server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function listen(server: Server): Promise<string> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const onData = (answer: (socket: Socket) => void) => (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => answer(socket));
  };

  async function kindOf(server: string, security: ClusterSecurity = {}): Promise<string> {
    const [finding] = await diagnose({ id: 'x', name: 'x', bootstrapServers: [server], security });
    return finding?.kind ?? 'nothing';
  }

  it('knows a host that does not exist', async () => {
    assert.equal(await kindOf('no-such-host.invalid:9092'), 'noSuchHost');
  });

  it('tells a name that does not exist from a DNS server that does not answer', async () => {
    const ask = (lookup: () => Promise<unknown>) =>
      diagnose({ id: 'x', name: 'x', bootstrapServers: ['kafka.internal:9092'] }, { lookup, patience: 50 });
    const fails = (code: string) => () => Promise.reject(Object.assign(new Error(`${code} here`), { code }));
    const server = 'kafka.internal:9092';
    assert.deepEqual(await ask(fails('ENOTFOUND')), [{ kind: 'noSuchHost', server }]);
    assert.deepEqual(await ask(fails('EAI_AGAIN')), [{ kind: 'dnsSilent', server }]);
    assert.deepEqual(await ask(() => new Promise(() => undefined)), [{ kind: 'dnsSilent', server }]);
    assert.deepEqual(await ask(fails('EMFILE')), [
      { kind: 'unreachable', server, reason: 'EMFILE: EMFILE here' },
    ]);
  });

  it('knows a port on which nothing listens', async () => {
    const server = createServer();
    const address = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(await kindOf(address), 'refused');
  });

  it('knows a web server', async () => {
    const address = await listen(createServer(onData((socket) => socket.end('HTTP/1.1 400 Bad Request'))));
    const [finding] = await diagnose({ id: 'x', name: 'x', bootstrapServers: [address] });
    assert.deepEqual(finding, { kind: 'notKafka', server: address, saw: 'HTTP/1.1 400 Bad Request' });
  });

  it('knows a server that hangs up', async () => {
    assert.equal(await kindOf(await listen(createServer(onData((socket) => socket.end())))), 'hangsUp');
  });

  it('knows TLS where plain text was tried, and plain text where TLS was tried', async () => {
    const secure = await listen(createTlsServer({ cert, key }, () => undefined));
    assert.equal(await kindOf(secure), 'wantsTls');
    const plain = await listen(createServer(onData((socket) => socket.end('no TLS here'))));
    assert.equal(await kindOf(plain, { tls: {} }), 'wantsPlaintext');
  });

  it('knows a certificate that nobody trusts, and one for another name', async () => {
    const address = await listen(createTlsServer({ cert, key }, () => undefined));
    assert.equal(await kindOf(address, { tls: {} }), 'unknownAuthority');
    assert.equal(await kindOf(address, { tls: { ca: cert } }), 'otherName');
    // It is no broker, but the handshake is over.
    const named = { tls: { ca: cert, serverName: 'localhost' } };
    const silent = await listen(
      createTlsServer(
        { cert, key },
        onData((socket) => socket.end('hello')),
      ),
    );
    assert.equal(await kindOf(silent, named), 'notKafka');
    assert.equal(await kindOf(silent, { tls: { ca: cert, anyName: true } }), 'notKafka');
    assert.equal(await kindOf(silent, { tls: { anyName: true } }), 'unknownAuthority');
  });

  it('knows files that are no certificates', async () => {
    const address = await listen(createTlsServer({ cert, key }, () => undefined));
    assert.equal(
      await kindOf(address, { tls: { ca: cert, cert: 'nonsense', key: 'nonsense' } }),
      'badCertificate',
    );
  });

  it('knows a broker that wants a client certificate', async () => {
    const options = { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true };
    const address = await listen(createTlsServer(options, () => undefined));
    const tls = { ca: cert, serverName: 'localhost' };
    assert.equal(await kindOf(address, { tls }), 'wantsCertificate');
  });
});

describe('the frames of the doctor', () => {
  it('are told from what is no frame', () => {
    assert.equal(readFrame(Buffer.from('HTTP/1.1')), 'none');
    assert.equal(readFrame(Buffer.from([0, 0])), 'more');
    assert.equal(readFrame(Buffer.from([0, 0, 0, 9, 1])), 'more');
    assert.deepEqual(readFrame(Buffer.from([0, 0, 0, 4, 1, 2, 3, 4])), Buffer.from([1, 2, 3, 4]));
  });

  it('ask for a mechanism and read the offered ones', () => {
    assert.match(saslHandshakeRequest('PLAIN').toString('latin1'), /eddy.*PLAIN$/s);
    const answer = Buffer.concat([
      Buffer.from([0, 0, 0, 0, 0, 33, 0, 0, 0, 2, 0, 5]),
      Buffer.from('PLAIN'),
      Buffer.from([0, 13]),
      Buffer.from('SCRAM-SHA-256'),
    ]);
    assert.deepEqual(offeredMechanisms(answer), ['PLAIN', 'SCRAM-SHA-256']);
  });
});
