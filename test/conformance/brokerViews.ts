/**
 * Whom each broker believes to be alive: one Metadata request on a connection of its own, with no client
 * library between that would retry, cache or prefer a controller.
 */
import { connect } from 'node:net';
import { Reader } from '../../src/protocol/bytes.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../src/protocol/frames.ts';
import { metadataApi } from '../../src/protocol/messages/metadata.ts';
import { decodeResponse } from '../../src/protocol/schema.ts';

const version = 1;
const timeoutMs = 2000;

/** For every broker that answers, the ids it lists. @param addresses `host:port` */
export async function brokerViews(addresses: readonly string[]): Promise<readonly (readonly number[])[]> {
  const views = await Promise.all(addresses.map((address) => viewOf(address)));
  return views.filter((view) => view !== undefined);
}

/** undefined when the broker does not answer. */
async function viewOf(address: string): Promise<readonly number[] | undefined> {
  const [host, port] = address.split(':');
  const socket = connect({ host: host ?? '', port: Number(port) });
  socket.setTimeout(timeoutMs);
  const header = { correlationId: 1, clientId: 'view' };
  socket.write(Buffer.concat(encodeRequestFrame(metadataApi, version, header, { topics: [] })));
  try {
    return await new Promise((resolve) => {
      const reader = new FrameReader(1 << 20);
      socket.on('data', (chunk: Buffer) => reader.feed(chunk, (frame) => resolve(listed(frame))));
      socket.on('error', () => resolve(undefined));
      socket.on('close', () => resolve(undefined));
      socket.on('timeout', () => resolve(undefined));
    });
  } finally {
    socket.destroy();
  }
}

function listed(frame: Buffer): readonly number[] {
  const reader = new Reader(frame);
  decodeResponseHeader(reader, metadataApi, version);
  return decodeResponse(metadataApi, version, reader).brokers.map(({ nodeId }) => nodeId);
}
