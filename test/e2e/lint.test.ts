/**
 * The linter as it is shipped: `cli.cjs lint` and the thread for the editor, from the built bundles. The parser and its
 * grammars are files of their own there, and only here is it seen that they are found.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LintThread } from '../../src/ui/naming/lintThread.ts';
import { producerOf, TestFolder } from '../unit/lint/files.ts';

const root = join(import.meta.dirname, '..', '..');
const corpus = join(root, 'test', 'corpus');

interface JsonName {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

describe('the built linter', function () {
  this.timeout(120_000);
  const folder = new TestFolder();
  let dist = '';
  before(() => {
    // Elsewhere, so that nothing is found in node_modules.
    dist = mkdtempSync(join(tmpdir(), 'eddy-dist-'));
    const isShipped = (path: string): boolean => !path.endsWith('.map') && !path.endsWith('.vsix');
    cpSync(join(root, 'dist'), dist, { recursive: true, filter: isShipped });
  });
  after(() => rmSync(dist, { recursive: true, force: true }));
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  function lint(...args: readonly string[]) {
    const cli = [join(dist, 'cli.cjs'), 'lint', ...args];
    return spawnSync(process.execPath, cli, { cwd: folder.root, encoding: 'utf8' });
  }

  it('finds names, judges them and exits with 1', () => {
    folder.write({ 'src/a.ts': producerOf('orders'), '.eddy/naming.json': '{ "service": "shop" }' });
    const { status, stdout, stderr } = lint('.');
    assert.equal(stderr, '');
    assert.match(stdout, /^src\/a\.ts:3:31: warning: "orders" lacks/m);
    assert.equal(status, 1);
  });

  it('exits with 0 when there is nothing to say, and with 2 when it was called wrongly', () => {
    folder.write({ 'a.ts': producerOf('shop.order.event.created.v1') });
    assert.equal(lint('.').status, 0);
    const { status, stdout, stderr } = lint('nowhere');
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^eddy: there is no file or folder nowhere\n$/);
  });

  it('knows its version', () => {
    folder.write({ 'a.ts': producerOf('orders') });
    const { driver } = JSON.parse(lint('--format=sarif', '.').stdout).runs[0].tool;
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.deepEqual([driver.name, driver.version], ['Eddy', version]);
  });

  it('stands in the help', () => {
    const { stdout } = spawnSync(process.execPath, [join(dist, 'cli.cjs'), '--help'], { encoding: 'utf8' });
    assert.match(stdout, /cli\.cjs lint \[options\] PATH/);
    for (const option of ['--format', '--all', '--fail-on', '--config'])
      assert.ok(stdout.includes(option), option);
  });

  it('reads every language of the corpus: its grammar is shipped', () => {
    for (const kind of readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const { status, stdout, stderr } = lint('--all', '--format=json', join(corpus, kind.name));
      assert.equal(status === 0 || status === 1, true, `${kind.name}: ${stderr}`);
      assert.doesNotMatch(stderr, /failed to be read/);
      const names = JSON.parse(stdout).names as readonly JsonName[];
      const found = names.map(({ file, line, name }) => `${file}:${line} ${name}`);
      assert.ok(found.length > 0, kind.name);
      const wrong = found.filter((one) => !expected(kind.name).has(one));
      assert.ok(wrong.length <= found.length * 0.01, wrong.join('\n'));
    }
  });

  /** What the corpus says, as `file:line name`. */
  function expected(kind: string): ReadonlySet<string> {
    const lists = readdirSync(join(corpus, kind), { recursive: true, encoding: 'utf8' });
    const lines = lists
      .filter((path) => path.endsWith('.expected'))
      .flatMap((path) => {
        const file = join(corpus, kind, path).replaceAll('\\', '/').slice(0, -'.expected'.length);
        const names = readFileSync(join(corpus, kind, path), 'utf8').split('\n');
        return names.filter((line) => line !== '').map((line) => `${file}:${line}`);
      });
    return new Set(lines);
  }

  describe('as a thread', () => {
    let thread: LintThread;
    beforeEach(() => {
      thread = new LintThread(join(dist, 'lintWorker.cjs'));
    });
    afterEach(() => thread.close());

    it('finds the names in a folder and in a text that is being typed, and tells how far it is', async () => {
      folder.write({ 'a.ts': producerOf('saved') });
      const told: number[] = [];
      const result = await thread.scan(folder.root, new AbortController().signal, (looked) =>
        told.push(looked),
      );
      assert.deepEqual(
        result?.files.map(({ path, names }) => [path, names[0]?.name]),
        [['a.ts', 'saved']],
      );
      assert.deepEqual(told, [1]);
      const typed = await thread.namesIn(folder.root, 'a.ts', producerOf('typed'));
      assert.deepEqual(
        typed.map(({ name }) => name),
        ['typed'],
      );
    });

    it('answers what is typed while it looks through a folder, and ends a scan that is cancelled', async () => {
      const many = Array.from(
        { length: 400 },
        (_, index) => [`${index}.ts`, producerOf(`t${index}`)] as const,
      );
      folder.write(Object.fromEntries(many));
      const controller = new AbortController();
      let typed: Promise<unknown> | undefined;
      const scan = thread.scan(folder.root, controller.signal, () => {
        typed ??= thread.namesIn(folder.root, 'a.ts', producerOf('typed')).then(() => controller.abort());
      });
      await assert.rejects(scan, /cancelled/);
      await typed;
      const again = await thread.scan(folder.root, new AbortController().signal, () => {});
      assert.equal(again?.files.length, 400);
    });

    it('tells of a file that cannot be read as a program, and reads the others', async () => {
      rmSync(join(dist, 'grammars', 'tree-sitter-python.wasm'));
      folder.write({
        'a.ts': producerOf('a'),
        'b.py': "from kafka import KafkaProducer\nKafkaProducer().send('b')\n",
      });
      const result = await thread.scan(folder.root, new AbortController().signal, () => {});
      assert.deepEqual(
        result?.files.map(({ path }) => path),
        ['a.ts'],
      );
      assert.deepEqual(
        result?.skipped.map(({ path, reason }) => [path, reason]),
        [['b.py', 'failed']],
      );
      await assert.rejects(
        thread.namesIn(folder.root, 'b.py', readFileSync(join(folder.root, 'b.py'), 'utf8')),
      );
      cpSync(
        join(root, 'dist', 'grammars', 'tree-sitter-python.wasm'),
        join(dist, 'grammars', 'tree-sitter-python.wasm'),
      );
    });
  });

  it('is part of the package', () => {
    const ignored = readFileSync(join(root, '.vscodeignore'), 'utf8');
    assert.match(ignored, /^!dist\/grammars\/\*\.wasm$/m);
    for (const file of ['lint.cjs', 'lintWorker.cjs', 'treeSitter.cjs'])
      assert.ok(existsSync(join(dist, file)), file);
  });
});
