/**
 * `npm test`: builds, packages, and runs every test but interop, fast ones first. Ends with "N passed, N failed",
 * and with exit code 1 when anything failed or a suite could not run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Suite {
  readonly name: string;
  readonly files: readonly string[];
  readonly timeoutMs: number;
  /** How often a failed test may be tried again: only where other people's programs set the pace. */
  readonly retries: number;
}

const suites: readonly Suite[] = [
  { name: 'tidy', files: ['test/tidy.test.ts'], timeoutMs: 60_000, retries: 0 },
  { name: 'unit', files: ['test/unit/**/*.test.ts'], timeoutMs: 60_000, retries: 0 },
  { name: 'simulation', files: ['test/simulation/**/*.test.ts'], timeoutMs: 120_000, retries: 0 },
  { name: 'conformance', files: ['test/conformance/**/*.test.ts'], timeoutMs: 120_000, retries: 2 },
  { name: 'e2e', files: ['test/e2e/**/*.test.ts'], timeoutMs: 300_000, retries: 1 },
];

const wanted = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const results = mkdtempSync(join(tmpdir(), 'eddy-test-'));
let passed = 0;
let failed = 0;

if (wanted.length === 0 || wanted.includes('e2e')) step('package', ['npm', 'run', '--silent', 'package']);
if (wanted.length === 0) {
  step('types', ['npm', 'run', '--silent', 'check:types']);
  step('lint', ['npm', 'run', '--silent', 'check:lint']);
  step('dead code', ['npm', 'run', '--silent', 'check:dead']);
}
for (const suite of suites) if (wanted.length === 0 || wanted.includes(suite.name)) runSuite(suite);
rmSync(results, { recursive: true, force: true });

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Something that is not a mocha suite: it passes or it fails. */
function step(name: string, [command = '', ...args]: readonly string[]): void {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
}

/** Counts what mocha counts; a suite that ends without a result has failed, whatever its exit code says. */
function runSuite({ name, files, timeoutMs, retries }: Suite): void {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(results, `${name}.json`);
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(root, 'test', 'reporter.cjs');
  const args = [
    mocha,
    '--exit',
    '--timeout',
    String(timeoutMs),
    '--retries',
    String(retries),
    '--reporter',
    reporter,
    ...files,
  ];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, EDDY_TEST_REPORT: report },
  });
  const counts = readCounts(report);
  passed += counts.passed;
  failed += counts.failed;
  if (counts.passed === 0 || (status !== 0 && counts.failed === 0)) failed += 1;
}

function readCounts(report: string): { readonly passed: number; readonly failed: number } {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as { readonly passed: number; readonly failed: number };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
