/**
 * The memory a leader copies batches into: chunks that double from 1 KB to 1 MB and are written once, front to back, never
 * rewound. Bytes once written must never be written again: responses in socket queues and followers' logs view them.
 */
import type { LogMemory } from './logMemory.ts';

const firstChunkSize = 1024;
const largestChunkSize = 1024 * 1024;
/** A batch from this size on gets memory of its own: it would leave too much of a shared chunk unused. */
const ownChunkSize = 64 * 1024;

export class ChunkWriter {
  readonly #memory: LogMemory;
  #chunk: Buffer | undefined;
  #position = 0;
  #nextChunkSize = firstChunkSize;

  constructor(memory: LogMemory) {
    this.#memory = memory;
  }

  /**
   * Copies `source[start, start + size)` and returns the view of the copy. The caller may still write to the view until it
   * publishes it.
   */
  copy(source: Buffer, start: number, size: number): Buffer {
    const target = size >= ownChunkSize ? allocate(size) : this.#reserve(size);
    target.set(source.subarray(start, start + size));
    return target;
  }

  /** Lets go of the current chunk, for a log that has become empty; the next copy starts small again. */
  release(): void {
    this.#replace(undefined);
    this.#nextChunkSize = firstChunkSize;
  }

  #reserve(size: number): Buffer {
    let chunk = this.#chunk;
    if (chunk === undefined || this.#position + size > chunk.length) {
      const chunkSize = Math.max(this.#nextChunkSize, size);
      this.#nextChunkSize = Math.min(largestChunkSize, chunkSize * 2);
      chunk = this.#replace(allocate(chunkSize));
    }
    this.#position += size;
    return chunk.subarray(this.#position - size, this.#position);
  }

  #replace<Chunk extends Buffer | undefined>(chunk: Chunk): Chunk {
    if (this.#chunk !== undefined) this.#memory.letGo(this.#chunk.buffer);
    if (chunk !== undefined) this.#memory.hold(chunk.buffer);
    this.#chunk = chunk;
    this.#position = 0;
    return chunk;
  }
}

/** Never from Node's shared pool: a chunk must not keep strangers' memory alive. */
function allocate(size: number): Buffer {
  return Buffer.allocUnsafeSlow(size);
}
