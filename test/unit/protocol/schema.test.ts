/** The rules of the declaration language, on small messages of our own. */
import assert from 'node:assert/strict';
import { ProtocolError } from '../../../src/protocol/bytes.ts';
import {
  array,
  boolean,
  bytes,
  type Decoded,
  decodeMessage,
  type Encodable,
  encodeMessage,
  int8,
  int16,
  int64,
  message,
  records,
  string,
  struct,
  uint16,
  uuid,
  zeroUuid,
} from '../../../src/protocol/schema.ts';

const declare = <S extends Parameters<typeof message>[0]['struct']>(
  struct: S,
  flexible: number | 'none' = 'none',
) => message<S>({ name: 'Example', versions: [0, 3], flexible, struct });
const hex = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('hex');
const unhex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const refuses = (act: () => unknown, words: RegExp): void => {
  assert.throws(act, (error) => error instanceof ProtocolError && words.test(error.message));
};

describe('fields of several versions', () => {
  const example = declare(
    struct({
      old: int8({ until: 1 }),
      name: string({ since: 2, ignorable: true }),
      count: int16({ default: 7 }),
    }),
  );

  it('are written only where they exist, and read as their defaults elsewhere', () => {
    assert.equal(hex(encodeMessage(example, 1, { old: 5, name: '', count: 1 })), '050001');
    assert.deepEqual(decodeMessage(example, 1, unhex('05 0001')), { old: 5, name: '', count: 1 });
    assert.equal(hex(encodeMessage(example, 2, { old: 0, name: 'a', count: 1 })), '0001610001');
    assert.deepEqual(decodeMessage(example, 2, unhex('000161 0001')), { old: 0, name: 'a', count: 1 });
  });

  it('may be left out on encode when they have a default', () => {
    assert.equal(hex(encodeMessage(example, 1, { old: 0, name: '' })), '000007');
  });

  it('refuse a value that the version cannot carry, unless it may be ignored', () => {
    refuses(() => encodeMessage(example, 2, { old: 1, name: '' }), /Example v2: old is not in this version/);
    assert.equal(hex(encodeMessage(example, 0, { old: 1, name: 'lost' })), '010007');
  });

  it('refuse a value inside a struct that the version cannot carry', () => {
    const nested = declare(struct({ inner: struct({ a: int8(), b: array(int8()) }, { since: 1 }) }));
    assert.equal(hex(encodeMessage(nested, 0, { inner: { a: 0, b: [] } })), '');
    refuses(() => encodeMessage(nested, 0, { inner: { a: 0, b: [1] } }), /inner/);
  });

  it('refuse versions that the message does not have', () => {
    for (const version of [-1, 4, Number.NaN]) {
      refuses(() => decodeMessage(example, version, unhex('050001')), /not a version/);
    }
  });
});

describe('null', () => {
  const example = declare(
    struct({
      name: string({ nullable: 1 }),
      list: array(int8(), { nullable: true, default: null }),
      data: bytes({ nullable: true, default: null }),
      inner: struct({ a: int8() }, { nullable: true, default: null, since: 1 }),
    }),
    2,
  );

  it('is minus one as a length, zero as a compact length, and minus one before a struct', () => {
    assert.equal(hex(encodeMessage(example, 1, { name: null })), 'ffffffffffffffffffffff');
    assert.equal(hex(encodeMessage(example, 2, { name: null })), '000000ff00');
    assert.equal(hex(encodeMessage(example, 2, { name: '', inner: { a: 5 } })), '010000010500' + '00');
  });

  it('is an error where the version does not allow it', () => {
    refuses(() => encodeMessage(example, 0, { name: null }), /null/);
    refuses(() => decodeMessage(example, 0, unhex('ffff ffffffff ffffffff')), /null/);
  });
});

