/** A record as the Publish form takes it, to be changed and sent again. Pure. */
import type { StoredRecord } from '../../../client/model.ts';
import type { Draft } from '../publish/publishMessages.ts';
import { isReadable, textOf } from './recordBytes.ts';

/** The form that sends such a record; undefined for bytes that are no text. The partition is chosen anew, by the key. */
export function draftOf(record: StoredRecord): Draft | undefined {
  const { topic, key, value, headers } = record;
  const parts = [key, value, ...headers.map((header) => header.value)];
  if (parts.some((part) => part !== null && !isReadable(part))) {
    return undefined;
  }
  return {
    topic,
    key: key === null ? '' : textOf(key),
    value: value === null ? '' : textOf(value),
    tombstone: value === null,
    headers: headers.map((header) => ({ key: header.key, value: textOf(header.value) })),
    partition: null,
    copies: 1,
    keyFormat: '',
    valueFormat: '',
    timestamp: '',
    acks: '',
    every: '',
    stopAfter: null,
  };
}
