/**
 * Checks what arrives from the webview before anything acts on it: a message is taken whole or not at all.
 * It must not trust types: a webview is another program.
 */
import type { Draft, Watch, WebviewMessage } from './messages.ts';

/** Bounds of one form; larger values than the broker takes are refused by the broker, by name. */
export const draftLimits = {
  nameLength: 1_000,
  keyLength: 64 * 1024,
  valueLength: 4 * 1024 * 1024,
  headers: 100,
  copies: 10_000,
  partition: 100_000,
} as const;

export const practiceLimits = { consumers: 5, messagesPerSecond: 10_000 } as const;

/** The message as typed data, or undefined when any part of it is not what it should be. */
export function parseWebviewMessage(value: unknown): WebviewMessage | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'ready':
    case 'watch': {
      const watch = parseWatch(value.watch);
      return watch && { type: value.type, watch };
    }
    case 'inspect': {
      const { topic, key } = value;
      return isText(topic, draftLimits.nameLength) && isText(key, draftLimits.keyLength)
        ? { type: 'inspect', topic, key }
        : undefined;
    }
    case 'publish': {
      const { id } = value;
      const draft = parseDraft(value.draft);
      return draft && isText(id, 64) && id !== '' ? { type: 'publish', id, draft } : undefined;
    }
    case 'createTopic': {
      const { topic } = value;
      return isText(topic, draftLimits.nameLength) ? { type: 'createTopic', topic } : undefined;
    }
    case 'practice':
    case 'practiceRate':
    case 'killPractice':
      return parsePractice(value.type, value);
    case 'clearSends':
    case 'startCluster':
    case 'retry':
    case 'explainNaming':
      return { type: value.type };
    default:
      return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parsePractice(
  type: 'practice' | 'practiceRate' | 'killPractice',
  value: Fields,
): WebviewMessage | undefined {
  const { name, count, messagesPerSecond } = value;
  switch (type) {
    case 'practice': {
      const watch = parseWatch(value.watch);
      return watch && isInteger(count, 0, practiceLimits.consumers) ? { type, watch, count } : undefined;
    }
    case 'practiceRate':
      return (name === null || isText(name, draftLimits.nameLength)) &&
        isInteger(messagesPerSecond, 1, practiceLimits.messagesPerSecond)
        ? { type, name, messagesPerSecond }
        : undefined;
    case 'killPractice':
      return isText(name, draftLimits.nameLength) ? { type, name } : undefined;
  }
}

function parseWatch(value: unknown): Watch | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { group, topic } = value;
  return isText(group, draftLimits.nameLength) && isText(topic, draftLimits.nameLength)
    ? { group, topic }
    : undefined;
}

function parseDraft(value: unknown): Draft | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { topic, key, tombstone, partition, copies } = value;
  const text = value.value;
  const headers = parseHeaders(value.headers);
  if (
    headers === undefined ||
    !isText(topic, draftLimits.nameLength) ||
    topic === '' ||
    !isText(key, draftLimits.keyLength) ||
    !isText(text, draftLimits.valueLength) ||
    typeof tombstone !== 'boolean' ||
    !(partition === null || isInteger(partition, 0, draftLimits.partition)) ||
    !isInteger(copies, 1, draftLimits.copies)
  ) {
    return undefined;
  }
  return { topic, key, value: text, tombstone, headers, partition, copies };
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

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.length <= limit;
}

function isInteger(value: unknown, minimum: number, maximum: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}
