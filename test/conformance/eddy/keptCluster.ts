/** Our own process with a data directory, beside the cluster that all share: a test may kill it as often as it likes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CleanUp } from '../support.ts';

const root = join(import.meta.dirname, '../../..');
const firstPort = 21_000;
const portSpan = 9_000;

export class KeptCluster {
  readonly directory: string;
  readonly #arguments: readonly string[];
  #port = 0;
  #child: ChildProcess | undefined;
  /** `host:port` of every broker: the same at each start. */
  servers: readonly string[] = [];
  /** What it has said on standard error since it was started last. */
  complaints = '';

  private constructor(directory: string, args: readonly string[]) {
    this.directory = directory;
    this.#arguments = args;
  }

  /** Started, in a directory of its own that goes when the test ends. */
  static async start(clean: CleanUp, ...args: readonly string[]): Promise<KeptCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'eddy-kept-'));
    clean.defer(() => rm(directory, { recursive: true, force: true }));
    const cluster = new KeptCluster(directory, args);
    clean.defer(() => cluster.end('SIGKILL'));
    await cluster.start();
    return cluster;
  }

  /** Serves when this resolves; on other ports only when it starts for the first time. */
  async start(): Promise<void> {
    if (this.#port !== 0) {
      await this.#spawn(this.#port);
      return;
    }
    for (let attempt = 0; this.#port === 0; attempt++) {
      const port = firstPort + Math.floor(Math.random() * portSpan);
      try {
        await this.#spawn(port);
        this.#port = port;
      } catch (error) {
        // Somebody else may have one of the three ports.
        if (attempt === 5) throw error;
      }
    }
  }

  /** SIGKILL is a crash of the process: nothing more is written. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async #spawn(port: number): Promise<void> {
    const command = ['src/server/cli.ts', 'broker', '--port', String(port), '--data-dir', this.directory];
    const child = spawn(process.execPath, [...command, ...this.#arguments], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaints += chunk;
    });
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the cluster ended with ${code}: ${this.complaints}`)));
      lines.on('line', (line) => {
        const [word, list] = line.split(' ');
        if (word !== 'ready' || list === undefined) return;
        this.servers = list.split(',');
        resolve();
      });
    });
  }
}
