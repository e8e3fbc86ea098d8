import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CompressionCodec,
  compressionCodec,
  compressionName,
} from '../../../src/protocol/compression.ts';
import { RecordError } from '../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../../../src/protocol/records.ts';
import { codecs } from '../../../src/server/codecs.ts';

const allCodecs: readonly CompressionCodec[] = [1, 2, 3, 4];
const megabyte = 1024 * 1024;

/** The same three records by the Java client 4.4, once with each codec. */
const batchesByJava: Readonly<Record<CompressionCodec, string>> = {
  1:
    '000000000000002a000000760000000502da74d1ee0011000000020000018bcfe568000000018bcfed0920000000000000004d0003' +
    '00000009000000031f8b08000000000000ff3360606060c936e4ca48cdc9c96761ca602ae33abc27eff07ac60486f3fc4c8c416071' +
    '052248061186032db62c2cd9c68c0c005ea3f68b55000000',
  2:
    '000000000000002a0000007c000000050279edf7ec0012000000020000018bcfe568000000018bcfed0920000000000000004d0003' +
    '000000090000000382534e4150505900000000010000000100000037558030000000046b310a68656c6c6f04026802760ac3bc6ec3' +
    'af016000cf0f02015268011800208a06002c001400c0843d04046b330100',
  3:
    '000000000000002a000000760000000502fcb0fade0013000000020000018bcfe568000000018bcfed0920000000000000004d0003' +
    '000000090000000304224d1860408236000000f11130000000046b310a68656c6c6f04026802760ac3bc6ec3af016000cf0f020152' +
    '18001f20060010c0001400c0843d04046b33010000000000',
  4:
    '000000000000002a000000740000000502f3b979730014000000020000018bcfe568000000018bcfed0920000000000000004d0003' +
    '000000090000000328b52ffd0058bc0100d40230000000046b310a68656c6c6f04026802760ac3bc6ec3af016000cf0f0201522000' +
    '1400c0843d04046b33010002005288c00af309010000',
};

/** Text that repeats near and far, and noise. */
const payload = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('abc', 'hello '.repeat(50), 'x'.repeat(70_000)),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part as string))));

for (const codec of allCodecs) {
  describe(`compression: ${compressionName(codec)}`, () => {
    it('opens a batch of the Java client', () => {
      const records = [...decodeRecords(Buffer.from(batchesByJava[codec], 'hex'), codecs)];
      assert.deepEqual(
        records.map((record) => `${record.offset} ${record.key} ${record.value}`),
        ['42 k1 hello', `43 null ${Array(7).fill('hello').join(' ')}`, '44 k3 null'],
      );
    });

    it('gives back what it compressed', () => {
      fc.assert(
        fc.property(payload, (bytes) => {
          assert.ok(codecs.decompress(codec, codecs.compress(codec, bytes), megabyte).equals(bytes));
        }),
      );
    });

    it('compresses what repeats', () => {
      const bytes = Buffer.from(
        Array.from({ length: 5000 }, (_, index) => `order ${index % 50} created\n`).join(''),
      );
      const ratio = codecs.compress(codec, bytes).length / bytes.length;
      assert.ok(ratio < 0.2, `ratio ${ratio}`);
    });

    it('stops at the limit instead of expanding a bomb', () => {
      const bomb = codecs.compress(codec, Buffer.alloc(8 * megabyte));
      const before = process.memoryUsage().arrayBuffers;
      assert.throws(() => codecs.decompress(codec, bomb, megabyte));
      assert.ok(process.memoryUsage().arrayBuffers - before < 3 * megabyte);
      assert.equal(codecs.decompress(codec, bomb, 8 * megabyte).length, 8 * megabyte);
    });

    it('refuses every truncated prefix, or gives part of the truth', () => {
      const bytes = Buffer.from('hello hello hello, good bye, good bye, good bye'.repeat(20));
      const whole = codecs.compress(codec, bytes);
      for (let length = 0; length < whole.length; length++) {
        try {
          const part = codecs.decompress(codec, whole.subarray(0, length), megabyte);
          assert.ok(bytes.subarray(0, part.length).equals(part), `${length} bytes`);
        } catch (error) {
          assert.ok(error instanceof Error && error.name !== 'AssertionError', `${length} bytes: ${error}`);
        }
      }
    });

    it('survives thousands of malformed inputs and works afterwards', () => {
      const bytes = Buffer.from('the quick brown fox, the quick brown dog, the quick brown fox'.repeat(30));
      const whole = codecs.compress(codec, bytes);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 }),
          (changes) => {
            const mutated = Buffer.from(whole);
            for (const [position, byte] of changes) mutated[position] = byte;
            try {
              assert.ok(codecs.decompress(codec, mutated, megabyte).length <= megabyte);
            } catch (error) {
              assert.ok(error instanceof Error && error.name !== 'AssertionError', String(error));
            }
          },
        ),
        { numRuns: 3000 },
      );
      assert.ok(codecs.decompress(codec, whole, megabyte).equals(bytes));
    });

    it('turns into a RecordError when a batch holds garbage', () => {
      const batch = Buffer.from(batchesByJava[codec], 'hex');
      batch.fill(0x5a, 70);
      assert.throws(() => [...decodeRecords(batch, codecs)], RecordError);
    });

    it('carries the batches we build', () => {
      const value = Buffer.from('a value, a value, a value');
      const batch = encodeBatch({
        records: [{ key: null, value, timestamp: 7 }],
        codec,
        compression: codecs,
      });
      assert.deepEqual(
        [...decodeRecords(batch, codecs)],
        [{ offset: 0, timestamp: 7, key: null, value, headers: [] }],
      );
    });
  });
}

describe('compression', () => {
  it('knows the codecs of Kafka and no others', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7].map(compressionCodec), [undefined, 1, 2, 3, 4, ...Array(3)]);
  });

  it('reads bare snappy blocks, which some clients send', () => {
    // 11 bytes: a literal "hello ", a copy of 5 bytes from 6 back.
    const bare = Buffer.concat([
      Buffer.from([11, 5 << 2]),
      Buffer.from('hello '),
      Buffer.from([(4 << 2) | 2, 6, 0]),
    ]);
    assert.equal(codecs.decompress(2, bare, 100).toString(), 'hello hello');
  });

  it('reads lz4 frames with linked blocks, content size and checksums', () => {
    // Flags 0x5c: linked blocks with checksums, content size and content checksum; the header checksum is not verified.
    const size = Buffer.alloc(8);
    size.writeUInt32LE(11);
    const first = Buffer.concat([Buffer.from([6 << 4]), Buffer.from('hello ')]);
    const second = Buffer.from([0, 6, 0, 1 << 4, 0x21]);
    const blocks = [first, second].flatMap((block) => [
      Buffer.from([block.length, 0, 0, 0]),
      block,
      Buffer.alloc(4),
    ]);
    const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x5c, 0x40]);
    const frame = Buffer.concat([head, size, Buffer.from([0]), ...blocks, Buffer.alloc(4), Buffer.alloc(4)]);
    assert.equal(codecs.decompress(3, frame, 100).toString(), 'hello hell!');
  });
});
