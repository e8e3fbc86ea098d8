/**
 * Apache Kafka 4.4 itself on 127.0.0.1: three nodes in KRaft combined mode, each its own Java process,
 * with logs in memory where the system offers that. What it answers is the expectation of the
 * conformance tests. Run as a script it obeys the same lines on standard input as our own `broker`.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { access, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import kafkajs from 'kafkajs';
import { nanoid } from 'nanoid';
import { resolveJars } from './mavenJars.ts';

const run = promisify(execFile);
const home = join(import.meta.dirname, 'apache-kafka');
const nodeIds = [1, 2, 3] as const;
const startTimeoutMs = 90_000;
/** Fast start and small footprint matter more here than throughput: three JVMs share a small machine. */
const javaFlags = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

export interface ApacheKafkaOptions {
  /** Added to server.properties of every node; wins over the settings below. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface ApacheKafka {
  /** `127.0.0.1:p1,127.0.0.1:p2,127.0.0.1:p3`, in order of node id. */
  readonly bootstrapServers: string;
  /** Ends every node and removes its data. */
  stop(): Promise<void>;
  /** A crash: the process gets no chance to say goodbye. */
  killBroker(nodeId: number): Promise<void>;
  /** A controlled shutdown. */
  stopBroker(nodeId: number): Promise<void>;
  /** Starts a node that was stopped or killed, on its old port and data. */
  startBroker(nodeId: number): Promise<void>;
}

interface Node {
  readonly id: number;
  readonly port: number;
  readonly folder: string;
  process: ChildProcess | undefined;
}

/** Resolves once all three brokers are registered and serve. Needs Java 17 and, the first time, Maven. */
export async function startApacheKafka(options: ApacheKafkaOptions = {}): Promise<ApacheKafka> {
  const classPath = await resolveJars(join(home, 'pom.xml'));
  const data = await mkdtemp(join(await memoryFolder(), 'eddy-apache-kafka-'));
  const nodes = await configure(data, options.settings ?? {});
  const bootstrapServers = nodes.map((node) => `127.0.0.1:${node.port}`).join(',');
  const abandon = (): void => {
    nodes.forEach((node) => {
      node.process?.kill('SIGKILL');
    });
    rmSync(data, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => end(node, 'SIGKILL')));
    await rm(data, { recursive: true, force: true });
    process.off('exit', abandon);
  };
  const find = (nodeId: number): Node => {
    const node = nodes.find((candidate) => candidate.id === nodeId);
    if (node === undefined) {
      throw new Error(`no node ${nodeId}`);
    }
    return node;
  };
  try {
    await Promise.all(nodes.map((node) => format(node, classPath)));
    await Promise.all(nodes.map((node) => launch(node, classPath)));
    await allServe(nodes, bootstrapServers);
  } catch (error) {
    const output = await Promise.all(nodes.map((node) => lastOutput(node)));
    await stop();
    throw new Error(`Apache Kafka did not start: ${String(error)}\n${output.join('\n')}`);
  }
  return {
    bootstrapServers,
    stop,
    killBroker: (nodeId) => end(find(nodeId), 'SIGKILL'),
    stopBroker: (nodeId) => end(find(nodeId), 'SIGTERM'),
    startBroker: async (nodeId) => {
      await launch(find(nodeId), classPath);
      await allServe(nodes, bootstrapServers);
    },
  };
}

