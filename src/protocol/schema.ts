/**
 * The language in which messages are declared: once, as data, for every version and both directions.
 * Types follow from the declaration; bytes follow from it in codec.ts. Knows no particular message.
 *
 * Names are Kafka's JSON names in camelCase, in the order of the wire. Where a version lacks a field, it
 * decodes to its default. A field with an explicit default, or a tag, may be left out on encode.
 */
import { ProtocolError, Reader, Writer } from './bytes.ts';
import { type Codec, compile } from './codec.ts';

export { zeroUuid } from './bytes.ts';

export interface FieldOptions<T = unknown> {
  /** First and last version that have the field; the message's own range when left out. */
  readonly since?: number;
  readonly until?: number;
  /** May be null: in every version, or from this one. */
  readonly nullable?: true | number;
  /** What the field means when it is absent; zero, empty or false unless said otherwise. */
  readonly default?: T;
  /** Optional on the wire (KIP-482): written only when it differs from its default. */
  readonly tag?: number;
  /** A value that the version cannot carry is dropped in silence, and not an error. */
  readonly ignorable?: true;
  /** Keeps its fixed length prefix even in flexible versions. */
  readonly flexible?: false;
  /** Kafka keeps the array as a map by this field: it may not repeat within one array. */
  readonly mapKey?: true;
}

export type ScalarType = 'int8' | 'int16' | 'int32' | 'int64' | 'uint16' | 'boolean' | 'uuid';

declare const typed: unique symbol;

/** A field that decodes to `T`, is encoded from `E`, and may be left out on encode when `O` is true. */
export interface Field<T, O extends boolean = false, E = T> {
  readonly type: ScalarType | 'string' | 'bytes' | 'records' | 'array' | 'struct';
  readonly options: FieldOptions;
  /** Of an array. */
  readonly element?: AnyField;
  /** Of a struct. */
  readonly fields?: Fields;
  readonly [typed]?: { readonly decoded: T; readonly optional: O; readonly encodable: E };
}

export type AnyField = Field<unknown, boolean, unknown>;
export interface Fields {
  readonly [name: string]: AnyField;
}

export interface Struct<F extends Fields, N = never, O extends boolean = false>
  extends Field<DecodedFields<F> | N, O, EncodableFields<F> | N> {
  readonly type: 'struct';
  readonly fields: F;
}

export type AnyStruct = Struct<Fields, null, boolean>;

/** What decoding gives: every field is present. Of a message, a struct or a field. */
export type Decoded<S> =
  S extends Message<infer M> ? Decoded<M> : S extends Field<infer T, boolean, unknown> ? T : never;

/** What encoding takes: fields with a default may be left out. Of a message, a struct or a field. */
export type Encodable<S> =
  S extends Message<infer M> ? Encodable<M> : S extends Field<unknown, boolean, infer E> ? E : never;

type DecodedFields<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> };
type EncodableFields<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Field<unknown, true, unknown> ? never : K]: Encodable<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends Field<unknown, true, unknown> ? K : never]?:
    | Encodable<F[K]>
    | undefined;
};

type None = Record<never, never>;
type Optional<P> = P extends { readonly default: unknown } | { readonly tag: number } ? true : false;
type Null<P> = P extends { readonly nullable: true | number } ? null : never;

const scalar =
  <T>(type: ScalarType) =>
  <const P extends FieldOptions<T> = None>(options?: P): Field<T, Optional<P>> => ({
    type,
    options: options ?? {},
  });

const variable =
  <T, E = T>(type: 'string' | 'bytes' | 'records') =>
  <const P extends FieldOptions<T | null> = None>(
    options?: P,
  ): Field<T | Null<P>, Optional<P>, E | Null<P>> => ({ type, options: options ?? {} });

export const int8 = scalar<number>('int8');
export const int16 = scalar<number>('int16');
export const int32 = scalar<number>('int32');
/** Decodes to a safe integer. A default of Infinity stands for Kafka's Long.MAX_VALUE, in this field only. */
export const int64 = scalar<number>('int64');
export const uint16 = scalar<number>('uint16');
export const boolean = scalar<boolean>('boolean');
/** 22 characters of base64url, as Kafka prints it; `zeroUuid` is none. */
export const uuid = scalar<string>('uuid');
export const string = variable<string>('string');
/** Decodes to a view of the message, not a copy. */
export const bytes = variable<Buffer>('bytes');
/** Record batches. Decodes to a view; a list of buffers is encoded one after the other, uncopied. */
export const records = variable<Buffer, Buffer | readonly Buffer[]>('records');

export function array<T, E, const P extends FieldOptions<readonly never[] | null> = None>(
  element: Field<T, boolean, E>,
  options?: P,
): Field<readonly T[] | Null<P>, Optional<P>, readonly E[] | Null<P>> {
  return { type: 'array', element, options: options ?? {} };
}

/** A nullable struct is preceded by one byte: -1 when it is null, 1 when it is there. */
export function struct<F extends Fields, const P extends FieldOptions<null> = None>(
  fields: F,
  options?: P,
): Struct<F, Null<P>, Optional<P>> {
  return { type: 'struct', fields, options: options ?? {} };
}