describe('tagged fields', () => {
  const example = declare(
    struct({
      plain: int8(),
      second: int16({ tag: 5 }),
      first: string({ tag: 2, default: 'x' }),
      third: array(int8(), { tag: 9, since: 3 }),
      inner: struct({ a: int8({ default: 4 }), b: string() }, { tag: 10 }),
    }),
    2,
  );

  it('are written in order of their tags, and not at all as defaults', () => {
    assert.equal(
      hex(encodeMessage(example, 2, { plain: 1, second: 3, first: 'y' })),
      '01 02 02020279 05020003'.replaceAll(' ', ''),
    );
    const defaults = { plain: 1, second: 0, first: 'x', third: [], inner: { a: 4, b: '' } };
    assert.equal(hex(encodeMessage(example, 3, defaults)), '0100');
  });

  it('refuse a value in a version without them', () => {
    refuses(() => encodeMessage(example, 2, { plain: 1, third: [1] }), /third/);
  });

  it('are read in any order, unknown ones skipped by their size', () => {
    const value = decodeMessage(example, 3, unhex('01 03 05020003 63 03 aabbcc 02020279'));
    assert.deepEqual(value, { plain: 1, second: 3, first: 'y', third: [], inner: { a: 4, b: '' } });
  });

  it('are errors when they are not as long as they say', () => {
    refuses(() => decodeMessage(example, 3, unhex('01 01 05030003')), /left|long/);
    refuses(() => decodeMessage(example, 3, unhex('01 01 0503000300')), /not as long/);
    refuses(() => decodeMessage(example, 3, unhex('01 01 630500')), /5 bytes/);
  });
});

describe('lengths and counts', () => {
  it('are checked against the bytes that are there before anything is made', () => {
    const example = declare(struct({ list: array(struct({ a: int64() })), data: bytes() }), 2);
    refuses(() => decodeMessage(example, 0, unhex('7fffffff 00')), /2147483647 elements/);
    refuses(() => decodeMessage(example, 2, unhex('ffffffff0f 00')), /4294967294 elements/);
    refuses(() => decodeMessage(example, 0, unhex('00000000 7fffffff 00')), /2147483647 bytes/);
  });
});

describe('records', () => {
  const example = declare(struct({ records: records({ nullable: true }) }), 2);

  it('are written one buffer after the other, uncopied', () => {
    const batches = [Buffer.alloc(2_000, 1), Buffer.alloc(3_000, 2)];
    const parts = encodeMessage(example, 0, { records: batches });
    assert.equal(Buffer.concat(parts).readInt32BE(), 5_000);
    assert.deepEqual(parts.slice(1), batches);
    assert.equal(parts[1], batches[0]);
    assert.equal(hex(encodeMessage(example, 2, { records: [] })), '0100');
    assert.equal(hex(encodeMessage(example, 2, { records: null })), '0000');
  });

  it('are read as a view', () => {
    const input = unhex('00000003 010203');
    const { records: view } = decodeMessage(example, 0, input);
    assert.deepEqual(view, Buffer.from([1, 2, 3]));
    assert.equal(view?.buffer, input.buffer);
  });
});

describe('types', () => {
  const example = declare(
    struct({
      flag: boolean(),
      id: uuid({ default: zeroUuid }),
      port: uint16(),
      short: string({ flexible: false, default: 'c' }),
    }),
    2,
  );

  it('follow from the declaration', () => {
    const value: Encodable<typeof example> = { flag: true, port: 65_535 };
    const bytes = encodeMessage(example, 2, value);
    assert.equal(hex(bytes), `01${'00'.repeat(16)}ffff00016300`);
    const decoded: Decoded<typeof example> = decodeMessage(example, 2, Buffer.concat(bytes));
    assert.deepEqual(decoded, { ...value, id: zeroUuid, short: 'c' });
  });

  it('let Infinity stand for Long.MAX_VALUE where it is the default, and only there', () => {
    const limits = declare(struct({ upTo: int64({ default: Number.POSITIVE_INFINITY }) }));
    assert.equal(hex(encodeMessage(limits, 0, {})), '7fffffffffffffff');
    assert.equal(decodeMessage(limits, 0, unhex('7fffffffffffffff')).upTo, Number.POSITIVE_INFINITY);
    const offsets = declare(struct({ offset: int64() }));
    refuses(() => encodeMessage(offsets, 0, { offset: Number.POSITIVE_INFINITY }), /exactly/);
    refuses(() => decodeMessage(offsets, 0, unhex('7fffffffffffffff')), /exactly/);
  });

  it('refuse what the message does not say', () => {
    // @ts-expect-error: port has no default
    const missing: Encodable<typeof example> = { flag: true };
    // @ts-expect-error: a flag is no number
    const wrong: Encodable<typeof example> = { flag: 1, port: 1 };
    assert.ok(missing && wrong);
  });
});
