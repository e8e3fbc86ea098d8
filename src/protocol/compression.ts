/**
 * Compression of record batches, as functions handed in: this layer is pure and knows only the numbers of the codecs.
 * The broker passes compressed batches through untouched; only viewers, replay and compaction open them.
 */

/** Codec number as in the attributes of a batch: 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
export type CompressionCodec = 1 | 2 | 3 | 4;

export interface Compression {
  /**
   * The uncompressed bytes.
   * @throws when the input is malformed or would expand beyond `maxBytes`; never allocates much more than that.
   */
  decompress(codec: CompressionCodec, bytes: Buffer, maxBytes: number): Buffer;
  compress(codec: CompressionCodec, bytes: Buffer): Buffer;
}

/** The codec of a batch's attributes, undefined for a number Kafka does not define (5 to 7) and for 0, no compression. */
export function compressionCodec(number: number): CompressionCodec | undefined {
  return number === 1 || number === 2 || number === 3 || number === 4 ? number : undefined;
}

/** The names used by `compression.type`. */
export function compressionName(codec: CompressionCodec): 'gzip' | 'snappy' | 'lz4' | 'zstd' {
  switch (codec) {
    case 1:
      return 'gzip';
    case 2:
      return 'snappy';
    case 3:
      return 'lz4';
    case 4:
      return 'zstd';
  }
}
