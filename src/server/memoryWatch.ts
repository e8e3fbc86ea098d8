/**
 * What there is to tell of the cluster's memory: now and then the figures, and one line when something begins or ends that
 * a user wants to know of. Reads no clock and tells nobody itself.
 */
import type { MemoryUse } from '../broker/memoryLimit.ts';

const mebibyte = 1024 * 1024;
/** Figures are told no more often than this, and only when they differ by a mebibyte. */
const intervalMs = 1_000;

interface MemoryNews {
  /** For the output channel. */
  readonly lines: readonly string[];
}

export class MemoryWatch {
  #told: MemoryUse | undefined;
  #nextAt = Number.NEGATIVE_INFINITY;

  /** @returns undefined when nothing is new, or when it is too soon to say so */
  look(use: MemoryUse, now: number): MemoryNews | undefined {
    const told = this.#told;
    if (now < this.#nextAt || (told !== undefined && isAsTold(use, told))) return undefined;
    this.#nextAt = now + intervalMs;
    this.#told = use;
    const lines: string[] = [];
    const figures = `${toMebibytes(use.heldBytes)} of ${toMebibytes(use.limitBytes)} MiB`;
    if (use.droppedBytes > 0 && (told?.droppedBytes ?? 0) === 0) {
      lines.push(`memory: ${figures} are in use; from now on the oldest records are removed`);
    }
    if (use.refusing && told?.refusing !== true) {
      lines.push(`memory: ${figures} are in use and nothing more can be removed; producers are refused`);
    }
    if (!use.refusing && told?.refusing === true) {
      lines.push(`memory: ${figures} are in use; producers are served again`);
    }
    return { lines };
  }
}

function isAsTold(use: MemoryUse, told: MemoryUse): boolean {
  return (
    use.refusing === told.refusing &&
    use.droppedBytes > 0 === told.droppedBytes > 0 &&
    Math.abs(use.heldBytes - told.heldBytes) < mebibyte &&
    Math.abs(use.droppedBytes - told.droppedBytes) < mebibyte
  );
}

function toMebibytes(bytes: number): number {
  return Math.round(bytes / mebibyte);
}
