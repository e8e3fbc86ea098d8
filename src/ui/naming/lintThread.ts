/**
 * The host's end of the linter's thread: asks for the names in a text or a folder. The thread starts with the first
 * question; one that dies is started anew with the next. It knows no VS Code.
 */
import { Worker } from 'node:worker_threads';
import type { FolderNames, LintAnswer, LintRequest, PlacedName } from '../../lint/control.ts';

interface Waiting {
  resolve(answer: LintAnswer): void;
  reject(error: Error): void;
  readonly progress?: (looked: number) => void;
}

export class LintThread {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** `file` is the bundle that the thread runs. */
  constructor(file: string) {
    this.#file = file;
  }

  /** The names in a text of `folder`, a path on disk; `path` is relative to it. */
  async namesIn(folder: string, path: string, text: string): Promise<readonly PlacedName[]> {
    const answer = await this.#ask((id) => ({ kind: 'text', id, folder, path, text }));
    return answer.kind === 'found' ? answer.names : [];
  }

  /** The names in all files of a folder. Rejects when `signal` is aborted, and when the thread dies. */
  async scan(
    folder: string,
    signal: AbortSignal,
    progress: (looked: number) => void,
  ): Promise<FolderNames | undefined> {
    const id = this.#lastId + 1;
    const cancel = () => this.#worker?.postMessage({ kind: 'cancel', id } satisfies LintRequest);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await this.#ask(() => ({ kind: 'scan', id, folder }), progress);
      return answer.kind === 'scanned' ? answer.result : undefined;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(request: (id: number) => LintRequest, progress?: (looked: number) => void): Promise<LintAnswer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, ...(progress === undefined ? {} : { progress }) });
      this.#start().postMessage(request(id));
    });
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#file);
    worker.on('message', (answer: LintAnswer) => this.#receive(answer));
    worker.on('error', (error) => this.#end(worker, error.message));
    worker.on('exit', (code) => this.#end(worker, `the linter's thread ended with code ${code}`));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #receive(answer: LintAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (answer.kind === 'progress') {
      waiting?.progress?.(answer.looked);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.kind === 'failed') waiting?.reject(new Error(answer.reason));
    else waiting?.resolve(answer);
  }

  #end(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error(reason));
  }
}
