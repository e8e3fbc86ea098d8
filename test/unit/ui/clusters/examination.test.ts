/** The test of a cluster says what is at fault: a file, this machine, or the cluster. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { findingText } from '../../../../src/ui/clusters/doctorWords.ts';
import { testCluster } from '../../../../src/ui/clusters/examination.ts';
import { profileOf, type SavedCluster } from '../../../../src/ui/clusters/savedCluster.ts';
import { words } from '../explorer/support.ts';

const saved: SavedCluster = {
  id: 'x',
  name: 'x',
  bootstrapServers: ['127.0.0.1:1'],
  readOnly: false,
  protocol: 'SSL',
  caFile: '/no/such/ca.pem',
};
const well = { kind: 'well', brokers: 1, clusterId: 'c' } as const;

describe('the test of a cluster', () => {
  it('names the file that cannot be read', async () => {
    const results = await testCluster(() => profileOf(saved, {}, (path) => readFile(path, 'utf8')));
    assert.deepEqual(results, [{ kind: 'unreadableFile', file: '/no/such/ca.pem', reason: 'ENOENT' }]);
    assert.match(results.map((one) => findingText(one, words)).join(), /\/no\/such\/ca\.pem.*ENOENT/);
  });

  it('blames no certificate for what the editor does not give', async () => {
    const results = await testCluster(() => Promise.reject(new Error('the keychain is locked')));
    assert.deepEqual(results, [{ kind: 'notTested', reason: 'the keychain is locked' }]);
    const broken = await testCluster(
      async () => ({ id: 'x', name: 'x', bootstrapServers: [] }),
      () => Promise.reject(new Error('boom')),
    );
    assert.deepEqual(broken, [{ kind: 'notTested', reason: 'boom' }]);
  });

  it('says what the doctor says otherwise', async () => {
    const profile = async () => ({ id: 'x', name: 'x', bootstrapServers: [] });
    assert.deepEqual(await testCluster(profile, async () => [well]), [well]);
  });
});
