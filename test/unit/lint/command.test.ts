/** `lint` as it is typed: what it prints, in which form, under which config, and how it exits. */
import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { lintCommand } from '../../../src/lint/command.ts';
import { producerOf, TestFolder } from './files.ts';
import { installedGrammars } from './installedGrammars.ts';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

async function lint(...args: readonly string[]): Promise<Outcome> {
  let out = '';
  let complaints = '';
  const code = await lintCommand(args, installedGrammars, '1.2.3', {
    out: (text) => {
      out += text;
    },
    complain: (text) => {
      complaints += text;
    },
  });
  return { code, out, complaints };
}

const good = 'shop.order.event.created.v1';

describe('lint on the command line', () => {
  const folder = new TestFolder();
  const at = (path: string): string => join(folder.root, path);
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  describe('as text', () => {
    it('has a line a finding, with place, severity, reason, better name and code, and a summary', async () => {
      folder.write({ 'src/a.ts': producerOf('orders', good), 'b.ts': 'export {};\n' });
      const { code, out, complaints } = await lint(folder.root);
      assert.deepEqual(out.split('\n'), [
        `${at('src/a.ts')}:3:31: warning: "orders" lacks service, type, description, version. The convention is {service}.{domain}.{type}.{description}.{version}. Better: <service>.orders.event.<description>.v1 [missing-segment]`,
        '2 topic names in 1 of 2 files: 1 warning',
        '',
      ]);
      assert.deepEqual([code, complaints], [1, '']);
    });

    it('has a line for every name with --all', async () => {
      folder.write({ 'a.ts': producerOf(good, 'orders-dlt') });
      const { code, out } = await lint('--all', folder.root);
      assert.deepEqual(out.split('\n'), [
        `${at('a.ts')}:3:31: conforming: ${good}`,
        `${at('a.ts')}:4:31: ignored: orders-dlt`,
        '2 topic names in 1 of 1 files: nothing to say',
        '',
      ]);
      assert.equal(code, 0);
    });

    it('says what it passed by, counted and by reason', async () => {
      const vendored = Array.from({ length: 7 }, (_, index) => [`m${index}/node_modules/a.ts`, ''] as const);
      folder.write({ ...Object.fromEntries(vendored), 'a.ts': Buffer.from('\0') });
      const { code, out } = await lint(folder.root);
      assert.match(out, /^skipped, binary: .*a\.ts$/m);
      assert.match(out, /^skipped, others' work: .*m0\/node_modules, .*, and 2 more$/m);
      assert.equal(code, 0);
    });
  });

  describe('as JSON', () => {
    it('has exactly what scripts are promised', async () => {
      folder.write({ 'a.ts': producerOf('Order.created', good, 'or ders') });
      const { out } = await lint('--format=json', folder.root);
      assert.deepEqual(JSON.parse(out), {
        names: [
          {
            file: at('a.ts'),
            line: 3,
            column: 31,
            name: 'Order.created',
            verdict: 'convention',
            segment: 'service',
            suggestion: '<service>.order.event.created.v1',
          },
          {
            file: at('a.ts'),
            line: 5,
            column: 31,
            name: 'or ders',
            verdict: 'illegal',
            suggestion: 'or-ders',
          },
        ],
      });
    });

    it('has every name with --all, and what was skipped on the standard error', async () => {
      folder.write({ 'a.ts': producerOf(good), 'b.ts': Buffer.from('\0') });
      const { out, complaints } = await lint('--format', 'json', '--all', folder.root);
      assert.deepEqual(JSON.parse(out).names, [
        { file: at('a.ts'), line: 3, column: 31, name: good, verdict: 'conforming' },
      ]);
      assert.match(complaints, /^eddy: skipped, binary: .*b\.ts\n$/);
    });

    it('leaves out what the team wants to hear nothing of', async () => {
      folder.write({ '.eddy/naming.json': '{ "severity": "off" }', 'a.ts': producerOf('orders') });
      assert.deepEqual(JSON.parse((await lint('--format=json', folder.root)).out), { names: [] });
      const all = JSON.parse((await lint('--format=json', '--all', folder.root)).out);
      assert.deepEqual(
        all.names.map(({ verdict }: { verdict: string }) => verdict),
        ['convention'],
      );
    });

    it('writes files as the paths were given, in their order', async () => {
      folder.write({ 'b/b.ts': producerOf('b'), 'a/a.ts': producerOf('a') });
      const b = relative(process.cwd(), at('b'));
      const a = relative(process.cwd(), at('a/a.ts'));
      const { out } = await lint('--format=json', `${b}/`, a);
      assert.deepEqual(
        JSON.parse(out).names.map(({ file }: { file: string }) => file),
        [`${b}/b.ts`, a].map((path) => path.replaceAll('\\', '/')),
      );
    });
  });

  describe('the exit code', () => {
    beforeEach(() => folder.write({ 'a.ts': producerOf('orders') }));

    for (const [failOn, expected] of [
      ['error', 0],
      ['warning', 0],
      ['info', 1],
      ['hint', 1],
    ] as const) {
      it(`is ${expected} for a remark with --fail-on ${failOn}`, async () => {
        assert.equal((await lint('--fail-on', failOn, folder.root)).code, expected);
      });
    }

    it('is 1 for a warning by default, and 0 with --fail-on error', async () => {
      folder.write({ '.eddy/naming.json': '{}' });
      assert.equal((await lint(folder.root)).code, 1);
      assert.equal((await lint('--fail-on=error', folder.root)).code, 0);
    });

    it('is 1 for an illegal name whatever is asked for', async () => {
      folder.write({ 'b.ts': producerOf('or ders') });
      assert.equal((await lint('--fail-on=error', folder.root)).code, 1);
    });

    const badUses: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
      ['no path', [], /wants the files or folders.*lint \./],
      ['an unknown option', ['--colour', '.'], /--colour.*Try --help/s],
      ['an unknown format', ['--format=xml', '.'], /one of text, json, sarif, not "xml"/],
      ['an unknown gravity', ['--fail-on=bad', '.'], /error, warning, info or hint/],
      ['a path that is not there', ['nowhere'], /no file or folder nowhere/],
      ['a config that is not there', ['--config', 'nowhere.json', '.'], /nowhere\.json cannot be read/],
    ];
    for (const [what, args, says] of badUses) {
      it(`is 2 for ${what}, and the next step is said`, async () => {
        const { code, out, complaints } = await lint(...args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(complaints, says);
      });
    }

    it('is 2 for a config that cannot be used, with line and key of every problem', async () => {
      folder.write({ '.eddy/naming.json': '{\n  "typs": [],\n  "severity": "loud"\n}' });
      const { code, complaints } = await lint(folder.root);
      assert.equal(code, 2);
      assert.match(complaints, /naming\.json:2: typs: There is no "typs" here/);
      assert.match(complaints, /naming\.json:3: severity: This is one of error/);
    });
  });

  describe('the config', () => {
    async function verdicts(...args: readonly string[]): Promise<readonly string[]> {
      const { out } = await lint('--format=json', '--all', ...args);
      return JSON.parse(out).names.map(
        ({ name, verdict }: { name: string; verdict: string }) => `${name} ${verdict}`,
      );
    }

    it('is the nearest one above each path', async () => {
      folder.write({
        '.eddy/naming.json': '{ "preset": "kebab" }',
        'a/deep/a.ts': producerOf('sales-order-created'),
        'b/.eddy/naming.json': '{ "preset": "snake" }',
        'b/src/b.ts': producerOf('sales-order-created'),
      });
      assert.deepEqual(await verdicts(at('a/deep'), at('b/src/b.ts')), [
        'sales-order-created conforming',
        'sales-order-created convention',
      ]);
    });

    it('is that of --config for all paths, with globs relative to its folder', async () => {
      folder.write({
        'rules/naming.json':
          '{ "preset": "kebab", "overrides": [{ "files": ["old/**"], "preset": "snake" }] }',
        'rules/old/b.ts': producerOf('sales-order-created'),
        'rules/new/.eddy/naming.json': '{ "preset": "snake" }',
        'rules/new/a.ts': producerOf('sales-order-created'),
      });
      assert.deepEqual(
        await verdicts('--config', at('rules/naming.json'), at('rules/new'), at('rules/old')),
        ['sales-order-created conforming', 'sales-order-created convention'],
      );
    });

    it('has overrides, a baseline and a service', async () => {
      folder.write({
        '.eddy/naming.json': `{
          "service": "shop", "baseline": ["orders"],
          "overrides": [{ "files": ["legacy/**"], "ignore": ["old-*"] }]
        }`,
        'a.ts': producerOf('orders', 'old-1', 'order.created'),
        'legacy/a.ts': producerOf('old-1'),
      });
      assert.deepEqual(await verdicts(folder.root), [
        'orders ignored',
        'old-1 convention',
        'order.created convention',
        'old-1 ignored',
      ]);
      assert.match((await lint(folder.root)).out, /Better: shop\.order\.event\.created\.v1 /);
    });

    it('lets names of all paths under it collide', async () => {
      folder.write({ '.eddy/naming.json': '{}', 'a/a.ts': producerOf('a.b'), 'b/b.ts': producerOf('a_b') });
      assert.deepEqual(await verdicts(at('a'), at('b')), ['a.b collision', 'a_b collision']);
      assert.deepEqual(await verdicts(at('a')), ['a.b convention']);
    });
  });
});
