/**
 * `npm run test:interop`: our message declarations against Kafka's own, then the conformance tests and the
 * clients of other languages against Apache Kafka 4.4, then those clients against our cluster. What Apache
 * Kafka does is the expectation, so a test that fails there is wrong. Needs Java 17, Maven and kcat; uses
 * Python and Go where they are.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from './clients/command.ts';

const root = join(import.meta.dirname, '../..');
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const conformance = 'test/conformance/**/*.test.ts';
const clients = 'test/interop/clients/*.test.ts';
const snapshots = 'test/interop/snapshots/*.test.ts';
const linter = 'test/interop/lint/*.test.ts';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

await requireCommands();
const outcomes = [
  await step('Our messages against the definitions of Kafka 4.4', protocol),
  await step('What the linter writes, before the tools of others', () => tests(ourCluster(), linter)),
  await step('Our metadata snapshots in Kafka 4.4', () => tests(ourCluster(), snapshots)),
  await step('Apache Kafka 4.4: conformance tests and clients', () =>
    tests('apache-kafka', conformance, clients),
  ),
  await step(`Our cluster (${ourCluster()}): clients`, () => tests(ourCluster(), clients)),
];
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function step(title: string, run: () => Promise<Outcome>): Promise<Outcome> {
  const started = Date.now();
  console.log(`\n=== ${title}`);
  const outcome = await run();
  console.log(
    `=== ${outcome.passed} passed, ${outcome.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return outcome;
}

async function protocol(): Promise<Outcome> {
  const { code } = await node(['test/interop/checkProtocol.ts']);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * As in `npm test`, a test may be tried again twice: other people's clients, and three JVMs on a small machine, set the
 * pace. A run that ends without its summary, or with an exit code that its summary does not explain, has failed.
 */
async function tests(cluster: string, ...files: readonly string[]): Promise<Outcome> {
  const { code, output } = await node([mocha, '--exit', '--retries', '2', ...files], {
    EDDY_CLUSTER: cluster,
    EDDY_BOOTSTRAP: '',
  });
  const passed = Number(/^ {2}(\d+) passing/m.exec(output)?.[1] ?? 0);
  const failed = Number(/^ {2}(\d+) failing/m.exec(output)?.[1] ?? 0);
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

/** What is packaged, when it has been built; else the sources, which are the same. */
function ourCluster(): 'dist' | 'eddy' {
  return existsSync(join(root, 'dist/cli.cjs')) ? 'dist' : 'eddy';
}

/** Passes on what the program prints, and keeps it. */
async function node(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

async function requireCommands(): Promise<void> {
  for (const [command, flag, help] of [
    ['java', '-version', 'a Java 17 JDK'],
    ['mvn', '-v', 'Maven'],
    ['kcat', '-V', 'kcat (apt-get install kcat)'],
  ] as const) {
    if (!(await isThere(command, flag))) {
      console.error(`${command} is missing: these tests need ${help}.`);
      process.exit(2);
    }
  }
}
