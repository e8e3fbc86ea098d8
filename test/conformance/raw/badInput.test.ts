/**
 * What no client should send: the connection is closed or answered as Kafka would, and the cluster goes on
 * serving everybody else.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { encodeRequestFrame } from '../../../src/protocol/frames.ts';
import { apiVersionsApi } from '../../../src/protocol/messages/apiVersions.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { bootstrapServers, isOurs, residentBytes } from '../cluster.ts';
import { type CleanUp, cleanUp } from '../support.ts';
import { connectRaw, type RawConnection, software } from './connection.ts';
import { fetchAll } from './fetching.ts';
import { batchOf, connectLeader, createRawTopic, produce, valuesIn } from './topics.ts';

const header = { correlationId: 1, clientId: 'bad' };
/** Kafka's `socket.request.max.bytes`. */
const maxRequestBytes = 104_857_600;

describe('bad input', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  const closed: readonly (readonly [string, () => Buffer])[] = [
    ['an HTTP request', () => Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a TLS hello', () => Buffer.concat([Buffer.from([0x16, 3, 1, 2, 0, 1]), randomBytes(512)])],
    ['a frame one byte longer than allowed', () => framed(Buffer.alloc(16), maxRequestBytes + 1)],
    ['a negative length', () => framed(Buffer.alloc(16), -1)],
    ['random bytes in a frame', () => framed(Buffer.concat([Buffer.from([0x7f]), randomBytes(63)]))],
    ['an empty frame', () => framed(Buffer.alloc(0))],
    ['a header cut short', () => framed(Buffer.from([0, 3, 0, 9, 0]))],
    ['an unknown API', () => framed(Buffer.from([3, 0xe7, 0, 0, 0, 0, 0, 1, 0xff, 0xff]))],
    ['an API only controllers have', () => framed(Buffer.from([0, 52, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0]))],
    ['a version of Metadata that is not there yet', () => versioned(3, 99)],
    ['a version of Fetch that is no longer there', () => versioned(1, 2)],
    ['a version of Produce that is advertised and not served', () => versioned(0, 2)],
    ['a negative version', () => versioned(3, -1)],
    ['a body cut short', () => metadataRequest((frame) => frame.subarray(0, -3))],
    ['an array of two thousand million topics', () => metadataRequest((frame) => lengthened(frame))],
    [
      'a client id longer than its frame',
      () => framed(Buffer.from([0, 3, 0, 1, 0, 0, 0, 1, 0x7f, 0xff, 0x61])),
    ],
  ];
  for (const [what, bytes] of closed) {
    it(`${what} closes the connection`, async () => {
      const connection = await connectRaw(clean);
      connection.write(bytes());
      await connection.closed;
      assert.equal(connection.waiting, 0, 'without an answer');
      await serves(clean);
    });
  }

  it('requests before the bad one are answered', async () => {
    const connection = await connectRaw(clean);
    const good = connection.send(apiVersionsApi, 0, software);
    connection.write(framed(Buffer.from([3, 0xe7, 0, 0, 0, 0, 0, 1, 0xff, 0xff])));
    assert.equal((await good()).errorCode, 0);
    await connection.closed;
  });

  it('a thousand frames of random bytes', async () => {
    for (let round = 0; round < 50; round += 1) {
      const connections = await Promise.all(
        Array.from({ length: 20 }, (_, index) => connectRaw(clean, index % 3)),
      );
      for (const connection of connections)
        connection.write(framed(randomBytes(1 + Math.floor(Math.random() * 300))));
      for (const connection of connections) connection.socket.end();
      await Promise.all(connections.map((connection) => connection.closed));
    }
    await serves(clean);
  });

  it('a request that comes byte by byte is answered', async () => {
    const connection = await connectRaw(clean);
    for (const byte of Buffer.concat(encodeRequestFrame(apiVersionsApi, 0, header, software))) {
      connection.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const frame = await connection.nextFrame();
    assert.equal(frame.readInt16BE(4), 0);
  });
});

describe('connections that do nothing', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  it('begun frames that never end', async () => {
    const connections = await openMany(clean, 100);
    for (const connection of connections) connection.write(framed(Buffer.from([0, 3, 0]), 1000));
    await serves(clean);
  });

  it('half-closed sockets: what was asked is answered, then they are closed', async () => {
    const connections = await openMany(clean, 50);
    const answers = connections.map((connection) => connection.send(apiVersionsApi, 0, software));
    for (const answer of answers) assert.equal((await answer()).errorCode, 0);
    for (const connection of connections) connection.socket.end();
    await Promise.all(connections.map((connection) => connection.closed));
    await serves(clean);
  });

  it('1,000 idle connections', async () => {
    const connections = await openMany(clean, 1000);
    await serves(clean);
    const [first, last] = [connections[0], connections[999]];
    assert.equal((await first?.request(apiVersionsApi, 0, software))?.errorCode, 0);
    assert.equal((await last?.request(apiVersionsApi, 0, software))?.errorCode, 0);
    for (const connection of connections) connection.socket.destroy();
    await serves(clean);
  });

  it('a client that asks and asks and never reads', async () => {
    const connection = await connectRaw(clean);
    connection.socket.pause();
    const request = Buffer.concat(encodeRequestFrame(metadataApi, 1, header, { topics: null }));
    for (let round = 0; round < 2000; round += 1) connection.write(request);
    await serves(clean);
    connection.socket.destroy();
    await serves(clean);
  });

  /** Apache Kafka makes room for a whole frame when it is announced: with its small heap here it would die. */
  it('announced sizes cost nothing until the bytes come', async function () {
    if (!isOurs()) this.skip();
    const before = residentBytes();
    const connections = await openMany(clean, 200);
    for (const connection of connections) connection.write(framed(randomBytes(100), maxRequestBytes));
    await serves(clean);
    const grown = residentBytes() - before;
    assert.ok(grown < 200 * 1024 * 1024, `resident memory grew by ${grown} bytes`);
  });
});

