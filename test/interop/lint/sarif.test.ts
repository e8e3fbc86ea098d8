/** What `lint --format sarif` writes, before the validator of Microsoft's own tool: the 2.1.0 schema, and its rules beyond it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../clients/command.ts';

const root = join(import.meta.dirname, '../../..');
const validator = ['--yes', '@microsoft/sarif-multitool@5.7.0'];

describe('SARIF of the linter', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'eddy-sarif-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  before('the validator can be had', async function () {
    const asked = run('npx', [...validator, 'version'], { timeoutMs: 200_000 });
    const isThere = await asked.then(
      () => true,
      () => false,
    );
    if (!isThere) this.skip();
  });

  it('is valid for the whole corpus', async () => {
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'dist/cli.cjs'), 'lint', '--format', 'sarif', '--all', join(root, 'test/corpus')],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const file = join(folder, 'corpus.sarif');
    writeFileSync(file, stdout);
    const said = await run('npx', [...validator, 'validate', file], { timeoutMs: 200_000 });
    assert.match(said, /Analysis completed successfully/);
    assert.doesNotMatch(said, /: error /);
  });
});
