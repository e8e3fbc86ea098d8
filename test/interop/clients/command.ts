/**
 * Runs a client of another language as a process: input in, output out, ended when it takes too long. Says
 * what it said on standard error when it fails.
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface CommandOptions {
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly cwd?: string;
}

/** Standard output of a command that ends with 0. */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { input = '', timeoutMs = 60_000, cwd } = options;
  const child = spawn(command, args, { stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(signal ?? exitCode));
  }).finally(() => clearTimeout(timer));
  const said = Buffer.concat(output).toString();
  if (code !== 0) {
    throw new Error(`${command} ended with ${code}\n${Buffer.concat(errors)}\n${said}`);
  }
  return said;
}

/** Whether a command can be started at all, for clients that a machine may lack. */
export async function isThere(command: string, versionFlag: string): Promise<boolean> {
  return execute(command, [versionFlag]).then(
    () => true,
    () => false,
  );
}

/** The lines of a text, without the empty ones. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
