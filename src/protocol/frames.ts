/**
 * How messages stand in a stream: the length in front, and the headers of requests and responses.
 * Knows nothing of a message's body, and touches no socket.
 */
import { ProtocolError, type Reader, Writer } from './bytes.ts';
import { requestHeader, responseHeader } from './messages/headers.ts';
import type { Api, Decoded, Encodable } from './schema.ts';

const lengthBytes = 4;
const nothing = Buffer.alloc(0);

/** Cuts a stream into frames. */
export class FrameReader {
  readonly #maxFrameBytes: number;
  /** The begun frame, its length in front; grows with what has arrived, not with what was announced. */
  #partial = nothing;
  #arrived = 0;

  /** @param maxFrameBytes what a frame may have at most, without its length (`socket.request.max.bytes`) */
  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Bytes of a begun frame that are kept until the rest arrives. */
  get pending(): number {
    return this.#arrived;
  }

  /**
   * Takes the next bytes of the stream and hands on each frame they complete, without its length.
   * A frame that lies whole within the chunk is a view of it; one that began in an earlier chunk is a copy.
   * @throws ProtocolError when a frame is longer than allowed; the stream cannot be read any further
   */
  feed(chunk: Buffer, onFrame: (frame: Buffer) => void): void {
    let at = this.#arrived > 0 ? this.#complete(chunk, onFrame) : 0;
    while (at < chunk.length) {
      const total = chunk.length - at < lengthBytes ? lengthBytes : this.#total(chunk, at);
      const end = at + total;
      if (end <= chunk.length) onFrame(chunk.subarray(at + lengthBytes, end));
      else this.#keep(chunk.subarray(at), total);
      at = end;
    }
  }

  /** Adds to the begun frame what belongs to it; returns where the rest of the chunk starts. */
  #complete(chunk: Buffer, onFrame: (frame: Buffer) => void): number {
    let at = 0;
    if (this.#arrived < lengthBytes) {
      at = Math.min(lengthBytes - this.#arrived, chunk.length);
      this.#keep(chunk.subarray(0, at), lengthBytes);
      if (this.#arrived < lengthBytes) return at;
    }
    const total = this.#total(this.#partial, 0);
    const end = Math.min(at + total - this.#arrived, chunk.length);
    this.#keep(chunk.subarray(at, end), total);
    if (this.#arrived === total) {
      const frame = this.#partial.subarray(lengthBytes, total);
      this.#partial = nothing;
      this.#arrived = 0;
      onFrame(frame);
    }
    return end;
  }

  /** Keeps the bytes of a frame of `total` bytes, doubling what is held so that each is moved twice at most. */
  #keep(bytes: Buffer, total: number): void {
    const arrived = this.#arrived + bytes.length;
    if (arrived > this.#partial.length) {
      const grown = Buffer.allocUnsafe(Math.max(arrived, Math.min(2 * this.#partial.length, total)));
      this.#partial.copy(grown, 0, 0, this.#arrived);
      this.#partial = grown;
    }
    bytes.copy(this.#partial, this.#arrived);
    this.#arrived = arrived;
  }

  /** The whole frame in bytes, with the length itself. */
  #total(buffer: Buffer, at: number): number {
    const length = buffer.readInt32BE(at);
    if (length < 0 || length > this.#maxFrameBytes) {
      throw new ProtocolError(`a frame of ${length} bytes; ${this.#maxFrameBytes} are allowed`);
    }
    return lengthBytes + length;
  }
}

export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

/** Which versions of an API are flexible decides which header it has. */
type Flexible = Pick<Api, 'key' | 'flexibleFrom'>;

const apiVersionsKey = 18;

export function requestHeaderVersion(api: Flexible, version: number): 1 | 2 {
  return version >= api.flexibleFrom ? 2 : 1;
}

/** Always 0 for ApiVersions: a client that reads it does not know yet what the broker speaks (KIP-511). */
export function responseHeaderVersion(api: Flexible, version: number): 0 | 1 {
  return api.key !== apiVersionsKey && version >= api.flexibleFrom ? 1 : 0;
}

/**
 * Reads the header and leaves the reader at the body. The version is not checked: ApiVersions answers
 * unknown versions of itself.
 * @throws ProtocolError also for a key that `findApi` does not know, whose header cannot be told
 */
export function decodeRequestHeader(
  reader: Reader,
  findApi: (key: number) => Flexible | undefined,
): RequestHeader {
  const ahead = reader.ahead();
  const apiKey = ahead.int16();
  const apiVersion = ahead.int16();
  const api = findApi(apiKey);
  if (api === undefined) throw new ProtocolError(`no API has the key ${apiKey}`);
  const { correlationId, clientId } = requestHeader.read(requestHeaderVersion(api, apiVersion), reader);
  return { apiKey, apiVersion, correlationId, clientId };
}

export function decodeResponseHeader(
  reader: Reader,
  api: Flexible,
  version: number,
): Decoded<typeof responseHeader> {
  return responseHeader.read(responseHeaderVersion(api, version), reader);
}

/** A whole request frame, its length in front. */
export function encodeRequestFrame<A extends Api>(
  api: A,
  version: number,
  header: Pick<RequestHeader, 'correlationId' | 'clientId'>,
  body: Encodable<A['request']>,
): readonly Buffer[] {
  return frame((writer) => {
    const { correlationId, clientId } = header;
    const full = { requestApiKey: api.key, requestApiVersion: version, correlationId, clientId };
    requestHeader.write(requestHeaderVersion(api, version), writer, full);
    api.request.write(version, writer, body);
  });
}

/** A whole response frame, its length in front. Large records stay the caller's own buffers. */
export function encodeResponseFrame<A extends Api>(
  api: A,
  version: number,
  correlationId: number,
  body: Encodable<A['response']>,
): readonly Buffer[] {
  return frame((writer) => {
    responseHeader.write(responseHeaderVersion(api, version), writer, { correlationId });
    api.response.write(version, writer, body);
  });
}

function frame(write: (writer: Writer) => void): readonly Buffer[] {
  const writer = new Writer();
  writer.int32(0);
  write(writer);
  const parts = writer.finish();
  parts[0]?.writeInt32BE(writer.length - lengthBytes);
  return parts;
}
