/** Whether an import has brought all that is needed to connect: else everything is asked. */
import assert from 'node:assert/strict';
import { type ClusterDraft, hasSecret, isComplete } from '../../../../src/ui/clusters/clusterDraft.ts';
import type { SavedCluster } from '../../../../src/ui/clusters/savedCluster.ts';

const saved: SavedCluster = {
  id: 'x',
  name: '',
  bootstrapServers: ['a:1'],
  readOnly: false,
  protocol: 'PLAINTEXT',
};
const nothing: Omit<ClusterDraft, 'saved'> = { secrets: {}, stored: new Set() };

describe('a cluster that was asked about', () => {
  it('has a secret that was typed, or is stored and not given up', () => {
    assert.equal(hasSecret({ saved, ...nothing }, 'key'), false);
    assert.equal(hasSecret({ saved, ...nothing, secrets: { key: 'k' } }, 'key'), true);
    assert.equal(hasSecret({ saved, secrets: {}, stored: new Set(['key']) }, 'key'), true);
    assert.equal(hasSecret({ saved, secrets: { key: null }, stored: new Set(['key']) }, 'key'), false);
  });

  it('is complete without a login when it has servers', () => {
    assert.equal(isComplete({ saved, ...nothing }), true);
    assert.equal(isComplete({ saved: { ...saved, bootstrapServers: [] }, ...nothing }), false);
  });

  it('needs user and password, or a token, or what fetches one', () => {
    const sasl: SavedCluster = { ...saved, protocol: 'SASL_SSL' };
    const secrets = { password: 'p', token: 't' };
    assert.equal(isComplete({ saved: sasl, ...nothing, secrets }), false);
    const plain: SavedCluster = { ...sasl, mechanism: 'PLAIN', username: 'me' };
    assert.equal(isComplete({ saved: plain, ...nothing }), false);
    assert.equal(isComplete({ saved: plain, ...nothing, secrets }), true);
    const oauth: SavedCluster = { ...sasl, mechanism: 'OAUTHBEARER' };
    assert.equal(isComplete({ saved: oauth, ...nothing, secrets }), true);
    const fetched = { ...oauth, tokenEndpoint: 'https://x/' };
    assert.equal(isComplete({ saved: fetched, ...nothing, secrets }), false);
    assert.equal(isComplete({ saved: fetched, ...nothing, secrets: { clientSecret: 's' } }), true);
  });
});
