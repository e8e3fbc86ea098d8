/**
 * LZ4 frames as Kafka's clients write and read them. Format: lz4_Frame_format.md and lz4_Block_format.md of lz4/lz4. The
 * frame's own checksums are skipped, not verified: a batch has its CRC.
 */
import { forEachMatch, WindowOutput } from './slidingWindow.ts';

const frameMagic = 0x184d2204;
/** Version 01, independent blocks, no checksums; blocks of up to 64 KB; and the checksum of these two bytes. */
const frameHeader = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]);
const frameBlockSize = 64 * 1024;
const uncompressedBit = 0x80000000;
const shortestMatch = 4;

/** @throws RangeError on malformed input or when the output would exceed `maxBytes` */
export function decompressLz4(source: Buffer, maxBytes: number): Buffer {
  const output = new WindowOutput(maxBytes, source.length * 2);
  let position = 0;
  do position = decompressFrame(source, position, output);
  while (position < source.length);
  return output.bytes;
}

/** One frame of independent 64 KB blocks, as the Java client makes it. */
export function compressLz4(source: Buffer): Buffer {
  const pieces: Buffer[] = [frameHeader];
  for (let start = 0; start < source.length; start += frameBlockSize) {
    const end = Math.min(source.length, start + frameBlockSize);
    const block = compressBlock(source, start, end);
    const isSmaller = block.length < end - start;
    pieces.push(uint32(isSmaller ? block.length : end - start + uncompressedBit));
    pieces.push(isSmaller ? block : source.subarray(start, end));
  }
  pieces.push(uint32(0));
  return Buffer.concat(pieces);
}

/** @returns the position after the frame */
function decompressFrame(source: Buffer, start: number, output: WindowOutput): number {
  if (readUint32(source, start) !== frameMagic) throw new RangeError('Not an LZ4 frame');
  const flags = source[start + 4] ?? 0;
  if (flags >> 6 !== 1) throw new RangeError('LZ4 frame of unknown version');
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  const contentSize = (flags & 0x08) === 0 ? 0 : 8;
  const contentChecksum = (flags & 0x04) === 0 ? 0 : 4;
  const dictionary = (flags & 0x01) === 0 ? 0 : 4;
  if (dictionary > 0) throw new RangeError('LZ4 frame needs a dictionary');
  let position = start + 6 + contentSize + 1;
  for (;;) {
    const size = readUint32(source, position);
    position += 4;
    if (size === 0) return position + contentChecksum;
    const length = size % uncompressedBit;
    if (length > source.length - position) throw new RangeError('LZ4 frame ends inside a block');
    if (size >= uncompressedBit) output.literal(source, position, length);
    else decompressBlock(source.subarray(position, position + length), output);
    position += length + blockChecksum;
  }
}

function decompressBlock(source: Buffer, output: WindowOutput): void {
  let position = 0;
  const readLength = (nibble: number): number => {
    let length = nibble;
    if (nibble < 15) return length;
    for (;;) {
      const byte = source[position++];
      if (byte === undefined) throw new RangeError('LZ4 block ends inside a length');
      length += byte;
      if (byte < 255) return length;
    }
  };
  while (position < source.length) {
    const token = source[position++] ?? 0;
    const literalLength = readLength(token >> 4);
    output.literal(source, position, literalLength);
    position += literalLength;
    // The last sequence of a block is literals only.
    if (position === source.length) return;
    if (position + 2 > source.length) throw new RangeError('LZ4 block ends inside a distance');
    const distance = source.readUInt16LE(position);
    position += 2;
    output.copy(distance, readLength(token & 15) + shortestMatch);
  }
}

function compressBlock(source: Buffer, start: number, end: number): Buffer {
  const target: number[] = [];
  const tail = forEachMatch(source, start, end, (literalStart, matchStart, length, distance) => {
    pushSequence(target, source, literalStart, matchStart, length - shortestMatch);
    target.push(distance & 255, distance >> 8);
    pushExtraLength(target, length - shortestMatch);
  });
  pushSequence(target, source, tail, end, 0);
  return Buffer.from(target);
}

/** Token, literal length and literals; distance and the rest of the match length follow from the caller. */
function pushSequence(
  target: number[],
  source: Buffer,
  start: number,
  end: number,
  extraMatch: number,
): void {
  target.push((Math.min(15, end - start) << 4) | Math.min(15, extraMatch));
  pushExtraLength(target, end - start);
  for (let position = start; position < end; position++) target.push(source[position] ?? 0);
}

function pushExtraLength(target: number[], length: number): void {
  if (length < 15) return;
  let rest = length - 15;
  for (; rest >= 255; rest -= 255) target.push(255);
  target.push(rest);
}

function readUint32(source: Buffer, position: number): number {
  if (position + 4 > source.length) throw new RangeError('LZ4 frame is cut short');
  return source.readUInt32LE(position);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
