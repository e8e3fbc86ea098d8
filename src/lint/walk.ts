/**
 * The files of a folder that a linter may look at: what `.gitignore` and `.ignore` leave, without what others have
 * written (`node_modules`). It reads no file but those two.
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** The rules of one folder's ignore files; they hold for paths below it. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Yields paths relative to `root`, with `/`, folder by folder; links are not followed. */
export async function* filesBelow(root: string, skip: (skipped: Skipped) => void): AsyncGenerator<string> {
  const waiting: { readonly folder: string; readonly rules: readonly IgnoreRules[] }[] = [
    { folder: '', rules: [] },
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
  const texts = await Promise.all(
    files.map(({ name }) => readFile(join(root, folder, name), 'utf8').catch(() => '')),
  );
  return texts.map((text) => ({ folder, rules: ignore().add(text) }));
}

/** The last file that says anything of a path wins: those deeper down come later. */
function isIgnored(path: string, all: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules } of all) {
    const relative = folder === '' ? path : path.slice(folder.length + 1);
    const said = rules.test(relative);
    if (said.ignored) ignored = true;
    else if (said.unignored) ignored = false;
  }
  return ignored;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
