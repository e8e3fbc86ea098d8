/**
 * How long the collector holds a cluster up that has 200,000 live batches: one batch of 1 KB a request, acks=all, three
 * replicas. In a process of its own; the producer is a raw connection with many requests on the way.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { PerformanceObserver } from 'node:perf_hooks';
import { Reader, zeroUuid } from '../../src/protocol/bytes.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../src/protocol/frames.ts';
import { produceApi } from '../../src/protocol/messages/produce.ts';
import { encodeBatch } from '../../src/protocol/records.ts';
import { decodeResponse } from '../../src/protocol/schema.ts';
import { say } from './say.ts';
import { startForBench } from './startForBench.ts';

const batches = 200_000;
const version = 9;
const requestsOnTheWay = 64;
const topic = 'garbage';

const pauses: number[] = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) pauses.push(duration);
}).observe({ entryTypes: ['gc'] });

const server = await startForBench([{ name: topic, partitions: 1 }]);
const records = encodeBatch({
  records: [{ key: null, value: Buffer.alloc(1_000, 'x'), timestamp: Date.now() }],
});
const topicData = [{ name: topic, topicId: zeroUuid, partitionData: [{ index: 0, records }] }];
const request = { transactionalId: null, acks: -1, timeoutMs: 5_000, topicData };
const frame = Buffer.concat(
  encodeRequestFrame(produceApi, version, { correlationId: 1, clientId: 'bench' }, request),
);
await Promise.all(server.listening.map(({ port }) => produceTo(port)));
const sum = pauses.reduce((total, pause) => total + pause, 0);
say('200,000 live batches of 1 KB: longest pause of the collector', `${Math.max(...pauses).toFixed(1)} ms`);
say('  all pauses', `${pauses.length}, ${sum.toFixed(0)} ms together`);
server.close();

/** Sends everything to the broker that leads; the others refuse the first request. */
async function produceTo(port: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  let sent = 0;
  let answered = 0;
  await new Promise<void>((resolve) => {
    const frames = new FrameReader(1024 * 1024);
    const send = (): void => {
      sent += 1;
      socket.write(frame);
    };
    socket.on('data', (chunk: Buffer) => {
      frames.feed(chunk, (response) => {
        answered += 1;
        const reader = new Reader(response);
        decodeResponseHeader(reader, produceApi, version);
        const { responses } = decodeResponse(produceApi, version, reader);
        const refused = responses[0]?.partitionResponses[0]?.errorCode !== 0;
        if (refused || answered === batches) resolve();
        else if (sent < batches) send();
      });
    });
    for (let first = 0; first < requestsOnTheWay; first += 1) send();
  });
  socket.destroy();
}
