/** Records for the tests of the Messages view. */
import type { StoredRecord } from '../../../../../src/client/model.ts';

interface RecordParts {
  readonly topic?: string;
  readonly partition?: number;
  readonly timestamp?: number;
  /** null = no key. */
  readonly key?: string | Uint8Array | null;
  /** null = tombstone; an object becomes JSON. */
  readonly value?: string | Uint8Array | object | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A record at an offset; a millisecond an offset unless told. */
export function record(offset: number, parts: RecordParts = {}): StoredRecord {
  const { topic = 'orders', partition = 0, timestamp = 1_000_000 + offset } = parts;
  const key = bytesOf(parts.key === undefined ? `order-${offset}` : parts.key);
  const value = bytesOf(parts.value === undefined ? { orderId: offset } : parts.value);
  const headers = Object.entries(parts.headers ?? {}).map(([name, text]) => ({
    key: name,
    value: Buffer.from(text),
  }));
  const size =
    (key?.length ?? 0) + (value?.length ?? 0) + headers.reduce((sum, one) => sum + one.value.length, 0);
  return {
    topic,
    partition,
    offset,
    timestamp,
    key,
    value,
    headers,
    size,
    storedSize: size + 8,
    batch: {
      baseOffset: offset,
      lastOffset: offset,
      records: 1,
      bytes: size + 69,
      compression: 'none',
      leaderEpoch: 3,
      timestampType: 'CreateTime',
      producerId: undefined,
      transactional: false,
    },
  };
}

export function offsetsOf(records: readonly StoredRecord[]): readonly number[] {
  return records.map(({ offset }) => offset);
}

function bytesOf(content: string | Uint8Array | object | null): Buffer | null {
  if (content === null) {
    return null;
  }
  return content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
