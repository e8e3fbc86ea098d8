/**
 * What snappy and lz4 have in common: output made of literals and of copies from what was already put out. Knows neither
 * format; both sides keep every length and distance within bounds.
 */

/** Output that grows as it is written, up to a limit. */
export class WindowOutput {
  readonly #limit: number;
  #buffer: Buffer;
  #length = 0;

  /** @param sizeHint where to start; never trusted beyond `limit` */
  constructor(limit: number, sizeHint: number) {
    this.#limit = limit;
    this.#buffer = Buffer.allocUnsafe(Math.min(limit, Math.max(64, sizeHint)));
  }

  get length(): number {
    return this.#length;
  }

  /** What was written so far, as a view. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  literal(source: Buffer, start: number, length: number): void {
    if (length > source.length - start) throw new RangeError('Compressed data ends inside a literal');
    this.#makeRoom(length);
    this.#length += source.copy(this.#buffer, this.#length, start, start + length);
  }

  /** Repeats `length` bytes from `distance` bytes back; the two may overlap, which repeats a pattern. */
  copy(distance: number, length: number): void {
    if (distance < 1 || distance > this.#length)
      throw new RangeError('Compressed data refers to before its beginning');
    this.#makeRoom(length);
    const buffer = this.#buffer;
    let to = this.#length;
    this.#length += length;
    if (distance >= length) {
      buffer.copyWithin(to, to - distance, to - distance + length);
      return;
    }
    for (let from = to - distance; to < this.#length; from++, to++) buffer[to] = buffer[from] ?? 0;
  }

  #makeRoom(length: number): void {
    const needed = this.#length + length;
    if (needed > this.#limit) throw new RangeError(`Decompressed data exceeds ${this.#limit} bytes`);
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.min(this.#limit, Math.max(needed, this.#buffer.length * 2)));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** A repetition found in the input: literals [literalStart, matchStart), then `length` bytes from `distance` back. */
type OnMatch = (literalStart: number, matchStart: number, length: number, distance: number) => void;

/** Both formats can express distances up to this. */
const farthest = 65_535;
const shortestMatch = 4;
/** lz4 must end in literals: no match begins in the last 12 bytes or covers the last 5. */
const matchFreeTail = 12;
const literalTail = 5;
const hashBits = 13;

/**
 * Greedy search for repetitions in `source[start, end)`, by a hash of four bytes.
 * @returns where the literals begin that follow the last match
 */
export function forEachMatch(source: Buffer, start: number, end: number, onMatch: OnMatch): number {
  const lastSeen = new Int32Array(1 << hashBits).fill(-1);
  let literalStart = start;
  let position = start;
  while (position <= end - matchFreeTail) {
    const word = source.readInt32LE(position);
    const hash = Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
    const candidate = lastSeen[hash] ?? -1;
    lastSeen[hash] = position;
    if (candidate < 0 || position - candidate > farthest || source.readInt32LE(candidate) !== word) {
      position++;
      continue;
    }
    let length = shortestMatch;
    while (position + length < end - literalTail && source[candidate + length] === source[position + length])
      length++;
    onMatch(literalStart, position, length, position - candidate);
    position += length;
    literalStart = position;
  }
  return literalStart;
}
