/** The house rules as tests: who may import whom, what pure code may not touch, how long files and functions may be. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findForbiddenGlobals,
  findForbiddenImports,
  findLongFile,
  findLongFunctions,
  findMissingHeader,
  findStyleFaults,
} from './tidyRules.ts';

const root = join(import.meta.dirname, '..');
const sources = globSync('{src,webview,test}/**/*.ts', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.startsWith('test/corpus/'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('tidy', () => {
  const rules = [
    { name: 'imports follow the arrows', rule: findForbiddenImports, where: /^(src|webview)\// },
    {
      name: 'pure code touches no clock, chance, promise or I/O',
      rule: findForbiddenGlobals,
      where: /^src\//,
    },
    { name: 'files open by saying what they are for', rule: findMissingHeader, where: /^(src|webview)\// },
    { name: 'files have one idea', rule: findLongFile, where: /^(src|webview)\// },
    { name: 'functions fit on a screen', rule: findLongFunctions, where: /^(src|webview)\// },
    { name: 'no default exports, any, enums or barrels', rule: findStyleFaults, where: /^(src|webview)\// },
  ];
  for (const { name, rule, where } of rules) {
    it(name, () => {
      const faults = sources.filter((path) => where.test(path)).flatMap((path) => rule(path, read(path)));
      assert.deepEqual(faults, []);
    });
  }
});

describe('tidy rules bite', () => {
  const bites = (name: string, faults: readonly string[]): void => {
    it(name, () => assert.notEqual(faults.length, 0));
  };
  const header = '/** Says what it is for. */\n';
  bites(
    'the broker may not use the server',
    findForbiddenImports('src/broker/a.ts', "import '../server/server.ts';"),
  );
  bites(
    'the broker may not use node',
    findForbiddenImports('src/broker/a.ts', "import { a } from 'node:fs';"),
  );
  bites(
    'the protocol stands alone',
    findForbiddenImports('src/protocol/a.ts', "import '../broker/cluster.ts';"),
  );
  bites('vscode only in ui', findForbiddenImports('src/client/a.ts', "import * as vscode from 'vscode';"));
  bites(
    'nor its types',
    findForbiddenImports('src/client/a.ts', "import type { Uri } from '@types/vscode';"),
  );
  bites(
    'nobody but extension.ts uses ui',
    findForbiddenImports('src/client/a.ts', "import '../ui/tree.ts';"),
  );
  bites(
    'ui may not reach the broker',
    findForbiddenImports('src/ui/panel/a.ts', "import '../../broker/broker.ts';"),
  );
  bites(
    'of the server, ui takes types only',
    findForbiddenImports('src/ui/a.ts', "import { x } from '../server/control.ts';"),
  );
  bites(
    'the webview sees only messages',
    findForbiddenImports('webview/a.ts', "import type { A } from '../src/client/model.ts';"),
  );
  bites(
    'and of these only types',
    findForbiddenImports('webview/a.ts', "import { A } from '../src/ui/panel/messages.ts';"),
  );
  bites(
    'only the client speaks to Kafka',
    findForbiddenImports('src/ui/a.ts', "import { Producer } from '@platformatic/kafka';"),
  );
  bites('naming is pure', findForbiddenImports('src/naming/a.ts', "import 'node:path';"));
  for (const text of [
    'Date.now()',
    'Math.random()',
    'new Promise(a)',
    'setTimeout(a)',
    'async () => 1',
    'await a',
    'process.env.A',
  ]) {
    bites(`pure code may not say ${text}`, findForbiddenGlobals('src/broker/a.ts', `const x = ${text};`));
  }
  bites('a file without a word about itself', findMissingHeader('src/a.ts', 'export const a = 1;'));
  bites('a file with two ideas', findLongFile('src/a.ts', header + 'const a = 1;\n'.repeat(401)));
  bites(
    'a function longer than a screen',
    findLongFunctions('src/a.ts', `function a() {\n${'  b();\n'.repeat(71)}}\n`),
  );
  bites(
    'a method longer than a screen',
    findLongFunctions('src/a.ts', `class A {\n  b() {\n${'    c();\n'.repeat(71)}  }\n}\n`),
  );
  bites('a default export', findStyleFaults('src/a.ts', 'export default 1;'));
  bites('any', findStyleFaults('src/a.ts', 'const a: any = 1;'));
  bites('a barrel', findStyleFaults('src/a.ts', "export * from './b.ts';"));
});
