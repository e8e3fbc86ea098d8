/** The few frames of Kafka's protocol that the doctor speaks by itself, before a client could. Pure. */

/** ApiVersions v0 and SaslHandshake v1: every broker since 1.0 knows them. */
const apiVersionsKey = 18;
const saslHandshakeKey = 17;
const clientId = 'eddy';
/** No answer to these is as long. */
const longestFrame = 1024 * 1024;

export const apiVersionsRequest: Buffer = request(apiVersionsKey, 0, Buffer.alloc(0));

export function saslHandshakeRequest(mechanism: string): Buffer {
  return request(saslHandshakeKey, 1, text(mechanism));
}

/** Mechanisms that the broker has, from its answer to SaslHandshake. */
export function offeredMechanisms(frame: Buffer): readonly string[] {
  const names: string[] = [];
  // Correlation id and error come first.
  let position = 10;
  for (let count = frame.readInt32BE(6); count > 0; count--) {
    const length = frame.readInt16BE(position);
    names.push(frame.toString('utf8', position + 2, position + 2 + length));
    position += 2 + length;
  }
  return names;
}

/** The first frame without its length; `none` = what there is cannot be one. */
export function readFrame(bytes: Buffer): Buffer | 'more' | 'none' {
  if (bytes.length < 4) return bytes.length > 0 && bytes[0] !== 0 ? 'none' : 'more';
  const length = bytes.readInt32BE(0);
  if (length < 4 || length > longestFrame) return 'none';
  return bytes.length < 4 + length ? 'more' : bytes.subarray(4, 4 + length);
}

function request(apiKey: number, version: number, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeInt16BE(apiKey, 0);
  header.writeInt16BE(version, 2);
  const payload = Buffer.concat([header, text(clientId), body]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(payload.length);
  return Buffer.concat([length, payload]);
}

function text(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeInt16BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}
