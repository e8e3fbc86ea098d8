/** Makes the VSIX from what `npm run build` left in dist/: `npm run package`. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = join(import.meta.dirname, '..', '..');

/** @returns the path of the packaged extension */
export async function packageExtension(): Promise<string> {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const packagePath = join(root, 'dist', 'vsix', `${name}-${version}.vsix`);
  mkdirSync(join(root, 'dist', 'vsix'), { recursive: true });
  const staging = stage();
  // Everything is bundled: there are no dependencies to look for.
  await createVSIX({ cwd: staging, packagePath, dependencies: false, allowMissingRepository: true });
  rmSync(staging, { recursive: true, force: true });
  return packagePath;
}

/**
 * What goes into the package, in a folder of its own. README goes without its pictures: an extension's page shows only
 * those that have an address, and these have none.
 */
function stage(): string {
  const staging = mkdtempSync(join(tmpdir(), 'eddy-package-'));
  const files = ['package.json', 'package.nls.json', 'package.nls.ko.json', 'l10n', '.vscodeignore'];
  for (const name of [...files, 'LICENSE', 'CHANGELOG.md']) {
    cpSync(join(root, name), join(staging, name), { recursive: true });
  }
  cpSync(join(root, 'dist'), join(staging, 'dist'), {
    recursive: true,
    filter: (path) => path !== join(root, 'dist', 'vsix') && !path.endsWith('.map'),
  });
  cpSync(join(root, 'media'), join(staging, 'media'), {
    recursive: true,
    filter: (path) => path !== join(root, 'media', 'readme'),
  });
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const withoutPictures = readme
    .replaceAll(/^!\[[^\]]*\]\(media\/[^)]*\)\n\n?/gm, '')
    .replaceAll(/; \[picture\]\(media\/[^)]*\)/g, '');
  writeFileSync(join(staging, 'README.md'), withoutPictures);
  return staging;
}

if (import.meta.main) {
  const vsix = await packageExtension();
  process.stdout.write(`${vsix}: ${Math.ceil(statSync(vsix).size / 1024)} KB\n`);
}
