/** TLS and logins over sockets: KafkaJS and the product's own client, with what is right and with what is wrong. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { ClusterClient } from '../../../src/client/clusterClient.ts';
import { diagnose } from '../../../src/client/doctor.ts';
import type { ClusterSecurity } from '../../../src/client/model.ts';
import { cleanUp } from '../support.ts';
import { KeptCluster } from './keptCluster.ts';

describe('a cluster with TLS and logins', function () {
  this.timeout(60_000);
  const clean = cleanUp();
  let directory: string;
  let [cert, other] = ['', ''];

  before('make certificates', () => {
    directory = mkdtempSync(join(tmpdir(), 'eddy-tls-'));
    for (const name of ['broker', 'other']) {
      const files = ['-keyout', join(directory, `${name}.key`), '-out', join(directory, `${name}.pem`)];
      const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
      const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
      execFileSync('openssl', [...make, ...files, ...names], { stdio: 'ignore' });
    }
    cert = readFileSync(join(directory, 'broker.pem'), 'utf8');
    other = readFileSync(join(directory, 'other.pem'), 'utf8');
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  const tls = () => ['--tls', `${join(directory, 'broker.pem')},${join(directory, 'broker.key')}`];
  const start = (...args: readonly string[]) => KeptCluster.start(clean, '--brokers', '1', ...args);

  async function kindOf({ servers }: KeptCluster, security: ClusterSecurity): Promise<string> {
    const [finding] = await diagnose({ id: 'x', name: 'x', bootstrapServers: servers, security });
    return finding?.kind ?? 'nothing';
  }

  for (const [option, mechanism] of [
    ['plain', 'PLAIN'],
    ['scram-sha-256', 'SCRAM-SHA-256'],
    ['scram-sha-512', 'SCRAM-SHA-512'],
  ] as const) {
    it(`lets in who has the password, by ${mechanism} over TLS`, async () => {
      const cluster = await start(...tls(), '--sasl', option, '--user', 'me:secret,with:signs');
      const login = { username: 'me', password: 'secret,with:signs' };
      // KafkaJS puts what it made of an object into it: each client has its own.
      const kafka = (password: string) =>
        new Kafka({
          brokers: [...cluster.servers],
          logLevel: logLevel.NOTHING,
          retry: { retries: 0 },
          ssl: { ca: cert },
          sasl: { mechanism: option, ...login, password } as SASLOptions,
        });
      const admin = kafka(login.password).admin();
      clean.defer(() => admin.disconnect());
      await admin.connect();
      assert.deepEqual(await admin.listTopics(), []);
      const wrong = kafka('wrong').admin();
      clean.defer(() => wrong.disconnect());
      const ask = () => wrong.connect().then(() => wrong.listTopics());
      await assert.rejects(ask(), /authentication failed|invalid credentials/i);

      const security = { tls: { ca: cert }, sasl: { mechanism, ...login } };
      const profile = { id: 'x', name: 'x', bootstrapServers: cluster.servers, security };
      const client = new ClusterClient({ profile });
      clean.defer(() => client.close());
      await client.createTopic({ name: 'a.b', partitions: 1, replicationFactor: 1 });
      const [sent] = await client.produce([{ topic: 'a.b', value: Buffer.from('x') }]);
      assert.equal(sent?.offset, 0);
      assert.equal(await kindOf(cluster, security), 'well');
      const refused = { ...security, sasl: { ...security.sasl, password: 'wrong' } };
      assert.equal(await kindOf(cluster, refused), 'loginRefused');
      assert.equal(await kindOf(cluster, { tls: { ca: other }, sasl: security.sasl }), 'unknownAuthority');
      assert.equal(await kindOf(cluster, { sasl: security.sasl }), 'wantsTls');
    });
  }

  it('tells why it refuses a login, however busy its disk is', async () => {
    const cluster = await start('--sasl', 'plain', '--user', 'me:secret');
    const client = (password: string) => {
      const sasl = { mechanism: 'PLAIN', username: 'me', password } as const;
      const profile = { id: 'x', name: 'x', bootstrapServers: cluster.servers, security: { sasl } };
      const made = new ClusterClient({ profile });
      clean.defer(() => made.close());
      return made;
    };
    const busy = client('secret');
    await busy.createTopic({ name: 'busy', partitions: 1, replicationFactor: 1 });
    let isDone = false;
    const produce = async (): Promise<void> => {
      while (!isDone) await busy.produce([{ topic: 'busy', value: Buffer.alloc(100_000) }]);
    };
    const producing = Promise.all([produce(), produce(), produce()]);
    for (let attempt = 0; attempt < 10; attempt++) {
      await assert.rejects(client('wrong').metadata(), { name: 'SASL_AUTHENTICATION_FAILED' });
    }
    isDone = true;
    await producing;
  });

  it('offers what it has to who asks for another mechanism', async () => {
    const cluster = await start('--sasl', 'scram-sha-256', '--user', 'me:secret');
    const sasl = { mechanism: 'PLAIN', username: 'me', password: 'secret' } as const;
    const [finding] = await diagnose({
      id: 'x',
      name: 'x',
      bootstrapServers: cluster.servers,
      security: { sasl },
    });
    assert.ok(finding?.kind === 'noSuchMechanism');
    assert.deepEqual(finding.offered, ['SCRAM-SHA-256']);
    assert.equal(await kindOf(cluster, {}), 'kafka');
  });

  it('wants a certificate of its clients where it is told to', async () => {
    const cluster = await start(...tls(), '--tls-client-ca', join(directory, 'other.pem'));
    assert.equal(await kindOf(cluster, { tls: { ca: cert } }), 'wantsCertificate');
    const key = readFileSync(join(directory, 'other.key'), 'utf8');
    assert.equal(await kindOf(cluster, { tls: { ca: cert, cert: other, key } }), 'well');
  });

  it('tells which address cannot be reached when it advertises one', async () => {
    const cluster = await start('--advertise', 'kafka.invalid');
    const [finding] = await diagnose({ id: 'x', name: 'x', bootstrapServers: cluster.servers });
    assert.ok(finding?.kind === 'advertised');
    assert.match(finding.address, /^kafka\.invalid:\d+$/);
    assert.equal(finding.why.kind, 'noSuchHost');
  });

  it('cuts off who does not log in again in time, and goes on with who does', async () => {
    const cluster = await start('--sasl', 'plain', '--user', 'me:secret', '--max-reauth-ms', '1500');
    const sasl = { mechanism: 'PLAIN', username: 'me', password: 'secret' } as const;
    const profile = { id: 'x', name: 'x', bootstrapServers: cluster.servers, security: { sasl } };
    const client = new ClusterClient({ profile });
    clean.defer(() => client.close());
    const end = Date.now() + 4_000;
    while (Date.now() < end) {
      assert.equal((await client.metadata()).brokers.length, 1);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });
});
