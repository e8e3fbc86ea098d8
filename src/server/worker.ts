/** The thread that holds the cluster: takes control messages from the host and answers each once. Records never pass here. */
import { parentPort } from 'node:worker_threads';
import type { ControlEvent, ControlMessage } from './control.ts';
import { startCluster } from './hosting.ts';
import { NamingGuard } from './namingGuard.ts';
import { News } from './news.ts';
import { changeNode } from './nodeRequests.ts';
import { PortInUseError } from './portInUse.ts';
import type { KafkaServer } from './server.ts';
import { StorageError } from './storageError.ts';

const news = new News((events, requests) => tell({ type: 'news', events, requests }));
const naming = new NamingGuard((message) => tell({ type: 'log', message }));
let server: KafkaServer | undefined;
/** Messages are carried out one after the other: a stop waits for the start before it. */
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: ControlMessage) => {
  last = last.then(async () => tell(await carryOut(message).catch((error) => failure(message.id, error))));
});

async function carryOut(message: ControlMessage): Promise<ControlEvent> {
  const { id } = message;
  switch (message.type) {
    case 'start': {
      if (server !== undefined) return refusal(id, 'The cluster is already running.');
      naming.enforce(message.options.naming);
      server = await startCluster(message.options, {
        createTopicPolicy: (name) => naming.refusal(name),
        onFailure: (error) => tell(failure(undefined, error)),
        log: (text) => tell({ type: 'log', message: text }),
        event: (event) => news.event(event),
        requestAnswered: (trace) => news.request(trace),
        memoryChanged: (memory) => tell({ type: 'memory', memory }),
      });
      return { type: 'listening', id, brokers: server.listening };
    }
    case 'stop':
      await server?.close();
      server = undefined;
      return { type: 'done', id };
    case 'enforceNaming':
      naming.enforce(message.policy);
      return { type: 'done', id };
    case 'traceRequests':
      running().traceRequests(message.on);
      return { type: 'done', id };
    case 'status': {
      const { nodes, memory, requests } = running();
      return { type: 'status', id, nodes, memory, requests };
    }
    default: {
      // First the cause, then what follows from it.
      const drill = { type: 'drill', at: Date.now(), request: message } as const;
      news.event(drill);
      try {
        await changeNode(running(), message);
      } catch (error) {
        news.withdraw(drill);
        throw error;
      }
      return { type: 'done', id };
    }
  }
}

function running(): KafkaServer {
  if (server === undefined) throw new RangeError('The cluster is not running.');
  return server;
}

function tell(event: ControlEvent): void {
  parentPort?.postMessage(event);
}

function failure(id: number | undefined, error: unknown): ControlEvent {
  const asked = id === undefined ? {} : { id };
  if (error instanceof PortInUseError) {
    return { type: 'failed', ...asked, code: 'EADDRINUSE', port: error.port, reason: error.message };
  }
  if (error instanceof StorageError) {
    return { type: 'failed', ...asked, code: 'STORAGE', reason: error.message };
  }
  if (error instanceof RangeError && id !== undefined) return refusal(id, error.message);
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { type: 'failed', ...asked, code: 'INTERNAL', reason };
}

function refusal(id: number, reason: string): ControlEvent {
  return { type: 'failed', id, code: 'BAD_REQUEST', reason };
}
