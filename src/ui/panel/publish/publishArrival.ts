/** Checks the messages of the Publish view on their arrival from the webview. */
import { isInteger, isObject, isText, nameLength } from '../arrival.ts';
import type { Draft, PublishRequest } from './publishMessages.ts';

/** Bounds of one form; larger values than the broker takes are refused by the broker, by name. */
export const draftLimits = {
  keyLength: 64 * 1024,
  valueLength: 4 * 1024 * 1024,
  headers: 100,
  copies: 10_000,
  stopAfter: 1_000_000,
  partition: 100_000,
  /** Of a format, a timestamp or an interval as text. */
  optionLength: 100,
} as const;

/** The message as typed data; undefined when it is another view's, or any part of it is not what it should be. */
export function parsePublishRequest(value: unknown): PublishRequest | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'inspect': {
      const { topic, key, keyFormat } = value;
      return isText(topic, nameLength) && isText(key, draftLimits.keyLength) && isOption(keyFormat)
        ? { type: 'inspect', topic, key, keyFormat }
        : undefined;
    }
    case 'publish':
    case 'schedule': {
      const { id } = value;
      const draft = parseDraft(value.draft);
      return draft !== undefined && draft.topic !== '' && isText(id, 64) && id !== ''
        ? { type: value.type, id, draft }
        : undefined;
    }
    case 'saveKafka': {
      const draft = parseDraft(value.draft);
      return draft && { type: 'saveKafka', draft };
    }
    case 'createTopic': {
      const { topic } = value;
      return isText(topic, nameLength) ? { type: 'createTopic', topic } : undefined;
    }
    case 'stopSchedule':
    case 'pasteKafka':
    case 'clearSends':
    case 'explainNaming':
      return { type: value.type };
    default:
      return undefined;
  }
}

function parseDraft(value: unknown): Draft | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const {
    topic,
    key,
    tombstone,
    partition,
    copies,
    keyFormat,
    valueFormat,
    timestamp,
    acks,
    every,
    stopAfter,
  } = value;
  const text = value.value;
  const headers = parseHeaders(value.headers);
  if (
    headers === undefined ||
    !isText(topic, nameLength) ||
    !isText(key, draftLimits.keyLength) ||
    !isText(text, draftLimits.valueLength) ||
    typeof tombstone !== 'boolean' ||
    !(partition === null || isInteger(partition, 0, draftLimits.partition)) ||
    !isInteger(copies, 1, draftLimits.copies) ||
    !isOption(keyFormat) ||
    !isOption(valueFormat) ||
    !isOption(timestamp) ||
    !isOption(acks) ||
    !isOption(every) ||
    !(stopAfter === null || isInteger(stopAfter, 1, draftLimits.stopAfter))
  ) {
    return undefined;
  }
  const options = { keyFormat, valueFormat, timestamp, acks, every, stopAfter };
  return { topic, key, value: text, tombstone, headers, partition, copies, ...options };
}

function isOption(value: unknown): value is string {
  return isText(value, draftLimits.optionLength);
}

function parseHeaders(value: unknown): Draft['headers'] | undefined {
  if (!Array.isArray(value) || value.length > draftLimits.headers) {
    return undefined;
  }
  const headers: { key: string; value: string }[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isObject(item)) {
      return undefined;
    }
    const key = item.key;
    const text = item.value;
    if (!isText(key, draftLimits.keyLength) || !isText(text, draftLimits.keyLength)) {
      return undefined;
    }
    headers.push({ key, value: text });
  }
  return headers;
}
