/**
 * Formats of keys and values: `string(base64)`, `long` … Text to bytes and back. Numbers are big-endian,
 * as Kafka's own serializers write them.
 */
import { problem, type Read } from './syntax.ts';

const formatNames = ['string', 'double', 'float', 'integer', 'long', 'short'] as const;
export const encodings = ['utf8', 'utf16le', 'base64', 'latin1', 'hex'] as const;

export type Encoding = (typeof encodings)[number];

export type Format =
  | { readonly name: 'string'; readonly encoding: Encoding }
  | { readonly name: 'double' | 'float' | 'integer' | 'long' | 'short' }
  /** Consumers only: not shown. */
  | { readonly name: 'none' };

export const plainText: Format = { name: 'string', encoding: 'utf8' };

/** Reads `name` or `name(argument)`; `none` only where `forConsumer`. Problems point into the text. */
export function readFormat(text: string, forConsumer: boolean): Read<Format> {
  const match = /^([^(]*)(?:\(([^)]*)\)?)?/.exec(text);
  const name = (match?.[1] ?? '').trim();
  const argument = (match?.[2] ?? '').split(',')[0]?.trim() ?? '';
  const span = { start: 0, end: name.length };
  switch (name) {
    case 'string':
      return readEncoding(text, argument);
    case 'double':
    case 'float':
    case 'integer':
    case 'long':
    case 'short':
      return { value: { name } };
    case 'none':
      if (forConsumer) {
        return { value: { name } };
      }
      break;
    // Announced by "Tools for Apache Kafka": names to keep free.
    case 'avro':
    case 'protobuf': {
      const template = 'The format "{0}" needs a schema registry, which is not supported yet.';
      return { problem: problem('format', 'error', span, template, name) };
    }
  }
  const known = [...(forConsumer ? ['none'] : []), ...formatNames].join(', ');
  return {
    problem: problem('format', 'error', span, 'Unknown format "{0}": it is one of {1}.', name, known),
  };
}

function readEncoding(text: string, argument: string): Read<Format> {
  const encoding = argument === '' ? 'utf8' : encodings.find((each) => each === argument);
  if (encoding !== undefined) {
    return { value: { name: 'string', encoding } };
  }
  const start = text.indexOf(argument, text.indexOf('('));
  const span = { start, end: start + argument.length };
  const template = 'Unknown encoding "{0}": it is one of {1}.';
  return { problem: problem('encoding', 'error', span, template, argument, encodings.join(', ')) };
}

/** The bytes of a text in a format; the problem says why the text cannot be written so. */
export function encode(text: string, format: Format): Read<Uint8Array> {
  switch (format.name) {
    case 'string':
      return encodeText(text, format.encoding);
    case 'double':
      return encodeNumber(text, 8, (bytes, value) => bytes.writeDoubleBE(value));
    case 'float':
      return encodeNumber(text, 4, (bytes, value) => bytes.writeFloatBE(value));
    case 'integer':
      return encodeInteger(text, 4, (bytes, value) => bytes.writeInt32BE(Number(value)));
    case 'long':
      return encodeInteger(text, 8, (bytes, value) => bytes.writeBigInt64BE(value));
    case 'short':
      return encodeInteger(text, 2, (bytes, value) => bytes.writeInt16BE(Number(value)));
    case 'none':
      return { value: Buffer.alloc(0) };
  }
}

function encodeText(text: string, encoding: Encoding): Read<Uint8Array> {
  const fits =
    encoding === 'hex'
      ? /^(?:[0-9a-fA-F]{2})*$/.test(text)
      : encoding === 'base64'
        ? /^[A-Za-z0-9+/_-]*={0,2}$/.test(text.replace(/\s/g, ''))
        : encoding !== 'latin1' || !/[^\0-\xff]/.test(text);
  return fits ? { value: Buffer.from(text, encoding) } : unwritable(text, encoding);
}

function encodeNumber(
  text: string,
  size: number,
  write: (bytes: Buffer, value: number) => void,
): Read<Uint8Array> {
  const value = Number.parseFloat(text);
  if (Number.isNaN(value) && text.trim() !== 'NaN') {
    return unwritable(text, 'number');
  }
  const bytes = Buffer.alloc(size);
  write(bytes, value);
  return { value: bytes };
}

/** Whole numbers go through bigint: a long has more digits than a JavaScript number keeps. */
function encodeInteger(
  text: string,
  size: number,
  write: (bytes: Buffer, value: bigint) => void,
): Read<Uint8Array> {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(text);
  const digits = match?.[2];
  if (digits === undefined) {
    return unwritable(text, 'whole number');
  }
  const value = match?.[1] === '-' ? -BigInt(digits) : BigInt(digits);
  if (BigInt.asIntN(size * 8, value) !== value) {
    return unwritable(text, `whole number of ${size} bytes`);
  }
  const bytes = Buffer.alloc(size);
  write(bytes, value);
  return { value: bytes };
}

function unwritable(text: string, what: string): Read<Uint8Array> {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const span = { start: 0, end: text.length };
  return {
    problem: problem('value-encoding', 'error', span, '"{0}" cannot be written as {1}.', shown, what),
  };
}

/** The text of bytes in a format; '' for `none`; the problem says why the bytes are not of that format. */
export function decode(bytes: Uint8Array, format: Format): Read<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format.name) {
    case 'string':
      return { value: buffer.toString(format.encoding) };
    case 'double':
      return sized(buffer, 8, format.name, () => String(buffer.readDoubleBE()));
    case 'float':
      return sized(buffer, 4, format.name, () => String(buffer.readFloatBE()));
    case 'integer':
      return sized(buffer, 4, format.name, () => String(buffer.readInt32BE()));
    case 'long':
      return sized(buffer, 8, format.name, () => String(buffer.readBigInt64BE()));
    case 'short':
      return sized(buffer, 2, format.name, () => String(buffer.readInt16BE()));
    case 'none':
      return { value: '' };
  }
}

function sized(buffer: Buffer, size: number, name: string, read: () => string): Read<string> {
  if (buffer.length === size) {
    return { value: read() };
  }
  const template = 'A {0} has {1} bytes, these are {2}.';
  const values = [name, String(size), String(buffer.length)];
  return { problem: problem('value-encoding', 'error', { start: 0, end: 0 }, template, ...values) };
}
