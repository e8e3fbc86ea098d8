/**
 * The files of a folder that a linter may look at: what `.gitignore` and `.ignore` leave, without what others have
 * written (`node_modules`). It reads no file but those two, and Git's own `info/exclude`.
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Why something is not looked at. */
export type SkipReason = 'binary' | 'failed' | 'large' | 'unreadable' | 'vendored';

export interface Skipped {
  /** Relative, with `/`. */
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail?: string;
}

/** The work of others, wherever it lies, and what tools leave behind. */
const vendored = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  '.venv',
  'venv',
  '__pycache__',
  '.gradle',
  '.terraform',
]);
const versionControl = new Set(['.git', '.hg', '.svn']);

/** The rules of one ignore file. */
interface IgnoreRules {
  readonly rules: Ignore;
  /** The path as seen from the folder that the file lies in. */
  readonly pathFromThere: (path: string) => string;
}

/** Yields paths relative to `root`, with `/`, folder by folder; links are not followed. */
export async function* filesBelow(root: string, skip: (skipped: Skipped) => void): AsyncGenerator<string> {
  const waiting: { readonly folder: string; readonly rules: readonly IgnoreRules[] }[] = [
    { folder: '', rules: await rulesAbove(root) },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder } = next;
    const entries = await entriesOf(join(root, folder), folder, skip);
    const rules = [...next.rules, ...(await rulesOf(root, folder, entries))];
    const folders: string[] = [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && vendored.has(entry.name)) skip({ path, reason: 'vendored' });
      else if (entry.isDirectory() && !versionControl.has(entry.name) && !isIgnored(`${path}/`, rules)) {
        folders.push(path);
      } else if (entry.isFile() && !isIgnored(path, rules)) yield path;
    }
    waiting.push(...folders.reverse().map((path) => ({ folder: path, rules })));
  }
}

async function entriesOf(
  path: string,
  folder: string,
  skip: (skipped: Skipped) => void,
): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    skip({ path: folder, reason: 'unreadable', detail: messageOf(error) });
    return [];
  }
}

async function rulesOf(
  root: string,
  folder: string,
  entries: readonly Dirent[],
): Promise<readonly IgnoreRules[]> {
  const files = entries.filter(({ name }) => name === '.gitignore' || name === '.ignore');
  const pathFromThere = (path: string): string => (folder === '' ? path : path.slice(folder.length + 1));
  return Promise.all(files.map(({ name }) => readRules(join(root, folder, name), pathFromThere)));
}

/**
 * What the repository says that the folder is part of. Nothing when it says that the folder itself is to be ignored:
 * somebody has asked for it all the same.
 */
async function rulesAbove(root: string): Promise<readonly IgnoreRules[]> {
  const all: Promise<IgnoreRules>[] = [];
  let prefix = '';
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    const before = prefix;
    const pathFromThere = (path: string): string => before + path;
    if (prefix !== '') {
      all.unshift(...['.gitignore', '.ignore'].map((name) => readRules(join(folder, name), pathFromThere)));
    }
    if (await isThere(join(folder, '.git'))) {
      all.unshift(readRules(join(folder, '.git', 'info', 'exclude'), pathFromThere));
      const rules = await Promise.all(all);
      return prefix !== '' && isIgnored('', rules) ? [] : rules;
    }
    if (dirname(folder) === folder) return [];
    prefix = `${basename(folder)}/${prefix}`;
  }
}

/** A file that cannot be read has no rules. Case counts, as it does for Git where it matters. */
async function readRules(file: string, pathFromThere: IgnoreRules['pathFromThere']): Promise<IgnoreRules> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return { rules: ignore({ ignorecase: false }).add(text), pathFromThere };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The last file that says anything of a path wins: those deeper down come later. */
function isIgnored(path: string, all: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { rules, pathFromThere } of all) {
    const said = rules.test(pathFromThere(path));
    if (said.ignored) ignored = true;
    else if (said.unignored) ignored = false;
  }
  return ignored;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
