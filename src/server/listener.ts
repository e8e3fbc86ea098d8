/** One node's port and the sockets of its clients. Knows nothing of what is said on them. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Connection } from '../broker/connection.ts';
import type { ListenerSecurity } from './control.ts';
import { PortInUseError } from './portInUse.ts';

export const host = '127.0.0.1';

export interface Listener {
  readonly nodeId: number;
  /** 0 until the system has chosen one. */
  port: number;
  server: Server | undefined;
  readonly sockets: Map<Socket, Connection>;
  readonly tls: ListenerSecurity['tls'];
}

/** @throws PortInUseError when the port is taken */
export function listen(listener: Listener): Promise<void> {
  const server = serverFor(listener.tls);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(listener.port) : error);
    });
    server.listen(listener.port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') listener.port = address.port;
      listener.server = server;
      resolve();
    });
  });
}

function serverFor(tls: ListenerSecurity['tls']): Server {
  if (tls === undefined) return createServer();
  const { cert, key, clientCa } = tls;
  const client = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return createTlsServer({ cert, key, ...client });
}

/** Of clients whose handshake is complete. */
export function onClient({ server, tls }: Listener, accept: (socket: Socket) => void): void {
  server?.on(tls === undefined ? 'connection' : 'secureConnection', accept);
}

/** All parts of a response in one go to the kernel. The client may have gone meanwhile. */
export function write(socket: Socket, parts: readonly Buffer[]): void {
  if (socket.destroyed) return;
  socket.cork();
  for (const part of parts) socket.write(part);
  socket.uncork();
}

/** Nobody is let in any more, and who is there is cut off. */
export function close(listener: Listener): void {
  listener.server?.close();
  listener.server = undefined;
  for (const socket of listener.sockets.keys()) socket.destroy();
  listener.sockets.clear();
}
