/** Where things of an added cluster are kept: secrets in the secret storage, and in nothing else that is written anywhere. */
import assert from 'node:assert/strict';
import type { Memento, SecretStorage } from 'vscode';
import { importCluster } from '../../../../src/ui/clusters/import/clientProperties.ts';
import { RemoteClusters } from '../../../../src/ui/clusters/remoteClusters.ts';
import type { SavedCluster } from '../../../../src/ui/clusters/savedCluster.ts';
import type { SecretChanges } from '../../../../src/ui/clusters/secretQuestion.ts';

function setup() {
  const memory = new Map<string, unknown>();
  const vault = new Map<string, string>();
  const globalState: Memento & { setKeysForSync(): void } = {
    keys: () => [...memory.keys()],
    get: <Value>(key: string, otherwise?: Value) => (memory.get(key) ?? otherwise) as Value,
    // As the editor does: what is kept is a text.
    update: async (key, value) => void memory.set(key, JSON.parse(JSON.stringify(value))),
    setKeysForSync: () => undefined,
  };
  const secrets: SecretStorage = {
    get: async (key) => vault.get(key),
    store: async (key, value) => void vault.set(key, value),
    delete: async (key) => void vault.delete(key),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return { remotes: new RemoteClusters({ globalState, secrets }), memory, vault };
}

const saved: SavedCluster = {
  id: 'x1',
  name: 'staging',
  bootstrapServers: ['a:1'],
  readOnly: false,
  protocol: 'SASL_SSL',
  mechanism: 'PLAIN',
  username: 'me',
};
const all: Required<SecretChanges> = {
  password: 'hidden-password',
  token: 'hidden-token',
  clientSecret: 'hidden-client',
  key: 'hidden-key',
  passphrase: 'hidden-phrase',
};

describe('added clusters', () => {
  it('keep every secret in the secret storage, and none in the memory', async () => {
    const { remotes, memory, vault } = setup();
    await remotes.save(saved, all);
    assert.doesNotMatch(JSON.stringify([...memory]), /hidden/);
    assert.deepEqual(JSON.parse(vault.get('eddy.cluster.x1') ?? ''), all);
    assert.doesNotMatch(JSON.stringify(remotes.list), /hidden/);
    assert.deepEqual(await remotes.storedSecrets('x1'), new Set(Object.keys(all)));
  });

  it('keep secrets there that an import has found', async () => {
    const module = 'org.apache.kafka.common.security';
    const files: readonly Readonly<Record<string, string>>[] = [
      {
        'sasl.mechanism': 'PLAIN',
        'sasl.jaas.config': `${module}.plain.PlainLoginModule required username="me" password="hidden-1";`,
        'ssl.keystore.key': '-----BEGIN PRIVATE KEY-----hidden2-----END PRIVATE KEY-----',
        'ssl.key.password': 'hidden-3',
        'ssl.truststore.password': 'hidden-4',
      },
      {
        'sasl.mechanism': 'OAUTHBEARER',
        'sasl.jaas.config': `${module}.oauthbearer.OAuthBearerLoginModule required clientId="me" clientSecret="hidden-5" oauth.access.token="hidden-6";`,
      },
      { 'sasl.mechanism': 'PLAIN', 'sasl.username': 'me', 'sasl.password': 'hidden-7' },
    ];
    for (const settings of files) {
      const { remotes, memory, vault } = setup();
      const where = { 'bootstrap.servers': 'a:1', 'security.protocol': 'SASL_SSL' };
      const imported = importCluster(new Map(Object.entries({ ...where, ...settings })));
      await remotes.save({ ...saved, ...imported.connection }, imported.secrets);
      assert.doesNotMatch(JSON.stringify([...memory]), /hidden/);
      assert.doesNotMatch(JSON.stringify(imported.notes), /hidden/);
      assert.match([...vault.values()].join(), /hidden/);
    }
  });

  it('keep what is not typed anew, and forget what is given up', async () => {
    const { remotes, vault } = setup();
    await remotes.save(saved, { password: 'hidden-1', passphrase: 'hidden-2' });
    await remotes.save({ ...saved, name: 'other' }, { passphrase: null });
    assert.deepEqual(JSON.parse(vault.get('eddy.cluster.x1') ?? ''), { password: 'hidden-1' });
    assert.deepEqual(
      remotes.list.map(({ name }) => name),
      ['other'],
    );
    const { security } = await remotes.profileOf(saved, { password: 'tried' });
    assert.deepEqual(security?.sasl, { mechanism: 'PLAIN', username: 'me', password: 'tried' });
  });

  it('leave nothing behind when they are removed, and tell of each change', async () => {
    const { remotes, memory, vault } = setup();
    let told = 0;
    const listener = remotes.onDidChange(() => {
      told += 1;
    });
    await remotes.save(saved, all);
    await remotes.remove('x1');
    assert.deepEqual([vault.size, memory.get('eddy.clusters')], [0, []]);
    assert.equal(told, 2);
    listener.dispose();
    await remotes.save(saved, {});
    assert.equal(told, 2);
  });
});
