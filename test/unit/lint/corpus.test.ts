/**
 * How well names are found: every file of `test/corpus` is read, and what is found is held against its `.expected`
 * file. Reports recall and precision for each kind of file. `EDDY_CORPUS=DIR` reads another corpus.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { namesInFile } from '../../../src/lint/namesInFile.ts';
import { installedGrammars } from './installedGrammars.ts';

const corpus = process.env['EDDY_CORPUS'] ?? join(import.meta.dirname, '..', '..', 'corpus');
const leastRecall = 0.97;
const leastPrecision = 0.99;

interface Score {
  readonly expected: number;
  readonly right: number;
  /** A line for each name that is missing (`-`) or wrong (`+`). */
  readonly differences: readonly string[];
}

describe('the corpus of the linter', function () {
  this.timeout(60_000);
  const kinds = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name: kind } of kinds) {
    it(kind, async () => {
      const score = await scoreOf(join(corpus, kind));
      const wrong = score.differences.filter((line) => line.startsWith('+')).length;
      const recall = score.expected === 0 ? 1 : score.right / score.expected;
      const precision = score.right + wrong === 0 ? 1 : score.right / (score.right + wrong);
      process.stdout.write(
        `      ${kind}: ${score.expected} names, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\n`,
      );
      assert.ok(recall >= leastRecall && precision >= leastPrecision, `\n${score.differences.join('\n')}`);
      const inNegative = score.differences.filter((line) => line.startsWith('+ negative'));
      assert.deepEqual(inNegative, [], 'names in files that hold none');
    });
  }
});

async function scoreOf(folder: string): Promise<Score> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.expected'))
    .map((entry) => join(entry.parentPath, entry.name));
  const read = async (topicProperties: ReadonlySet<string>) =>
    Promise.all(
      files.map(async (file) => {
        const source = { path: relative(folder, file), text: readFileSync(file, 'utf8'), topicProperties };
        return { file, text: source.text, found: await namesInFile(installedGrammars, source) };
      }),
    );
  // Twice, as in a folder: what code says of properties tells which of them are topics.
  const first = await read(new Set());
  const keys = new Set(first.flatMap(({ found }) => found.topicProperties ?? []));
  const scores = (await read(keys)).map(({ file, text, found }) => {
    const lines = found.names.map(({ name, start }) => `${text.slice(0, start).split('\n').length} ${name}`);
    return compare(file, lines);
  });
  return {
    expected: scores.reduce((sum, { expected }) => sum + expected, 0),
    right: scores.reduce((sum, { right }) => sum + right, 0),
    differences: scores.flatMap(({ differences }) => differences),
  };
}

function compare(file: string, found: readonly string[]): Score {
  const list = `${file}.expected`;
  const isNegative = !existsSync(list);
  const expected = isNegative
    ? []
    : readFileSync(list, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
  const missing = [...expected];
  const wrong: string[] = [];
  for (const line of found) {
    const at = missing.indexOf(line);
    if (at === -1) wrong.push(line);
    else missing.splice(at, 1);
  }
  return {
    expected: expected.length,
    right: expected.length - missing.length,
    differences: [
      ...missing.map((line) => `- ${file}:${line}`),
      ...wrong.map((line) => `+ ${isNegative ? 'negative ' : ''}${file}:${line}`),
    ],
  };
}
