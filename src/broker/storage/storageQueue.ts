/**
 * What is still to be done to the files of all nodes, in one order of steps. Between two other operations, those inside the
 * directories of users' topics are gathered by directory: nobody outside has heard of any of them yet, and none of these logs
 * depends on another. Everything else is a step of its own: the metadata log and the logs of coordinators say what the others mean.
 */
import type { Storage } from './storage.ts';

export type FileOperation =
  | { readonly kind: 'append'; readonly path: string; readonly parts: Buffer[] }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'replace'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'sync'; readonly path: string };

/** Lanes may be done at once or in any order, what is in each in its order. */
export type StorageStep = readonly (readonly FileOperation[])[];

interface OpenStep {
  /** By directory; undefined in a step that is one operation alone. */
  readonly byDirectory: Map<string, FileOperation[]> | undefined;
  readonly lanes: FileOperation[][];
}

export class StorageQueue {
  #steps: OpenStep[] = [];
  #position = 0;
  #waitingBytes = 0;

  /** How many operations there have been, taken or not. */
  get position(): number {
    return this.#position;
  }

  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  /** Bytes of the operations that nobody has taken yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** All there is to do; it is the taker's from now on. */
  take(): readonly StorageStep[] {
    const steps = this.#steps.map(({ lanes }) => lanes);
    this.#steps = [];
    this.#waitingBytes = 0;
    return steps;
  }

  /** What one node writes to: the files under its directory. */
  under(node: string): Storage {
    const at = (path: string): string => `${node}/${path}`;
    const add = (operation: FileOperation, name: string, bytes = 0): void => {
      const end = name.indexOf('/');
      // Internal topics begin with two underscores, and so does the metadata log.
      const isUsers = end > 0 && !name.startsWith('__');
      this.#add(operation, isUsers ? `${node}/${name.slice(0, end)}` : undefined);
      this.#position += 1;
      this.#waitingBytes += bytes;
    };
    return {
      append: (path, bytes) => add({ kind: 'append', path: at(path), parts: [bytes] }, path, bytes.length),
      truncate: (path, size) => add({ kind: 'truncate', path: at(path), size }, path),
      replace: (path, bytes) => add({ kind: 'replace', path: at(path), bytes }, path, bytes.length),
      remove: (path) => add({ kind: 'remove', path: at(path) }, path),
      rename: (from, to) => add({ kind: 'rename', path: at(from), to: at(to) }, from),
      sync: () => add({ kind: 'sync', path: node }, ''),
    };
  }

  /** @param directory of a user's partition, undefined for what keeps its place among everything */
  #add(operation: FileOperation, directory: string | undefined): void {
    const last = this.#steps.at(-1);
    if (directory === undefined) {
      const before = last?.byDirectory === undefined ? last?.lanes[0]?.at(-1) : undefined;
      if (!joins(before, operation)) this.#steps.push({ byDirectory: undefined, lanes: [[operation]] });
      return;
    }
    let step = last;
    if (step?.byDirectory === undefined) {
      step = { byDirectory: new Map(), lanes: [] };
      this.#steps.push(step);
    }
    const lane = step.byDirectory?.get(directory);
    if (lane === undefined) {
      const begun = [operation];
      step.lanes.push(begun);
      step.byDirectory?.set(directory, begun);
    } else if (!joins(lane.at(-1), operation)) lane.push(operation);
  }
}

/** Whether an append was added to the one before it. */
function joins(before: FileOperation | undefined, operation: FileOperation): boolean {
  if (before?.kind !== 'append' || operation.kind !== 'append' || before.path !== operation.path)
    return false;
  before.parts.push(...operation.parts);
  return true;
}