async function configure(data: string, settings: Readonly<Record<string, string>>): Promise<readonly Node[]> {
  const ports = await freePorts(2 * nodeIds.length);
  const voters = nodeIds.map((id, index) => `${id}@127.0.0.1:${ports[nodeIds.length + index]}`).join(',');
  const clusterId = Buffer.from(nanoid(16).slice(0, 16)).toString('base64url');
  return Promise.all(
    nodeIds.map(async (id, index) => {
      const folder = join(data, `node-${id}`);
      const port = ports[index] ?? 0;
      await mkdir(folder);
      const properties = {
        'process.roles': 'broker,controller',
        'node.id': String(id),
        listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${ports[nodeIds.length + index]}`,
        'controller.listener.names': 'CONTROLLER',
        'controller.quorum.voters': voters,
        'log.dirs': join(folder, 'logs'),
        'num.partitions': '3',
        'default.replication.factor': '3',
        'num.network.threads': '2',
        'num.io.threads': '4',
        ...settings,
      };
      const text = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
      await writeFile(join(folder, 'server.properties'), text.join(''));
      await writeFile(join(folder, 'cluster-id'), clusterId);
      return { id, port, folder, process: undefined };
    }),
  );
}

async function format(node: Node, classPath: string): Promise<void> {
  const clusterId = await readFile(join(node.folder, 'cluster-id'), 'utf8');
  const properties = join(node.folder, 'server.properties');
  const tool = ['kafka.tools.StorageTool', 'format', '--cluster-id', clusterId, '--config', properties];
  await run('java', [...javaFlags, ...logging(), '-cp', classPath, ...tool], { maxBuffer: 1 << 24 });
}

async function launch(node: Node, classPath: string): Promise<void> {
  if (node.process !== undefined) {
    throw new Error(`node ${node.id} already runs`);
  }
  const output = await open(join(node.folder, 'output.log'), 'a');
  const main = ['kafka.Kafka', join(node.folder, 'server.properties')];
  const child = spawn('java', [...javaFlags, ...logging(), '-cp', classPath, ...main], {
    stdio: ['ignore', output.fd, output.fd],
    cwd: node.folder,
  });
  node.process = child;
  child.once('exit', () => {
    node.process = undefined;
  });
  await once(child, 'spawn');
  await output.close();
}

async function end(node: Node, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const child = node.process;
  if (child === undefined) {
    return;
  }
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** A broker counts from the moment the controller lists it as alive, which Metadata shows. */
async function allServe(nodes: readonly Node[], bootstrapServers: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  const running = (): number => nodes.filter((node) => node.process !== undefined).length;
  const atFirst = running();
  const client = new kafkajs.Kafka({
    brokers: bootstrapServers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 0 },
  });
  for (;;) {
    const expected = running();
    if (expected < atFirst) {
      throw new Error('a node ended while starting');
    }
    const admin = client.admin();
    const alive = await admin
      .connect()
      .then(() => admin.describeCluster())
      .then((cluster) => cluster.brokers.length)
      .catch(() => 0);
    await admin.disconnect().catch(() => undefined);
    if (alive === expected) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`${alive} of ${expected} brokers after ${startTimeoutMs} ms`);
    }
    await sleep(200);
  }
}

async function lastOutput(node: Node): Promise<string> {
  const text = await readFile(join(node.folder, 'output.log'), 'utf8').catch(() => '');
  return `node ${node.id}:\n${text.split('\n').slice(-25).join('\n')}`;
}

function logging(): readonly string[] {
  return [`-Dlog4j2.configurationFile=${join(home, 'log4j2.properties')}`];
}

/** All ports are held open together before they are given back, so that they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function memoryFolder(): Promise<string> {
  return access('/dev/shm').then(
    () => '/dev/shm',
    () => tmpdir(),
  );
}

/** Lines: `kill 1`, `stop 1`, `start 1`, each answered by `done`; the end of input stops everything. */
async function main(): Promise<void> {
  process.once('SIGTERM', () => process.exit(0));
  process.once('SIGINT', () => process.exit(0));
  const settings = Object.fromEntries(process.argv.slice(2).map((pair) => splitSetting(pair)));
  const kafka = await startApacheKafka({ settings });
  console.log(`ready ${kafka.bootstrapServers}`);
  const actions = { kill: kafka.killBroker, stop: kafka.stopBroker, start: kafka.startBroker };
  // Of one node in their order; of several at once, for it may take two to have a controller again.
  const turns = new Map<string, Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, nodeId = ''] = line.trim().split(/\s+/);
    if (word === 'kill' || word === 'stop' || word === 'start') {
      const turn = (turns.get(nodeId) ?? Promise.resolve())
        .then(() => actions[word](Number(nodeId)))
        .then(() => 'done')
        .catch((error: unknown) => `failed ${String(error)}`)
        .then(console.log);
      turns.set(nodeId, turn);
    }
  }
  await kafka.stop();
}

function splitSetting(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

if (import.meta.main) {
  await main();
}
