/** Arbitrary values of any declared message, derived from its declaration. */
import fc from 'fast-check';
import type { AnyField, Fields } from '../../../src/protocol/schema.ts';

const utf8 = new TextDecoder();
const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  // A lone surrogate has no bytes of its own in UTF-8.
  .map((value) => utf8.decode(new TextEncoder().encode(value)));
const buffer = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
/** Long enough to become a part of its own, uncopied. */
const longBuffer = fc.integer({ min: 513, max: 600 }).map((length) => Buffer.alloc(length, length));
const anyBuffer = fc.oneof({ weight: 9, arbitrary: buffer }, longBuffer);

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  int8: fc.integer({ min: -0x80, max: 0x7f }),
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  boolean: fc.boolean(),
  uuid: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((array) => Buffer.from(array).toString('base64url')),
  string: text,
  bytes: anyBuffer,
  records: anyBuffer,
};

/** What a struct's fields may hold in one version; every field the version has is present. */
export function arbitraryFields(
  fields: Fields,
  version: number,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const present = Object.entries(fields).filter(([, field]) => isPresent(field, version));
  return fc.record(
    Object.fromEntries(present.map(([name, field]) => [name, arbitraryValue(field, version)])),
  );
}

export function isPresent({ options }: AnyField, version: number): boolean {
  return version >= (options.since ?? 0) && version <= (options.until ?? Number.POSITIVE_INFINITY);
}

function arbitraryValue(field: AnyField, version: number): fc.Arbitrary<unknown> {
  const { nullable } = field.options;
  const value = nonNull(field, version);
  return nullable === true || (nullable !== undefined && version >= nullable)
    ? fc.option(value, { freq: 4 })
    : value;
}

function nonNull(field: AnyField, version: number): fc.Arbitrary<unknown> {
  if (field.type === 'struct') return arbitraryFields(field.fields ?? {}, version);
  if (field.type === 'array')
    return fc.array(arbitraryValue(field.element as AnyField, version), { maxLength: 4 });
  if (field.options.default === Number.POSITIVE_INFINITY) {
    return fc.oneof(fc.constant(Number.POSITIVE_INFINITY), scalars.int64 as fc.Arbitrary<unknown>);
  }
  return scalars[field.type] as fc.Arbitrary<unknown>;
}
