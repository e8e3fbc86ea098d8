/**
 * Turns a declaration into the reader and the writer of one version: closures in which every question
 * about versions is already answered. Knows no particular message, and generates no code.
 */
import { ProtocolError, type Reader, Writer, zeroUuid } from './bytes.ts';
import type { AnyField, Fields, ScalarType } from './schema.ts';

/** Reads a `T`, writes an `E`. */
export interface Codec<T = unknown, E = T> {
  read(reader: Reader): T;
  write(writer: Writer, value: E): void;
}

/** The codec of a field or struct in one version; nulls and lengths as that version writes them. */
export function compile(field: AnyField, version: number, flexible: boolean): Codec {
  const { options, type } = field;
  const nullable = options.nullable === true || (options.nullable ?? Number.POSITIVE_INFINITY) <= version;
  const compact = flexible && options.flexible !== false;
  const length = compact ? compactLength : type === 'string' ? shortLength : longLength;
  switch (type) {
    case 'struct': {
      const codec = structCodec(field.fields ?? {}, version, flexible);
      return nullable ? nullableStruct(codec) : codec;
    }
    case 'array':
      return sized(length, nullable, arrayContent(field, version, flexible));
    case 'string':
      return sized(length, nullable, stringContent);
    case 'bytes':
      return sized(length, nullable, bytesContent);
    case 'records':
      return sized(length, nullable, recordsContent);
    case 'int64':
      return options.default === Number.POSITIVE_INFINITY ? limit : scalars.int64;
    default:
      return scalars[type];
  }
}

const scalars: Readonly<Record<ScalarType, Codec>> = {
  int8: { read: (reader) => reader.int8(), write: (writer, value) => writer.int8(value as number) },
  int16: { read: (reader) => reader.int16(), write: (writer, value) => writer.int16(value as number) },
  int32: { read: (reader) => reader.int32(), write: (writer, value) => writer.int32(value as number) },
  int64: { read: (reader) => reader.int64(), write: (writer, value) => writer.int64(value as number) },
  uint16: { read: (reader) => reader.uint16(), write: (writer, value) => writer.uint16(value as number) },
  boolean: { read: (reader) => reader.boolean(), write: (writer, value) => writer.boolean(value as boolean) },
  uuid: { read: (reader) => reader.uuid(), write: (writer, value) => writer.uuid(value as string) },
};
const limit: Codec = {
  read: (reader) => reader.limit(),
  write: (writer, value) => writer.limit(value as number),
};

/** How a version writes a length; below zero is null. */
type Length = Codec<number>;

const shortLength = scalars.int16 as Length;
const longLength = scalars.int32 as Length;
const compactLength: Length = {
  read: (reader) => reader.unsignedVarint() - 1,
  write: (writer, length) => writer.unsignedVarint(length + 1),
};

/** What follows a length. Writes the length itself, because only it can measure the value. */
interface Content<T, E = T> {
  read(reader: Reader, length: number): T;
  write(writer: Writer, value: E, length: Length): void;
}

function sized<T, E>(length: Length, nullable: boolean, content: Content<T, E>): Codec {
  return {
    read(reader: Reader): T | null {
      const size = length.read(reader);
      if (size >= 0) return content.read(reader, size);
      if (nullable) return null;
      throw new ProtocolError('null where a value must be');
    },
    write(writer: Writer, value: E | null): void {
      if (value !== null) content.write(writer, value, length);
      else if (nullable) length.write(writer, -1);
      else throw new ProtocolError('null where a value must be');
    },
  } as Codec;
}

const stringContent: Content<string> = {
  read: (reader, length) => reader.string(length),
  write(writer, value, length) {
    const size = Buffer.byteLength(value);
    length.write(writer, size);
    writer.string(value, size);
  },
};

const bytesContent: Content<Buffer> = {
  read: (reader, length) => reader.view(length),
  write(writer, value, length) {
    length.write(writer, value.length);
    writer.bytes(value);
  },
};

const recordsContent: Content<Buffer, Buffer | readonly Buffer[]> = {
  read: (reader, length) => reader.view(length),
  write(writer, value, length) {
    const parts = value instanceof Uint8Array ? [value] : value;
    length.write(
      writer,
      parts.reduce((size, part) => size + part.length, 0),
    );
    for (const part of parts) writer.bytes(part);
  },
};

