/**
 * `npm start`: packages the extension and opens it on a sample workspace, the cluster running: in desktop VS Code where
 * there is a `code`, else in the browser workbench, which it installs.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCodeServer, startCodeServer } from './codeServer.ts';
import { packageExtension } from './package.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const vsix = await packageExtension();
const root = mkdtempSync(join(tmpdir(), 'eddy-'));
const workspace = join(root, 'shop');
cpSync(join(import.meta.dirname, 'sample'), workspace, { recursive: true });
say(`Packaged ${vsix}`);

if (desktopCode() && !process.argv.includes('--browser')) openDesktop();
else await openInBrowser();

function desktopCode(): boolean {
  return (
    spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0
  );
}

/** Profile and extensions of its own, so that nothing of the user's VS Code changes. */
function openDesktop(): void {
  const own = ['--user-data-dir', join(root, 'user-data'), '--extensions-dir', join(root, 'extensions')];
  const code = (...args: string[]): void => {
    execFileSync('code', [...own, ...args], { stdio: 'inherit', shell: process.platform === 'win32' });
  };
  code('--install-extension', vsix, '--force');
  code('--disable-workspace-trust', '--new-window', workspace, join(workspace, 'orders.kafka'));
  say(
    'VS Code is open on a sample workspace; the cluster starts with it. Look for the eddy in the activity bar.',
  );
}

async function openInBrowser(): Promise<void> {
  installCodeServer(say);
  const settings = { 'eddy.cluster.startOnOpen': true };
  const host = await startCodeServer({ root, vsix, settings, trustWorkspace: true, port: requestedPort() });
  const file = `vscode-remote://${new URL(host.url).host}${join(workspace, 'orders.kafka')}`;
  const payload = encodeURIComponent(JSON.stringify([['openFile', file]]));
  say(
    `\nEddy runs in VS Code in your browser. Open\n\n  ${host.url}/?folder=${workspace}&payload=${payload}\n`,
  );
  say('The cluster answers on 127.0.0.1:9092, 9093 and 9094. Press Ctrl+C to end.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void host.stop().then(() => process.exit(0)));
  }
}

function requestedPort(): number {
  return Number(process.env.PORT ?? 0);
}
