import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc32c, crc32cEngine, crc32cScript } from '../../../src/protocol/crc32c.ts';

/** The definition itself, bit by bit. */
const byDefinition = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
};

const ascending = Uint8Array.from({ length: 32 }, (_, index) => index);

describe('crc32c', () => {
  /** RFC 3720 appendix B.4, and the check value of the CRC catalogue. */
  const vectors: readonly (readonly [string, Uint8Array, number])[] = [
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['0 to 31', ascending, 0x46dd794e],
    ['31 to 0', ascending.toReversed(), 0x113fdb5c],
    ['123456789', Buffer.from('123456789'), 0xe3069283],
    ['nothing', new Uint8Array(0), 0],
  ];
  for (const [name, bytes, expected] of vectors) {
    it(`gives the published value for ${name}`, () => {
      assert.equal(crc32c(bytes), expected);
      assert.equal(crc32cScript(bytes), expected);
    });
  }

  it('runs in WebAssembly here', () => {
    assert.equal(crc32cEngine, 'wasm');
  });

  it('agrees with its definition for every length and alignment, by both engines', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat(40), fc.nat(40), (bytes, from, fromEnd) => {
        const start = Math.min(from, bytes.length);
        const end = Math.max(start, bytes.length - fromEnd);
        const expected = byDefinition(bytes.subarray(start, end));
        assert.equal(crc32c(bytes, start, end), expected);
        assert.equal(crc32cScript(bytes, start, end), expected);
      }),
    );
  });

  it('agrees with itself beyond one page of WebAssembly memory', () => {
    const bytes = Uint8Array.from({ length: 200_003 }, (_, index) => (index * 7919) >>> 3);
    for (const length of [49_151, 49_152, 49_153, 98_304, 200_003]) {
      assert.equal(crc32c(bytes, 0, length), crc32cScript(bytes, 0, length), `length ${length}`);
    }
    assert.equal(crc32c(bytes), byDefinition(bytes));
  });
});
