/**
 * The host's end of the control channel: requests to the worker that holds the cluster, each answered once.
 * It knows no VS Code, and of the server only the types of `control.ts`.
 */
import type {
  ClusterEvent,
  ControlEvent,
  ControlRequest,
  MemoryStatus,
  RequestTrace,
} from '../../server/control.ts';

/** The part of a `worker_threads` Worker that is used. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: ControlEvent) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<number>;
}

/** What the worker says without having been asked. */
export interface ControlListener {
  /** Called once, when the worker fails or ends without having been asked to by `terminate`. */
  ended(reason: string): void;
  /** One line for the output channel. */
  logged(message: string): void;
  memoryChanged(memory: MemoryStatus): void;
  happened(events: readonly ClusterEvent[], requests: readonly RequestTrace[]): void;
}

type Failed = Extract<ControlEvent, { readonly type: 'failed' }>;

/** What the worker answered instead of doing it. */
export class ControlError extends Error {
  readonly failure: Failed;

  constructor(failure: Failed) {
    super(failure.reason);
    this.failure = failure;
  }
}

export class ControlChannel {
  readonly #worker: WorkerLike;
  readonly #waiting = new Map<number, { resolve(event: ControlEvent): void; reject(error: Error): void }>();
  readonly #listener: ControlListener;
  #nextId = 1;
  #ended: string | undefined;

  constructor(worker: WorkerLike, listener: ControlListener) {
    this.#worker = worker;
    this.#listener = listener;
    worker.on('message', (event) => this.#receive(event));
    worker.on('error', (error) => this.#end(error.message));
    worker.on('exit', (code) => this.#end(`the worker ended with code ${code}`));
  }

  /** @throws {ControlError} when the worker refuses, an Error when it ends before it answers */
  request<Type extends ControlEvent['type']>(
    request: ControlRequest,
    expected: Type,
  ): Promise<Extract<ControlEvent, { readonly type: Type }>> {
    if (this.#ended !== undefined) {
      return Promise.reject(new Error(this.#ended));
    }
    const id = this.#nextId++;
    const answer = new Promise<ControlEvent>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ ...request, id });
    return answer.then((event) => {
      if (event.type !== expected) {
        throw new Error(`expected ${expected} from the worker and got ${event.type}`);
      }
      return event as Extract<ControlEvent, { readonly type: Type }>;
    });
  }

  /** Ends the thread whatever it is doing; the listener hears nothing more. */
  async terminate(): Promise<void> {
    this.#finish('the worker was stopped');
    await this.#worker.terminate();
  }

  #receive(event: ControlEvent): void {
    if (event.type === 'log') this.#listener.logged(event.message);
    if (event.type === 'memory' && this.#ended === undefined) this.#listener.memoryChanged(event.memory);
    if (event.type === 'news') this.#listener.happened(event.events, event.requests);
    const waiting = event.id === undefined ? undefined : this.#waiting.get(event.id);
    if (event.id !== undefined) {
      this.#waiting.delete(event.id);
    }
    if (event.type === 'failed') {
      if (waiting === undefined) {
        this.#end(event.reason);
      }
      waiting?.reject(new ControlError(event));
    } else {
      waiting?.resolve(event);
    }
  }

  #end(reason: string): void {
    if (this.#finish(reason)) {
      this.#listener.ended(reason);
    }
  }

  #finish(reason: string): boolean {
    if (this.#ended !== undefined) {
      return false;
    }
    this.#ended = reason;
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new Error(reason));
    }
    this.#waiting.clear();
    return true;
  }
}
