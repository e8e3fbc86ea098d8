/** Every declared message, in every version: what is written is what is read, and damage is an error or a value. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProtocolError, zeroUuid } from '../../../src/protocol/bytes.ts';
import { allApis, allRecords } from '../../../src/protocol/messages/all.ts';
import {
  type AnyField,
  type AnyStruct,
  decodeMessage,
  encodeMessage,
  type Fields,
  type Message,
} from '../../../src/protocol/schema.ts';
import { arbitraryFields, isPresent } from './arbitraries.ts';

const messages: readonly Message<AnyStruct>[] = [
  ...allApis.flatMap((api) => [api.request, api.response]),
  ...allRecords,
];
const seed = 2_026;

describe('every message in every version', () => {
  for (const message of messages) {
    it(`${message.name} is read as it was written`, () => {
      forEachVersion(message, 10, (version, value, bytes) => {
        assert.deepEqual(
          decodeMessage(message, version, bytes),
          complete(message.struct.fields, version, value),
        );
      });
    });

    it(`${message.name} cut short is an error`, () => {
      forEachVersion(message, 1, (version, _value, bytes) => {
        for (let length = 0; length < bytes.length; length++) {
          assert.throws(() => decodeMessage(message, version, bytes.subarray(0, length)), ProtocolError);
        }
      });
    });

    it(`${message.name} damaged is an error, or a value that can be written`, () => {
      forEachVersion(message, 5, (version, _value, bytes) => {
        fc.assert(
          fc.property(fc.array(damage(bytes.length), { minLength: 1, maxLength: 3 }), (changes) => {
            const damaged = Buffer.from(bytes);
            for (const [at, byte] of changes) damaged[at] = byte;
            expectErrorOrValue(message, version, damaged);
          }),
          { numRuns: 20, seed },
        );
      });
    });
  }
});

describe('bytes of any kind', () => {
  it('are an error or a value for every message', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.uint8Array({ maxLength: 200 }), (message, noise) => {
        for (let version = message.minVersion; version <= message.maxVersion; version++) {
          expectErrorOrValue(message, version, Buffer.from(noise));
        }
      }),
      { numRuns: 2_000, seed },
    );
  });
});

function forEachVersion(
  message: Message<AnyStruct>,
  numRuns: number,
  check: (version: number, value: Readonly<Record<string, unknown>>, bytes: Buffer) => void,
): void {
  for (let version = message.minVersion; version <= message.maxVersion; version++) {
    const values = arbitraryFields(message.struct.fields, version);
    for (const value of fc.sample(values, { numRuns, seed: seed + version })) {
      check(version, value, Buffer.concat(encodeMessage(message, version, value)));
    }
  }
}

function expectErrorOrValue(message: Message<AnyStruct>, version: number, bytes: Buffer): void {
  let value: unknown;
  try {
    value = decodeMessage(message, version, bytes);
  } catch (error) {
    assert.ok(error instanceof ProtocolError, String(error));
    return;
  }
  const written = Buffer.concat(encodeMessage(message, version, value as never));
  assert.deepEqual(decodeMessage(message, version, written), value);
}

/** A byte somewhere, with a taste for the values that make bad lengths. */
function damage(length: number): fc.Arbitrary<readonly [at: number, byte: number]> {
  const byte = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.integer({ min: 0, max: 255 }));
  return fc.tuple(fc.nat(Math.max(0, length - 1)), byte);
}

/** The value as it must be read: fields that the version does not have are there with their defaults. */
function complete(fields: Fields, version: number, value: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      isPresent(field, version) ? completeValue(field, version, value[name]) : defaultOf(field),
    ]),
  );
}

function completeValue(field: AnyField, version: number, value: unknown): unknown {
  if (value === null) return null;
  if (field.type === 'struct') return complete(field.fields ?? {}, version, value as Record<string, unknown>);
  if (field.type === 'array') {
    return (value as unknown[]).map((element) => completeValue(field.element as AnyField, version, element));
  }
  return value;
}

function defaultOf({ type, options, fields }: AnyField): unknown {
  if (options.default !== undefined) return options.default;
  if (type === 'struct') {
    return Object.fromEntries(Object.entries(fields ?? {}).map(([name, field]) => [name, defaultOf(field)]));
  }
  if (type === 'array') return [];
  if (type === 'string') return '';
  if (type === 'boolean') return false;
  if (type === 'uuid') return zeroUuid;
  return type === 'bytes' || type === 'records' ? Buffer.alloc(0) : 0;
}
