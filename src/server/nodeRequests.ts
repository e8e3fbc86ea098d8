/** What a host asks to be done to a node, carried out. */
import type { NodeRequest } from './control.ts';
import type { KafkaServer } from './server.ts';

/** @throws RangeError for a node there is not, PortInUseError when a port is taken now */
export async function changeNode(server: KafkaServer, request: NodeRequest): Promise<void> {
  switch (request.type) {
    case 'stopNode':
      return await server.stopNode(request.nodeId);
    case 'killNode':
      return server.killNode(request.nodeId);
    case 'startNode':
      return await server.startNode(request.nodeId);
    case 'isolateNode':
      return server.isolateNode(request.nodeId);
    case 'slowNode':
      return server.slowNode(request.nodeId, request.delayMs);
    case 'injectFault':
      return server.injectFault(request.nodeId, request.fault);
    case 'healNode':
      return server.healNode(request.nodeId);
    case 'healAll':
      return server.healAll();
  }
}
