/** Where the files are that a configuration names. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImportedCluster } from '../../../../../src/ui/clusters/import/clientProperties.ts';
import { locateFiles } from '../../../../../src/ui/clusters/import/filePlaces.ts';

const root = join('/', 'work', 'shop');
const directory = join(root, 'config');

function naming(caFile: string, keyFile?: string): ImportedCluster {
  const files = { caFile, ...(keyFile === undefined ? {} : { certFile: keyFile, keyFile }) };
  return { connection: { bootstrapServers: ['a:1'], protocol: 'SSL', ...files }, secrets: {}, notes: [] };
}

async function place(cluster: ImportedCluster, ...there: readonly string[]) {
  const exists = async (path: string) => there.includes(path);
  const { connection, notes } = await locateFiles(cluster, { directory, roots: [root] }, exists);
  return [connection.caFile, notes];
}

describe('a file that a configuration names', () => {
  it('is beside it, or in the workspace', async () => {
    const beside = join(directory, 'ca.pem');
    assert.deepEqual(await place(naming('ca.pem'), beside), [beside, []]);
    const below = join(root, 'certs', 'ca.pem');
    assert.deepEqual(await place(naming('file:certs/ca.pem'), below), [below, []]);
  });

  it('may be on the class path', async () => {
    const resource = join(root, 'src', 'main', 'resources', 'certs', 'ca.pem');
    assert.deepEqual(await place(naming('classpath:certs/ca.pem'), resource), [resource, []]);
    assert.deepEqual(await place(naming('classpath:/certs/ca.pem'), resource), [resource, []]);
  });

  it('stays where it is said to be, and is told once when it is not there', async () => {
    const absolute = join('/', 'etc', 'ca.pem');
    assert.deepEqual(await place(naming(absolute), absolute), [absolute, []]);
    assert.deepEqual(await place(naming(absolute)), [absolute, [{ kind: 'missingFile', file: absolute }]]);
    const url = pathToFileURL(absolute).href;
    assert.deepEqual(await place(naming(url), absolute), [absolute, []]);
    const broken = await place(naming('file://elsewhere/%zz'));
    assert.deepEqual(broken[1], [{ kind: 'missingFile', file: 'file://elsewhere/%zz' }]);
    const [, notes] = await place(naming(absolute, 'client.pem'), absolute);
    assert.deepEqual(notes, [{ kind: 'missingFile', file: 'client.pem' }]);
  });
});