function arrayContent(field: AnyField, version: number, flexible: boolean): Content<readonly unknown[]> {
  const element = compile(field.element as AnyField, version, flexible);
  return {
    read(reader, length) {
      const values: unknown[] = [];
      for (let left = reader.count(length); left > 0; left--) values.push(element.read(reader));
      return values;
    },
    write(writer, values, length) {
      length.write(writer, values.length);
      for (const value of values) element.write(writer, value);
    },
  };
}

function nullableStruct(present: Codec): Codec {
  return {
    read: (reader) => (reader.int8() < 0 ? null : present.read(reader)),
    write(writer, value) {
      writer.int8(value === null ? -1 : 1);
      if (value !== null) present.write(writer, value);
    },
  };
}

type Values = Record<string, unknown>;

interface Member {
  readonly name: string;
  readonly field: AnyField;
  readonly codec: Codec;
  readonly fallback: unknown;
}

function structCodec(fields: Fields, version: number, flexible: boolean): Codec {
  const members: Member[] = [];
  const tagged: Member[] = [];
  const refused: [name: string, field: AnyField][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const { since = 0, until = version, tag, ignorable } = field.options;
    if (version >= since && version <= until) {
      const member = { name, field, codec: compile(field, version, flexible), fallback: defaultOf(field) };
      (tag === undefined ? members : tagged).push(member);
    } else if (!ignorable) {
      refused.push([name, field]);
    }
  }
  const tags = flexible ? tagSection(tagged) : undefined;
  const defaults = defaultsOf(fields);
  return {
    read(reader) {
      const values: Values = { ...defaults };
      for (const { name, codec } of members) values[name] = codec.read(reader);
      tags?.read(reader, values);
      return values;
    },
    write(writer: Writer, values: Values) {
      for (const [name, field] of refused) {
        if (!isDefault(field, values[name])) throw new ProtocolError(`${name} is not in this version`);
      }
      for (const { name, codec, fallback } of members) {
        const value = values[name];
        codec.write(writer, value === undefined ? fallback : value);
      }
      tags?.write(writer, values);
    },
  } as Codec;
}

/** Fields that are written only when they differ from their defaults, in order of their tags (KIP-482). */
function tagSection(unsorted: readonly Member[]) {
  const tagOf = (member: Member): number => member.field.options.tag as number;
  const members = unsorted.toSorted((a, b) => tagOf(a) - tagOf(b));
  const byTag = new Map(members.map((member) => [tagOf(member), member]));
  return {
    read(reader: Reader, values: Values): void {
      for (let left = reader.unsignedVarint(); left > 0; left--) {
        const member = byTag.get(reader.unsignedVarint());
        const size = reader.unsignedVarint();
        const end = reader.remaining - size;
        if (member === undefined) reader.skip(size);
        else values[member.name] = member.codec.read(reader);
        if (reader.remaining !== end) throw new ProtocolError('a tagged field is not as long as it says');
      }
    },
    write(writer: Writer, values: Values): void {
      const present = members.filter(({ name, field }) => !isDefault(field, values[name]));
      writer.unsignedVarint(present.length);
      for (const member of present) {
        const content = new Writer();
        member.codec.write(content, values[member.name]);
        writer.unsignedVarint(tagOf(member));
        writer.unsignedVarint(content.length);
        writer.append(content);
      }
    },
  };
}

const zeros: Readonly<Record<Exclude<AnyField['type'], 'struct'>, unknown>> = {
  int8: 0,
  int16: 0,
  int32: 0,
  int64: 0,
  uint16: 0,
  boolean: false,
  uuid: zeroUuid,
  string: '',
  bytes: Buffer.alloc(0),
  records: Buffer.alloc(0),
  array: Object.freeze([]),
};

function defaultOf({ type, options, fields }: AnyField): unknown {
  if (options.default !== undefined) return options.default;
  return type === 'struct' ? defaultsOf(fields ?? {}) : zeros[type];
}

/** Shared by everything decoded, and frozen therefore. */
function defaultsOf(fields: Fields): Values {
  return Object.freeze(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, defaultOf(field)])),
  );
}

function isDefault(field: AnyField, value: unknown): boolean {
  const { type, options, fields } = field;
  if (value === undefined) return true;
  if (value === null || options.default === null) return value === options.default;
  switch (type) {
    case 'struct':
      return Object.entries(fields ?? {}).every(([name, inner]) => isDefault(inner, (value as Values)[name]));
    case 'array':
    case 'bytes':
    case 'records':
      return (value as { readonly length: number }).length === 0;
    default:
      return value === defaultOf(field);
  }
}