/** A struct with versions: the body of a request or a response, or an internal record. */
export class Message<S extends AnyStruct> {
  /** Kafka's number for it: of the API, or of the record type; undefined when it has none. */
  readonly key: number | undefined;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** First version with compact lengths and tagged fields (KIP-482); Infinity when there is none. */
  readonly flexibleFrom: number;
  readonly struct: S;
  readonly #codecs: Codec<Decoded<S>, Encodable<S>>[] = [];

  constructor(declaration: MessageDeclaration, struct: S) {
    this.key = declaration.key;
    this.name = declaration.name;
    [this.minVersion, this.maxVersion] = declaration.versions;
    this.flexibleFrom = declaration.flexible === 'none' ? Number.POSITIVE_INFINITY : declaration.flexible;
    this.struct = struct;
  }

  /** @throws ProtocolError when the bytes end early, carry impossible lengths, or the version is not ours */
  read(version: number, reader: Reader): Decoded<S> {
    try {
      return this.#codec(version).read(reader);
    } catch (error) {
      throw this.#named(error, version);
    }
  }

  /** @throws ProtocolError when a value does not fit its field or the version */
  write(version: number, writer: Writer, value: Encodable<S>): void {
    try {
      this.#codec(version).write(writer, value);
    } catch (error) {
      throw this.#named(error, version);
    }
  }

  #codec(version: number): Codec<Decoded<S>, Encodable<S>> {
    const known = this.#codecs[version];
    if (known !== undefined) return known;
    if (!(version >= this.minVersion && version <= this.maxVersion)) {
      throw new ProtocolError('not a version of this message');
    }
    const codec = compile(this.struct, version, version >= this.flexibleFrom) as Codec<
      Decoded<S>,
      Encodable<S>
    >;
    this.#codecs[version] = codec;
    return codec;
  }

  #named(error: unknown, version: number): unknown {
    return error instanceof ProtocolError
      ? new ProtocolError(`${this.name} v${version}: ${error.message}`, { cause: error })
      : error;
  }
}

export interface MessageDeclaration {
  readonly key?: number;
  readonly name: string;
  readonly versions: readonly [first: number, last: number];
  readonly flexible: number | 'none';
}

/** Request and response of one API key; both always have the same versions. */
export interface Api<Req extends AnyStruct = AnyStruct, Res extends AnyStruct = AnyStruct> {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** What ApiVersions says instead of `minVersion`; a version below `minVersion` is not served. */
  readonly advertisedMinVersion: number;
  readonly flexibleFrom: number;
  readonly request: Message<Req>;
  readonly response: Message<Res>;
}

export function api<Req extends AnyStruct, Res extends AnyStruct>(
  declaration: MessageDeclaration & {
    readonly key: number;
    readonly advertisedMinVersion?: number;
    readonly request: Req;
    readonly response: Res;
  },
): Api<Req, Res> {
  const { key, name } = declaration;
  const request = new Message({ ...declaration, name: `${name}Request` }, declaration.request);
  const response = new Message({ ...declaration, name: `${name}Response` }, declaration.response);
  const { minVersion, maxVersion, flexibleFrom } = request;
  const advertisedMinVersion = declaration.advertisedMinVersion ?? minVersion;
  return { key, name, minVersion, maxVersion, advertisedMinVersion, flexibleFrom, request, response };
}

/** An internal record: versions, but no response. */
export function message<S extends AnyStruct>(
  declaration: MessageDeclaration & { readonly struct: S },
): Message<S> {
  return new Message(declaration, declaration.struct);
}

/** Bytes after the end of the message are left alone, as Kafka does. */
export function decodeMessage<S extends AnyStruct>(
  message: Message<S>,
  version: number,
  input: Reader | Buffer,
): Decoded<S> {
  return message.read(version, input instanceof Reader ? input : new Reader(input));
}

/** @returns the parts in order; large records are the caller's own buffers and must not change until sent */
export function encodeMessage<S extends AnyStruct>(
  message: Message<S>,
  version: number,
  value: Encodable<S>,
): readonly Buffer[] {
  const writer = new Writer();
  message.write(version, writer, value);
  return writer.finish();
}

export function decodeRequest<Req extends AnyStruct>(
  api: Api<Req, AnyStruct>,
  version: number,
  input: Reader | Buffer,
): Decoded<Req> {
  return decodeMessage(api.request, version, input);
}

export function encodeRequest<Req extends AnyStruct>(
  api: Api<Req, AnyStruct>,
  version: number,
  value: Encodable<Req>,
): readonly Buffer[] {
  return encodeMessage(api.request, version, value);
}

export function decodeResponse<Res extends AnyStruct>(
  api: Api<AnyStruct, Res>,
  version: number,
  input: Reader | Buffer,
): Decoded<Res> {
  return decodeMessage(api.response, version, input);
}

export function encodeResponse<Res extends AnyStruct>(
  api: Api<AnyStruct, Res>,
  version: number,
  value: Encodable<Res>,
): readonly Buffer[] {
  return encodeMessage(api.response, version, value);
}