/** A new client produces and fetches on this cluster, and every broker answers. */
async function serves(clean: CleanUp): Promise<void> {
  for (const broker of bootstrapServers().keys()) {
    const connection = await connectRaw(clean, broker);
    assert.equal((await connection.request(apiVersionsApi, 0, software)).errorCode, 0);
    connection.socket.destroy();
  }
  const topic = await createRawTopic(clean);
  const leader = await connectLeader(clean, topic);
  assert.equal((await produce(leader, topic, batchOf(['still here']))).errorCode, 0);
  assert.deepEqual(valuesIn(await fetchAll(leader, topic)), ['still here']);
}

async function openMany(clean: CleanUp, count: number): Promise<readonly RawConnection[]> {
  const connections: RawConnection[] = [];
  while (connections.length < count) {
    const some = Array.from({ length: Math.min(50, count - connections.length) }, () => connectRaw(clean));
    connections.push(...(await Promise.all(some)));
  }
  return connections;
}

/** @param length what the frame announces; its true length when left out */
function framed(body: Buffer, length = body.length): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeInt32BE(length);
  return Buffer.concat([prefix, body]);
}

function versioned(apiKey: number, version: number): Buffer {
  const body = Buffer.alloc(20);
  body.writeInt16BE(apiKey, 0);
  body.writeInt16BE(version, 2);
  body.writeInt32BE(1, 4);
  body.writeInt16BE(-1, 8);
  return framed(body);
}

/** Metadata v1 of one topic, changed between its header and its end; the length is made to fit. */
function metadataRequest(change: (body: Buffer) => Buffer): Buffer {
  const topics = [{ name: 'some-topic', topicId: '' }];
  const frame = Buffer.concat(encodeRequestFrame(metadataApi, 1, header, { topics }));
  return framed(change(frame.subarray(4)));
}

function lengthened(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy.writeInt32BE(0x7fffffff, 10 + header.clientId.length);
  return copy;
}
