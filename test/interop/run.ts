/**
 * `npm run test:interop`: our declarations against Kafka's own, the conformance tests against Apache Kafka 4.4 itself,
 * then clients of other languages against our cluster. Ends with "N passed, N failed". Needs Maven, a JDK 17 and kcat.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const slow = ['--exit', '--timeout', '180000', '--retries', '1'];
let passed = 0;
let failed = 0;

step('declarations against Kafka 4.4', ['test/interop/checkProtocol.ts']);
step(
  'conformance against Apache Kafka 4.4',
  [mocha, ...slow, '--reporter', 'dot', 'test/conformance/**/*.test.ts'],
  {
    EDDY_CLUSTER: 'apache-kafka',
  },
);
step('other clients against our cluster', [
  mocha,
  ...slow,
  '--reporter',
  'spec',
  'test/interop/**/*.test.ts',
]);

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function step(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): void {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  if (status === 0) passed += 1;
  else failed += 1;
}
