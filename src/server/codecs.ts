/**
 * The four codecs of Kafka's record batches: gzip and zstd by Node, snappy and lz4 by our own small implementations, which
 * read hostile input without traps. Used where batches are opened (viewers, replay, compaction), never on produce or fetch.
 */
import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Compression } from '../protocol/compression.ts';
import { compressLz4, decompressLz4 } from './lz4.ts';
import { compressSnappy, decompressSnappy } from './snappy.ts';

/** `decompress` throws on malformed input and on output beyond the limit, and allocates no more than that limit. */
export const codecs: Compression = {
  decompress(codec, bytes, maxBytes) {
    switch (codec) {
      case 1:
        return gunzipSync(bytes, { maxOutputLength: maxBytes });
      case 2:
        return decompressSnappy(bytes, maxBytes);
      case 3:
        return decompressLz4(bytes, maxBytes);
      case 4:
        return zstdDecompressSync(bytes, { maxOutputLength: maxBytes });
    }
  },
  compress(codec, bytes) {
    switch (codec) {
      case 1:
        return gzipSync(bytes);
      case 2:
        return compressSnappy(bytes);
      case 3:
        return compressLz4(bytes);
      case 4:
        // Kafka's default level for zstd.
        return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
    }
  },
};
