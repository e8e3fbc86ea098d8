/** One request on a connection of its own, for figures that must not contain a client library's patience. */
import { connect } from 'node:net';
import { Reader } from '../../src/protocol/bytes.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../src/protocol/frames.ts';
import { type Api, type Decoded, decodeResponse, type Encodable } from '../../src/protocol/schema.ts';

const longestFrame = 64 * 1024 * 1024;

/** @returns undefined when the broker does not answer. @param address `host:port` */
export function ask<A extends Api>(
  address: string,
  api: A,
  version: number,
  body: Encodable<A['request']>,
): Promise<Decoded<A['response']> | undefined> {
  const [host = '', port] = address.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  const header = { correlationId: 1, clientId: 'bench' };
  for (const part of encodeRequestFrame(api, version, header, body)) socket.write(part);
  const answer = new Promise<Decoded<A['response']> | undefined>((resolve) => {
    const frames = new FrameReader(longestFrame);
    socket.on('data', (chunk: Buffer) => {
      frames.feed(chunk, (frame) => {
        const reader = new Reader(frame);
        decodeResponseHeader(reader, api, version);
        resolve(decodeResponse(api, version, reader) as Decoded<A['response']>);
      });
    });
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(undefined));
  });
  return answer.finally(() => socket.destroy());
}
