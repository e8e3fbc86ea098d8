/**
 * The one place that speaks to the extension: typed posting, checked arrival, and the state VS Code keeps for
 * the webview while it is hidden. It must not know what the messages are for.
 */
import type { HostMessage, WebviewMessage } from '../src/ui/panel/messages.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

let api: VsCodeApi | undefined;

function vscodeApi(): VsCodeApi {
  api ??= acquireVsCodeApi(); // May be called once in a page's life.
  return api;
}

export function post(message: WebviewMessage): void {
  vscodeApi().postMessage(message);
}

export function readState(): unknown {
  return vscodeApi().getState();
}

export function writeState(state: unknown): void {
  vscodeApi().setState(state);
}

export function listen(receive: (message: HostMessage) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = parseHostMessage(event.data);
    if (message !== undefined) {
      receive(message);
    }
  });
}

/** Calls when the page goes away; there is no promise that it is always told. */
export function onEnd(leave: () => void): void {
  window.addEventListener('pagehide', leave);
}

/** What each message must carry; anything else on the page's message channel is not for us. */
const payloads: Readonly<Record<HostMessage['type'], readonly [field: string, kind: string]>> = {
  init: ['strings', 'object'],
  show: ['view', 'string'],
  cluster: ['cluster', 'object'],
  clusters: ['clusters', 'object'],
  clusterView: ['view', 'object'],
  clusterEvents: ['events', 'object'],
  requests: ['requests', 'object'],
  records: ['records', 'object'],
  recordRows: ['rows', 'object'],
  recordDetail: ['detail', 'object'],
  recordsResult: ['result', 'object'],
  histogram: ['histogram', 'object'],
  draft: ['draft', 'object'],
  facts: ['facts', 'object'],
  draftProblems: ['problems', 'object'],
  schedule: ['schedule', 'object'],
  progress: ['sent', 'number'],
  sends: ['sends', 'object'],
  practice: ['practice', 'object'],
  group: ['group', 'object'],
  trouble: ['trouble', 'object'],
};

/**
 * The message if it has a known type and its payload. The host is the same build as this, so its inside is
 * taken as typed.
 */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const message = value as Readonly<Record<string, unknown>>;
  const type = message.type;
  if (typeof type !== 'string' || !Object.hasOwn(payloads, type)) {
    return undefined;
  }
  const [field, kind] = payloads[type as HostMessage['type']];
  return typeof message[field] === kind ? (value as HostMessage) : undefined;
}
