/** Our cluster as a process of its own, for clients that are no libraries of Node; and those clients as processes. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

export interface OurCluster {
  readonly bootstrapServers: string;
  stop(): Promise<void>;
}

/** Three brokers on free ports. */
export async function startOurCluster(): Promise<OurCluster> {
  const child = spawn(process.execPath, ['src/server/cli.ts', 'broker', '--port', '0'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const bootstrapServers = await readyLine(child);
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { bootstrapServers, stop };
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a program that takes longer than a minute is ended and counts as failed. */
export function runProgram(program: string, args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      { timeout: 60_000, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

async function readyLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the cluster has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) return line.slice('ready '.length);
  }
  throw new Error('the cluster ended before it was ready');
}
