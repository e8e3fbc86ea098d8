import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProtocolError, Reader } from '../../../src/protocol/bytes.ts';
import {
  decodeRequestHeader,
  decodeResponseHeader,
  encodeRequestFrame,
  encodeResponseFrame,
  FrameReader,
} from '../../../src/protocol/frames.ts';
import { allApis } from '../../../src/protocol/messages/all.ts';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { type Api, decodeRequest, decodeResponse } from '../../../src/protocol/schema.ts';

const findApi = (key: number): Api | undefined => allApis.find((api) => api.key === key);
const unexpected = (): never => assert.fail('no frame is complete');
const framed = (payload: Uint8Array): Buffer => {
  const frame = Buffer.alloc(4 + payload.length);
  frame.writeInt32BE(payload.length);
  frame.set(payload, 4);
  return frame;
};

describe('FrameReader', () => {
  it('finds the same frames however the stream is cut', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(payloads, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (frames, sizes) => {
        const stream = Buffer.concat(frames.map(framed));
        const reader = new FrameReader(300);
        const seen: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const end = at + (sizes[turn % sizes.length] as number);
          // A copy each: a socket's next chunk may lie where the last one did.
          reader.feed(Buffer.from(stream.subarray(at, end)), (frame) => seen.push(Buffer.from(frame)));
          at = end;
        }
        assert.deepEqual(
          seen,
          frames.map((frame) => Buffer.from(frame)),
        );
        assert.equal(reader.pending, 0);
      }),
    );
  });

  it('gives a view of the chunk when the frame lies within it', () => {
    const chunk = framed(Buffer.from('whole'));
    const seen: Buffer[] = [];
    new FrameReader(100).feed(chunk, (frame) => seen.push(frame));
    assert.equal(seen[0]?.buffer, chunk.buffer);
    assert.equal(seen[0]?.toString(), 'whole');
  });

  it('refuses frames that are too long or of negative length, after the good ones before them', () => {
    for (const bad of ['00000101', 'ffffffff', '80000000', Buffer.from('GET ').toString('hex')]) {
      let good = 0;
      const reader = new FrameReader(0x100);
      const stream = Buffer.concat([framed(Buffer.alloc(0x100)), Buffer.from(bad, 'hex')]);
      assert.throws(() => reader.feed(stream, () => good++), ProtocolError);
      assert.equal(good, 1);
    }
  });

  it('refuses a bad length that arrives byte by byte', () => {
    const reader = new FrameReader(100);
    for (const byte of [0x7f, 0xff, 0xff]) reader.feed(Buffer.from([byte]), unexpected);
    assert.throws(() => reader.feed(Buffer.from([0xff]), unexpected), ProtocolError);
  });

  it('holds what has arrived, not what was announced', () => {
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 1_000 }, () => new FrameReader(2 ** 30));
    for (const reader of readers) {
      reader.feed(Buffer.from('40000000', 'hex'), unexpected);
      reader.feed(Buffer.alloc(1_000), unexpected);
      assert.equal(reader.pending, 1_004);
    }
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 * 2 ** 20);
  });
});

describe('headers', () => {
  const clientIds = fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 30 }));
  const header = fc.record({ correlationId: fc.integer(), clientId: clientIds });

  it('of requests are read as they were written, with the body after them', () => {
    fc.assert(
      fc.property(header, fc.integer({ min: 0, max: heartbeatApi.maxVersion }), (value, version) => {
        const body = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null };
        const [frame] = split(encodeRequestFrame(heartbeatApi, version, value, body));
        const reader = new Reader(frame as Buffer);
        assert.deepEqual(decodeRequestHeader(reader, findApi), { apiKey: 12, apiVersion: version, ...value });
        assert.deepEqual(decodeRequest(heartbeatApi, version, reader), body);
        assert.equal(reader.remaining, 0);
      }),
    );
  });

  it('of requests keep the short client id and may carry tags that nobody knows', () => {
    const bytes = Buffer.from('000c 0004 00000007 0001 63 02 0001aa 050102 02'.replaceAll(' ', ''), 'hex');
    const reader = new Reader(bytes);
    assert.deepEqual(decodeRequestHeader(reader, findApi), {
      apiKey: 12,
      apiVersion: 4,
      correlationId: 7,
      clientId: 'c',
    });
    assert.equal(reader.remaining, 1);
  });

  it('of ApiVersions are read in any version, since unknown ones are answered', () => {
    const bytes = Buffer.from('0012 0063 00000007 0001 63 00'.replaceAll(' ', ''), 'hex');
    const expected = { apiKey: 18, apiVersion: 99, correlationId: 7, clientId: 'c' };
    assert.deepEqual(decodeRequestHeader(new Reader(bytes), findApi), expected);
  });

  it('of unknown APIs are errors, and so are headers cut short', () => {
    const bytes = Buffer.from('0004 0001 00000007 ffff'.replaceAll(' ', ''), 'hex');
    assert.throws(() => decodeRequestHeader(new Reader(bytes), findApi), /no API has the key 4/);
    bytes[1] = 12;
    assert.equal(decodeRequestHeader(new Reader(bytes), findApi).clientId, null);
    for (let length = 0; length < bytes.length; length++) {
      const cut = new Reader(bytes.subarray(0, length));
      assert.throws(() => decodeRequestHeader(cut, findApi), ProtocolError);
    }
  });

  it('of responses have tags when the version is flexible, but never for ApiVersions', () => {
    const fetched = encodeResponseFrame(fetchApi, 12, 7, { errorCode: 0, responses: [] });
    const reader = new Reader(split(fetched)[0] as Buffer);
    assert.deepEqual(decodeResponseHeader(reader, fetchApi, 12), { correlationId: 7 });
    assert.equal(decodeResponse(fetchApi, 12, reader).errorCode, 0);
    assert.equal(reader.remaining, 0);

    const versions = encodeResponseFrame(apiVersionsApi, 3, 7, { errorCode: 35, apiKeys: [] });
    assert.equal(
      Buffer.concat(versions).toString('hex'),
      '0000000c 00000007 0023 01 00000000 00'.replaceAll(' ', ''),
    );
  });
});

function split(parts: readonly Buffer[]): Buffer[] {
  const frames: Buffer[] = [];
  new FrameReader(2 ** 20).feed(Buffer.concat(parts), (frame) => frames.push(frame));
  return frames;
}
