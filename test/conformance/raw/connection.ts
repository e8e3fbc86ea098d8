/**
 * One TCP connection that speaks in frames, so that a test sees what a client library would hide: versions,
 * order, silence and closing. It checks what holds for every response: the correlation id, and that nothing
 * follows the message.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Reader } from '../../../src/protocol/bytes.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../../src/protocol/frames.ts';
import { type Api, type Decoded, decodeResponse, type Encodable } from '../../../src/protocol/schema.ts';
import { bootstrapServers } from '../cluster.ts';
import type { CleanUp } from '../support.ts';

const maxFrameBytes = 100 * 1024 * 1024;
const answerTimeoutMs = 15_000;

/** What ApiVersions asks of a client from version 3 on. */
export const software = { clientSoftwareName: 'conformance', clientSoftwareVersion: '1.0' };

/** To the broker at this place in the bootstrap list, which is in order of node id. */
export async function connectRaw(clean: CleanUp, broker = 0): Promise<RawConnection> {
  const address = bootstrapServers()[broker];
  assert.ok(address !== undefined, `no broker ${broker}`);
  return connectTo(clean, address);
}

/** @param address `host:port` */
export async function connectTo(clean: CleanUp, address: string): Promise<RawConnection> {
  const [host, port] = address.split(':');
  const socket = connect({ host: host ?? '', port: Number(port), noDelay: true });
  await once(socket, 'connect');
  clean.defer(async () => socket.destroy());
  return new RawConnection(socket);
}

/** A request that has been sent; its response is awaited in the order of sending. */
export type Sent<A extends Api> = () => Promise<Decoded<A['response']>>;

export class RawConnection {
  readonly socket: Socket;
  /** Resolves when the other side has closed or reset the connection. */
  readonly closed: Promise<void>;
  readonly #frames: Buffer[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #correlationId = 0;

  constructor(socket: Socket) {
    this.socket = socket;
    const reader = new FrameReader(maxFrameBytes);
    socket.on('data', (chunk: Buffer) => {
      reader.feed(chunk, (frame) => this.#frames.push(Buffer.from(frame)));
      this.#wake?.();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#ended = true;
        this.#wake?.();
        resolve();
      });
    });
  }

  /** Sends a request and waits for its response. */
  async request<A extends Api>(
    api: A,
    version: number,
    body: Encodable<A['request']>,
  ): Promise<Decoded<A['response']>> {
    return this.send(api, version, body)();
  }

  /** Sends a request without waiting; call what is given back to take the next response. */
  send<A extends Api>(api: A, version: number, body: Encodable<A['request']>): Sent<A> {
    this.#correlationId += 1;
    const correlationId = this.#correlationId;
    const header = { correlationId, clientId: 'conformance' };
    this.socket.write(Buffer.concat(encodeRequestFrame(api, version, header, body)));
    return async () => {
      const frame = await this.nextFrame(`${api.name} v${version}`);
      const reader = new Reader(frame);
      assert.equal(decodeResponseHeader(reader, api, version).correlationId, correlationId);
      const response = decodeResponse(api, version, reader) as Decoded<A['response']>;
      assert.equal(reader.remaining, 0, `bytes follow the response of ${api.name} v${version}`);
      return response;
    };
  }

  /** Bytes as they are. */
  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The next frame, without its length. @throws when the connection closes or nothing comes in time */
  async nextFrame(what = 'a frame'): Promise<Buffer> {
    const deadline = Date.now() + answerTimeoutMs;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#ended) throw new Error(`the connection was closed before ${what} came`);
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no answer to ${what} within ${answerTimeoutMs} ms`);
      await this.#arrival(left);
    }
  }

  /** How many frames have arrived that nobody has taken. */
  get waiting(): number {
    return this.#frames.length;
  }

  async #arrival(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
