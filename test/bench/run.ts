/**
 * `npm run bench`: what the cluster costs, as figures of this machine and this run: start of the worker, memory at rest
 * and with 100 MB of records on three replicas, a KafkaJS producer at acks=all, and then, each in a process of its own,
 * time without a leader, many partitions, pauses of the collector, the simulation's speed, and what it costs to lint a
 * folder. With `-- --kafka`, Apache Kafka 4.4 on the same machine stands beside ours where that takes Java only. Never a test.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import kafkajs from 'kafkajs';
import type { ControlEvent, ControlRequest } from '../../src/server/control.ts';
import { packageExtension } from '../e2e/package.ts';
import { mebibyte, mebibytes, say } from './say.ts';

const payloadBytes = 100 * mebibyte;
const batchBytes = 64 * 1024;

class Cluster {
  readonly #worker = new Worker(join(import.meta.dirname, '..', '..', 'dist', 'worker.cjs'));
  #nextId = 1;

  ask<Type extends ControlEvent['type']>(request: ControlRequest, expected: Type) {
    const id = this.#nextId++;
    const answer = new Promise<Extract<ControlEvent, { type: Type }>>((resolve, reject) => {
      this.#worker.on('message', (event: ControlEvent) => {
        if (event.id !== id) return;
        if (event.type === expected) resolve(event as Extract<ControlEvent, { type: Type }>);
        else reject(new Error(JSON.stringify(event)));
      });
    });
    this.#worker.postMessage({ ...request, id });
    return answer;
  }

  async start(): Promise<readonly string[]> {
    const options = {
      ports: [0, 0, 0],
      autoCreateTopics: true,
      defaultPartitions: 3,
      defaultReplicationFactor: 3,
      memoryLimitMebibytes: 16_384,
      topics: [{ name: 'bench', partitions: 3 }],
    };
    const { brokers } = await this.ask({ type: 'start', options }, 'listening');
    return brokers.map(({ host, port }) => `${host}:${port}`);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

say('VSIX', `${(statSync(await packageExtension()).size / 1024).toFixed(0)} KB`);
const residentBefore = process.memoryUsage().rss;
const began = performance.now();
const cluster = new Cluster();
const brokers = await cluster.start();
say('worker thread to three brokers that serve', `${(performance.now() - began).toFixed(0)} ms`);
const rest = await cluster.ask({ type: 'status' }, 'status');
say(
  'memory at rest, above the process without the cluster',
  mebibytes(rest.memory.residentBytes - residentBefore),
);

const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.ERROR });
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
await producer.connect();
await measureRate(1_000, 100);
await fill();
const full = await cluster.ask({ type: 'status' }, 'status');
say('log bytes, three replicas summed', mebibytes(full.memory.logBytes));
say('memory, with the client that produced it', mebibytes(full.memory.residentBytes));
await producer.disconnect();
await cluster.close();
for (const part of ['failover', 'partitions', 'garbage', 'simulation', 'lint']) {
  const script = join(import.meta.dirname, `${part}.ts`);
  spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
}

/** Messages of 100 bytes in requests of `perRequest`, acks=all, replication factor 3. */
async function measureRate(perRequest: number, requests: number): Promise<void> {
  const messages = Array.from({ length: perRequest }, (_, index) => ({
    key: `${index}`,
    value: 'v'.repeat(100),
  }));
  for (let warm = 0; warm < 20; warm += 1) await producer.send({ topic: 'bench', acks: -1, messages });
  const from = performance.now();
  for (let sent = 0; sent < requests; sent += 1) await producer.send({ topic: 'bench', acks: -1, messages });
  const rate = (requests * perRequest) / ((performance.now() - from) / 1000);
  say(
    'KafkaJS, acks=all, RF 3, 100-byte messages, 1,000 a request',
    `${Math.round(rate).toLocaleString('en')} msg/s`,
  );
}

async function fill(): Promise<void> {
  const value = Buffer.alloc(batchBytes, 'x');
  for (let sent = 0; sent < payloadBytes; sent += 8 * batchBytes) {
    const messages = Array.from({ length: 8 }, (_, index) => ({ key: `${index}`, value }));
    await producer.send({ topic: 'bench', acks: -1, messages });
  }
}
