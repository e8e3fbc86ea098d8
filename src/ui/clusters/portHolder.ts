/**
 * Who listens on a port, where the system tells without a tool: Linux, from /proc. Elsewhere, and for
 * processes of other users, the answer is that nobody knows. It knows no VS Code.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';

export interface PortHolder {
  readonly pid: number;
  /** `extensionHost` = a window of the editor; `process` = anything else. */
  readonly kind: 'extensionHost' | 'process';
  /** The file name of what runs, e.g. `java`. */
  readonly command: string;
}

/** `proc` is where the system shows its processes; tests hand in a folder of their own. */
export async function findPortHolder(port: number, proc = '/proc'): Promise<PortHolder | undefined> {
  const inodes = await listeningInodes(port, proc);
  if (inodes.size === 0) {
    return undefined;
  }
  const entries = await readdir(proc).catch(() => []);
  for (const pid of entries.filter((name) => /^\d+$/.test(name))) {
    if (await holdsOneOf(inodes, `${proc}/${pid}/fd`)) {
      return describe(Number(pid), await readFile(`${proc}/${pid}/cmdline`, 'utf8').catch(() => ''));
    }
  }
  return undefined;
}

/** Socket inodes in state LISTEN on the port; the columns are local address, state (0A = LISTEN) and inode. */
async function listeningInodes(port: number, proc: string): Promise<ReadonlySet<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = new Set<string>();
  for (const table of ['net/tcp', 'net/tcp6']) {
    const text = await readFile(`${proc}/${table}`, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      const [, local, , state, , , , , , inode] = columns;
      if (local?.endsWith(suffix) === true && state === '0A' && inode !== undefined) {
        inodes.add(`socket:[${inode}]`);
      }
    }
  }
  return inodes;
}

async function holdsOneOf(inodes: ReadonlySet<string>, folder: string): Promise<boolean> {
  const descriptors = await readdir(folder).catch(() => []);
  const targets = await Promise.all(descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return targets.some((target) => inodes.has(target));
}

function describe(pid: number, commandLine: string): PortHolder {
  const words = commandLine.split('\0');
  const extensionHost = words.some((word) => /^--type=extensionHost$|extensionHostProcess/.test(word));
  const command = (words[0] ?? '').split('/').at(-1) ?? '';
  return { pid, kind: extensionHost ? 'extensionHost' : 'process', command };
}
