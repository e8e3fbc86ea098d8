/**
 * The real VS Code workbench without a desktop: code-server from npm, in a cache folder outside the checkout, since
 * it is 600 MB and not ours to ship. Installed when first needed, and again when the pinned version changes.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const version = '4.139.1';
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eddy-workbench');

export interface CodeServer {
  readonly url: string;
  /** The workbench's own log, for when something fails. */
  log(): string;
  /** Adds to the user's settings; the workbench reads them when it is loaded the next time. */
  changeSettings(settings: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** A folder for everything this run writes. */
  readonly root: string;
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly trustWorkspace: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** @returns the folder of a ready code-server, installing it if need be (once, about half a minute) */
export function installCodeServer(say: (line: string) => void = () => {}): string {
  const home = join(cache, `code-server-${version}`);
  const ready = join(home, 'ready');
  const folder = join(home, 'node_modules', 'code-server');
  if (existsSync(ready)) return folder;
  say(`Installing the VS Code workbench (code-server ${version}) into ${home}; this happens once.`);
  const partial = `${home}.${process.pid}`;
  if (existsSync(home)) rmSync(home, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  // No install scripts: nothing is compiled, and what needs compiling (a keychain, a log writer) is not used here.
  const install = (cwd: string, ...what: string[]): void => {
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...what];
    execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], env: npmEnvironment() });
  };
  install(partial, '--save-exact', `code-server@${version}`);
  const code = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
  install(code, '--omit=dev');
  install(join(code, 'extensions'), '--omit=dev');
  writeFileSync(join(partial, 'ready'), `${version}\n`);
  try {
    renameSync(partial, home);
  } catch (error) {
    // Another run may have installed it meanwhile.
    if (!existsSync(ready)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Installs the VSIX and starts the workbench; it serves when this resolves. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { root, vsix, trustWorkspace } = options;
  const folder = installCodeServer();
  const userData = join(root, 'user-data');
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(join(root, 'extensions'), { recursive: true });
  writeFileSync(join(root, 'config.yaml'), 'auth: none\n');
  let settings: Readonly<Record<string, unknown>> = {};
  const changeSettings = (more: Readonly<Record<string, unknown>>): void => {
    settings = { ...settings, ...more };
    writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  };
  changeSettings({ ...quiet, ...options.settings });
  const entry = join(folder, 'out', 'node', 'entry.js');
  const base = [entry, '--config', join(root, 'config.yaml'), '--user-data-dir', userData];
  base.push('--extensions-dir', join(root, 'extensions'));
  execFileSync(process.execPath, [...base, '--install-extension', vsix], { cwd: folder, stdio: 'pipe' });
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const logFile = join(root, 'workbench.log');
  const output = openSync(logFile, 'w');
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry'];
  flags.push(
    '--disable-update-check',
    '--disable-getting-started-override',
    '--reconnection-grace-time',
    '2',
  );
  if (trustWorkspace) flags.push('--disable-workspace-trust');
  const child = spawn(process.execPath, [...base, ...flags], {
    cwd: folder,
    // A group of its own: the extension host outlives its parent, and is ended with the group.
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, EXTENSIONS_GALLERY: '', ...options.environment },
  });
  const log = (): string => readFileSync(logFile, 'utf8');
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, log);
  return { url, log, changeSettings, stop: () => stop(child) };
}

/** Resolves when nobody listens on a port any more. */
export async function portFree(port: number): Promise<void> {
  while (!(await isFree(port))) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** The first of `count` neighbouring ports that nobody listens on at the moment. */
export async function freePortRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await freePort();
    const others = await Promise.all(
      Array.from({ length: count - 1 }, (_, index) => isFree(first + index + 1)),
    );
    if (others.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

async function isFree(port: number): Promise<boolean> {
  return port < 65_536 && (await listenOnce(port).catch(() => undefined)) === port;
}

const freePort = (): Promise<number> => listenOnce(0);

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

const quiet = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.hotExit': 'off',
  'git.enabled': false,
};

async function untilHealthy(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the workbench did not start:\n${log()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalGroup(child, 'SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await exited;
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Everybody in the group has ended already.
  }
}

/** npm must not take the settings of the `npm run` that started us for its own. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name));
  return Object.fromEntries(own);
}
