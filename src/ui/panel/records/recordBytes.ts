/** Bytes of keys, values and headers as something to read or to search. Pure. */
import { isUtf8 } from 'node:buffer';

/** Bytes that are looked at to find out whether a long value is text. */
const examined = 64 * 1024;
/** Control characters that no text has; tab, line feed, form feed and carriage return it has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/** True for UTF-8 that a person can read. */
export function isReadable(bytes: Uint8Array): boolean {
  const part = wholeCharacters(bytes.subarray(0, examined));
  return isUtf8(part) && !control.test(textOf(part));
}

export function textOf(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('utf8');
}

/** `00 1f …`, at most so many bytes of it. */
export function hexOf(bytes: Uint8Array, most: number): string {
  const shown = bufferOf(bytes.subarray(0, most))
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
  return bytes.length > most ? `${shown} …` : shown;
}

/** The bytes without the pieces of a character that was cut at their end. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 1;
  for (let back = 0; back < 4 && back <= last; back++) {
    const byte = bytes[last - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) {
      const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return length > back + 1 ? bytes.subarray(0, last - back) : bytes;
    }
  }
  return bytes;
}

export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
