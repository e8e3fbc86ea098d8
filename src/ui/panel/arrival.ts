/**
 * Checks what arrives from the webview before anything acts on it: a message is taken whole or not at all.
 * It must not trust types: a webview is another program. Here are the frame's messages and the pieces that
 * every view's checks are made of.
 */
import type { FrameRequest, PanelView } from './messages.ts';

/** The longest name of a topic or group that is looked at; Kafka's own bounds are its own to refuse. */
export const nameLength = 1_000;

export type Fields = Readonly<Record<string, unknown>>;

/** The message as typed data, or undefined when any part of it is not what it should be. */
export function parseFrameRequest(value: unknown): FrameRequest | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'ready':
    case 'openView':
      return isPanelView(value.view) ? { type: value.type, view: value.view } : undefined;
    case 'selectCluster':
      return isText(value.id, nameLength) ? { type: 'selectCluster', id: value.id } : undefined;
    case 'startCluster':
    case 'retry':
      return { type: value.type };
    default:
      return undefined;
  }
}

const panelViews: readonly unknown[] = ['messages', 'publish', 'groups', 'cluster'] satisfies PanelView[];

export function isPanelView(value: unknown): value is PanelView {
  return panelViews.includes(value);
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.length <= limit;
}

export function isInteger(value: unknown, minimum: number, maximum: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}
