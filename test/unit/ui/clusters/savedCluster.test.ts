/** What is kept of an added cluster, and the profile that it makes together with its secrets. */
import assert from 'node:assert/strict';
import { parseServers, profileOf, type SavedCluster } from '../../../../src/ui/clusters/savedCluster.ts';

const base: SavedCluster = {
  id: 'x1',
  name: 'staging',
  bootstrapServers: ['a:1'],
  readOnly: true,
  protocol: 'PLAINTEXT',
};
const files = async (path: string): Promise<string> => `text of ${path}`;

describe('bootstrap servers', () => {
  it('are hosts with ports, separated by commas', () => {
    assert.deepEqual(parseServers('a:1, b.example.com:65535,[::1]:9092'), [
      'a:1',
      'b.example.com:65535',
      '[::1]:9092',
    ]);
    for (const wrong of ['', 'a', 'a:', 'a:0', 'a:65536', 'http://a:1', 'a:1,', 'a b:1', '::1:9092']) {
      assert.equal(parseServers(wrong), undefined, wrong);
    }
  });
});

describe('the profile of an added cluster', () => {
  it('has no security without TLS and login, whatever secrets are left from before', async () => {
    const profile = await profileOf({ ...base, caFile: 'ca.pem' }, { password: 'p' }, files);
    assert.deepEqual(profile.security, {});
    assert.equal(profile.readOnly, true);
  });

  it('reads certificates anew, and takes passwords from the secrets', async () => {
    const saved: SavedCluster = {
      ...base,
      protocol: 'SASL_SSL',
      mechanism: 'SCRAM-SHA-512',
      username: 'me',
      caFile: 'ca.pem',
      certFile: 'c.pem',
      keyFile: 'k.pem',
    };
    const { security } = await profileOf(saved, { password: 'p', passphrase: 'q' }, files);
    assert.deepEqual(security, {
      tls: { ca: 'text of ca.pem', cert: 'text of c.pem', key: 'text of k.pem', passphrase: 'q' },
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'me', password: 'p' },
    });
  });

  it('takes texts where there are no files, and the name that the certificate has', async () => {
    const saved: SavedCluster = {
      ...base,
      protocol: 'SSL',
      ca: 'A',
      cert: 'C',
      serverName: 'kafka.internal',
    };
    const { security } = await profileOf(saved, { key: 'K' }, files);
    assert.deepEqual(security, { tls: { ca: 'A', cert: 'C', key: 'K', serverName: 'kafka.internal' } });
    const any = await profileOf({ ...base, protocol: 'SSL', anyName: true }, {}, files);
    assert.deepEqual(any.security, { tls: { anyName: true } });
  });

  it('logs in with a token, or fetches one', async () => {
    const oauth: SavedCluster = { ...base, protocol: 'SASL_PLAINTEXT', mechanism: 'OAUTHBEARER' };
    assert.deepEqual((await profileOf(oauth, { token: 't' }, files)).security?.sasl, {
      mechanism: 'OAUTHBEARER',
      token: 't',
    });
    const fetched = { ...oauth, tokenEndpoint: 'https://x/token', clientId: 'c' };
    assert.deepEqual((await profileOf(fetched, { clientSecret: 's' }, files)).security?.sasl, {
      mechanism: 'OAUTHBEARER',
      tokenEndpoint: 'https://x/token',
      clientId: 'c',
      clientSecret: 's',
    });
  });
});
