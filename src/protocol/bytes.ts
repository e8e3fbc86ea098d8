/**
 * Reader and writer of Kafka's primitive types, big-endian. Knows no message and no version.
 * The reader never believes a length or a count: each is checked against the bytes that remain.
 */

/** Bytes that do not follow the protocol, or a value that it cannot carry. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The uuid that stands for none, as Kafka prints it. */
export const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';

const twoTo32 = 2 ** 32;
const longestString = 0x7fff;
const noLimit = Buffer.from('7fffffffffffffff', 'hex');

/** Reads forward through one buffer. What it returns as bytes are views of that buffer. */
export class Reader {
  readonly #buffer: Buffer;
  #at: number;

  constructor(buffer: Buffer, at = 0) {
    this.#buffer = buffer;
    this.#at = at;
  }

  /** A second reader at the same place, to look ahead with. */
  ahead(): Reader {
    return new Reader(this.#buffer, this.#at);
  }

  get remaining(): number {
    return this.#buffer.length - this.#at;
  }

  int8(): number {
    return this.#buffer.readInt8(this.#take(1));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  int16(): number {
    return this.#buffer.readInt16BE(this.#take(2));
  }

  uint16(): number {
    return this.#buffer.readUInt16BE(this.#take(2));
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#take(4));
  }

  /** A number is exact to 2^53 - 1; what lies beyond is an error, never a rounded value. */
  int64(): number {
    const at = this.#take(8);
    return safe(this.#buffer.readInt32BE(at) * twoTo32 + this.#buffer.readUInt32BE(at + 4));
  }

  /** An int64 whose largest value means "no limit": Infinity. */
  limit(): number {
    const at = this.#at;
    if (this.remaining < 8 || this.#buffer.compare(noLimit, 0, 8, at, at + 8) !== 0) return this.int64();
    this.#at = at + 8;
    return Number.POSITIVE_INFINITY;
  }

  /** A uuid as Kafka prints it: 22 characters of base64url. */
  uuid(): string {
    const at = this.#take(16);
    return this.#buffer.toString('base64url', at, at + 16);
  }

  /** An unsigned number of up to 32 bits, seven to a byte, lowest first. */
  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#buffer[this.#take(1)] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    const last = this.#buffer[this.#take(1)] as number;
    if (last > 0x0f) throw new ProtocolError('a varint is longer than 32 bits');
    return value + last * 2 ** 28;
  }

  /** A view of the next bytes, not a copy. */
  view(length: number): Buffer {
    const at = this.#take(length);
    return this.#buffer.subarray(at, at + length);
  }

  string(length: number): string {
    if (length > longestString) throw new ProtocolError(`a string of ${length} bytes is too long`);
    const at = this.#take(length);
    return this.#buffer.toString('utf8', at, at + length);
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** The number of elements that follow, each of which takes a byte at least. */
  count(count: number): number {
    if (count > this.remaining)
      throw new ProtocolError(`${count} elements announced, ${this.remaining} bytes left`);
    return count;
  }

  #take(length: number): number {
    const at = this.#at;
    if (length < 0 || length > this.#buffer.length - at) {
      throw new ProtocolError(`${length} bytes expected, ${this.#buffer.length - at} left`);
    }
    this.#at = at + length;
    return at;
  }
}

/**
 * Writes forward into chunks of its own. Large foreign bytes are not copied but become parts of the
 * result, so that records go from the log to the socket untouched.
 */
export class Writer {
  readonly #parts: Buffer[] = [];
  #chunk: Buffer = Buffer.allocUnsafe(256);
  #start = 0;
  #at = 0;
  #closed = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#closed + this.#at - this.#start;
  }

  int8(value: number): void {
    if (value !== (value << 24) >> 24) throw outOfRange(value, 'int8');
    const at = this.#reserve(1);
    this.#chunk[at] = value;
  }

  boolean(value: boolean): void {
    this.int8(value ? 1 : 0);
  }

  int16(value: number): void {
    if (value !== (value << 16) >> 16) throw outOfRange(value, 'int16');
    const at = this.#reserve(2);
    this.#chunk.writeInt16BE(value, at);
  }

  uint16(value: number): void {
    if (value !== (value & 0xffff)) throw outOfRange(value, 'uint16');
    const at = this.#reserve(2);
    this.#chunk.writeUInt16BE(value, at);
  }

  int32(value: number): void {
    if (value !== (value | 0)) throw outOfRange(value, 'int32');
    const at = this.#reserve(4);
    this.#chunk.writeInt32BE(value, at);
  }

  int64(value: number): void {
    const high = Math.floor(safe(value) / twoTo32);
    const at = this.#reserve(8);
    this.#chunk.writeInt32BE(high, at);
    this.#chunk.writeUInt32BE(value - high * twoTo32, at + 4);
  }

  limit(value: number): void {
    if (value === Number.POSITIVE_INFINITY) this.bytes(noLimit);
    else this.int64(value);
  }

  uuid(value: string): void {
    const at = this.#reserve(16);
    if (value.length !== 22 || this.#chunk.write(value, at, 16, 'base64url') !== 16) {
      throw new ProtocolError(`"${value}" is not a uuid`);
    }
  }

  unsignedVarint(value: number): void {
    if (value !== value >>> 0) throw outOfRange(value, 'varint');
    let at = this.#reserve(5);
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.#chunk[at++] = (rest & 0x7f) | 0x80;
    this.#chunk[at++] = rest;
    this.#at = at;
  }

  /** Text without its length, which the caller has written: `byteLength` is that of the text in UTF-8. */
  string(value: string, byteLength: number): void {
    if (byteLength > longestString) throw new ProtocolError(`a string of ${byteLength} bytes is too long`);
    const at = this.#reserve(byteLength);
    this.#chunk.write(value, at, byteLength, 'utf8');
  }

  /** Copies small bytes, and takes large ones as they are: they must not change until they are sent. */
  bytes(value: Buffer): void {
    if (value.length <= 512) {
      const at = this.#reserve(value.length);
      value.copy(this.#chunk, at);
    } else {
      this.#close();
      this.#parts.push(value);
      this.#closed += value.length;
    }
  }

  /** Everything written to another writer. */
  append(other: Writer): void {
    for (const part of other.finish()) this.bytes(part);
  }

  /** The parts in order. The writer must not be used afterwards. */
  finish(): readonly Buffer[] {
    this.#close();
    return this.#parts;
  }

  /** Room for `length` bytes in one piece; returns where they start. */
  #reserve(length: number): number {
    if (this.#chunk.length - this.#at < length) {
      const doubled = Math.min(2 * this.#chunk.length, 65_536);
      this.#close();
      this.#chunk = Buffer.allocUnsafe(Math.max(doubled, length));
      this.#start = 0;
      this.#at = 0;
    }
    const at = this.#at;
    this.#at = at + length;
    return at;
  }

  #close(): void {
    if (this.#at === this.#start) return;
    this.#parts.push(this.#chunk.subarray(this.#start, this.#at));
    this.#closed += this.#at - this.#start;
    this.#start = this.#at;
  }
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value))
    throw new ProtocolError(`${value} is not an integer that a number holds exactly`);
  return value;
}

function outOfRange(value: number, type: string): ProtocolError {
  return new ProtocolError(`${value} does not fit ${type}`);
}
