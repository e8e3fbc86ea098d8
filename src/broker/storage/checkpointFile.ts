/**
 * Kafka's checkpoint files: a version, a count, and as many lines. They say where logs start, up to where they are committed
 * and where epochs begin; a file that is missing or damaged reads as none, and what it said is found otherwise.
 */
import type { EpochEntry } from '../log/leaderEpochCache.ts';

const version = 0;

/** A line of an offset checkpoint. */
export interface OffsetEntry {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export function writeOffsets(entries: readonly OffsetEntry[]): Buffer {
  return write(entries.map(({ topic, partition, offset }) => `${topic} ${partition} ${offset}`));
}

/** @returns undefined when there is no such file, or none that can be read */
export function readOffsets(bytes: Buffer | undefined): readonly OffsetEntry[] | undefined {
  const lines = read(bytes, /^(\S+) (\d+) (\d+)$/);
  return lines?.map(([topic = '', partition, offset]) => ({
    topic,
    partition: Number(partition),
    offset: Number(offset),
  }));
}

export function writeEpochs(entries: readonly EpochEntry[]): Buffer {
  return write(entries.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`));
}

/** @returns undefined when there is no such file, or none that can be read */
export function readEpochs(bytes: Buffer | undefined): readonly EpochEntry[] | undefined {
  const lines = read(bytes, /^(\d+) (\d+)$/);
  return lines?.map(([epoch, startOffset]) => ({
    epoch: Number(epoch),
    startOffset: Number(startOffset),
  }));
}

function write(lines: readonly string[]): Buffer {
  return Buffer.from(`${[version, lines.length, ...lines].join('\n')}\n`);
}

function read(bytes: Buffer | undefined, line: RegExp): readonly (readonly string[])[] | undefined {
  const [found, count, ...lines] = bytes?.toString('utf8').trimEnd().split('\n') ?? [];
  if (found !== String(version) || count !== String(lines.length)) return undefined;
  const parsed = lines.map((text) => line.exec(text)?.slice(1));
  return parsed.every((fields) => fields !== undefined) ? parsed : undefined;
}
