/**
 * Zigzag varints as records use them, for reading and writing between known bounds. Values are numbers, exact to 2^53.
 * Request and response fields have their own reader in `bytes.ts`; nothing here knows of messages.
 */
import { RecordError } from './recordBatch.ts';

/** Reads forward through `buffer`; every method throws RecordError when the bytes end first. */
export class VarintReader {
  readonly #buffer: Buffer;
  #position = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  get remaining(): number {
    return this.#buffer.length - this.#position;
  }

  /** A 32-bit zigzag varint. */
  varint(): number {
    const value = this.varlong();
    if (value < -0x80000000 || value > 0x7fffffff) throw RecordError.invalid('Varint does not fit 32 bits');
    return value;
  }

  /** A 64-bit zigzag varint; one that a number cannot hold exactly is an error. */
  varlong(): number {
    let value = 0;
    let scale = 1;
    for (let length = 0; length < 10; length++) {
      const byte = this.#buffer[this.#position++];
      if (byte === undefined) throw RecordError.invalid('Record ends inside a varint');
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw RecordError.invalid('Varint is beyond 2^53');
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    throw RecordError.invalid('Varint is longer than 10 bytes');
  }

  /** A view of `length` bytes; null for a negative length, which is how records write null. */
  bytes(length: number): Buffer | null {
    if (length < 0) return null;
    if (length > this.remaining)
      throw RecordError.invalid(`Record field of ${length} bytes in ${this.remaining}`);
    this.#position += length;
    return this.#buffer.subarray(this.#position - length, this.#position);
  }

  skip(length: number): void {
    this.bytes(length);
  }
}

/** Writes into a buffer of exactly `size` bytes. */
export class VarintWriter {
  readonly buffer: Buffer;
  #position = 0;

  constructor(size: number) {
    this.buffer = Buffer.alloc(size);
  }

  byte(value: number): void {
    this.#position = this.buffer.writeUInt8(value, this.#position);
  }

  varint(value: number): void {
    let rest = zigzag(value);
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128);
    this.byte(rest);
  }

  /** The length as a varint, then the bytes; null is length -1. */
  bytes(value: Uint8Array | null): void {
    this.varint(value === null ? -1 : value.length);
    if (value === null) return;
    this.buffer.set(value, this.#position);
    this.#position += value.length;
  }
}

/** Bytes that `VarintWriter.varint` takes for `value`. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}
