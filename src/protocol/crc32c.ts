/**
 * CRC-32C (Castagnoli), the checksum of record batches: it is 40 % of a small broker's work, so it runs sixteen bytes at a
 * time, in WebAssembly where there is one. Must not become asynchronous: a batch is checked inside its Produce request.
 */
import { crc32cModule, tableBytes } from './crc32cModule.ts';

/** The polynomial 0x1EDC6F41 with its bits reversed. */
const polynomial = 0x82f63b78;
/** Table n advances a byte's remainder over n further zero bytes (slicing-by-16: Kounavis and Berry, 2005). */
const sliceCount = 16;
/** Below this many bytes, copying into WebAssembly memory costs more than it saves. */
const smallInput = 96;

type Update = (crc: number, bytes: Uint8Array, start: number, end: number) => number;

const pageSize = 65536;
const memory = createMemory();
const tables = new Uint32Array(memory?.buffer ?? new ArrayBuffer(tableBytes), 0, sliceCount * 256);
fillTables();
const updateWithWasm = memory === undefined ? undefined : createWasmUpdate(memory);
const update: Update = updateWithWasm ?? updateWithScript;

/** Which implementation runs here; the fallback is for hosts without WebAssembly (`--jitless`). */
export const crc32cEngine: 'wasm' | 'script' = updateWithWasm === undefined ? 'script' : 'wasm';

/** CRC-32C of `bytes[start, end)`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const crc =
    end - start < smallInput ? updateWithScript(-1, bytes, start, end) : update(-1, bytes, start, end);
  return ~crc >>> 0;
}

/** The same by the fallback, for tests and measurements. */
export function crc32cScript(bytes: Uint8Array, start = 0, end = bytes.length): number {
  return ~updateWithScript(-1, bytes, start, end) >>> 0;
}

function createMemory(): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1 });
  } catch {
    return undefined;
  }
}

function fillTables(): void {
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ ((remainder & 1) * polynomial);
    tables[byte] = remainder;
  }
  for (let index = 256; index < tables.length; index++) {
    const previous = tables[index - 256] ?? 0;
    tables[index] = (previous >>> 8) ^ (tables[previous & 255] ?? 0);
  }
}

function createWasmUpdate(memory: WebAssembly.Memory): Update | undefined {
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(crc32cModule()), { host: { memory } });
    const run = instance.exports.update as (crc: number, start: number, end: number) => number;
    const input = new Uint8Array(memory.buffer, tableBytes, pageSize - tableBytes);
    return (initial, bytes, start, end) => {
      let crc = initial;
      for (let position = start; position < end; position += input.length) {
        const length = Math.min(input.length, end - position);
        input.set(bytes.subarray(position, position + length));
        crc = run(crc, tableBytes, tableBytes + length);
      }
      return crc;
    };
  } catch {
    return undefined;
  }
}

function updateWithScript(initial: number, bytes: Uint8Array, start: number, end: number): number {
  const t = tables;
  const b = bytes;
  const at = (slice: number, byte: number): number => t[(slice << 8) | byte] ?? 0;
  let crc = initial;
  let i = start;
  for (; i + 16 <= end; i += 16) {
    const w =
      crc ^ ((b[i] ?? 0) | ((b[i + 1] ?? 0) << 8) | ((b[i + 2] ?? 0) << 16) | ((b[i + 3] ?? 0) << 24));
    crc =
      at(15, w & 255) ^
      at(14, (w >>> 8) & 255) ^
      at(13, (w >>> 16) & 255) ^
      at(12, w >>> 24) ^
      at(11, b[i + 4] ?? 0) ^
      at(10, b[i + 5] ?? 0) ^
      at(9, b[i + 6] ?? 0) ^
      at(8, b[i + 7] ?? 0) ^
      at(7, b[i + 8] ?? 0) ^
      at(6, b[i + 9] ?? 0) ^
      at(5, b[i + 10] ?? 0) ^
      at(4, b[i + 11] ?? 0) ^
      at(3, b[i + 12] ?? 0) ^
      at(2, b[i + 13] ?? 0) ^
      at(1, b[i + 14] ?? 0) ^
      at(0, b[i + 15] ?? 0);
  }
  for (; i < end; i++) crc = (crc >>> 8) ^ at(0, (crc ^ (b[i] ?? 0)) & 255);
  return crc;
}
