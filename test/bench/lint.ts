/**
 * What it costs to lint a large folder: `cli.cjs lint --all` on some thousand generated files, as a ratio to `rg -l kafka`
 * on the same files in the same run. Most files have nothing to do with Kafka, as in real repositories.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianAndSpread, say } from './say.ts';

const folders = 60;
const filesPerFolder = 60;
/** One file in so many produces or consumes. */
const everyNth = 12;
const rounds = 5;
const kinds: readonly ((id: string, topic: string | undefined) => SourceFile)[] = [
  java,
  typescript,
  python,
  yaml,
  text,
];
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.cjs');

const root = mkdtempSync(join(tmpdir(), 'eddy-bench-lint-'));
try {
  generate(root);
  measure(root);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function measure(folder: string): void {
  if (!existsSync(cli)) throw new Error('build first: npm run build');
  if (spawnSync('rg', ['--version']).status !== 0) {
    say('lint --all against rg', 'skipped: rg is not installed');
    return;
  }
  const lint: number[] = [];
  const search: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lint.push(timeOf(process.execPath, [cli, 'lint', '--all', '--format=json', folder]));
    search.push(timeOf('rg', ['-l', 'kafka', folder]));
  }
  say(`lint --all on ${(folders * filesPerFolder).toLocaleString('en')} files`, medianAndSpread(lint));
  say('rg -l kafka on the same files', medianAndSpread(search));
  say('lint as a multiple of rg', (median(lint) / median(search)).toFixed(1));
}

function timeOf(command: string, args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { maxBuffer: 2 ** 28, encoding: 'utf8' });
  // 1 is what both say of their findings, not of themselves.
  if (status !== 0 && status !== 1) throw new Error(`${command}: ${stderr}`);
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function generate(folder: string): void {
  for (let index = 0; index < folders; index += 1) {
    const module = join(folder, `module${index}`, 'src');
    mkdirSync(module, { recursive: true });
    for (let number = 0; number < filesPerFolder; number += 1) {
      const kind = kinds[number % kinds.length] ?? typescript;
      const topic = number % everyNth !== 0 ? undefined : `shop.area${index}.event.thing_${number}.v1`;
      const { name, text } = kind(`${index}x${number}`, topic);
      writeFileSync(join(module, name), text);
    }
  }
}

interface SourceFile {
  readonly name: string;
  readonly text: string;
}

function java(id: string, topic: string | undefined): SourceFile {
  const methods = Array.from(
    { length: 40 },
    (_, index) =>
      `  int sum${index}(int a, int b) {\n    if (a > b) return a - b + ${index};\n    return a + b;\n  }\n`,
  );
  const kafka =
    topic === undefined
      ? ''
      : `  @org.springframework.kafka.annotation.KafkaListener(topics = "${topic}")\n  void on(String value) {}\n`;
  const name = `Service${id}`;
  return { name: `${name}.java`, text: `package shop;\n\nclass ${name} {\n${methods.join('')}${kafka}}\n` };
}

function typescript(id: string, topic: string | undefined): SourceFile {
  const functions = Array.from(
    { length: 40 },
    (_, index) =>
      `export function add${index}(a: number, b: number): number {\n  return a + b * ${index};\n}\n`,
  );
  const [imported, sent] =
    topic === undefined
      ? ['', '']
      : [
          "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\n",
          `await producer.send({ topic: '${topic}', messages: [] });\n`,
        ];
  return { name: `service${id}.ts`, text: `${imported}${functions.join('')}${sent}` };
}

function python(id: string, topic: string | undefined): SourceFile {
  const functions = Array.from(
    { length: 40 },
    (_, index) => `def add_${index}(a, b):\n    return a + b * ${index}\n\n\n`,
  );
  const sent =
    topic === undefined ? '' : `from kafka import KafkaProducer\nKafkaProducer().send('${topic}', b'x')\n`;
  return { name: `service_${id}.py`, text: `${functions.join('')}${sent}` };
}

function yaml(id: string): SourceFile {
  const keys = Array.from({ length: 60 }, (_, index) => `  key${index}: value ${index}\n`);
  return { name: `service${id}.yml`, text: `service:\n${keys.join('')}` };
}

function text(id: string): SourceFile {
  return { name: `notes${id}.txt`, text: 'Nothing in here is a program.\n'.repeat(60) };
}
