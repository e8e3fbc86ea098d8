/** What partitions cost in memory while they are empty: 10,000 of them on three replicas, in a process of their own. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mebibytes, say } from './say.ts';
import { startForBench } from './startForBench.ts';

const topics = 10;
const partitionsPerTopic = 1_000;

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const server = await startForBench();
const before = settledMemory();
const began = performance.now();
for (let topic = 0; topic < topics; topic += 1) {
  await server.createTopics([{ name: `wide-${topic}`, partitions: partitionsPerTopic }]);
}
const took = performance.now() - began;
const after = settledMemory();
say('10,000 partitions on 3 replicas: made in', `${took.toFixed(0)} ms`);
say('  live memory above the empty cluster', mebibytes(after.live - before.live));
say('  resident memory above the empty cluster', mebibytes(after.resident - before.resident));
server.close();

/** Live: what the collector keeps, buffers included. */
function settledMemory(): { readonly live: number; readonly resident: number } {
  collectGarbage();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { live: heapUsed + arrayBuffers, resident: rss };
}
