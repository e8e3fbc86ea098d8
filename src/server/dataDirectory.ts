/**
 * A data directory as it is found when a process starts: `node-1`, `node-2`, … with Kafka's files in each. It reads, and removes
 * only what a crash left half written; what replicas have in common is kept in memory once.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile, StoredFiles } from '../broker/storage/storage.ts';
import { temporarySuffix } from './fileStorage.ts';

/** A node's directory in the data directory. */
export function nodeDirectory(nodeId: number): string {
  return `node-${nodeId}`;
}

/** All files of each node, by their paths in its directory. A node without a directory has none. */
export async function readNodes(
  directory: string,
  nodeIds: readonly number[],
): Promise<ReadonlyMap<number, StoredFiles>> {
  const nodes = new Map<number, Map<string, StoredFile>>();
  const owners = new Map<string, number[]>();
  for (const nodeId of nodeIds) {
    nodes.set(nodeId, new Map());
    for (const path of await filesIn(join(directory, nodeDirectory(nodeId)))) {
      owners.set(path, [...(owners.get(path) ?? []), nodeId]);
    }
  }
  for (const [path, holders] of owners) {
    // The same segment of every replica, one after the other, so that at no time there are many copies.
    const copies: StoredFile[] = [];
    for (const nodeId of holders) {
      const file = await readStored(join(directory, nodeDirectory(nodeId), path));
      const known = copies.find(({ bytes }) => beginsWith(bytes, file.bytes));
      const shared =
        known === undefined ? file : { ...file, bytes: known.bytes.subarray(0, file.bytes.length) };
      copies.push(shared);
      nodes.get(nodeId)?.set(path, shared);
    }
  }
  return nodes;
}

/** Paths of files with `/` between their parts; what a crash left half written is not among them, and goes. */
async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const isWhole = (path: string): boolean => !path.endsWith(temporarySuffix);
  for (const path of files) if (!isWhole(path)) await rm(path, { force: true });
  return files.filter(isWhole).map((path) => path.slice(directory.length + 1).replaceAll('\\', '/'));
}

async function readStored(path: string): Promise<StoredFile> {
  const [bytes, { mtimeMs }] = [await readFile(path), await stat(path)];
  return { bytes, modified: mtimeMs };
}

function beginsWith(whole: Buffer, part: Buffer): boolean {
  return whole.length >= part.length && whole.subarray(0, part.length).equals(part);
}
