/** Where a file is that a configuration names: Java looks in the folder it runs in and on its class path, which nobody knows here. */
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportedCluster, Note } from './clientProperties.ts';

export interface Places {
  /** Of the configuration file. */
  readonly directory: string;
  /** The folders of the workspace. */
  readonly roots: readonly string[];
}

/** The same cluster with the places of its files; what is found nowhere is told. */
export async function locateFiles(
  imported: ImportedCluster,
  places: Places,
  exists: (path: string) => Promise<boolean>,
): Promise<ImportedCluster> {
  const found: { caFile?: string; certFile?: string; keyFile?: string } = {};
  const notes: Note[] = [];
  for (const field of ['caFile', 'certFile', 'keyFile'] as const) {
    const named = imported.connection[field];
    if (named === undefined) continue;
    const candidates = placesOf(named, places);
    const there = await Promise.all(candidates.map(exists));
    const file = candidates.find((_, index) => there[index] === true);
    found[field] = file ?? candidates[0] ?? named;
    const isTold = notes.some((note) => note.kind === 'missingFile' && note.file === named);
    if (file === undefined && !isTold) notes.push({ kind: 'missingFile', file: named });
  }
  return {
    ...imported,
    connection: { ...imported.connection, ...found },
    notes: [...notes, ...imported.notes],
  };
}

function placesOf(named: string, { directory, roots }: Places): readonly string[] {
  const path = /^file:\/\//i.test(named) ? pathOfUrl(named) : named.replace(/^(?:file|classpath):/i, '');
  const isOnClassPath = /^classpath:/i.test(named);
  if (isAbsolute(path) && !isOnClassPath) return [path];
  const resources = roots.map((root) => join(root, 'src', 'main', 'resources', path));
  return [
    join(directory, path),
    ...(isOnClassPath ? resources : []),
    ...roots.map((root) => join(root, path)),
  ];
}

/** What is no address of a file on this system is taken as it is written, and found nowhere. */
function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
