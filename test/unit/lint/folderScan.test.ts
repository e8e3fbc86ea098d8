/** The names of a folder: what is found, what is read again, and what is said of files that cannot be read. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FolderScan } from '../../../src/lint/folderScan.ts';
import { Grammars } from '../../../src/lint/grammars.ts';
import { placedNames } from '../../../src/lint/placedName.ts';
import type { GrammarName } from '../../../src/naming/source/recogniser.ts';
import { recogniserOf } from '../../../src/naming/source/recognisers.ts';
import type { SyntaxNode } from '../../../src/naming/source/syntaxNode.ts';
import { producerOf, TestFolder } from './files.ts';
import { installedGrammarFile } from './installedGrammars.ts';

/** Grammars that tell what they have read; that of Python is not to be had. */
class WatchedGrammars extends Grammars {
  readonly texts: string[] = [];

  constructor() {
    super((file) =>
      file === 'tree-sitter-python.wasm' ? '/nowhere/python.wasm' : installedGrammarFile(file),
    );
  }

  override parse<T>(grammar: GrammarName, text: string, use: (root: SyntaxNode) => T): Promise<T> {
    this.texts.push(text);
    return super.parse(grammar, text, use);
  }

  /** How many texts have been read since this was last asked. */
  get count(): number {
    return this.texts.splice(0).length;
  }
}

