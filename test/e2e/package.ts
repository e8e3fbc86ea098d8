/** Makes the VSIX from what `npm run build` left in dist/: `npm run package`. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
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
  // Everything is bundled: there are no dependencies to look for.
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true });
  return packagePath;
}

if (import.meta.main) {
  const vsix = await packageExtension();
  process.stdout.write(`${vsix}: ${Math.ceil(statSync(vsix).size / 1024)} KB\n`);
}
