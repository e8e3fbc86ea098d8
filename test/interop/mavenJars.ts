/**
 * Resolves a pom.xml of this folder into a cache folder outside the checkout, once per content of the
 * pom, and gives the Java class path. It runs Maven and nothing else: no jar is ever committed.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Absolute path of the pom.xml in → a class path (`folder/*`) with its run-time dependencies. */
export async function resolveJars(pomFile: string): Promise<string> {
  const pom = await readFile(pomFile);
  const cache = cacheFolder();
  const digest = createHash('sha256').update(pom).digest('hex').slice(0, 12);
  const folder = join(cache, `${basename(dirname(pomFile))}-${digest}`);
  if (!(await exists(folder))) {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(`${folder}-partial-`);
    try {
      await copyDependencies(pomFile, partial);
      await renameUnlessThere(partial, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return join(folder, '*');
}

/** Where what other ecosystems need is kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eddy');
}

async function copyDependencies(pomFile: string, folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'];
  try {
    await run('mvn', ['-q', '-B', '-f', pomFile, ...goal], { maxBuffer: 1 << 24 });
  } catch (error) {
    const output = (error as { stdout?: string }).stdout ?? '';
    throw new Error(`Maven could not resolve ${pomFile}: ${output.slice(0, 2000) || String(error)}`);
  }
}

/** Two runs may resolve at the same time: whoever is second keeps the first one's folder. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) {
      throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
