/** Folders of small files for tests, made in the system's temporary directory and removed again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files by their paths, and the folders they lie in. */
function write(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** For `beforeEach` and `afterEach`. */
export class TestFolder {
  #root = '';

  get root(): string {
    return this.#root;
  }

  make(): void {
    this.#root = mkdtempSync(join(tmpdir(), 'eddy-lint-'));
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    write(this.#root, files);
  }
}

/** A TypeScript program that produces to topics, one a line from line 3 on. */
export function producerOf(...topics: readonly string[]): string {
  const sends = topics.map((topic) => `await producer.send({ topic: '${topic}', messages: [] });\n`);
  return `import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\n${sends.join('')}`;
}
