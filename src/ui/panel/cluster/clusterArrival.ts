/** Checks the messages of the Cluster view on their arrival from the webview. */
import { isInteger, isObject } from '../arrival.ts';
import type { ClusterRequest, NodeRequest } from './clusterMessages.ts';

const mostNodes = 1_000;
const longestDelayMs = 60_000;

/** The message as typed data; undefined when it is another view's, or any part of it is not what it should be. */
export function parseClusterRequest(value: unknown): ClusterRequest | undefined {
  if (!isObject(value)) return undefined;
  if (value.type === 'traceRequests') {
    return typeof value.on === 'boolean' ? { type: 'traceRequests', on: value.on } : undefined;
  }
  if (value.type === 'chooseFault') {
    return isInteger(value.broker, 1, mostNodes) ? { type: 'chooseFault', broker: value.broker } : undefined;
  }
  if (value.type === 'exportEvents') {
    const { what } = value;
    return what === 'timeline' || what === 'requests' ? { type: 'exportEvents', what } : undefined;
  }
  if (value.type !== 'drill') return undefined;
  const request = parseNodeRequest(value.request);
  return request && { type: 'drill', request };
}

function parseNodeRequest(value: unknown): NodeRequest | undefined {
  if (!isObject(value)) return undefined;
  const { type, nodeId, delayMs } = value;
  if (type === 'healAll') return { type };
  if (!isInteger(nodeId, 1, mostNodes)) return undefined;
  switch (type) {
    case 'stopNode':
    case 'killNode':
    case 'startNode':
    case 'isolateNode':
    case 'healNode':
      return { type, nodeId };
    case 'slowNode':
      return isInteger(delayMs, 1, longestDelayMs) ? { type, nodeId, delayMs } : undefined;
    default:
      return undefined;
  }
}
