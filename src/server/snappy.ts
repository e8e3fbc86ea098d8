/**
 * Snappy as Kafka's producers write it: the blocks of snappy-java ("xerial" framing); bare blocks, as some other clients
 * send, are read as well. Format: google/snappy's format_description.txt.
 */
import { forEachMatch, WindowOutput } from './slidingWindow.ts';

const frameMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** Magic, then version and lowest compatible version, both 1. */
const frameHeader = Buffer.concat([frameMagic, Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])]);
const frameBlockSize = 32 * 1024;

/** @throws RangeError on malformed input or when the output would exceed `maxBytes` */
export function decompressSnappy(source: Buffer, maxBytes: number): Buffer {
  const output = new WindowOutput(maxBytes, source.length * 2);
  if (!source.subarray(0, frameMagic.length).equals(frameMagic)) {
    decompressBlock(source, output);
    return output.bytes;
  }
  let position = frameHeader.length;
  while (position < source.length) {
    if (source.length - position < 4) throw new RangeError('Snappy frame ends inside a block length');
    const size = source.readInt32BE(position);
    position += 4;
    if (size < 0 || size > source.length - position)
      throw new RangeError(`Snappy block of impossible size ${size}`);
    decompressBlock(source.subarray(position, position + size), output);
    position += size;
  }
  return output.bytes;
}

/** Frames of 32 KB blocks, as snappy-java makes them. */
export function compressSnappy(source: Buffer): Buffer {
  const pieces: Buffer[] = [frameHeader];
  for (let start = 0; start < source.length; start += frameBlockSize) {
    const block = compressBlock(source, start, Math.min(source.length, start + frameBlockSize));
    const size = Buffer.alloc(4);
    size.writeInt32BE(block.length);
    pieces.push(size, block);
  }
  return Buffer.concat(pieces);
}

function decompressBlock(source: Buffer, output: WindowOutput): void {
  const preamble = readLength(source);
  const end = output.length + preamble.length;
  // Copies may not reach into the block before: each block begins a window of its own.
  const start = output.length;
  for (let position = preamble.next; position < source.length; ) {
    const tag = source[position] ?? 0;
    if ((tag & 3) === 0) {
      const extraBytes = Math.max(0, (tag >> 2) - 59);
      const length = (extraBytes === 0 ? tag >> 2 : readLittleEndian(source, position + 1, extraBytes)) + 1;
      output.literal(source, position + 1 + extraBytes, length);
      position += 1 + extraBytes + length;
    } else {
      position = copyByTag(source, position, output, start);
    }
    if (output.length > end) throw new RangeError('Snappy block is longer than it announces');
  }
  if (output.length !== end) throw new RangeError('Snappy block is shorter than it announces');
}

/** @returns the position after the tag */
function copyByTag(source: Buffer, position: number, output: WindowOutput, blockStart: number): number {
  const tag = source[position] ?? 0;
  const kind = tag & 3;
  const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
  const extraBytes = kind === 3 ? 4 : kind;
  const low = readLittleEndian(source, position + 1, extraBytes);
  const distance = kind === 1 ? ((tag >> 5) << 8) | low : low;
  if (distance > output.length - blockStart) throw new RangeError('Snappy copy refers to before its block');
  output.copy(distance, length);
  return position + 1 + extraBytes;
}

function compressBlock(source: Buffer, start: number, end: number): Buffer {
  const target: number[] = [];
  for (let rest = end - start; ; rest >>>= 7) {
    target.push(rest < 128 ? rest : (rest & 127) | 128);
    if (rest < 128) break;
  }
  const tail = forEachMatch(source, start, end, (literalStart, matchStart, length, distance) => {
    pushLiteral(target, source, literalStart, matchStart);
    for (let rest = length; rest > 0; rest -= 64) {
      target.push(((Math.min(rest, 64) - 1) << 2) | 2, distance & 255, distance >> 8);
    }
  });
  pushLiteral(target, source, tail, end);
  return Buffer.from(target);
}

function pushLiteral(target: number[], source: Buffer, start: number, end: number): void {
  const length = end - start;
  if (length === 0) return;
  // Blocks are at most 32 KB: two bytes hold any length.
  if (length <= 60) target.push((length - 1) << 2);
  else target.push(61 << 2, (length - 1) & 255, (length - 1) >> 8);
  for (let position = start; position < end; position++) target.push(source[position] ?? 0);
}

/** The block's uncompressed length, a varint of up to 32 bits. */
function readLength(source: Buffer): { readonly length: number; readonly next: number } {
  let length = 0;
  for (let next = 0; next < 5; ) {
    const byte = source[next];
    if (byte === undefined) break;
    length += (byte & 127) * 2 ** (7 * next++);
    if (byte < 128) return { length, next };
  }
  throw new RangeError('Snappy block without a length');
}

function readLittleEndian(source: Buffer, position: number, bytes: number): number {
  if (position + bytes > source.length) throw new RangeError('Snappy block ends inside a tag');
  return source.readUIntLE(position, bytes);
}