describe('the scan of a folder', () => {
  const folder = new TestFolder();
  let grammars: WatchedGrammars;
  let scan: FolderScan;
  beforeEach(() => {
    folder.make();
    grammars = new WatchedGrammars();
    scan = new FolderScan(folder.root, grammars);
  });
  afterEach(() => folder.remove());

  async function names(): Promise<readonly string[]> {
    const { files } = await scan.scan();
    return files.flatMap((file) => file.names.map(({ name, line }) => `${file.path}:${line} ${name}`));
  }

  it('finds names and where they stand', async () => {
    folder.write({
      'b/send.ts': producerOf('orders', 'items'),
      'a.ts': 'export const topic = 1;\n',
      'text.bin': producerOf('no program'),
    });
    const { files, looked, skipped } = await scan.scan();
    assert.deepEqual(files, [
      {
        path: 'b/send.ts',
        names: [
          { name: 'orders', line: 2, start: 30, end: 36, isVerbatim: true, mention: false },
          { name: 'items', line: 3, start: 30, end: 35, isVerbatim: true, mention: false },
        ],
      },
    ]);
    assert.deepEqual([looked, skipped], [2, []]);
  });

  it('reads only what has changed since the last time, and forgets what is gone', async () => {
    folder.write({ 'a.ts': producerOf('a'), 'b.ts': producerOf('b'), 'c.ts': producerOf('c') });
    assert.deepEqual(await names(), ['a.ts:2 a', 'b.ts:2 b', 'c.ts:2 c']);
    assert.equal(grammars.count, 3);
    await names();
    assert.equal(grammars.count, 0);
    folder.write({ 'b.ts': producerOf('bb') });
    rmSync(join(folder.root, 'c.ts'));
    assert.deepEqual(await names(), ['a.ts:2 a', 'b.ts:2 bb']);
    assert.equal(grammars.count, 1);
  });

  it('finds the names in a text that is not saved, and keeps what is on disk', async () => {
    folder.write({ 'a.ts': producerOf('saved') });
    await scan.scan();
    assert.deepEqual(
      (await scan.namesIn('a.ts', producerOf('typed', 'too'))).map(({ name }) => name),
      ['typed', 'too'],
    );
    assert.deepEqual(await scan.namesIn('a.txt', producerOf('typed')), []);
    assert.deepEqual(await names(), ['a.ts:2 saved']);
  });

  it('says which files it did not look at and why, each time, and reads the others', async () => {
    folder.write({
      'a.ts': producerOf('a'),
      'binary.ts': Buffer.from(`${producerOf('a')}\0`),
      'large.ts': producerOf('a') + ' '.repeat(2 * 1024 * 1024),
      'data.json': `{"topic":"a","data":"${'x'.repeat(512 * 1024)}"}`,
      'other.json': `"${'x'.repeat(512 * 1024)}"`,
      'broken.py': "from kafka import KafkaProducer\nKafkaProducer().send('a')\n",
    });
    for (let round = 0; round < 2; round += 1) {
      const { files, skipped, looked } = await scan.scan();
      assert.deepEqual([files.map(({ path }) => path), looked], [['a.ts'], 6]);
      assert.deepEqual(skipped.map(({ path, reason }) => `${path} ${reason}`).toSorted(), [
        'binary.ts binary',
        'broken.py failed',
        'data.json large',
        'large.ts large',
      ]);
      assert.match(skipped.find(({ reason }) => reason === 'failed')?.detail ?? '', /python|nowhere/i);
    }
  });

  it('says that a file is gone which was asked for', async () => {
    const { skipped } = await scan.scan({ paths: ['gone.ts'] });
    assert.deepEqual(
      skipped.map(({ path, reason }) => [path, reason]),
      [['gone.ts', 'unreadable']],
    );
  });

  it('looks at files that are asked for whatever the ignore files say', async () => {
    folder.write({ '.gitignore': '*.ts', 'a.ts': producerOf('a') });
    assert.deepEqual(await names(), []);
    const { files } = await scan.scan({ paths: ['a.ts'] });
    assert.deepEqual(
      files.map(({ path }) => path),
      ['a.ts'],
    );
  });

  it('tells how far it is, ends when it is told to, and then goes on where it was', async () => {
    const many = Array.from({ length: 50 }, (_, index) => [`${index}.ts`, producerOf(`t${index}`)] as const);
    folder.write(Object.fromEntries(many));
    const controller = new AbortController();
    const told: number[] = [];
    const progress = (looked: number): void => {
      told.push(looked);
      if (looked >= 32) controller.abort(new Error('enough'));
    };
    await assert.rejects(scan.scan({ signal: controller.signal, progress }), /enough/);
    assert.deepEqual(told, [16, 32]);
    assert.equal(grammars.count, 32);
    assert.equal((await names()).length, 50);
    assert.equal(grammars.count, 18);
  });

  it('looks at configuration again once code says which of its keys name topics', async function () {
    // Nobody reads configuration as long as no recogniser does.
    if (recogniserOf('application.yml') === undefined) this.skip();
    const placeholder = (key: string): string => `$\{${key}}`;
    const code = (topic: string): string =>
      [
        'import org.springframework.kafka.annotation.KafkaListener;',
        'class Orders {',
        `  @KafkaListener(topics = "${topic}")`,
        '  void on(String order) {}',
        '}',
      ].join('\n');
    folder.write({
      'application.yml': 'app:\n  places:\n    orders: shop-orders\n    other: shop-other\n',
      'src/Orders.java': code(placeholder('app.places.orders')),
    });
    assert.deepEqual(await names(), ['application.yml:2 shop-orders']);
    folder.write({ 'src/Orders.java': code(placeholder('app.places.other')) });
    assert.deepEqual(await names(), ['application.yml:3 shop-other']);
    folder.write({ 'src/Orders.java': code('orders') });
    assert.deepEqual(await names(), ['src/Orders.java:2 orders']);
  });

  it('does not begin when it has been ended before', async () => {
    folder.write({ 'a.ts': producerOf('a') });
    await assert.rejects(scan.scan({ signal: AbortSignal.abort(new Error('before')) }), /before/);
    assert.equal(grammars.count, 0);
  });
});

describe('the place of a name', () => {
  it('is counted in lines and UTF-16 units, whatever ends the lines', () => {
    const text = 'one\r\n\r\n😀 "a" "b"\n"c"';
    const at = (name: string) => ({
      name,
      start: text.indexOf(`"${name}"`) + 1,
      end: text.indexOf(`"${name}"`) + 2,
    });
    const placed = placedNames(text, [at('c'), at('a'), at('b')]);
    assert.deepEqual(
      placed.map(({ name, line, start, end }) => [name, line, start, end]),
      [
        ['a', 2, 4, 5],
        ['b', 2, 8, 9],
        ['c', 3, 1, 2],
      ],
    );
  });

  it('may be replaced only where the name stands as it is', () => {
    const text = "'a\\u002eb' 'a.b'";
    const placed = placedNames(text, [
      { name: 'a.b', start: 1, end: 9 },
      { name: 'a.b', start: 12, end: 15, mention: true },
    ]);
    assert.deepEqual(
      placed.map(({ isVerbatim, mention }) => [isVerbatim, mention]),
      [
        [false, false],
        [true, true],
      ],
    );
  });
});
