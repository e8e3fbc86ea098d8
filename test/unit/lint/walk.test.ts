/** Which files a linter may look at, and that it says what it passed by. */
import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, type Skipped } from '../../../src/lint/walk.ts';
import { TestFolder } from './files.ts';

describe('the files below a folder', () => {
  const folder = new TestFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  async function walk(
    below = '',
  ): Promise<{ readonly paths: readonly string[]; readonly skipped: Skipped[] }> {
    const skipped: Skipped[] = [];
    const paths: string[] = [];
    const files = filesBelow(join(folder.root, below), (one) => skipped.push(one));
    for await (const path of files) paths.push(path);
    return { paths, skipped };
  }

  it('come in an order that does not depend on the disk, folder by folder', async () => {
    folder.write({ 'b/z.ts': '', 'b/a.ts': '', 'a/b/c.ts': '', 'a.ts': '', '.env': '' });
    const { paths, skipped } = await walk();
    assert.deepEqual(paths, ['.env', 'a.ts', 'a/b/c.ts', 'b/a.ts', 'b/z.ts']);
    assert.deepEqual(skipped, []);
  });

  it('are without what .gitignore says, the one nearest to a file last', async () => {
    folder.write({
      '.gitignore': '*.log\n/build/\n!keep.log\n# a comment\n',
      'a.log': '',
      'keep.log': '',
      'build/a.ts': '',
      'src/build/a.ts': '',
      'src/.gitignore': 'generated/\n!b.log\n',
      'src/generated/a.ts': '',
      'src/b.log': '',
      'other/generated/a.ts': '',
    });
    assert.deepEqual((await walk()).paths, [
      '.gitignore',
      'keep.log',
      'other/generated/a.ts',
      'src/.gitignore',
      'src/b.log',
      'src/build/a.ts',
    ]);
  });

  it('are without what .ignore says, which outranks .gitignore beside it', async () => {
    folder.write({ '.gitignore': 'a.ts', '.ignore': '!a.ts\nb.ts', 'a.ts': '', 'b.ts': '' });
    assert.deepEqual((await walk()).paths, ['.gitignore', '.ignore', 'a.ts']);
  });

  it('tell upper from lower case, as Git does', async () => {
    folder.write({ '.gitignore': 'Out/', 'out/a.ts': '', 'Out2/a.ts': '' });
    assert.deepEqual((await walk()).paths, ['.gitignore', 'Out2/a.ts', 'out/a.ts']);
  });

  it('obey the ignore files of the repository above the folder, and Git’s own', async () => {
    folder.write({
      '.git/info/exclude': 'secret.ts\n',
      '.gitignore': 'target/\n/service/api/gen.ts\n',
      'service/.gitignore': 'tmp/\n',
      'service/api/target/a.ts': '',
      'service/api/tmp/a.ts': '',
      'service/api/gen.ts': '',
      'service/api/secret.ts': '',
      'service/api/a.ts': '',
      'secret.ts': '',
    });
    assert.deepEqual((await walk('service/api')).paths, ['a.ts']);
    assert.deepEqual((await walk()).paths, ['.gitignore', 'service/.gitignore', 'service/api/a.ts']);
  });

  it('obey no ignore file above the repository', async () => {
    folder.write({ '.gitignore': '*.ts', 'repository/.git/HEAD': '', 'repository/a.ts': '' });
    assert.deepEqual((await walk('repository')).paths, ['a.ts']);
  });

  it('are there in a folder that is to be ignored, once it is asked for', async () => {
    folder.write({ '.git/HEAD': '', '.gitignore': 'build/', 'build/deep/a.ts': '' });
    assert.deepEqual((await walk('build')).paths, ['deep/a.ts']);
    assert.deepEqual((await walk('build/deep')).paths, ['a.ts']);
  });

  it('are without the work of others, which is said; Git’s own folder goes without saying', async () => {
    folder.write({ 'node_modules/a/a.ts': '', 'go/vendor/a.go': '', '.git/hooks/a.py': '', 'a.ts': '' });
    const { paths, skipped } = await walk();
    assert.deepEqual(paths, ['a.ts']);
    assert.deepEqual(skipped, [
      { path: 'node_modules', reason: 'vendored' },
      { path: 'go/vendor', reason: 'vendored' },
    ]);
  });

  it('do not follow links, so that there is an end', async () => {
    folder.write({ 'a/a.ts': '' });
    symlinkSync(folder.root, join(folder.root, 'a', 'again'));
    assert.deepEqual((await walk()).paths, ['a/a.ts']);
  });

  it('say which folder cannot be read, and go on', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    folder.write({ 'closed/a.ts': '', 'open/a.ts': '' });
    chmodSync(join(folder.root, 'closed'), 0);
    const { paths, skipped } = await walk();
    chmodSync(join(folder.root, 'closed'), 0o700);
    assert.deepEqual(paths, ['open/a.ts']);
    assert.deepEqual(
      skipped.map(({ path, reason }) => [path, reason]),
      [['closed', 'unreadable']],
    );
  });

  it('of a folder that is gone are none, and it says so', async () => {
    const { paths, skipped } = await walk('nowhere');
    assert.deepEqual([paths, skipped[0]?.reason], [[], 'unreadable']);
  });
});
