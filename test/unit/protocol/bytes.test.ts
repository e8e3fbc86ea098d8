import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProtocolError, Reader, Writer } from '../../../src/protocol/bytes.ts';

const read = (hex: string): Reader => new Reader(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const written = (write: (writer: Writer) => void): string => {
  const writer = new Writer();
  write(writer);
  return Buffer.concat(writer.finish()).toString('hex');
};
const refuses = (act: () => unknown): void => assert.throws(act, ProtocolError);

describe('Reader', () => {
  it('reads 64-bit integers exactly, or not at all', () => {
    assert.equal(read('001fffffffffffff').int64(), Number.MAX_SAFE_INTEGER);
    assert.equal(read('ffe0000000000001').int64(), Number.MIN_SAFE_INTEGER);
    assert.equal(read('ffffffffffffffff').int64(), -1);
    refuses(() => read('0020000000000000').int64());
    refuses(() => read('ffe0000000000000').int64());
    refuses(() => read('7fffffffffffffff').int64());
  });

  it('reads Long.MAX_VALUE as Infinity only where that means "no limit"', () => {
    assert.equal(read('7fffffffffffffff').limit(), Number.POSITIVE_INFINITY);
    assert.equal(read('0000000000000007').limit(), 7);
    refuses(() => read('7ffffffffffffffe').limit());
    refuses(() => read('7fffffffffffff').limit());
  });

  it('refuses varints longer than 32 bits', () => {
    assert.equal(read('ffffffff0f').unsignedVarint(), 0xffffffff);
    assert.equal(read('8000').unsignedVarint(), 0);
    refuses(() => read('ffffffff1f').unsignedVarint());
    refuses(() => read('808080808001').unsignedVarint());
    refuses(() => read('ffff').unsignedVarint());
  });

  it('gives views and not copies', () => {
    const bytes = Buffer.from('abcdef');
    const reader = new Reader(bytes);
    reader.skip(2);
    const view = reader.view(3);
    assert.equal(view.toString(), 'cde');
    assert.equal(view.buffer, bytes.buffer);
  });

  it('never reads past the end, nor backwards', () => {
    refuses(() => read('00').int16());
    refuses(() => read('0000').view(3));
    refuses(() => read('0000').view(-1));
    refuses(() => read('0000').skip(3));
    refuses(() => read('00').string(2));
  });

  it('believes no count that the bytes cannot hold', () => {
    assert.equal(read('0000').count(2), 2);
    refuses(() => read('0000').count(3));
    refuses(() => read('').count(0x7fffffff));
  });

  it('refuses strings longer than Kafka allows', () => {
    const long = new Reader(Buffer.alloc(40_000, 'a'));
    assert.equal(long.string(0x7fff).length, 0x7fff);
    refuses(() => new Reader(Buffer.alloc(40_000, 'a')).string(0x8000));
  });
});

describe('Writer', () => {
  it('refuses what does not fit', () => {
    for (const value of [128, -129, 0.5, Number.NaN]) refuses(() => new Writer().int8(value));
    for (const value of [0x8000, -0x8001, 1.5]) refuses(() => new Writer().int16(value));
    for (const value of [-1, 0x10000]) refuses(() => new Writer().uint16(value));
    for (const value of [2 ** 31, -(2 ** 31) - 1, Number.NaN]) refuses(() => new Writer().int32(value));
    for (const value of [2 ** 53, 0.5, Number.POSITIVE_INFINITY]) refuses(() => new Writer().int64(value));
    for (const value of [-1, 2 ** 32]) refuses(() => new Writer().unsignedVarint(value));
    for (const value of ['', 'AAAA', 'A'.repeat(23), '!'.repeat(22)]) refuses(() => new Writer().uuid(value));
    refuses(() => new Writer().string('a'.repeat(0x8000), 0x8000));
  });

  it('writes integers as Kafka does', () => {
    assert.equal(
      written((writer) => writer.int64(-2)),
      'fffffffffffffffe',
    );
    assert.equal(
      written((writer) => writer.int64(2 ** 40 + 1)),
      '0000010000000001',
    );
    assert.equal(
      written((writer) => writer.limit(Number.POSITIVE_INFINITY)),
      '7fffffffffffffff',
    );
    assert.equal(
      written((writer) => writer.unsignedVarint(300)),
      'ac02',
    );
    assert.equal(
      written((writer) => writer.unsignedVarint(0xffffffff)),
      'ffffffff0f',
    );
  });

  it('hands large bytes on untouched and copies small ones', () => {
    const writer = new Writer();
    const large = Buffer.alloc(10_000);
    writer.int8(1);
    writer.bytes(large);
    writer.bytes(Buffer.from([2, 3]));
    assert.equal(writer.length, 10_003);
    const parts = writer.finish();
    assert.equal(parts.length, 3);
    assert.equal(parts[1], large);
    assert.deepEqual([...(parts[2] ?? [])], [2, 3]);
  });

  it('keeps the order and the length over any mixture of writes', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 1_500 }).map((array) => Buffer.from(array)));
    fc.assert(
      fc.property(pieces, fc.integer(), (buffers, number) => {
        const writer = new Writer();
        for (const buffer of buffers) {
          writer.int32(number);
          writer.bytes(buffer);
        }
        const length = writer.length;
        const expected = buffers.flatMap((buffer) => {
          const head = Buffer.alloc(4);
          head.writeInt32BE(number);
          return [head, buffer];
        });
        const result = Buffer.concat(writer.finish());
        assert.deepEqual(result, Buffer.concat(expected));
        assert.equal(length, result.length);
      }),
    );
  });
});
